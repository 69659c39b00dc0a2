/**
 * Of several services one may ask for what another one has put on the list already: "身份证或社保卡" beside 身份证,
 * "来办的爸爸或妈妈的身份证" beside those of both. Such an item is no paper more, and would only be asked about twice.
 */
import type { ChecklistItem, ChecklistPaper } from "./checklist.ts";
import type { JourneyPerson } from "./journey.ts";

/**
 * @param items the merged list of a trip
 * @param isLacking whether a paper of the list is not to be had: then the other ways stay on it
 * @returns the list without what other items cover; these stand for its services too
 */
export function withoutCovered(items: readonly ChecklistItem[], people: readonly JourneyPerson[], isLacking: (item: ChecklistItem) => boolean): ChecklistItem[] {
  const plain = items.filter((i) => isPlain(i) && i.certain && !i.onSite && !isLacking(i));
  const also = new Map<string, string[]>();
  const left = items.filter((item) => {
    const covering = item.onSite ? null : coverOf(item, plain, people);
    if (covering === null) return true;
    for (const c of covering) also.set(c.id, [...also.get(c.id) ?? [], ...item.guides]);
    return false;
  });
  return left.map((i) => also.has(i.id) ? { ...i, guides: [...new Set([...i.guides, ...also.get(i.id)!])] } : i);
}

const isPlain = (item: ChecklistItem): boolean => item.anyOf.length === 1 && item.anyOf[0]!.papers.length === 1;

/** The items that stand for this one, of which at least one is another service's; null when it stands for itself. */
function coverOf(item: ChecklistItem, plain: readonly ChecklistItem[], people: readonly JourneyPerson[]): readonly ChecklistItem[] | null {
  const others = plain.filter((p) => p.id !== item.id);
  const ways = isPlain(item) ? [sameOfEach(item.anyOf[0]!.papers[0]!, people)] : item.anyOf.flatMap((b) => isNamedOnly(b) ? [b.papers] : []);
  for (const papers of ways) {
    const found = papers.map((p) => others.find((o) => covers(o.anyOf[0]!.papers[0]!, p)));
    const whole = found.filter((f) => f !== undefined);
    if (papers.length > 0 && whole.length === papers.length && whole.some((f) => f.guides.some((g) => !item.guides.includes(g)))) return whole;
  }
  return null;
}

/**
 * Whether the label says no more than whose paper it is. "看得出关系的户口本" asks for more than a booklet: only its
 * holder knows whether the one on the list is such.
 */
function isNamedOnly({ label, papers }: ChecklistItem["anyOf"][number]): boolean {
  const [paper] = papers;
  if (!paper || papers.length > 1) return false;
  const name = paper.name.replace(/（.*/, "");
  if (label === undefined || label === name) return true;
  const whose = label.endsWith(`的${name}`) ? label.slice(0, -name.length - 1) : null;
  return whose === "您" || whose !== null && paper.holderLabel.endsWith(whose);
}

/** The paper of somebody who is one of several people: those of all of them. */
function sameOfEach(paper: ChecklistPaper, people: readonly JourneyPerson[]): readonly ChecklistPaper[] {
  return people.find((p) => p.id === paper.holder)?.oneOf.map((holder) => ({ ...paper, holder })) ?? [];
}

/** What is only shown can be shown again; what stays behind must be brought as often as it is asked for. */
function covers(have: ChecklistPaper, asked: ChecklistPaper): boolean {
  return have.paper === asked.paper && have.holder === asked.holder && have.spec === asked.spec
    && have.originals.shown >= asked.originals.shown && asked.originals.surrendered === 0 && asked.copies === 0;
}
