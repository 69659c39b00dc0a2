/**
 * Several services in one trip: what comes first because it gives a paper that another needs, when each can be done,
 * and what is done at the same counter. Nothing is guessed past the years whose holidays are known.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import { countingFacts, held } from "../domain/checklist.ts";
import { addWorkingDays } from "../domain/calendar.ts";
import { addToDay } from "../domain/days.ts";
import type { Day, Facts } from "../domain/facts.ts";
import type { Guide, TimeLine } from "../domain/guide.ts";

/** One service of the trip with the facts that count. */
export interface Part {
  readonly guide: Guide;
  readonly facts: Facts;
  /** What comes before it, where a journey says so; else the papers tell. */
  readonly waitsFor?: ReadonlySet<string>;
}

export interface Scheduled extends Part {
  /** The service of the trip that it waits for, if any, and the paper that it needs from there; null when it is no paper. */
  readonly after: { readonly guide: Guide; readonly paper: string | null } | null;
  /** When it can be handed in; null when that cannot be told. */
  readonly start: Day | null;
  /** By when it is done at the latest, and the line that says so; null when no line tells, or the holidays are not known. */
  readonly finish: { readonly day: Day; readonly line: TimeLine } | null;
}

/** The services in the order of doing; a ring keeps the person's own order. */
export function schedule(parts: readonly Part[], items: readonly ChecklistItem[], day: Day): Scheduled[] {
  const done: Scheduled[] = [];
  const rest = [...parts];
  while (rest.length > 0) {
    const ready = rest.findIndex((p) => !rest.some((o) => o !== p && isBefore(o, p, items)));
    const [part] = rest.splice(Math.max(0, ready), 1);
    if (part) done.push(place(part, done, items, day));
  }
  return done;
}

function place(part: Part, done: readonly Scheduled[], items: readonly ChecklistItem[], day: Day): Scheduled {
  const before = done.flatMap((d) => isBefore(d, part, items) ? [{ scheduled: d, paper: givesTo(d.guide, part.guide, items) }] : []);
  // The last of those it waits for; one whose end is not known makes the start unknown.
  const last = before.reduce<(typeof before)[number] | null>((a, b) =>
    a === null || b.scheduled.finish === null || (a.scheduled.finish !== null && b.scheduled.finish.day > a.scheduled.finish.day) ? b : a, null);
  const start = last === null ? day : last.scheduled.finish?.day ?? null;
  return { ...part, after: last && { guide: last.scheduled.guide, paper: last.paper }, start, finish: start === null ? null : finishOf(part, start, day) };
}

/** Whether the second waits for the first: as the journey says, else for a paper. */
function isBefore(first: Part, then: Part, items: readonly ChecklistItem[]): boolean {
  return then.waitsFor && first.waitsFor ? then.waitsFor.has(first.guide.id) : givesTo(first.guide, then.guide, items) !== null;
}

/** The paper of the first service that stands on the list of the second, or null. */
function givesTo(first: Guide, then: Guide, items: readonly ChecklistItem[]): string | null {
  if (first === then) return null;
  return first.gives.find((paper) => items.some((i) => i.guides.includes(then.id) && i.anyOf.some((b) => b.papers.some((p) => p.paper === paper)))) ?? null;
}

/** Promised times before statutory ones; of several that hold the longest, so that nobody comes too early. */
function finishOf({ guide, facts }: Part, start: Day, day: Day): Scheduled["finish"] {
  const lines = held(guide.lines.times, countingFacts(guide, facts, day), day).filter((h) => h.certain && h.rule.days !== undefined).map((h) => h.rule);
  const promised = lines.filter((l) => l.kind === "promised");
  const ends = (promised.length > 0 ? promised : lines).flatMap((line) => { const end = endOf(line, start); return end === null ? [] : [{ day: end, line }]; });
  return ends.reduce<Scheduled["finish"]>((a, b) => a === null || b.day > a.day ? b : a, null);
}

/** The day a time limit ends when counting starts on `start`; null past the known holidays, or when it names no days. */
export function endOf(line: TimeLine, start: Day): Day | null {
  if (line.days === undefined) return null;
  return line.unit === "working" ? addWorkingDays(start, line.days) : addToDay(start, { days: line.days });
}

/** Services by who does them: those of one authority are done at one counter. */
export function byCounter(parts: readonly Part[]): { readonly authority: string; readonly guides: readonly Guide[] }[] {
  const counters = new Map<string, Guide[]>();
  for (const { guide } of parts) counters.set(guide.authority, [...(counters.get(guide.authority) ?? []), guide]);
  return [...counters].map(([authority, guides]) => ({ authority, guides }));
}

/** Whether the whole service can be done without a visit. */
export function fullyOnline({ guide, facts }: Part, day: Day): boolean {
  return held(guide.lines.online, facts, day).some((l) => l.certain && l.rule.depth === "full");
}
