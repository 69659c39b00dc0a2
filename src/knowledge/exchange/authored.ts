/** A condition → as authors write it: the inverse of parseCondition (conditionFile.ts). */
import type { Condition } from "../../domain/condition.ts";
import type { Duration } from "../../domain/days.ts";
import type { ConditionFile } from "../schema.ts";

/** @returns undefined for "always", which is written by leaving `when` out */
export function authored(c: Condition): ConditionFile | undefined {
  switch (c.op) {
    case "always": return undefined;
    case "never": throw new Error("“永不成立”写不出来：它只在条件读不懂时出现。");
    case "all": return allOf(c.of.map(inner));
    case "any": return { any: c.of.map(inner) };
    case "not": return c.of.op === "is" ? { [c.of.fact]: { not: oneOrMany(c.of.values) } } : { not: inner(c.of) };
    case "is": return { [c.fact]: oneOrMany(c.values) };
    case "range": {
      const { op: _op, fact, ...ends } = c;
      return { [fact]: Object.fromEntries(Object.entries(ends).filter(([, n]) => n !== undefined)) };
    }
    case "within":
    case "before": return { [c.fact]: { [c.op]: duration(c.duration) } };
    case "since":
    case "until": return { [c.fact]: { [c.op]: c.day } };
    case "predicate": return { predicate: c.name, with: [...c.with] };
  }
}

function inner(c: Condition): ConditionFile {
  return authored(c) ?? { all: [] };
}

/** Several keys in one object mean "all"; what cannot stand side by side goes into a list. */
function allOf(parts: readonly ConditionFile[]): ConditionFile {
  const keys = parts.flatMap(Object.keys);
  const sideBySide = parts.length > 1 && keys.length === parts.length && new Set(keys).size === keys.length && !keys.includes("predicate");
  return sideBySide ? Object.assign({}, ...parts) as ConditionFile : { all: [...parts] };
}

function oneOrMany<T>(values: readonly T[]): T | T[] {
  return values.length === 1 ? values[0]! : [...values];
}

function duration(d: Duration): string {
  const [unit = "days", n = 0] = Object.entries(d).find(([, v]) => v !== undefined) ?? [];
  return `${n} ${n === 1 ? unit.slice(0, -1) : unit}`;
}
