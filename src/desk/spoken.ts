/**
 * 话术: the guide in sentences that an agent reads out. Short, one thing at a time, papers in groups of at most three.
 */
import type { ChecklistItem, ChecklistPaper } from "../domain/checklist.ts";
import type { Situation } from "../domain/facts.ts";

/** Papers named in one breath. */
export const PAPERS_AT_ONCE = 3;

const DIGITS = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"] as const;

/** "两", "三", "十二": a small count as it is spoken before 样, 份, 个. */
export function spokenCount(n: number): string {
  if (n <= 10) return DIGITS[n] ?? String(n);
  if (n < 20) return `十${n === 12 ? "二" : DIGITS[n - 10]}`;
  return String(n);
}

/** Without what stands in brackets, brackets in brackets included. */
function withoutAsides(text: string): string {
  const bare = text.replace(/[（(][^（()）]*[)）]/g, "");
  return bare === text ? text : withoutAsides(bare);
}

/** Written text as one would say it: no brackets, no list numbers, no slashes. */
export function speakable(text: string): string {
  return withoutAsides(text)
    .replace(/^\d+[.、]\s*/gm, "")
    .replace(/(\d+(?:\.\d+)?) ?元\/(本|张|次|件|份|证|人|项|块|副)/g, "每$2 $1 块钱")
    .replace(/【[^】]*】/g, "")
    .replace(/[“”《》]/g, "")
    .replace(/\n+/g, " ")
    .replace(/。{2,}/g, "。")
    .trim();
}

/** Sentences of at most about forty characters, so that each can be said in one breath. */
export function breaths(text: string): string[] {
  return speakable(text).split(/(?<=[。？！；])\s*/).map((s) => s.replace(/；$/, "。").trim()).filter(Boolean);
}

/** How an agent asks a situation: its own spoken wording, else the question with its options said out. */
export function askAloud({ spoken, ask, type, options, hint }: Situation): string {
  const question = spoken ?? speakable(ask);
  if (type !== "choice" || options.length === 0) return spoken ? question : `${question}${hint && type !== "yesno" ? speakable(hint) : ""}`;
  const named = options.every((o) => question.includes(speakable(o.label)));
  return named ? question : `${question}${inGroups(options.map((o) => speakable(o.label)), "还是")}？`;
}

function inGroups(labels: readonly string[], joint: string): string {
  const [last, ...front] = [...labels].reverse();
  return front.length === 0 ? last ?? "" : `${front.reverse().join("、")}，${joint}${last ?? ""}`;
}

/** "您本人的身份证原件", "户口本原件和两份复印件" */
export function paperAloud({ holderLabel, name, originals, copies, spec }: ChecklistPaper): string {
  const counts = [
    originals.shown + originals.surrendered > 0 ? `原件${originals.surrendered > 0 ? "要交上去" : ""}` : "",
    copies > 0 ? `复印件${spokenCount(copies)}份` : "",
  ].filter(Boolean).join("，加");
  return `${holderLabel}的${speakable(name)}${spec ? `，要${speakable(spec)}的` : ""}${counts ? `，${counts}` : ""}`;
}

/** Of several ways only the names are said: whose and how many follows when one is chosen. */
export function itemAloud({ anyOf }: Pick<ChecklistItem, "anyOf">): string {
  const [first, ...more] = anyOf.map((b) => b.papers.map(paperAloud).join("，再加"));
  if (more.length === 0) return first ?? "";
  const names = [...new Set(anyOf.map((b) => b.papers.map((p) => speakable(p.name)).join("加")))];
  return `${names.join("，或者")}，${names.length > 1 ? "有一样就行，" : ""}带原件`;
}

/**
 * The list in groups of at most three; each string is said, then one waits for "记下了". What still depends on an open
 * answer is not read out: it would only have to be taken back.
 */
export function papersAloud(items: readonly ChecklistItem[]): string[] {
  const all = items.filter((i) => !i.onSite);
  const bring = all.filter((i) => i.certain);
  if (all.length === 0) return ["这件事不用带纸质材料。"];
  const rest = all.length > bring.length ? `还有${spokenCount(all.length - bring.length)}样看您的情况，我再问您一句。` : "";
  const groups: ChecklistItem[][] = [];
  for (let i = 0; i < bring.length; i += PAPERS_AT_ONCE) groups.push(bring.slice(i, i + PAPERS_AT_ONCE));
  const said = groups.map((group, g) => {
    const lead = groups.length === 1 ? `要带${spokenCount(bring.length)}样。`
      : g === 0 ? `一共要带${spokenCount(bring.length)}样，先记${spokenCount(group.length)}样。`
      : g === groups.length - 1 ? `最后${spokenCount(group.length)}样。` : `再记${spokenCount(group.length)}样。`;
    const lines = group.map((item, i) => `${group.length > 1 ? `${ORDER[i]}，` : ""}${itemAloud(item)}。`);
    return [lead, ...lines].join("");
  });
  return rest ? [...said, rest] : said;
}

const ORDER = ["第一样", "第二样", "第三样"] as const;
