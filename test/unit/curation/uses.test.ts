/** Where shared cards are used, and whose guide it is. */
import { describe, expect, it } from "vitest";
import { isOwner } from "../../../src/curation/owners.ts";
import { materialUses, sharedCards, situationUses } from "../../../src/curation/uses.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const { edition } = readKnowledge(projectWith({
  "knowledge/situations.yaml": "- {id: applicant.age, type: number, unit: 岁, ask: 今年多大？}\n",
  "knowledge/guides/demo.yaml": guideFile("demo", [
    "situations:", "  - use: applicant.age", "  - {id: licence.left, type: yesno, ask: 还在吗？}",
    "materials:", "  - {paper: form, holder: applicant, shown: 1, because: 要填, source: law 第一条}",
    "  - {anyOf: [{papers: [{paper: card, holder: applicant, shown: 1}]}, {papers: [{paper: form, holder: applicant, copies: 1}]}], because: 任选, source: law 第一条}",
  ].join("\n")),
  "knowledge/guides/other.yaml": guideFile("other", "situations:\n  - {id: licence.left, type: yesno, ask: 照还在吗？}\ngives: [card]\n"),
}));

describe("materials", () => {
  it("are used where a list asks for them, alternatives included, and where a guide gives them", () => {
    const uses = materialUses(edition);
    expect(uses.get("card")).toEqual([{ guide: "demo", how: "needs", index: 1 }, { guide: "other", how: "gives", index: 0 }]);
    expect(uses.get("form")!.map((u) => u.index)).toEqual([0, 1]);
  });
});

describe("situations", () => {
  it("that are shared, or stand in several guides under one id, say which guides ask", () => {
    const cards = sharedCards([{ id: "applicant.age", ask: "今年多大？" }, { id: "nobody.asks", ask: "没人问？" }, { id: "half" }]);
    expect(situationUses(edition, cards).map((s) => [s.id, s.shared, s.uses.map((u) => `${u.guide}#${u.index}`)])).toEqual([
      ["applicant.age", true, ["demo#0"]],
      ["licence.left", false, ["demo#1", "other#0"]],
      ["nobody.asks", true, []],
    ]);
  });
});

describe("the owner of a guide", () => {
  it.each([
    [["公安局"], "公安（交管）", true], [["交管"], "公安（交管）", true], [["市人社局", "医保局"], "人社、税务、医保", true],
    [["民政局"], "公安（派出所）", false], [[], "公安", false],
  ])("%j and %s: %s", (departments, authority, owns) => expect(isOwner(departments, authority)).toBe(owns));
});
