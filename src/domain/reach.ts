/** Which conditions of a guide somebody can reach: tried over the values that tell its rules apart. */
import { evaluate, factsIn, type Condition } from "./condition.ts";
import { addToDay } from "./days.ts";
import { NOT_KNOWN, type Day, type FactId, type Facts, type FactValue, type Situation } from "./facts.ts";
import { countingFacts } from "./checklist.ts";
import type { Guide, Rule } from "./guide.ts";

/** Combinations tried for one condition; beyond, it is taken to be reachable. */
const MAX_COMBINATIONS = 4096;

export function rulesOf(guide: Guide): Rule[] {
  return [...guide.outcomes, ...guide.materials, ...guide.fees, ...guide.faq, ...(Object.values(guide.lines) as readonly (readonly Rule[])[]).flat()];
}

/** Whether the condition holds for anybody who can come, given what gates what. */
export function isReachable(guide: Guide, condition: Condition, day: Day): boolean {
  const facts = factsBehind(guide, condition);
  const choices = facts.map((fact) => [fact, valuesOf(guide, fact, day)] as const);
  if (choices.reduce((n, [, values]) => n * values.length, 1) > MAX_COMBINATIONS) return true;
  for (const combination of product(choices)) {
    if (evaluate(condition, countingFacts(guide, combination, day), day) === "true") return true;
  }
  return false;
}

/** The facts of a condition, and those that gate them. */
function factsBehind(guide: Guide, condition: Condition): FactId[] {
  const found = new Set(factsIn(condition));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { situation, when } of guide.situations) if (found.has(situation.id)) factsIn(when).forEach((f) => found.add(f));
  }
  return [...found];
}

/** Values of a fact of which each may be treated differently: options, or a number or day on every side of every bound. */
export function valuesOf(guide: Guide, fact: FactId, day: Day): FactValue[] {
  const situation = guide.situations.find((s) => s.situation.id === fact)?.situation;
  if (!situation) return [];
  switch (situation.type) {
    case "choice": return situation.options.map((o) => o.id);
    case "yesno": return [true, false];
    case "number": return numbers(guide, situation);
    case "date": return dates(guide, fact, day);
  }
}

function numbers(guide: Guide, { id, min, max }: Situation): number[] {
  const bounds = leavesOf(guide, id).flatMap((c) => c.op === "range" ? [c.atLeast, c.over, c.atMost, c.under].filter((n) => n !== undefined)
    : c.op === "is" ? c.values.map(Number) : []);
  const around = [...bounds, min ?? 0, max ?? 100].flatMap((n) => [n - 1, n, n + 1]);
  return [...new Set(around)].filter((n) => n >= (min ?? -Infinity) && n <= (max ?? Infinity));
}

function dates(guide: Guide, fact: FactId, day: Day): Day[] {
  const bounds = leavesOf(guide, fact).flatMap((c) => c.op === "since" || c.op === "until" ? [c.day]
    : c.op === "within" || c.op === "before" ? [addToDay(day, { years: -(c.duration.years ?? 0), months: -(c.duration.months ?? 0), days: -(c.duration.days ?? 0) })] : []);
  const around = [...bounds, day].flatMap((d) => [addToDay(d, { days: -1 }), d, addToDay(d, { days: 1 })]);
  // People of every age stand for what a named rule may ask of a birthday.
  const ages = [0, 10, 20, 30, 40, 50, 55, 58, 60, 63, 70].map((years) => addToDay(day, { years: -years }));
  return [...new Set([...around, ...ages])];
}

type Leaf = Extract<Condition, { fact: FactId }>;

function leavesOf(guide: Guide, fact: FactId): Leaf[] {
  const leaves = (c: Condition): Leaf[] => c.op === "all" || c.op === "any" ? c.of.flatMap(leaves) : c.op === "not" ? leaves(c.of)
    : "fact" in c && c.fact === fact ? [c] : [];
  return [...rulesOf(guide).map((r) => r.when), ...guide.situations.map((s) => s.when)].flatMap(leaves);
}

function* product(choices: readonly (readonly [FactId, readonly FactValue[]])[]): Generator<Facts> {
  const [first, ...rest] = choices;
  if (!first) { yield {}; return; }
  const [fact, values] = first;
  for (const others of product(rest)) for (const value of values) yield { ...others, [fact]: value };
}

/** Options of a choice that every rule treats alike: asking for the difference costs a question and changes nothing. */
export function sameOptions(guide: Guide, situation: Situation): string[][] {
  if (situation.type !== "choice") return [];
  const leaves = leavesOf(guide, situation.id).filter((c) => c.op === "is");
  const groups = new Map<string, string[]>();
  for (const { id } of situation.options) {
    const key = leaves.map((c) => c.values.includes(id) ? "1" : "0").join("");
    groups.set(key, [...groups.get(key) ?? [], id]);
  }
  return [...groups.values()].filter((ids) => ids.length > 1 && !ids.includes(NOT_KNOWN));
}
