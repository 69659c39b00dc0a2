/**
 * "除了照片都有了", "身份证户口本都带了", "都有", "一样都没有", "有" → marks of checklist items.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { MarkStatus } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Understanding } from "../domain/understanding.ts";

export interface Mark {
  readonly item: string;
  readonly status: MarkStatus;
}

const NONE_AT_ALL = ["一样都没", "都没有", "什么都没", "啥都没", "全都没", "一个都没", "都还没", "都没带", "都没准备"];
const ALL = ["都有", "全有", "都带", "全带", "都准备好", "都备好", "都齐", "齐了", "都在", "全了", "都拿", "都找到", "样样都有", "都好了"];
const EXCEPT = ["除了", "除", "就差", "只差", "只缺", "就缺", "就剩", "只剩"];
const HAVE = ["有了", "带了", "有的", "拿到了", "准备好了", "找到了", "办好了", "在手", "有", "齐了", "已经办"];
const LACK = ["没有", "没带", "还没", "没办", "缺", "找不到", "丢了", "没拿", "冇", "不见了", "过期了", "差", "没了", "没得"];
const UNSURE = ["不确定", "不知道", "不清楚", "说不好", "好像有", "可能有", "应该有", "记不清", "忘了", "不晓得"];

/**
 * @param items the trip's items to bring; @param current the one being walked, which a bare 有 or 没有 is about
 * @returns the marks the words make; empty when they make none
 */
export function resolveMarks(
  edition: Edition, items: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding,
): Mark[] {
  const text = said.normal;
  const named = items.filter((i) => namePosition(edition, i, text) >= 0);
  if (has(text, EXCEPT) && named.length > 0 && (has(text, ALL) || has(text, ["就差", "只差", "只缺", "就缺", "就剩", "只剩"]))) {
    return items.map((i) => ({ item: i.id, status: named.includes(i) ? "lack" : "have" }));
  }
  if (named.length > 0) return oneOfAKind(named, current, text).flatMap((i) => markNamed(edition, i, text));
  if (has(text, NONE_AT_ALL)) return items.map((i) => ({ item: i.id, status: "lack" }));
  if (has(text, ALL)) return items.map((i) => ({ item: i.id, status: "have" }));
  if (!current) return [];
  // "户口本丢了" about a paper that is not on the list says nothing of the one at hand.
  const status = namesMaterial(edition, text) ? null : bareStatus(said);
  return status ? [{ item: current.id, status }] : [];
}

/** Two people's identity cards share a name: without 都 the one at hand is meant. */
function oneOfAKind(named: readonly ChecklistItem[], current: ChecklistItem | null, text: string): readonly ChecklistItem[] {
  const paperOf = (i: ChecklistItem) => i.anyOf[0]?.papers[0]?.paper;
  if (!current || !named.includes(current) || text.includes("都")) return named;
  return named.filter((i) => i === current || paperOf(i) !== paperOf(current));
}

function namesMaterial(edition: Edition, text: string): boolean {
  return [...edition.materials.values()].some((m) => [m.name, m.plain, ...m.say].some((w) => w.length >= 3 && text.includes(w)));
}

/** Longest answer a bare 有 / 没有 may be: beyond it the sentence is about something else. */
const BARE_LENGTH = 14;

function bareStatus({ normal, short }: Understanding): MarkStatus | null {
  if (/[吗呢?？]|怎么|多少|哪|什么|几/.test(normal) || normal.length > BARE_LENGTH) return null;
  if (short.unsure || has(normal, UNSURE)) return "unsure";
  if (has(normal, LACK) || short.no) return "lack";
  if (has(normal, HAVE) || short.yes) return "have";
  return null;
}

function markNamed(edition: Edition, item: ChecklistItem, text: string): Mark[] {
  if (/[吗?？]|怎么|多少|哪|什么|几|要不要|用不用/.test(text)) return [];
  const at = namePosition(edition, item, text);
  // The clause that names it, to the end of the clause; 都 at the end of a list speaks for the whole list.
  const clause = clauseAt(text, at);
  const status: MarkStatus | null = has(clause, UNSURE) ? "unsure" : has(clause, LACK) ? "lack"
    : has(clause, HAVE) || has(clause, ALL) || has(text, ALL) ? "have" : null;
  if (status) return [{ item: item.id, status }];
  return [];
}

function clauseAt(text: string, at: number): string {
  const ends = /[，。；！]|但|可是|就是|不过/g;
  let start = 0;
  for (const m of text.matchAll(ends)) {
    if (m.index > at) return text.slice(start, m.index);
    start = m.index + m[0].length;
  }
  return text.slice(start);
}

/** Where one of the item's names stands in the text, longest name first; -1 when none does. */
export function namePosition(edition: Edition, item: ChecklistItem, text: string): number {
  const words = item.anyOf.flatMap((b) => b.papers.flatMap((p) => {
    const material = edition.materials.get(p.paper);
    const words = material ? [material.name, material.plain, ...material.say] : [p.name];
    return words.some((w) => /照片|相片|证件照|合影|半身照|寸照/.test(w)) ? [...words, "照片", "相片"] : words;
  }));
  for (const word of [...new Set(words)].sort((a, b) => b.length - a.length)) {
    const at = text.indexOf(word.toLowerCase());
    if (at >= 0) return at;
  }
  return -1;
}

function has(text: string, words: readonly string[]): boolean {
  return words.some((w) => text.includes(w));
}
