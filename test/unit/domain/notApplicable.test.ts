/** A question that does not arise: authors need not repeat its gate in every rule. */
import { describe, expect, it } from "vitest";
import { buildChecklist, openSituations } from "../../../src/domain/checklist.ts";
import { evaluate, residual } from "../../../src/domain/condition.ts";
import { NOT_APPLICABLE } from "../../../src/domain/facts.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const DAY = "2026-11-24";
const { edition } = readKnowledge(projectWith({
  "knowledge/guides/demo.yaml": guideFile("demo", [
    "situations:",
    "  - {id: applicant.age, type: number, unit: 岁, ask: 多大？, min: 0, max: 120}",
    "  - {id: companion.kind, type: choice, ask: 谁陪？, when: {applicant.age: {under: 16}}, options: [{id: parent, label: 爸妈}, {id: other, label: 别人}]}",
    "  - {id: companion.letter, type: yesno, ask: 委托书写了吗？, when: {companion.kind: other}}",
    "materials:",
    "  - {paper: card, holder: applicant, shown: 1, because: 证明身份, when: {companion.kind: parent}, source: law 第一条}",
    "  - {paper: form, holder: applicant, shown: 1, because: 委托, when: {companion.letter: false}, source: law 第一条}",
    "",
  ].join("\n")),
}));
const guide = edition.guides.get("demo")!;
const items = (facts: Record<string, string | number | boolean>) => buildChecklist(edition, guide, facts, DAY).items.map((i) => [i.id, i.certain]);

describe("a fact whose question's gate is false", () => {
  it("meets no rule: an adult needs no paper of who comes along, for certain", () => {
    expect(items({ "applicant.age": 30 })).toEqual([]);
    expect(openSituations(guide, { "applicant.age": 30 }, DAY)).toEqual([]);
  });
  it("passes on: what hangs on a question that does not arise does not arise either", () => {
    expect(items({ "applicant.age": 10, "companion.kind": "parent" })).toEqual([["card.applicant", true]]);
  });
  it("is open while the gate is open", () => {
    expect(items({})).toEqual([["card.applicant", false], ["form.applicant", false]]);
  });
  it("is dropped even when it was told before the gate closed", () => {
    expect(items({ "applicant.age": 30, "companion.kind": "parent" })).toEqual([]);
  });
});

describe("not applicable, in a condition", () => {
  const facts = { "a.x": NOT_APPLICABLE };
  it.each([
    { op: "is", fact: "a.x", values: [true] }, { op: "range", fact: "a.x", atLeast: 0 }, { op: "since", fact: "a.x", day: "2000-01-01" },
    { op: "until", fact: "a.x", day: "2100-01-01" }, { op: "within", fact: "a.x", duration: { days: 1 } }, { op: "before", fact: "a.x", duration: { days: 1 } },
    { op: "predicate", name: "retirement-reached", with: ["a.x", "a.y"] },
  ] as const)("$op is false", (condition) => expect(evaluate(condition, facts, DAY)).toBe("false"));
  it("not turns it round", () => expect(residual({ op: "not", of: { op: "is", fact: "a.x", values: [true] } }, facts, DAY)).toEqual({ op: "always" }));
});
