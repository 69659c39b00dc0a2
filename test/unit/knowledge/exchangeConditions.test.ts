import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Condition } from "../../../src/domain/condition.ts";
import { ConditionError, parseCondition } from "../../../src/knowledge/conditionFile.ts";
import { authored } from "../../../src/knowledge/exchange/authored.ts";
import { conditionText, parseConditionText } from "../../../src/knowledge/exchange/conditionText.ts";

describe("a condition on one line", () => {
  it.each([
    [{ "applicant.age": { under: 16 } }, "applicant.age < 16"],
    [{ "applicant.age": { atLeast: 16, under: 60 } }, "applicant.age ≥ 16 < 60"],
    [{ "companion.kind": "other", "applicant.urgent": true }, "companion.kind = other 且 applicant.urgent = 是"],
    [{ "passport.reason": { not: ["lost", "damaged"] } }, "passport.reason ≠ lost、damaged"],
    [{ any: [{ "a.b": true }, { "a.b": false, "c.d": 3 }] }, "a.b = 是 或 (a.b = 否 且 c.d = 3)"],
    [{ "child.born": { within: "1 month" } }, "child.born 在 1 个月内"],
    [{ "child.born": { before: "3 years" } }, "child.born 早于 3 年前"],
    [{ "hire.day": { since: "2025-01-01" } }, "hire.day 自 2025-01-01 起"],
    [{ "hire.day": { until: "2026-01-01" } }, "hire.day 在 2026-01-01 前"],
    [{ not: { predicate: "retirement-reached", with: ["a.born", "a.kind"] } }, "非(满足 retirement-reached(a.born, a.kind))"],
  ])("%j reads %s", (written, text) => {
    expect(conditionText(parseCondition(written))).toBe(text);
    expect(parseConditionText(text)).toEqual(parseCondition(written));
  });

  it("understands what people type instead of our signs", () => {
    expect(parseConditionText("（applicant.age>=16） 且 companion.kind＝other，guardian")).toEqual(parseConditionText("applicant.age ≥ 16 且 companion.kind = other、guardian"));
  });

  it.each([
    ["age < 16", "情形编号"], ["applicant.age", "后面要写"], ["applicant.age < 十六", "看不懂"], ["a.b = 是 且", "没有写完"], ["(a.b = 是", "缺“)”"],
    ["a.b = 是 c.d = 否", "放在这里看不懂"], ["a.b 在 三十 天内", "看不懂"], ["a.b 自 2025-02-30 起", "日期"], ["=cmd|' /C calc'!A0", "看不懂"], ["(".repeat(5000), "太深"],
  ])("says what is wrong with %s", (text, cause) => {
    expect(() => parseConditionText(text)).toThrow(ConditionError);
    expect(() => parseConditionText(text)).toThrow(cause);
  });
});

const fact = fc.constantFrom("applicant.age", "child.born", "a.b", "seller.kind-of");
const value = fc.oneof(fc.boolean(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)), fc.constantFrom("other", "16", "是", "否", "true", "a；b", "say \"hi\"", "两\n行", "=1+1", "没有"));
const day = fc.constantFrom("2025-01-01", "2026-12-31");
const duration = fc.record({ n: fc.nat(90), unit: fc.constantFrom("days", "months", "years") }).map(({ n, unit }) => ({ [unit]: n }));
const ends = fc.record({ atLeast: fc.integer(), over: fc.integer(), atMost: fc.integer(), under: fc.integer() }, { requiredKeys: [] }).filter((e) => Object.keys(e).length > 0);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ op: fc.constant("is" as const), fact, values: fc.array(value, { minLength: 1, maxLength: 3 }) }),
  fc.tuple(fact, ends).map(([f, e]) => ({ op: "range" as const, fact: f, ...e })),
  fc.record({ op: fc.constantFrom("within" as const, "before" as const), fact, duration }),
  fc.record({ op: fc.constantFrom("since" as const, "until" as const), fact, day }),
  fc.record({ op: fc.constant("predicate" as const), name: fc.constant("retirement-reached" as const), with: fc.tuple(fact, fact) }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 4 }, leaf,
    fc.record({ op: fc.constantFrom("all" as const, "any" as const), of: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ op: fc.constant("not" as const), of: tie("condition") })),
}));

describe("no condition is lost on the way", () => {
  it("as a line of text", () => fc.assert(fc.property(condition, (c) => { expect(parseConditionText(conditionText(c))).toEqual(c); })));
  it("as authors write it", () => fc.assert(fc.property(condition, (c) => { expect(parseCondition(authored(c))).toEqual(c); })));
});
