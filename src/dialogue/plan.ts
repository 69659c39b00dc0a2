/**
 * The trip card (出行单): everything to leave with, from the rules that hold. Of several services each line says whose
 * it is, and each service has fewer lines: the whole must stay readable at a counter.
 */
import { HOLIDAYS } from "../domain/calendar.ts";
import { buildChecklist, countingFacts, held, type ChecklistItem } from "../domain/checklist.ts";
import type { Plan } from "../domain/conversation.ts";
import { spokenDay } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import type { Line } from "../domain/guide.ts";
import { comesAfter } from "../domain/journey.ts";
import { spokenCitation, type Citation } from "../domain/source.ts";
import { nameAmong, spokenLine } from "../domain/spoken.ts";
import { spokenFee, uniqueCitations } from "./answers.ts";
import { itemView } from "./itemView.ts";
import { byCounter, endOf, fullyOnline, schedule, type Part, type Scheduled } from "./schedule.ts";
import type { ConversationState } from "./state.ts";
import { sourceOf } from "./subLists.ts";
import { toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

interface PlanLine { readonly text: string; readonly source?: Citation }
interface Section { readonly title: string; readonly lines: readonly PlanLine[] }

/** Lines of each kind a service may have: alone on the card, and beside others. */
const MOST = {
  places: [2, 1], hours: [2, 1], who: [4, 2], online: [2, 1], pitfalls: [5, 2], phones: [2, 1], times: [3, 1],
} as const;

export function planOf(edition: Edition, state: ConversationState, day: Day): Plan {
  const items = tripItems(edition, state, day);
  const parts = state.trip.flatMap((t): Part[] => {
    const guide = edition.guides.get(t.guide);
    const journey = t.journey === null ? undefined : edition.journeys.get(t.journey);
    return guide ? [{ guide, facts: countingFacts(guide, t.facts, day), ...(journey ? { waitsFor: comesAfter(journey, guide.id) } : {}) }] : [];
  });
  const ordered = schedule(parts, items, day);
  const several = parts.length > 1;
  const own = (pick: (part: Scheduled) => readonly PlanLine[]): PlanLine[] => unique(ordered.flatMap((part) =>
    pick(part).map((line) => several ? { ...line, text: `${part.guide.plain}：${line.text}` } : line)));
  const lines = (kind: "places" | "hours" | "phones" | "who" | "pitfalls" | "online") => own(({ guide, facts }) =>
    held<Line>(guide.lines[kind], facts, day).filter((l) => l.certain).slice(0, MOST[kind][several ? 1 : 0]).map(({ rule }) => ({ text: withVaries(rule), source: rule.citation })));
  const sections: Section[] = [
    { title: wording.orderTitle, lines: several ? orderLines(edition, ordered, day) : [] },
    { title: wording.counterTitle, lines: several ? counterLines(parts, day) : [] },
    { title: wording.lackTitle, lines: lackLines(edition, state, items) },
    { title: "去哪办", lines: lines("places") },
    { title: "几点开门", lines: lines("hours") },
    { title: "谁要去", lines: lines("who") },
    { title: "多少钱", lines: own(({ guide, facts }) => held(guide.fees, facts, day).filter((h) => h.certain).map(({ rule }) => ({ text: spokenFee(rule), source: rule.citation }))) },
    { title: "多久办好", lines: several ? ordered.map((s) => finishLine(s)) : own((part) => timeLines(part, day)) },
    { title: "网上能办吗", lines: lines("online") },
    { title: "容易白跑的地方", lines: lines("pitfalls") },
    { title: "电话", lines: lines("phones") },
    { title: "出处", lines: uniqueCitations(items.map((i) => i.citation)).map((c) => ({ text: spokenSource(c), source: c })) },
  ].filter((s) => s.lines.length > 0);
  const guides = ordered.map(({ guide }) => ({ id: guide.id, name: guide.name }));
  const papers = toBring(items).map((i) => itemView(i, state.marks[i.id] ?? "open"));
  return { title: guides.map((g) => g.name).join("、"), guides, papers, sections, sms: sms(ordered, items, sections) };
}

/** Two services of one authority say the same of the counter once. */
function unique(lines: readonly PlanLine[]): PlanLine[] {
  const seen = new Set<string>();
  return lines.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** "先办“补身份证”，拿到身份证，再办“办护照”": which gives the paper that another one needs. */
function orderLines(edition: Edition, ordered: readonly Scheduled[], day: Day): PlanLine[] {
  return ordered.flatMap(({ guide, facts, after }): PlanLine[] => {
    // The law's own word on what comes first says more than the order: "满半年再来".
    const first = buildChecklist(edition, guide, facts, day).outcome;
    if (first?.verdict === "first" && ordered.some((o) => o.guide.id === first.guide)) return [{ text: `${guide.plain}：${first.text.replace(/。$/, "")}`, source: first.citation }];
    return after === null ? [] : [{ text: after.paper === null ? wording.orderPlain(after.guide.plain, guide.plain) : wording.orderLine(after.guide.plain, guide.plain, edition.materials.get(after.paper)?.plain ?? after.paper) }];
  });
}

/** What is done at one counter, and what needs no counter. */
function counterLines(parts: readonly Part[], day: Day): PlanLine[] {
  const online = parts.filter((p) => fullyOnline(p, day));
  const visits = byCounter(parts.filter((p) => !online.includes(p)));
  return [
    ...(online.length > 0 ? [{ text: wording.onlineOnly(online.map((p) => p.guide.plain).join("、")) }] : []),
    ...visits.map(({ authority, guides }) => ({ text: wording.counter(authority, guides.map((g) => g.plain).join("、"), guides.length) })),
  ];
}

/** How to get what is still lacking: who leaves with the card reads it there. */
function lackLines(edition: Edition, state: ConversationState, items: readonly ChecklistItem[]): PlanLine[] {
  const bring = toBring(items);
  return bring.filter((i) => state.marks[i.id] === "lack").flatMap((i) => {
    const material = sourceOf(edition, i)?.material ?? edition.materials.get(i.anyOf[0]?.papers[0]?.paper ?? "");
    return material ? [{ text: `${nameAmong(i, bring)}：${(i.leniency ?? material.get.how).replace(/。$/, "")}`, source: material.citation }] : [];
  });
}

function timeLines({ guide, facts }: Part, day: Day): PlanLine[] {
  return held(guide.lines.times, facts, day).filter((h) => h.certain).slice(0, MOST.times[0]).map(({ rule }) => {
    const end = endOf(rule, day);
    const text = withVaries(rule);
    const told = end !== null ? `${text}（今天交件，最晚 ${spokenDay(end)}）` : rule.days !== undefined ? `${text}（${wording.holidaysUnknown(lastKnownYear())}）` : text;
    return { text: told, source: rule.citation };
  });
}

/** "补身份证：今天交件，最晚 2027年1月8日拿到" */
function finishLine({ guide, after, start, finish }: Scheduled): PlanLine {
  if (start === null) return { text: wording.finishAfter(guide.plain, after?.guide.plain ?? "") };
  const from = after === null ? wording.today : wording.fromDay(spokenDay(start));
  return finish === null ? { text: wording.finishUnknown(guide.plain, from) }
    : { text: wording.finishBy(guide.plain, from, spokenDay(finish.day)), source: finish.line.citation };
}

const lastKnownYear = (): string => Object.keys(HOLIDAYS).sort().at(-1) ?? "";

function withVaries(rule: Line): string {
  const text = rule.text.replace(/。$/, "");
  return rule.varies && !text.includes(rule.varies.replace(/。$/, "")) ? `${text}；${rule.varies.replace(/。$/, "")}` : text;
}

/** "《护照法》第六条 · 2026年11月24日核对原文" */
export function spokenSource(c: Citation): string {
  const how = c.verified.how === "original" ? "核对原文" : c.verified.how === "secondary" ? "按转述核对" : "未核实";
  return `${spokenCitation(c)}（${c.verified.on && c.verified.how !== "expertise" ? `${spokenDay(c.verified.on)}${how}` : how}）`;
}

function sms(ordered: readonly Scheduled[], items: readonly ChecklistItem[], sections: readonly Section[]): string {
  const bring = toBring(items).map((i, n) => `${n + 1}.${spokenLine(i)}`).join(" ");
  const pick = (title: string) => sections.find((s) => s.title === title)?.lines[0]?.text;
  const several = ordered.length > 1;
  return [`【一次通】${ordered.map((p) => p.guide.name).join("、")}`, bring ? `带：${bring}` : "不用带纸质材料",
    ...(several ? [pick(wording.orderTitle), pick(wording.counterTitle)] : [pick("去哪办"), pick("多少钱") && `费用：${pick("多少钱")}`, pick("多久办好")]),
  ].filter(Boolean).join("。").replace(/。。/g, "。");
}
