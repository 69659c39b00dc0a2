/**
 * A condition on one line, for a cell of a workbook, and back.
 *
 *   applicant.age < 16 且 companion.kind = other       all; 或 for any, 非(…) for not, brackets as usual
 *   applicant.age ≥ 16 < 60                            a number's two ends
 *   passport.reason = lost、damaged                     one of; ≠ for none of
 *   applicant.urgent = 是                               yes or no
 *   child.born 在 1 个月内                               at most this long ago; 早于 30 天前: longer ago
 *   hire.day 自 2025-01-01 起                            on or after a day; 在 2026-01-01 前: before it
 *   满足 retirement-reached(applicant.born, applicant.worker)
 */
import type { Condition } from "../../domain/condition.ts";
import { isDay, type Duration } from "../../domain/days.ts";
import type { FactValue } from "../../domain/facts.ts";
import type { PredicateName } from "../../domain/predicates.ts";
import { ConditionError } from "../conditionFile.ts";

const UNITS = { years: "年", months: "个月", days: "天" } as const;
type Unit = keyof typeof UNITS;
const ENDS = { atLeast: "≥", over: ">", atMost: "≤", under: "<" } as const;
type End = keyof typeof ENDS;

/** Brackets deeper than this are no condition an author means. */
const MAX_DEPTH = 30;

/** @returns an empty text for "always" */
export function conditionText(c: Condition): string {
  switch (c.op) {
    case "always": return "";
    case "never": return "永不";
    case "all": return c.of.length === 1 ? `都满足(${conditionText(c.of[0]!)})` : c.of.map(bracketed).join(" 且 ");
    case "any": return c.of.length === 1 ? `任一(${conditionText(c.of[0]!)})` : c.of.map(bracketed).join(" 或 ");
    case "not": return c.of.op === "is" ? `${c.of.fact} ≠ ${c.of.values.map(valueText).join("、")}` : `非(${conditionText(c.of)})`;
    case "is": return `${c.fact} = ${c.values.map(valueText).join("、")}`;
    case "range": return [c.fact, ...(Object.keys(ENDS) as End[]).flatMap((end) => (c[end] === undefined ? [] : `${ENDS[end]} ${c[end]}`))].join(" ");
    case "within": return `${c.fact} 在 ${durationText(c.duration)}内`;
    case "before": return `${c.fact} 早于 ${durationText(c.duration)}前`;
    case "since": return `${c.fact} 自 ${c.day} 起`;
    case "until": return `${c.fact} 在 ${c.day} 前`;
    case "predicate": return `满足 ${c.name}(${c.with.join(", ")})`;
  }
}

function bracketed(c: Condition): string {
  return (c.op === "all" || c.op === "any") && c.of.length > 1 ? `(${conditionText(c)})` : conditionText(c);
}

function durationText(d: Duration): string {
  return (Object.keys(UNITS) as Unit[]).flatMap((unit) => (d[unit] === undefined ? [] : `${d[unit]} ${UNITS[unit]}`)).join("");
}

/** 是, 否, a number, an option's id; other texts in quotes. */
export function valueText(value: FactValue): string {
  if (typeof value === "boolean") return value ? "是" : "否";
  return typeof value === "number" || /^[a-z][a-z0-9-]*$/.test(value) ? String(value) : JSON.stringify(value);
}

/** @throws ConditionError */
export function parseValue(text: string): FactValue {
  return new Reader(text).only((r) => r.value());
}

/** @throws ConditionError with the problem in plain Chinese */
export function parseConditionText(text: string): Condition {
  return text.trim() === "" ? { op: "always" } : new Reader(text).only((r) => r.any(0));
}

/** Full-width and doubled signs mean the same. */
const SAME: Readonly<Record<string, string>> = {
  "（": "(", "）": ")", "，": ",", "、": ",", "＝": "=", "==": "=", "＜": "<", "＞": ">", ">=": "≥", "<=": "≤", "!=": "≠",
};
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|>=|<=|!=|==|[()（）,，、=＝<＜>＞≥≤≠]|都满足|满足|任一|个月|年|天|内|前|早于|在|自|起|且|或|非|是|否|[A-Za-z0-9_.+-]+)/y;

class Reader {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(text: string) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.trimEnd().length) {
      const from = TOKEN.lastIndex;
      const m = TOKEN.exec(text);
      if (!m) throw new ConditionError(`条件里“${text.slice(from).trim().slice(0, 12)}”这一段看不懂`);
      this.#tokens.push(SAME[m[1]!] ?? m[1]!);
    }
  }

  /** Reads with `read` and nothing may be left over. */
  only<T>(read: (reader: this) => T): T {
    const result = read(this);
    if (this.#at < this.#tokens.length) throw new ConditionError(`条件里“${this.#tokens[this.#at]}”放在这里看不懂`);
    return result;
  }

  any(depth: number): Condition {
    return this.#chain("或", "any", () => this.#chain("且", "all", () => this.#part(depth)));
  }

  value(): FactValue {
    const token = this.#next();
    if (token === "是" || token === "否") return token === "是";
    if (token.startsWith("\"")) return this.#quoted(token);
    if (/^[a-z]/.test(token)) return token;
    return this.#numberOf(token);
  }

  #quoted(token: string): string {
    try {
      return String(JSON.parse(token));
    } catch {
      throw new ConditionError(`引号里的 ${token} 看不懂`);
    }
  }

  #chain(word: string, op: "all" | "any", part: () => Condition): Condition {
    const of = [part()];
    while (this.#take(word)) of.push(part());
    return of.length === 1 ? of[0]! : { op, of };
  }

  #part(depth: number): Condition {
    if (depth > MAX_DEPTH) throw new ConditionError("括号套得太深");
    if (this.#take("(")) return this.#closed(depth);
    if (this.#take("非")) return { op: "not", of: this.#part(depth + 1) };
    if (this.#take("都满足")) return { op: "all", of: [this.#opened(depth)] };
    if (this.#take("任一")) return { op: "any", of: [this.#opened(depth)] };
    if (this.#take("满足")) return this.#predicate();
    return this.#leaf();
  }

  #opened(depth: number): Condition {
    this.#must("(");
    return this.#closed(depth);
  }

  #closed(depth: number): Condition {
    const inside = this.any(depth + 1);
    this.#must(")");
    return inside;
  }

  /** The name and the number of facts are checked where all conditions are (conditionFile.ts). */
  #predicate(): Condition {
    const name = this.#next() as PredicateName;
    this.#must("(");
    const facts = [this.#next()];
    while (this.#take(",")) facts.push(this.#next());
    this.#must(")");
    return { op: "predicate", name, with: facts };
  }

  #leaf(): Condition {
    const fact = this.#next();
    if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(fact)) throw new ConditionError(`“${fact}”应当是情形编号，写成 角色.名称`);
    if (this.#take("=")) return { op: "is", fact, values: this.#values() };
    if (this.#take("≠")) return { op: "not", of: { op: "is", fact, values: this.#values() } };
    if (this.#take("自")) { const day = this.#day(); this.#must("起"); return { op: "since", fact, day }; }
    if (this.#take("早于")) { const duration = this.#duration(); this.#must("前"); return { op: "before", fact, duration }; }
    if (this.#take("在")) {
      if (isDay(this.#peek())) { const day = this.#day(); this.#must("前"); return { op: "until", fact, day }; }
      const duration = this.#duration();
      this.#must("内");
      return { op: "within", fact, duration };
    }
    return { op: "range", fact, ...this.#ends(fact) };
  }

  #values(): FactValue[] {
    const values = [this.value()];
    while (this.#take(",")) values.push(this.value());
    return values;
  }

  #ends(fact: string): Partial<Record<End, number>> {
    const ends: Partial<Record<End, number>> = {};
    const next = (): End | undefined => (Object.keys(ENDS) as End[]).find((e) => this.#take(ENDS[e]));
    for (let end = next(); end !== undefined; end = next()) ends[end] = this.#numberOf(this.#next());
    if (Object.keys(ends).length === 0) throw new ConditionError(`“${fact}”后面要写 = ≠ ≥ > ≤ < 在 早于 自 中的一个`);
    return ends;
  }

  #duration(): Duration {
    const n = this.#next();
    const said = this.#next();
    const unit = (Object.keys(UNITS) as Unit[]).find((u) => UNITS[u] === said);
    if (!/^\d+$/.test(n) || !unit) throw new ConditionError(`时长写成 30 天、1 个月、2 年，不是“${n} ${said}”`);
    return { [unit]: Number(n) };
  }

  #day(): string {
    const day = this.#next();
    if (!isDay(day)) throw new ConditionError(`日期写成 2026-09-20 这样，不是“${day}”`);
    return day;
  }

  #numberOf(token: string): number {
    const n = Number(token);
    if (!/^-?\d/.test(token) || !Number.isFinite(n)) throw new ConditionError(`“${token}”应当是数字`);
    return n;
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #take(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  #must(token: string): void {
    if (!this.#take(token)) throw new ConditionError(`条件里缺“${token}”${this.#peek() ? `，在“${this.#peek()}”前面` : ""}`);
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new ConditionError("条件没有写完");
    return token;
  }
}
