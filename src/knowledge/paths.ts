/**
 * The ways through a guide: what a person may be asked, answer by answer. All of them where they are few; pairs of
 * answers and seeded samples where they are many. For the tests, and for the average number of questions.
 */
import { openSituations } from "../domain/checklist.ts";
import type { Condition } from "../domain/condition.ts";
import { addToDay } from "../domain/days.ts";
import { NOT_KNOWN, type Answer, type Day, type FactId, type Facts, type FactValue, type Situation } from "../domain/facts.ts";
import type { Guide, Rule } from "../domain/guide.ts";

export interface Path {
  readonly facts: Facts;
  /** In the order of asking. */
  readonly asked: readonly FactId[];
}

export interface Paths {
  readonly paths: readonly Path[];
  /** Whether these are all of them. */
  readonly complete: boolean;
}

/** Beyond this many ways through a guide, pairs and samples stand for the rest. */
export const MOST_PATHS = 4096;
const SAMPLES = 400;
/** Dates that any rule may turn on: today, lately, and birthdays of every age. */
const YEARS_BACK = [0, 1, 10, 17, 30, 50, 60, 71];

/** All ways through the guide up to `most`, else every pair of answers once and seeded samples. */
export function pathsOf(guide: Guide, day: Day, most = MOST_PATHS): Paths {
  const values = new Map(guide.situations.map(({ situation }) => [situation.id, valuesOf(guide, situation, day)]));
  const all: Path[] = [];
  const complete = walk(guide, day, values, { facts: {}, asked: [] }, all, most);
  return complete ? { paths: all, complete } : { paths: sampled(guide, day, values), complete };
}

/** Depth first; false when there are more than `most`. */
function walk(guide: Guide, day: Day, values: ReadonlyMap<FactId, readonly FactValue[]>, path: Path, found: Path[], most: number): boolean {
  const [open] = openSituations(guide, path.facts, day);
  if (!open) {
    found.push(path);
    return found.length <= most;
  }
  return (values.get(open.id) ?? []).every((value) =>
    walk(guide, day, values, { facts: { ...path.facts, [open.id]: value }, asked: [...path.asked, open.id] }, found, most));
}

function sampled(guide: Guide, day: Day, values: ReadonlyMap<FactId, readonly FactValue[]>): Path[] {
  const random = seeded(guide.id);
  const pick = (id: FactId): FactValue => {
    const list = values.get(id) ?? [];
    return list[Math.floor(random() * list.length)] ?? true;
  };
  const ids = [...values.keys()];
  const paths: Path[] = [];
  ids.forEach((a, i) => ids.slice(i + 1).forEach((b) => {
    for (const x of values.get(a) ?? []) for (const y of values.get(b) ?? []) paths.push(follow(guide, day, (id) => id === a ? x : id === b ? y : pick(id)));
  }));
  for (let n = 0; n < SAMPLES; n++) paths.push(follow(guide, day, pick));
  return paths;
}

/** One walk, answering as told. */
export function follow(guide: Guide, day: Day, answer: (fact: FactId) => Answer): Path {
  let facts: Facts = {};
  const asked: FactId[] = [];
  for (let [open] = openSituations(guide, facts, day); open; [open] = openSituations(guide, facts, day)) {
    if (asked.includes(open.id)) throw new Error(`${guide.id} asks ${open.id} twice`);
    asked.push(open.id);
    facts = { ...facts, [open.id]: answer(open.id) };
  }
  return { facts, asked };
}

/** A small generator of numbers in [0, 1): the same for the same seed. */
function seeded(seed: string): () => number {
  let state = [...seed].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 16777619), 2166136261) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Values that can make a difference: every option, and every limit that a rule names with its neighbours. */
export function valuesOf(guide: Guide, situation: Situation, day: Day): readonly FactValue[] {
  switch (situation.type) {
    case "yesno": return [true, false];
    case "choice": return situation.options.map((o) => o.id);
    case "number": {
      const near = limits(guide, situation.id).flatMap((n) => [n - 1, n, n + 1]);
      const { min = 0, max = 100 } = situation;
      const fitting = [...new Set(near.length > 0 ? near : [min, max])].filter((n) => n >= min && n <= max);
      return fitting.length > 0 ? fitting.sort((a, b) => a - b) : [min];
    }
    case "date": {
      const fixed = edges(guide, situation.id, day).flatMap((d) => [addToDay(d, { days: -1 }), d]);
      return [...new Set(fixed.length > 0 ? fixed : YEARS_BACK.map((years) => addToDay(day, { years: -years })))].sort();
    }
  }
}

function leavesOf(guide: Guide, fact: FactId): Condition[] {
  const rules: readonly Pick<Rule, "when">[] = [...guide.situations, ...guide.outcomes, ...guide.materials, ...guide.fees, ...guide.faq,
    ...(Object.values(guide.lines) as readonly (readonly Rule[])[]).flat()];
  const leaves = (c: Condition): Condition[] => c.op === "all" || c.op === "any" ? c.of.flatMap(leaves) : c.op === "not" ? leaves(c.of)
    : "fact" in c && c.fact === fact ? [c] : [];
  return rules.flatMap((r) => leaves(r.when));
}

function limits(guide: Guide, fact: FactId): number[] {
  return leavesOf(guide, fact).flatMap((c) => c.op === "range" ? [c.atLeast, c.over, c.atMost, c.under].filter((n) => n !== undefined) : []);
}

function edges(guide: Guide, fact: FactId, day: Day): Day[] {
  return leavesOf(guide, fact).flatMap((c) => c.op === "since" || c.op === "until" ? [c.day]
    : c.op === "within" || c.op === "before" ? [addToDay(day, { years: -(c.duration.years ?? 0), months: -(c.duration.months ?? 0), days: -(c.duration.days ?? 0) })] : []);
}

/** How many questions a person is asked, over all ways through the guide: the mean and the most. */
export function questionsAsked(guide: Guide, day: Day): { readonly mean: number; readonly most: number } {
  const { paths } = pathsOf(guide, day);
  const counts = paths.map((p) => p.asked.length);
  return { mean: counts.reduce((a, b) => a + b, 0) / Math.max(1, counts.length), most: Math.max(0, ...counts) };
}

/** Every answer 不知道: nothing is ruled out. */
export function allUnknown(guide: Guide, day: Day): Path {
  return follow(guide, day, () => NOT_KNOWN);
}
