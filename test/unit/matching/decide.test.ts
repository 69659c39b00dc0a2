import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { decide, type Beliefs } from "../../../src/matching/decide.ts";

const beliefs = (service: number, vague: number, stranger: number, ...probabilities: number[]): Beliefs => ({
  scope: { service, vague, stranger },
  services: probabilities.map((probability, i) => ({ id: "abcdef"[i]!, probability })),
  vagueOptions: ["x", "y", "z"],
});

describe("the decision costs least in expectation", () => {
  it("answers what is sure", () => expect(decide(beliefs(0.97, 0.01, 0.02, 0.98, 0.01))).toEqual({ decision: "answer", guides: ["a"], options: [] }));
  it("asks back between two", () => expect(decide(beliefs(0.97, 0.01, 0.02, 0.5, 0.48, 0.001))).toEqual({ decision: "clarify", guides: [], options: ["a", "b"] }));
  it("admits what is none of ours", () => expect(decide(beliefs(0.02, 0.01, 0.97, 0.98, 0.01)).decision).toBe("none"));
  it("offers the group's options and the nearest service when the words are vague", () => expect(decide(beliefs(0.1, 0.85, 0.05, 0.6, 0.3)).options).toEqual(["x", "y", "z", "a"]));
  it("has nothing to say without services", () => expect(decide(beliefs(1, 0, 0))).toEqual({ decision: "none", guides: [], options: [] }));

  it("always keeps the contract: one id for an answer, two to four options to choose from", () => {
    fc.assert(fc.property(fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100)), fc.array(fc.nat(1000), { minLength: 2, maxLength: 6 }), ([s, v, n], raw) => {
      const total = s + v + n || 1;
      const sum = raw.reduce((a, b) => a + b, 0) || 1;
      const d = decide(beliefs(s / total, v / total, n / total, ...raw.map((r) => r / sum).sort((a, b) => b - a)));
      expect(d.guides).toHaveLength(d.decision === "answer" ? 1 : 0);
      if (d.decision === "clarify") {
        expect(d.options.length).toBeGreaterThanOrEqual(2);
        expect(d.options.length).toBeLessThanOrEqual(4);
        expect(new Set(d.options).size).toBe(d.options.length);
      } else expect(d.options).toEqual([]);
    }));
  });
});
