/**
 * "除了照片都有了", "身份证户口本都带了", "我爸的户口本在，我的没有", "一样都没有", "有" → marks of checklist items.
 * Read clause by clause: each names papers, whose they are and how it stands with them.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { MarkStatus } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Kin } from "../domain/facts.ts";
import { MAIN_ROLE } from "../domain/guide.ts";
import type { Understanding } from "../domain/understanding.ts";
import { mayHold, possessorIn } from "./holders.ts";

export interface Mark {
  readonly item: string;
  readonly status: MarkStatus;
}

export interface ReadMarks {
  readonly marks: readonly Mark[];
  /** Papers that were named but stand on nobody's list, or not on this person's: "您爸爸的户口本". */
  readonly unlisted: readonly string[];
}

const NONE_AT_ALL = ["一样都没", "都没有", "什么都没", "啥都没", "全都没", "一个都没", "都还没", "都没带", "都没准备"];
const ALL = ["都有", "全有", "都带", "全带", "都准备好", "都备好", "都齐", "齐了", "都在", "全了", "都拿", "都找到", "样样都有", "都好了"];
const ONLY = ["就差", "只差", "只缺", "就缺", "就剩", "只剩"];
const EXCEPT = ["除了", "除", ...ONLY];
const HAVE = ["有了", "带了", "带着", "带上", "有的", "拿到了", "准备好了", "找到了", "办好了", "在手", "有", "齐了", "已经办", "补到了", "补好了", "办下来", "拿回来", "领到了", "在我这", "在身上", "在的", "在呢"];
const LACK = ["没有", "没带", "还没", "没办", "缺", "找不到", "找不见", "丢了", "丢啦", "弄丢", "掉了", "没拿", "冇", "不见了", "过期了", "差", "没了", "没得", "在老家", "搁老家", "放老家", "不在", "被偷", "坏了", "忘带"];
const UNSURE = ["不确定", "不知道", "不清楚", "说不好", "好像有", "可能有", "应该有", "记不清", "忘了", "不晓得", "应该在", "好像在", "可能在", "好像过期", "可能过期"];

/** "发票没给，其他都有": the papers that are named stand as told, the rest are there. */
const REST = /(?:其他|其它|别的|其余|剩下)的?(?:东西|材料)?(?:都|全)(?:有|带|齐|在|好|准备)/;

const QUESTION = /[吗?？]|怎么|多少|哪|什么|几|要不要|用不用/;

/** The marks that the words make; see `readMarks`. */
export function resolveMarks(
  edition: Edition, items: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding, subject: Kin | null = null,
): readonly Mark[] {
  return readMarks(edition, items, current, said, subject).marks;
}

/**
 * @param items the items to bring; @param current the one being walked, which a bare 有 or 没有 is about
 * @param subject whose affair it is, when it is not the speaker's own
 */
export function readMarks(
  edition: Edition, items: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding, subject: Kin | null,
): ReadMarks {
  const text = said.normal;
  const named = items.filter((i) => namePosition(edition, i, text) >= 0);
  if (has(text, EXCEPT) && (has(text, ALL) || has(text, ONLY))) {
    const lacking = named.length > 0 ? meant(edition, named, current, said, subject, { start: 0, end: text.length }) : [];
    const stranger = named.length === 0 ? materialIn(edition, text) : null;
    if (named.length > 0 || stranger) {
      return { marks: items.map((i) => ({ item: i.id, status: lacking.includes(i) ? "lack" : "have" })), unlisted: stranger ? [stranger] : [] };
    }
  }
  if (named.length > 0) {
    const told = byClause(edition, items, current, said, subject);
    if (!REST.test(text) || told.marks.length === 0) return told;
    const others = items.filter((i) => !told.marks.some((m) => m.item === i.id));
    return { ...told, marks: [...told.marks, ...others.map((i) => ({ item: i.id, status: "have" as const }))] };
  }
  const everything = has(text, NONE_AT_ALL) ? "lack" : has(text, ALL) ? "have" : null;
  if (everything) return { marks: items.map((i) => ({ item: i.id, status: everything })), unlisted: [] };
  // "户口本丢了" about a paper that is not on the list says nothing of the one at hand.
  const status = current && materialIn(edition, text) === null ? bareStatus(said) : null;
  return { marks: current && status ? [{ item: current.id, status }] : [], unlisted: [] };
}

interface Clause { readonly start: number; readonly end: number }

function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  for (const m of text.matchAll(/[，,。；;！!\n]|但是?|可是|就是|不过|而/g)) {
    if (m.index > start) clauses.push({ start, end: m.index });
    start = m.index + m[0].length;
  }
  if (start < text.length) clauses.push({ start, end: text.length });
  return clauses;
}

function byClause(edition: Edition, items: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding, subject: Kin | null): ReadMarks {
  const text = said.normal;
  const clauses = clausesOf(text);
  const marks = new Map<string, MarkStatus>();
  const unlisted: string[] = [];
  let papers: readonly ChecklistItem[] = [];
  clauses.forEach((clause, n) => {
    const words = text.slice(clause.start, clause.end);
    if (QUESTION.test(words)) return;
    const here = exactFirst(items.filter((i) => namePosition(edition, i, words) >= 0));
    // "我爸的户口本在，我的没有": the second clause is about the same paper, of another person.
    const carried = here.length === 0 && /的/.test(words) && possessorIn(said, clause.start, clause.end, subject) !== null;
    if (here.length === 0 && !carried) return;
    if (here.length > 0) papers = here;
    const status = statusOf(words) ?? laterStatus(edition, items, text, clauses.slice(n + 1));
    if (!status) return;
    const chosen = meant(edition, papers, current, said, subject, clause);
    for (const i of chosen) marks.set(i.id, status);
    const who = possessorIn(said, clause.start, clause.end, subject);
    const paper = chosen.length === 0 ? materialIn(edition, text) : null;
    if (paper && who) unlisted.push(`${who.word}的${paper}`);
  });
  return { marks: [...marks].map(([item, status]) => ({ item, status })), unlisted };
}

/** A paper that is asked for itself is meant before alternatives of which it is one. */
function exactFirst(named: readonly ChecklistItem[]): readonly ChecklistItem[] {
  const exact = named.filter((i) => i.anyOf.length === 1);
  return exact.length > 0 ? exact : named;
}

function statusOf(words: string): MarkStatus | null {
  return has(words, UNSURE) ? "unsure" : has(words, LACK) ? "lack"
    : has(words, HAVE) || has(words, ALL) || /(?<![不])在(了|啊|哦)?$/.test(words) ? "have" : null;
}

/** "身份证，户口本都带了", "身份证，有了": a 都 further on speaks for the whole list, a bare status for the paper before it. */
function laterStatus(edition: Edition, items: readonly ChecklistItem[], text: string, later: readonly Clause[]): MarkStatus | null {
  const words = later.map((c) => text.slice(c.start, c.end));
  const [next] = words;
  const bare = next !== undefined && !items.some((i) => namePosition(edition, i, next) >= 0) ? next : undefined;
  const speaking = bare ?? words.find((w) => /[都全]/.test(w));
  return speaking === undefined ? null : statusOf(speaking);
}

/** Among papers of the same kind, those of the person the clause names; without a name the one at hand, or the applicant's. */
function meant(
  edition: Edition, named: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding, subject: Kin | null, clause: Clause,
): readonly ChecklistItem[] {
  const who = possessorIn(said, clause.start, clause.end, subject);
  if (who) {
    const held = named.filter((i) => mayHold(edition, i, who, subject));
    // One paper of its kind, of a person nobody else can be: "我的身份证" of a couple whose sexes are not told.
    return held.length > 1 && current && held.includes(current) && sexless(held) ? [current] : held;
  }
  if (/[都全]/.test(said.normal)) return named;
  const kindOf = (i: ChecklistItem): string => i.anyOf[0]?.papers[0]?.paper ?? "";
  return named.filter((i) => {
    const same = named.filter((o) => kindOf(o) === kindOf(i));
    if (same.length === 1 || i === current) return true;
    if (current && same.includes(current)) return false;
    const main = same.filter((o) => o.anyOf[0]?.papers[0]?.holder === MAIN_ROLE);
    return main.length === 0 || main.includes(i);
  });
}

const sexless = (items: readonly ChecklistItem[]): boolean => new Set(items.map((i) => i.anyOf[0]?.papers[0]?.paper)).size === 1;

/** The everyday name of a material that the words name, the longest one; null when they name none. */
export function materialIn(edition: Edition, text: string): string | null {
  let best: { rank: number; plain: string } | null = null;
  for (const m of edition.materials.values()) {
    for (const word of [m.name, m.plain, ...m.say]) {
      // The paper that is called just so comes before one that may also be called so.
      const rank = word.length + (word === m.plain ? 0.5 : 0);
      if (word.length >= 2 && text.includes(word) && rank > (best?.rank ?? 0)) best = { rank, plain: m.plain };
    }
  }
  return best?.plain ?? null;
}

/** Longest answer a bare 有 / 没有 may be: beyond it the sentence is about something else. */
const BARE_LENGTH = 14;

function bareStatus({ normal, short }: Understanding): MarkStatus | null {
  if (/[吗呢?？]|怎么|多少|哪|什么|几/.test(normal) || normal.length > BARE_LENGTH) return null;
  // 不要 and 不用 decline something; they do not say that the paper is missing.
  if (/^(?:不用|不要|不需要|算了|不了)/.test(normal)) return null;
  if (short.unsure || has(normal, UNSURE)) return "unsure";
  if (has(normal, LACK) || short.no) return "lack";
  if (has(normal, HAVE) || short.yes || /^在(?:的|呢|了|啊|这|手|身上)?[^，。]{0,2}$/.test(normal) && normal.length <= 4) return "have";
  return null;
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
