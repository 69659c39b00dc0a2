/**
 * Conditions: the closed vocabulary in which a guide says when a rule holds.
 * Evaluation is three-valued (Kleene's strong logic): what is not known stays open instead of being guessed.
 */
import { addToDay, type Duration } from "./days.ts";
import { NOT_APPLICABLE, NOT_KNOWN, type Day, type FactId, type Facts, type FactValue } from "./facts.ts";
import { PREDICATES, type PredicateName } from "./predicates.ts";

export type Condition =
  | { readonly op: "always" }
  | { readonly op: "never" }
  | { readonly op: "all"; readonly of: readonly Condition[] }
  | { readonly op: "any"; readonly of: readonly Condition[] }
  | { readonly op: "not"; readonly of: Condition }
  /** The fact is one of these (a choice's options, a yes or a no). */
  | { readonly op: "is"; readonly fact: FactId; readonly values: readonly FactValue[] }
  /** The number lies in the range; an end that is absent is open. */
  | { readonly op: "range"; readonly fact: FactId; readonly atLeast?: number; readonly over?: number; readonly atMost?: number; readonly under?: number }
  /** The date lies at most / more than a duration before the day of the visit (`within`, `before`), or has not come (`ahead`). */
  | { readonly op: "within"; readonly fact: FactId; readonly duration: Duration }
  | { readonly op: "before"; readonly fact: FactId; readonly duration: Duration }
  /** The date fact lies on or after / strictly before a fixed day. */
  | { readonly op: "since"; readonly fact: FactId; readonly day: Day }
  | { readonly op: "until"; readonly fact: FactId; readonly day: Day }
  | { readonly op: "predicate"; readonly name: PredicateName; readonly with: readonly FactId[] };

export type Truth = "true" | "false" | "unknown";

export const ALWAYS: Condition = { op: "always" };
const NEVER: Condition = { op: "never" };

/**
 * What is left of a condition once the known facts are put in.
 * @param day the day of the visit
 * @returns `always`, `never`, or a condition that mentions only facts that could still change it
 */
export function residual(condition: Condition, facts: Facts, day: Day): Condition {
  switch (condition.op) {
    case "always":
    case "never":
      return condition;
    case "all": {
      const rest: Condition[] = [];
      for (const part of condition.of) {
        const left = residual(part, facts, day);
        if (left.op === "never") return NEVER;
        if (left.op !== "always") rest.push(left);
      }
      return rest.length === 0 ? ALWAYS : rest.length === 1 ? rest[0]! : { op: "all", of: rest };
    }
    case "any": {
      const rest: Condition[] = [];
      for (const part of condition.of) {
        const left = residual(part, facts, day);
        if (left.op === "always") return ALWAYS;
        if (left.op !== "never") rest.push(left);
      }
      return rest.length === 0 ? NEVER : rest.length === 1 ? rest[0]! : { op: "any", of: rest };
    }
    case "not": {
      const left = residual(condition.of, facts, day);
      if (left.op === "always") return NEVER;
      if (left.op === "never") return ALWAYS;
      return { op: "not", of: left };
    }
    case "predicate": {
      const values = condition.with.map((id) => facts[id]);
      if (values.includes(NOT_APPLICABLE)) return NEVER;
      if (values.some((v) => v === undefined || v === NOT_KNOWN)) return condition;
      return PREDICATES[condition.name].holds(values as FactValue[], day) ? ALWAYS : NEVER;
    }
    default: {
      const value = facts[condition.fact];
      if (value === NOT_APPLICABLE) return NEVER;
      if (value === undefined || value === NOT_KNOWN) return condition;
      return holds(condition, value, day) ? ALWAYS : NEVER;
    }
  }
}

/** The truth of a condition for the facts known so far. */
export function evaluate(condition: Condition, facts: Facts, day: Day): Truth {
  const left = residual(condition, facts, day).op;
  return left === "always" ? "true" : left === "never" ? "false" : "unknown";
}

/** Every fact a condition mentions, in its own order. */
export function factsIn(condition: Condition): FactId[] {
  switch (condition.op) {
    case "always":
    case "never":
      return [];
    case "all":
    case "any":
      return condition.of.flatMap(factsIn);
    case "not":
      return factsIn(condition.of);
    case "predicate":
      return [...condition.with];
    default:
      return [condition.fact];
  }
}

type Leaf = Extract<Condition, { fact: FactId }>;

function holds(leaf: Leaf, value: FactValue, day: Day): boolean {
  switch (leaf.op) {
    case "is":
      return leaf.values.includes(value);
    case "range": {
      const n = Number(value);
      return (leaf.atLeast === undefined || n >= leaf.atLeast)
        && (leaf.over === undefined || n > leaf.over)
        && (leaf.atMost === undefined || n <= leaf.atMost)
        && (leaf.under === undefined || n < leaf.under);
    }
    case "within":
      return String(value) >= addToDay(day, negative(leaf.duration));
    case "before":
      return String(value) < addToDay(day, negative(leaf.duration));
    case "since":
      return String(value) >= leaf.day;
    case "until":
      return String(value) < leaf.day;
  }
}

function negative(d: Duration): Duration {
  return { years: -(d.years ?? 0), months: -(d.months ?? 0), days: -(d.days ?? 0) };
}
