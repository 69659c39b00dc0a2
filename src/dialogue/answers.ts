/**
 * Answers to "多少钱 / 在哪办 / 要多久 …" about one guide, from its lines, for the facts known so far.
 * When the facts leave several lines open, each is said with what it depends on left to its own words.
 */
import { buildChecklist, countingFacts, held, type Held } from "../domain/checklist.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day, Facts } from "../domain/facts.ts";
import type { FeeRule, Guide, GuideLines, Line, Rule } from "../domain/guide.ts";
import type { Aspect } from "../domain/match.ts";
import { isUnverified, spokenCitation, type Citation } from "../domain/source.ts";
import { spokenLine } from "../domain/spoken.ts";
import { UNVERIFIED, wording } from "./wording.ts";

export interface Answered {
  readonly text: string;
  readonly sources: readonly Citation[];
}

/** How many lines an answer holds at most: one or two sentences, not a page. */
const MAX_LINES = 3;

/** Fees named at once; a house sale has a dozen. */
const MAX_FEES = 4;

const LINES_FOR: Partial<Record<Aspect, keyof GuideLines>> = {
  time: "times", place: "places", hours: "hours", phone: "phones", online: "online", who: "who",
  eligibility: "eligibility", validity: "validity", status: "progress", deadline: "deadlines", how: "steps",
};

/** The answer to one aspect; says so honestly when the guide does not know. */
export function answerAspect(edition: Edition, guide: Guide, given: Facts, aspect: Aspect, day: Day): Answered {
  const withheld = guide.withheld?.[aspect];
  if (withheld !== undefined) return { text: withheld, sources: [] };
  const facts = countingFacts(guide, given, day);
  switch (aspect) {
    case "fee":
      return feeAnswer(held(guide.fees, facts, day));
    case "materials":
      return materialsAnswer(edition, guide, given, day);
    case "basis":
      return basisAnswer(guide);
    case "purpose":
      return { text: guide.summary, sources: [] };
    default: {
      const kind = LINES_FOR[aspect];
      const lines = kind ? held<Line>(guide.lines[kind], facts, day) : [];
      if (aspect === "time") lines.sort((a, b) => promisedFirst(a.rule) - promisedFirst(b.rule));
      if (aspect === "eligibility") lines.unshift(...notEligible(guide, facts, day));
      return linesAnswer(lines, aspect === "how" ? 4 : MAX_LINES);
    }
  }
}

const promisedFirst = (line: Line): number => "kind" in line && line.kind === "promised" ? 0 : 1;

function notEligible(guide: Guide, facts: Facts, day: Day): Held<Line>[] {
  return held(guide.outcomes, facts, day).filter((o) => o.certain);
}

function linesAnswer(lines: readonly Held<Line>[], max: number): Answered {
  if (lines.length === 0) return { text: wording.noLine, sources: [] };
  // What certainly holds comes before what depends on an open answer.
  const chosen = [...lines.filter((l) => l.certain), ...lines.filter((l) => !l.certain)].slice(0, max);
  return { text: withCaveats(chosen.map(({ rule }) => sentence(rule.text)).join(""), chosen), sources: citations(chosen) };
}

function feeAnswer(fees: readonly Held<FeeRule>[]): Answered {
  if (fees.length === 0) return { text: wording.noLine, sources: [] };
  // What one item may cost is told as one thing: 契税 1% 或 1.5%, not both side by side.
  const items = [...new Set([...fees.filter((f) => f.certain), ...fees.filter((f) => !f.certain)].map((f) => f.rule.item))].slice(0, MAX_FEES);
  const shown = items.flatMap((item) => fees.filter((f) => f.rule.item === item));
  const rest = shown.length < fees.length ? "其余看您的情况。" : "";
  const parts = items.map((item) => spokenItem(item, shown.filter((f) => f.rule.item === item)));
  const allFree = fees.every(({ rule }) => rule.amount === 0);
  return { text: withCaveats(allFree && fees.every((f) => f.certain) ? "不要钱。" : `${sentence([...new Set(parts)].join("，"))}${rest}`, shown), sources: citations(shown) };
}

/** One item of the fees; when it depends on open answers, what it may come to. */
function spokenItem(item: string, fees: readonly Held<FeeRule>[]): string {
  const ways = [...new Set(fees.map(({ rule }) => spokenFee(rule)))];
  const open = ways.length > 1 && fees.some((f) => !f.certain);
  if (!open) return ways.join("，");
  return `${item}看情况：${ways.map((way) => way.replace(item, "").replace(/^[：\s]+/, "")).join("，或者")}`;
}

export function spokenFee(rule: FeeRule): string {
  if (rule.amount === undefined) return rule.text ? `${rule.item}：${rule.text.replace(/。$/, "")}` : rule.item;
  const amount = rule.amount === 0 ? "免费" : `${rule.amount} 元${rule.per ? `/${rule.per}` : ""}`;
  return `${rule.item} ${amount}${rule.text ? `（${rule.text.replace(/。$/, "")}）` : ""}`;
}

function materialsAnswer(edition: Edition, guide: Guide, facts: Facts, day: Day): Answered {
  const { items } = buildChecklist(edition, guide, facts, day);
  const bring = items.filter((i) => !i.onSite);
  const certain = bring.filter((i) => i.certain);
  if (bring.length === 0) return { text: wording.checklistTitle(0, guide.plain), sources: [] };
  const text = certain.length > 0
    ? `都要带的是：${certain.map((i) => spokenLine(i)).join("；")}。${certain.length < bring.length ? "其余看您的情况。" : ""}`
    : "要带的看您的情况，答一两个问题就能列准。";
  return { text, sources: uniqueCitations(certain.map((i) => i.citation)) };
}

function basisAnswer(guide: Guide): Answered {
  const cited = uniqueCitations([...guide.materials, ...guide.lines.eligibility, ...guide.lines.times, ...guide.fees].map((r) => r.citation))
    .filter((c) => !isUnverified(c)).slice(0, MAX_LINES);
  return cited.length === 0 ? { text: wording.noLine, sources: [] }
    : { text: `依据是${cited.map(spokenCitation).join("、")}。`, sources: cited };
}

/** Adds what varies and what is not verified, once each. */
function withCaveats(text: string, rules: readonly Held<Rule>[]): string {
  const varies = [...new Set(rules.flatMap(({ rule }) => rule.varies ? [sentence(rule.varies)] : []))].filter((v) => !text.includes(v.slice(0, -1)));
  const unverified = rules.some(({ rule }) => isUnverified(rule.citation));
  return `${text}${varies.join("")}${unverified ? UNVERIFIED : ""}`;
}

function citations(rules: readonly Held<Rule>[]): readonly Citation[] {
  return uniqueCitations(rules.map(({ rule }) => rule.citation));
}

export function uniqueCitations(all: readonly Citation[]): Citation[] {
  const seen = new Map<string, Citation>();
  for (const c of all) seen.set(`${c.source} ${c.article ?? ""}`, c);
  return [...seen.values()];
}

function sentence(text: string): string {
  return /[。？！]$/.test(text) ? text : `${text}。`;
}

/** Share of a listed question's character pairs that must stand in the words for its answer to be given. */
const FAQ_OVERLAP = 0.6;

/** The guide's own answer to a common question, when the words ask nearly that. */
export function answerFaq(guide: Guide, given: Facts, normal: string, day: Day): Answered | null {
  const asked = pairs(normal);
  const best = held(guide.faq, countingFacts(guide, given, day), day)
    .map(({ rule }) => ({ rule, share: share(pairs(rule.question), asked) }))
    .sort((a, b) => b.share - a.share)[0];
  if (!best || best.share < FAQ_OVERLAP) return null;
  return { text: withCaveats(sentence(best.rule.answer), [{ rule: best.rule, certain: true, dependsOn: [] }]), sources: [best.rule.citation] };
}

function pairs(text: string): Set<string> {
  const bare = text.replace(/[\s，。？！、：；“”]/g, "");
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)));
}

function share(of: Set<string>, within: Set<string>): number {
  if (of.size === 0) return 0;
  let hit = 0;
  for (const p of of) if (within.has(p)) hit++;
  return hit / of.size;
}
