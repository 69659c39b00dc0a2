/**
 * Facts: what is true of a person who comes to the counter.
 * A fact belongs to a person's role, so its id reads `role.name` ("applicant.age", "child.born"):
 * the child's age never answers for the parent.
 */

/** `YYYY-MM-DD`, a day in China's civil calendar. Days are compared as strings. */
export type Day = string;

/** `role.name`, e.g. `applicant.age`. */
export type FactId = string;

/**
 * What is known about one fact.
 * choice → the option's id; yesno → boolean; number → in the situation's unit; date → a Day.
 */
export type FactValue = string | number | boolean;

/** A person may answer "不知道": the fact then stays open and is not asked again. */
export const NOT_KNOWN = "not-known";
export type Answer = FactValue | typeof NOT_KNOWN;

/**
 * The value of a fact whose question does not arise ("谁陪孩子去" for an adult): no rule about it holds.
 * Derived from what is known; never told, never stored.
 */
export const NOT_APPLICABLE = "not-applicable";

export type Facts = Readonly<Record<FactId, Answer>>;

/** One option of a choice. */
export interface Option {
  readonly id: string;
  readonly label: string;
  /** Everyday words that mean it wherever they stand. */
  readonly say: readonly string[];
  /** Words that mean it only in answer to this very question ("在老家"). */
  readonly reply: readonly string[];
}

/** Who a relative is to the speaker; `self` is the speaker. */
export const KIN = [
  "self", "spouse", "child", "parent", "grandchild", "grandparent", "sibling", "employee", "other",
] as const;
export type Kin = (typeof KIN)[number];

/** A situation (情形): a question whose answer is one fact. */
export interface Situation {
  readonly id: FactId;
  readonly type: "choice" | "yesno" | "number" | "date";
  /** The question in plain Chinese, at most 40 characters. */
  readonly ask: string;
  /** How an agent would ask it aloud; `ask` when absent. */
  readonly spoken?: string;
  /** A line that helps somebody who cannot answer: how to find out. */
  readonly hint?: string;
  /** For `choice`. */
  readonly options: readonly Option[];
  /** For `yesno`: everyday words that volunteer a yes or a no. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** … and words that mean it only in answer to this very question. */
  readonly replyYes: readonly string[];
  readonly replyNo: readonly string[];
  /** For `number`: 岁, 年, 个月, 平方米, 元 … Mentions with the same unit can answer it. */
  readonly unit?: string;
  /** For `number` and `date`: words near a mention that show this fact is meant ("缴费", "出生"). */
  readonly cues: readonly string[];
  /** Range a number must lie in, both ends allowed. */
  readonly min?: number;
  readonly max?: number;
}

/** The role part of a fact id. */
export function roleOf(fact: FactId): string {
  const dot = fact.indexOf(".");
  return dot < 0 ? fact : fact.slice(0, dot);
}

/** True when the fact has a value that rules may use ("不知道" is no value). */
export function isKnown(facts: Facts, id: FactId): boolean {
  const value = facts[id];
  return value !== undefined && value !== NOT_KNOWN;
}

/** No age, count or sum that a rule asks for is larger; phone, card and identity numbers all are. */
const MOST = 999_999_999;

/** Whether a value is one this situation can have; "不知道" always is. */
export function isAnswerFor(situation: Situation, value: Answer): boolean {
  if (value === NOT_KNOWN) return true;
  switch (situation.type) {
    case "yesno": return typeof value === "boolean";
    case "choice": return situation.options.some((o) => o.id === value);
    case "date": return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case "number": return typeof value === "number" && Math.abs(value) <= MOST
      && (situation.min === undefined || value >= situation.min) && (situation.max === undefined || value <= situation.max);
  }
}
