import { describe, expect, it } from "vitest";
import { evaluate, factsIn, residual } from "../../../src/domain/condition.ts";
import { NOT_KNOWN } from "../../../src/domain/facts.ts";
import { ConditionError, parseCondition } from "../../../src/knowledge/conditionFile.ts";

const DAY = "2026-11-24";
const truth = (written: unknown, facts: Record<string, string | number | boolean>) => evaluate(parseCondition(written), facts, DAY);

describe("a condition is three-valued", () => {
  it("holds, fails, or stays open while the fact is unknown", () => {
    expect(truth({ "child.age": { under: 16 } }, { "child.age": 15 })).toBe("true");
    expect(truth({ "child.age": { under: 16 } }, { "child.age": 16 })).toBe("false");
    expect(truth({ "child.age": { under: 16 } }, {})).toBe("unknown");
    expect(truth({ "child.age": { under: 16 } }, { "child.age": NOT_KNOWN })).toBe("unknown");
  });

  it("is false when one part of all is false, whatever else is open", () => {
    expect(truth({ "a.x": true, "a.y": true }, { "a.x": false })).toBe("false");
    expect(truth({ "a.x": true, "a.y": true }, { "a.x": true })).toBe("unknown");
  });

  it("is true when one part of any is true, whatever else is open", () => {
    expect(truth({ any: [{ "a.x": true }, { "a.y": true }] }, { "a.y": true })).toBe("true");
    expect(truth({ any: [{ "a.x": true }, { "a.y": true }] }, { "a.y": false })).toBe("unknown");
  });

  it("turns round under not, and stays open", () => {
    expect(truth({ not: { "a.x": true } }, { "a.x": true })).toBe("false");
    expect(truth({ "a.x": { not: ["p", "q"] } }, { "a.x": "r" })).toBe("true");
    expect(truth({ not: { "a.x": true } }, {})).toBe("unknown");
  });

  it("keeps only the facts that could still change it", () => {
    const condition = parseCondition({ all: [{ "a.x": true }, { any: [{ "a.y": true }, { "a.z": 1 }] }] });
    expect(factsIn(condition)).toEqual(["a.x", "a.y", "a.z"]);
    expect(factsIn(residual(condition, { "a.x": true, "a.z": 2 }, DAY))).toEqual(["a.y"]);
    expect(factsIn(residual(condition, { "a.x": false }, DAY))).toEqual([]);
  });
});

describe("dates are relative to the day of the visit", () => {
  it("within one month includes the day a month ago and excludes the day before it", () => {
    expect(truth({ "child.born": { within: "1 month" } }, { "child.born": "2026-10-24" })).toBe("true");
    expect(truth({ "child.born": { within: "1 month" } }, { "child.born": "2026-10-23" })).toBe("false");
    expect(truth({ "child.born": { before: "1 month" } }, { "child.born": "2026-10-23" })).toBe("true");
  });

  it("since includes its day, until excludes it", () => {
    expect(truth({ "hire.day": { since: "2025-01-01" } }, { "hire.day": "2025-01-01" })).toBe("true");
    expect(truth({ "hire.day": { until: "2025-01-01" } }, { "hire.day": "2025-01-01" })).toBe("false");
  });
});

describe("a condition that is written wrongly is refused with the reason", () => {
  for (const wrong of [{}, "x", { age: 3 }, { "a.b": { below: 3 } }, { "a.b": { within: "soon" } }, { all: [] }, { predicate: "no-such", with: [] }]) {
    it(JSON.stringify(wrong), () => expect(() => parseCondition(wrong)).toThrow(ConditionError));
  }
});
