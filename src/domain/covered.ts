/**
 * Of several services one may ask for what another one has put on the list already: "身份证或社保卡" beside 身份证,
 * "来办的爸爸或妈妈的身份证" beside those of both. Such an item is no paper more, and would only be asked about twice.
 */
import { mergeItems, type ChecklistItem, type ChecklistPaper } from "./checklist.ts";
import type { Journey } from "./journey.ts";

/**
 * @param items the merged list of a trip
 * @param isLacking whether a paper of the list is not to be had: then the other ways stay on it
 * @returns the list without what other items stand for; what was asked of it is asked of them
 */
export function withoutCovered(items: readonly ChecklistItem[], journeys: readonly Journey[], isLacking: (item: ChecklistItem) => boolean): ChecklistItem[] {
  const plain = items.filter((i) => isPlain(i) && i.certain && !i.onSite && !isLacking(i));
  const asked: ChecklistItem[] = [];
  const left = items.filter((item) => {
    const covering = item.onSite ? null : coverOf(item, plain, journeys);
    for (const { by, paper } of covering ?? []) asked.push({ ...by, guides: item.guides, anyOf: [{ papers: [{ ...paper, name: by.anyOf[0]!.papers[0]!.name }] }] });
    return covering === null;
  });
  const merged = mergeItems([...left, ...asked]);
  // What stands for one item may itself be covered by a third.
  return merged.length < items.length ? withoutCovered(merged, journeys, isLacking) : merged;
}

interface Cover {
  readonly by: ChecklistItem;
  /** What the covered item asks of it. */
  readonly paper: ChecklistPaper;
}

const isPlain = (item: ChecklistItem): boolean => item.anyOf.length === 1 && item.anyOf[0]!.papers.length === 1;

/** The items that stand for this one, of which at least one is another service's; null when it stands for itself. */
function coverOf(item: ChecklistItem, plain: readonly ChecklistItem[], journeys: readonly Journey[]): readonly Cover[] | null {
  const others = plain.filter((p) => p.id !== item.id);
  const ways = isPlain(item) ? otherwise(item.anyOf[0]!.papers[0]!, journeys) : item.anyOf.flatMap((b) => isNamedOnly(b) ? [b.papers] : []);
  for (const papers of ways) {
    const found = papers.flatMap((paper): Cover[] => { const by = others.find((o) => isSame(o.anyOf[0]!.papers[0]!, paper)); return by ? [{ by, paper }] : []; });
    if (papers.length > 0 && found.length === papers.length && found.some(({ by }) => by.guides.some((g) => !item.guides.includes(g)))) return found;
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

/** What a journey lets stand for a paper: those of all whom its holder may be, if it is only shown, or another paper of the same person. */
function otherwise(paper: ChecklistPaper, journeys: readonly Journey[]): (readonly ChecklistPaper[])[] {
  const shownOnly = paper.originals.surrendered === 0 && paper.copies === 0;
  return journeys.flatMap((j) => [
    shownOnly ? j.people.find((p) => p.id === paper.holder)?.oneOf.map((holder) => ({ ...paper, holder })) ?? [] : [],
    ...(j.alike[paper.paper] ?? []).map((other) => [{ ...paper, paper: other }]),
  ]);
}

/** One that stays behind is no longer there for the next: then the other ways matter. */
const isSame = (have: ChecklistPaper, asked: ChecklistPaper): boolean =>
  have.paper === asked.paper && have.holder === asked.holder && have.spec === asked.spec && asked.originals.surrendered === 0;
