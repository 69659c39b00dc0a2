/**
 * Papers in words: what a person can read out at home and find in a drawer.
 */
import type { ChecklistItem, ChecklistPaper } from "./checklist.ts";

/** "原件给窗口看，另要复印件 2 份" */
export function spokenCounts(paper: Pick<ChecklistPaper, "originals" | "copies">): string {
  const parts: string[] = [];
  const { shown, surrendered } = paper.originals;
  if (shown > 0) parts.push(shown > 1 ? `原件 ${shown} 份，给窗口看` : "原件，给窗口看");
  if (surrendered > 0) parts.push(`原件 ${surrendered} 份，交给窗口`);
  if (paper.copies > 0) parts.push(`复印件 ${paper.copies} 份`);
  return parts.join("；另要");
}

/** "孩子的户口本（居民户口簿）" */
export function spokenPaper(paper: ChecklistPaper): string {
  const spec = paper.spec ? `，${paper.spec}` : "";
  return `${paper.holderLabel}的${paper.name}${spec}`;
}

/** The name of an item: one paper, or the alternatives joined by 或. */
export function spokenItem(item: Pick<ChecklistItem, "anyOf">): string {
  if (item.anyOf.length === 1) return item.anyOf[0]!.papers.map(spokenPaper).join("和");
  return item.anyOf.map((b) => b.label ?? b.papers.map(spokenPaper).join("加")).join("；或");
}

/** Short name without the holder: "户口本", for lists of what is missing. */
export function shortItem(item: Pick<ChecklistItem, "anyOf">): string {
  return item.anyOf.map((b) => b.label ?? b.papers.map((p) => p.name.replace(/（.*$/, "")).join("加")).join("或");
}

/** Alternatives named at this length still read as one thing. */
const SHORT_NAME = 14;

/** The short name, and of many alternatives the first. */
function briefItem(item: Pick<ChecklistItem, "anyOf">): string {
  const name = shortItem(item);
  const [first] = item.anyOf;
  return item.anyOf.length === 1 || name.length <= SHORT_NAME || !first ? name : `${shortItem({ anyOf: [{ papers: first.papers }] })}或能替它的`;
}

/** One line of a checklist: name, counts. */
export function spokenLine(item: Pick<ChecklistItem, "anyOf">): string {
  if (item.anyOf.length === 1) {
    const papers = item.anyOf[0]!.papers;
    return papers.map((p) => `${spokenPaper(p)}（${spokenCounts(p)}）`).join("和");
  }
  const ways = item.anyOf.map((b) => {
    const papers = b.papers.map((p) => `${spokenPaper(p)}（${spokenCounts(p)}）`).join("加");
    return b.label && !papers.includes(b.label) ? `${b.label}：${papers}` : papers;
  });
  return `以下任选一样：${ways.join("；或")}`;
}

/** The short name, with whose it is when two people's stand on the list: "男方的身份证". */
export function nameAmong(item: Pick<ChecklistItem, "anyOf">, all: readonly Pick<ChecklistItem, "anyOf">[]): string {
  const name = briefItem(item);
  const holder = item.anyOf[0]?.papers[0]?.holderLabel;
  return holder !== undefined && all.filter((i) => briefItem(i) === name).length > 1 ? `${holder}的${name}` : name;
}
