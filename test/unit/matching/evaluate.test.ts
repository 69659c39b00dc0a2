import { describe, expect, it } from "vitest";
import type { Aspect, Match } from "../../../src/domain/match.ts";
import { parseExpectation, parseLabelled, report, scoreAll, scoreOf } from "../../../src/matching/evaluate.ts";
import { interval } from "../../../src/matching/wilson.ts";

const answer = (...guides: string[]) => ({ decision: "answer", guides, options: [] }) as const;
const clarify = (...options: string[]) => ({ decision: "clarify", guides: [], options }) as const;
const none = { decision: "none", guides: [], options: [] } as const;

describe("the contract's table of credits", () => {
  it.each([
    ["a", answer("a"), "full"], ["a|b", answer("b"), "full"], ["a", clarify("a", "b"), "half"], ["a", clarify("b", "c"), "wrong"],
    ["a", answer("b"), "wrong"], ["a", none, "wrong"], ["a", answer("a", "b"), "wrong"],
    ["a+b", answer("b", "a"), "full"], ["a+b", answer("a"), "half"], ["a+b", clarify("a", "b", "c"), "half"], ["a+b", clarify("a", "c"), "wrong"], ["a+b", answer("a", "c"), "wrong"],
    ["CLARIFY:a|b|c", clarify("a", "b"), "full"], ["CLARIFY:a|b", clarify("a", "x"), "wrong"], ["CLARIFY:a|b", answer("a"), "half"], ["CLARIFY:a|b", answer("x"), "wrong"], ["CLARIFY:a|b", none, "wrong"],
    ["NONE", none, "full"], ["NONE", clarify("a", "b"), "half"], ["NONE", answer("a"), "wrong"],
  ] as const)("%s", (expected, given, outcome) => expect(scoreOf(parseExpectation(expected), given).outcome).toBe(outcome));

  it("harmful is a wrong id answered; a false answer is any answer to NONE", () => {
    expect(scoreOf(parseExpectation("a"), answer("b"))).toMatchObject({ harmful: true, falseAnswer: false });
    expect(scoreOf(parseExpectation("a"), none).harmful).toBe(false);
    expect(scoreOf(parseExpectation("NONE"), answer("b"))).toMatchObject({ harmful: false, falseAnswer: true });
    expect(scoreOf(parseExpectation("a+b"), answer("a")).harmful).toBe(false);
  });
});

describe("labelled questions", () => {
  it("are read with their kind; empty lines are skipped", () => {
    expect(parseLabelled("query\texpect\tkind\tnote\nq\ta\tfee\tn\n\n")).toEqual([{ query: "q", expect: "a", kind: "fee", note: "n", aspects: [] }]);
  });
  it("may say what the person wants to know; several may be right", () => {
    const tsv = "query\texpect\tkind\tnote\taspect\nq\ta\tk\tn\tplace|phone\nr\ta\tk\tn\n";
    expect(parseLabelled(tsv).map((q) => q.aspects)).toEqual([["place", "phone"], []]);
    expect(() => parseLabelled("query\texpect\tkind\tnote\taspect\nq\ta\tk\tn\tprice")).toThrow("第 2 行的 aspect“price”");
  });
  it("a malformed file names its line", () => {
    expect(() => parseLabelled("query\texpect\nonly")).toThrow("第 2 行");
    expect(() => parseLabelled("x")).toThrow("表头");
  });
});

describe("the report", () => {
  const given = (query: string): Match => ({
    query, ...(query === "q3" ? none : answer("a")), aspect: "how", referral: null, journey: null, talk: null,
    candidates: [{ id: "a", score: query === "q3" ? 0.1 : 0.9, why: [] }],
  });
  const questions = [["q1", "a"], ["q2", "b"], ["q3", "NONE"], ["q4", "NONE"]].map(([query, expect]) => ({ query: query!, expect: expect!, kind: "k", note: "", aspects: [] as Aspect[] }));
  it("counts shares over the right questions", () => {
    const r = report(scoreAll(questions, given));
    expect([r.strict.share, r.harmful.share, r.falseAnswers.share, r.answered.share, r.accuracyAnswered.share]).toEqual([0.5, 0.5, 0.5, 1, 0.5]);
    expect(r.confusions).toContainEqual({ expected: "b", given: "a", times: 1 });
    expect(r.aspects).toBeNull();
  });
  it("says how often the aspect was right, where the questions say what is right", () => {
    const asked = questions.map((q, i): typeof q => ({ ...q, aspects: ([["how"], ["fee"], ["place", "how"], []] as Aspect[][])[i]! }));
    expect(report(scoreAll(asked, given)).aspects).toMatchObject({
      right: { part: 2, of: 3 }, confusions: [{ expected: "fee", given: "how", times: 1 }],
      kinds: [{ aspect: "fee", right: { part: 0, of: 1 } }, { aspect: "place", right: { part: 1, of: 1 } }, { aspect: "how", right: { part: 1, of: 1 } }],
    });
  });
});

describe("Wilson's interval", () => {
  it("has known values", () => {
    expect(interval(8, 10)).toMatchObject({ share: 0.8 });
    expect(interval(8, 10).low).toBeCloseTo(0.4902, 3);
    expect(interval(8, 10).high).toBeCloseTo(0.9433, 3);
    expect(interval(0, 0)).toEqual({ part: 0, of: 0, share: 0, low: 0, high: 1 });
  });
});
