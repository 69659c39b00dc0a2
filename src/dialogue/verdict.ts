/**
 * The verdict (能不能出发) and the trip card, derived from the trip and the marks.
 */
import { countingFacts, held, type ChecklistItem } from "../domain/checklist.ts";
import { addWorkingDays } from "../domain/calendar.ts";
import type { Plan, Verdict } from "../domain/conversation.ts";
import { addToDay, spokenDay } from "../domain/days.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import type { Day, Facts } from "../domain/facts.ts";
import type { Guide, Line, Outcome, TimeLine } from "../domain/guide.ts";
import { isUnverified, spokenCitation, type Citation } from "../domain/source.ts";
import { shortItem, spokenLine } from "../domain/spoken.ts";
import { spokenFee, uniqueCitations } from "./answers.ts";
import type { ConversationState } from "./state.ts";
import { activeTrip, nextStep, toBring, tripChecklists, tripItems } from "./trip.ts";
import { itemView } from "./itemView.ts";
import { HOTLINE, wording } from "./wording.ts";

/** The verdict, or null while it is too early to speak of one. */
export function verdictOf(edition: Edition, state: ConversationState, day: Day): Verdict | null {
  const step = nextStep(edition, state, day);
  if (step.kind === "blocked") return blocked(edition, step.outcome);
  if (step.kind !== "item" && step.kind !== "done") return null;
  const items = toBring(tripItems(edition, state, day));
  const missing = items.filter((i) => state.marks[i.id] !== "have");
  const bend = tripChecklists(edition, state, day).map((c) => c.outcome).find((o) => o?.verdict === "first");
  if (bend) return { kind: "first-another", text: `${bend.text}${wording.firstAnother(serviceName(edition, bend.guide ?? ""))}`, missing: ids(missing), guide: bend.guide };
  if (tripChecklists(edition, state, day).every((c) => c.outcome?.verdict === "no-visit")) {
    return { kind: "no-visit", text: wording.noVisit, missing: ids(missing) };
  }
  if (missing.length > 0) return { kind: "missing", text: wording.missing(missing.length, missing.map(shortItem).join("、")), missing: ids(missing) };
  const open = toConfirm(edition, state, items, day);
  return open.length > 0
    ? { kind: "confirm-first", text: wording.confirmFirst(phoneOf(edition, state), open.slice(0, MAX_TO_CONFIRM)), missing: [] }
    : { kind: "ready", text: wording.ready, missing: [] };
}

function blocked(edition: Edition, outcome: Outcome): Verdict {
  return outcome.verdict === "other-service"
    ? { kind: "other-service", text: `${outcome.text}${outcome.guide ? wording.otherService(serviceName(edition, outcome.guide)) : ""}`, missing: [], guide: outcome.guide }
    : { kind: "not-possible", text: `${wording.notPossible}${outcome.text}`, missing: [], guide: outcome.guide };
}

const ids = (items: readonly ChecklistItem[]): string[] => items.map((i) => i.id);

/** Points named in the verdict; the trip card holds the others. */
const MAX_TO_CONFIRM = 2;

/** What to ask before setting out: 可以出发 needs a known place and nothing uncertain, unverified or local among the papers. */
function toConfirm(edition: Edition, state: ConversationState, items: readonly ChecklistItem[], day: Day): string[] {
  const papers = items.flatMap((i) => i.varies !== undefined ? [i.varies.replace(/。$/, "")]
    : !i.certain ? [wording.confirmNeeded(shortItem(i))] : isUnverified(i.citation) ? [wording.confirmPaper(shortItem(i))] : []);
  const guides = state.trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    if (!guide) return [];
    if (guide.checkedOn !== undefined) return [wording.confirmOld(guide.checkedOn)];
    if (guide.tier === "skeleton") return [wording.confirmSkeleton];
    const places = held(guide.lines.places, countingFacts(guide, t.facts, day), day).filter((p) => p.certain);
    return places.length === 0 || places.some((p) => isUnverified(p.rule.citation)) ? [wording.confirmPlace] : [];
  });
  return [...new Set([...papers, ...guides])];
}

/** The national line of the first service's own field (12367, 12333 …), else 12345. */
function phoneOf(edition: Edition, state: ConversationState): string {
  const lines = state.trip.flatMap((t) => edition.guides.get(t.guide)?.lines.phones ?? []);
  return lines.map((l) => /(?<!\d)(12\d{3})(?!\d)/.exec(l.text)?.[1]).find((p) => p !== undefined) ?? HOTLINE;
}

/** The trip card: everything to leave with, from the rules that hold. */
export function planOf(edition: Edition, state: ConversationState, day: Day): Plan {
  const items = tripItems(edition, state, day);
  const trips = state.trip.flatMap((t) => { const guide = edition.guides.get(t.guide); return guide ? [{ guide, facts: countingFacts(guide, t.facts, day) }] : []; });
  const section = (title: string, pick: (g: Guide, f: Facts) => PlanLine[]) => ({ title, lines: trips.flatMap(({ guide, facts }) => pick(guide, facts)) });
  const lines = (kind: "places" | "hours" | "phones" | "who" | "pitfalls" | "online" | "deadlines", max: number) => (g: Guide, f: Facts): PlanLine[] =>
    held<Line>(g.lines[kind], f, day).filter((l) => l.certain).slice(0, max).map(({ rule }) => ({ text: withVaries(rule), source: rule.citation }));
  const sections = [
    { title: wording.orderTitle, lines: orderLines(edition, trips.map((t) => t.guide), items) },
    section("去哪办", lines("places", 2)),
    section("几点开门", lines("hours", 2)),
    section("谁要去", lines("who", 4)),
    section("多少钱", (g, f) => held(g.fees, f, day).filter((h) => h.certain).map(({ rule }) => ({ text: spokenFee(rule), source: rule.citation }))),
    section("多久办好", (g, f) => held(g.lines.times, f, day).filter((h) => h.certain).slice(0, 3).map(({ rule }) => ({ text: finish(rule, day), source: rule.citation }))),
    section("网上能办吗", lines("online", 2)),
    section("容易白跑的地方", lines("pitfalls", 5)),
    section("电话", lines("phones", 2)),
    { title: "出处", lines: uniqueCitations([...items.map((i) => i.citation)]).map((c) => ({ text: spokenSource(c), source: c })) },
  ].filter((s) => s.lines.length > 0);
  const guides = trips.map(({ guide }) => ({ id: guide.id, name: guide.name }));
  const papers = toBring(items).map((i) => itemView(i, state.marks[i.id] ?? "open"));
  return { title: guides.map((g) => g.name).join("、"), guides, papers, sections, sms: sms(guides.map((g) => g.name), items, sections) };
}

/** Which service of the trip gives a paper that another one of it needs: that one comes first. */
function orderLines(edition: Edition, guides: readonly Guide[], items: readonly ChecklistItem[]): PlanLine[] {
  return guides.flatMap((first) => first.gives.flatMap((paper) => guides.flatMap((then) => {
    const needs = then !== first && items.some((i) => i.guides.includes(then.id) && i.anyOf.some((b) => b.papers.some((p) => p.paper === paper)));
    return needs ? [{ text: wording.orderLine(first.plain, then.plain, edition.materials.get(paper)?.plain ?? paper) }] : [];
  })));
}

interface PlanLine { readonly text: string; readonly source?: Citation }

function withVaries(rule: Line): string {
  const text = rule.text.replace(/。$/, "");
  return rule.varies && !text.includes(rule.varies.replace(/。$/, "")) ? `${text}；${rule.varies.replace(/。$/, "")}` : text;
}

/** A promised time with the day it would be done if handed in today; nothing is guessed past the known holidays. */
function finish(rule: TimeLine, day: Day): string {
  const text = withVaries(rule);
  if (rule.days === undefined) return text;
  const end = rule.unit === "working" ? addWorkingDays(day, rule.days) : addToDay(day, { days: rule.days });
  return end ? `${text}（今天交件，最晚 ${spokenDay(end)}）` : text;
}

/** "《护照法》第六条 · 2026年11月24日核对原文" */
export function spokenSource(c: Citation): string {
  const how = c.verified.how === "original" ? "核对原文" : c.verified.how === "secondary" ? "按转述核对" : "未核实";
  return `${spokenCitation(c)}（${c.verified.on && c.verified.how !== "expertise" ? `${spokenDay(c.verified.on)}${how}` : how}）`;
}

function sms(names: readonly string[], items: readonly ChecklistItem[], sections: readonly { title: string; lines: readonly PlanLine[] }[]): string {
  const bring = toBring(items).map((i, n) => `${n + 1}.${spokenLine(i)}`).join(" ");
  const pick = (title: string) => sections.find((s) => s.title === title)?.lines[0]?.text;
  return [`【一次通】${names.join("、")}`, bring ? `带：${bring}` : "不用带纸质材料",
    pick("去哪办"), pick("多少钱") && `费用：${pick("多少钱")}`, pick("多久办好")].filter(Boolean).join("。").replace(/。。/g, "。");
}
