/**
 * Conditions as authors write them → the closed vocabulary of domain/condition.ts.
 *
 * {applicant.age: {under: 16}}                 a number: atLeast · over · atMost · under
 * {household.kind: collective}                 a choice; a list means "one of"; {not: …} means none of
 * {applicant.staff: true}                      yes or no
 * {child.born: {within: 1 month}}              a date at most this long ago; {before: 30 days} longer ago
 * {hire.day: {since: 2025-01-01}}              a date on or after; {until: …} strictly before
 * {all: […]} {any: […]} {not: {…}}             several keys in one object mean "all"
 * {predicate: retirement-reached, with: [applicant.born, applicant.worker]}
 */
import { isDay, type Duration } from "../domain/days.ts";
import { ALWAYS, type Condition } from "../domain/condition.ts";
import type { FactValue } from "../domain/facts.ts";
import { PREDICATES, type PredicateName } from "../domain/predicates.ts";

export class ConditionError extends Error {}

/** @throws ConditionError with the problem in plain Chinese */
export function parseCondition(written: unknown): Condition {
  if (written === undefined) return ALWAYS;
  if (!isObject(written)) throw new ConditionError("条件应当写成 {情形: 值} 的样子");
  if ("predicate" in written) return parsePredicate(written);
  const parts = Object.entries(written).map(([key, value]) => parseEntry(key, value));
  if (parts.length === 0) throw new ConditionError("条件是空的;总是成立就不要写 when");
  return parts.length === 1 ? parts[0]! : { op: "all", of: parts };
}

function parseEntry(key: string, value: unknown): Condition {
  if (key === "all" || key === "any") {
    if (!Array.isArray(value) || value.length === 0) throw new ConditionError(`${key} 后面要跟一列条件`);
    return { op: key, of: value.map(parseCondition) };
  }
  if (key === "not") return { op: "not", of: parseCondition(value) };
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(key)) throw new ConditionError(`不认识“${key}”:情形编号写成 角色.名称`);
  if (isScalar(value)) return { op: "is", fact: key, values: [value] };
  if (Array.isArray(value) && value.every(isScalar)) return { op: "is", fact: key, values: value };
  if (isObject(value)) return parseFactObject(key, value);
  throw new ConditionError(`“${key}”后面的值不认识`);
}

const RANGE_KEYS = new Set(["atLeast", "over", "atMost", "under"]);

function parseFactObject(fact: string, value: Record<string, unknown>): Condition {
  const keys = Object.keys(value);
  if (keys.length > 0 && keys.every((k) => RANGE_KEYS.has(k) && typeof value[k] === "number")) {
    return { op: "range", fact, ...(value as Record<"atLeast" | "over" | "atMost" | "under", number>) };
  }
  const [only] = keys;
  if (keys.length !== 1 || only === undefined) throw new ConditionError(`“${fact}”的条件不认识:${keys.join("、")}`);
  const v = value[only];
  if (only === "not") return { op: "not", of: parseEntry(fact, v) };
  if (only === "within" || only === "before") return { op: only, fact, duration: parseDuration(v) };
  if ((only === "since" || only === "until") && typeof v === "string" && isDay(v)) return { op: only, fact, day: v };
  throw new ConditionError(`“${fact}”的条件不认识:${only}`);
}

function parsePredicate(written: Record<string, unknown>): Condition {
  const stray = Object.keys(written).filter((k) => k !== "predicate" && k !== "with");
  if (stray.length > 0) throw new ConditionError(`predicate 旁边不能再写 ${stray.join("、")}；几个条件一起用 all: […]`);
  const name = written["predicate"];
  const facts = written["with"];
  if (typeof name !== "string" || !(name in PREDICATES)) {
    throw new ConditionError(`没有叫“${String(name)}”的判断;有:${Object.keys(PREDICATES).join("、")}`);
  }
  const takes = PREDICATES[name as PredicateName].takes;
  if (!Array.isArray(facts) || facts.length !== takes) throw new ConditionError(`${name} 的 with 要写 ${takes} 个情形`);
  return { op: "predicate", name: name as PredicateName, with: facts.map(String) };
}

function parseDuration(value: unknown): Duration {
  const m = typeof value === "string" ? /^(\d+) (year|month|day)s?$/.exec(value) : null;
  if (!m) throw new ConditionError(`时长写成 30 days、1 month、2 years,不是“${String(value)}”`);
  return { [`${m[2]}s`]: Number(m[1]) };
}

function isScalar(v: unknown): v is FactValue {
  return typeof v === "string" || typeof v === "number" || typeof v === "boolean";
}

function isObject(v: unknown): v is Record<string, unknown> {
  return typeof v === "object" && v !== null && !Array.isArray(v);
}
