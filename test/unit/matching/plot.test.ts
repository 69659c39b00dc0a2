import { describe, expect, it } from "vitest";
import { plot } from "../../../src/cli/plot.ts";
import { report, scoreAll } from "../../../src/matching/evaluate.ts";

describe("the picture of a report", () => {
  const questions = ["a", "b", "c"].map((query) => ({ query, expect: query === "c" ? "b" : query, kind: "k", note: "", aspects: [] }));
  const svg = plot(report(scoreAll(questions, (query) => ({
    query, decision: "answer", guides: [query], options: [], aspect: "how", referral: null, journey: null, talk: null, candidates: [{ id: query === "b" ? "b" : "a", score: query === "c" ? 0.3 : 0.9, why: [] }],
  }))));
  it("shows risk against coverage, and how sure against how often right", () => {
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    expect(svg.match(/<polyline/g)).toHaveLength(2);
    expect(svg).toContain("校准误差");
  });
  it("is well formed: every number is one", () => expect(svg).not.toMatch(/NaN|undefined|Infinity/));
});
