/** The rules at work, on a small guide made for each point. */
import { describe, expect, it } from "vitest";
import {
  buildChecklist, countingFacts, held, heldLines, inForce, mergeItems, openSituations, unsureFacts, type ChecklistItem,
} from "../../../src/domain/checklist.ts";
import { ALWAYS } from "../../../src/domain/condition.ts";
import { NOT_APPLICABLE, NOT_KNOWN } from "../../../src/domain/facts.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const DAY = "2026-11-24";

function guideWith(rest: readonly string[]) {
  const { edition } = readKnowledge(projectWith({ "knowledge/guides/demo.yaml": guideFile("demo", [...rest, ""].join("\n")) }));
  return { edition, guide: edition.guides.get("demo")! };
}

const QUESTIONS = [
  "situations:",
  "  - {id: applicant.kind, type: choice, ask: 哪种？, options: [{id: a, label: 甲}, {id: b, label: 乙}]}",
  "  - {id: applicant.lost, type: yesno, ask: 丢了吗？, when: {applicant.kind: a}}",
  "  - {id: applicant.rare, type: yesno, ask: 少见吗？, assume: false}",
];

describe("in force", () => {
  it("begins on its first day and ends before its last", () => {
    expect(inForce({ from: DAY }, DAY)).toBe(true);
    expect(inForce({ from: "2026-11-25" }, DAY)).toBe(false);
    expect(inForce({ until: DAY }, DAY)).toBe(false);
    expect(inForce({ until: "2026-11-25" }, DAY)).toBe(true);
    expect(inForce({}, DAY)).toBe(true);
  });
});

describe("rules that hold", () => {
  const { guide } = guideWith([...QUESTIONS, "materials:",
    "  - {paper: card, holder: applicant, shown: 1, because: 总要, source: law 第一条}",
    "  - {paper: form, holder: applicant, surrendered: 1, because: 甲要, when: {applicant.kind: a, applicant.lost: true}, source: law 第一条}",
    "  - {paper: form, holder: applicant, surrendered: 1, because: 过了, until: 2026-01-01, source: law 第一条}"]);
  it("are certain, open with what they depend on, or left out", () => {
    expect(held(guide.materials, {}, DAY).map((h) => [h.rule.because, h.certain, h.dependsOn])).toEqual([
      ["总要", true, []], ["甲要", false, ["applicant.kind", "applicant.lost"]],
    ]);
    expect(held(guide.materials, { "applicant.kind": "a" }, DAY)[1]?.dependsOn).toEqual(["applicant.lost"]);
    expect(held(guide.materials, { "applicant.kind": "b" }, DAY)).toHaveLength(1);
  });
  it("are told line by line", () => {
    const lines = heldLines(guide, {}, DAY);
    expect(lines.lines("places").map((l) => l.rule.text)).toEqual(["到示范局办。"]);
    expect([lines.times, lines.online, lines.who]).toEqual([[], [], []]);
  });
});

describe("a checklist", () => {
  const { edition, guide } = guideWith([...QUESTIONS, "outcomes:",
    "  - {verdict: not-eligible, text: 乙办不了, when: {applicant.kind: b}, source: law 第一条}",
    "  - {verdict: first, guide: other, text: 先办另一件, when: {applicant.rare: true}, source: law 第一条}",
    "materials:",
    "  - {paper: card, holder: applicant, shown: 1, because: 总要, note: 别折, leniency: 可后补, varies: 各地不同, source: law 第一条}",
    "  - {paper: form, holder: applicant, surrendered: 1, because: 现场填, onSite: true, source: law 第一条}",
    "  - because: 任选",
    "    source: law 第一条",
    "    anyOf: [{label: 甲办法, papers: [{paper: card, holder: applicant, copies: 1}]}, {papers: [{paper: form, holder: applicant, copies: 1, spec: 新}, {paper: card, holder: applicant, copies: 2}]}]"]);

  it("names each paper, whose it is, and everything said of it", () => {
    const [card, form, either] = buildChecklist(edition, guide, { "applicant.kind": "a" }, DAY).items;
    expect(card).toMatchObject({
      id: "card.applicant", guides: ["demo"], onSite: false, certain: true, because: "总要", note: "别折", leniency: "可后补", varies: "各地不同",
      anyOf: [{ papers: [{ paper: "card", name: "示范证", holder: "applicant", holderLabel: "本人", originals: { shown: 1, surrendered: 0 }, copies: 0 }] }],
    });
    expect(form).toMatchObject({ id: "form.applicant", onSite: true });
    expect(either).toMatchObject({ id: "card.applicant|form.applicant~新+card.applicant", anyOf: [{ label: "甲办法" }, { papers: [{ spec: "新" }, { copies: 2 }] }] });
  });
  it("is empty, fees included, behind an outcome that ends the way", () => {
    const list = buildChecklist(edition, guide, { "applicant.kind": "b" }, DAY);
    expect(list.outcome?.text).toBe("乙办不了");
    expect(list.items).toEqual([]);
    expect(list.fees).toEqual([]);
  });
  it("stays whole behind one that only comes first, and tells what may still turn up", () => {
    const list = buildChecklist(edition, guide, { "applicant.rare": true }, DAY);
    expect(list.outcome?.verdict).toBe("first");
    expect(list.items).toHaveLength(3);
    expect(list.fees).toHaveLength(1);
    expect(list.possibleOutcomes.map((o) => o.rule.text)).toEqual(["乙办不了"]);
    expect(buildChecklist(edition, guide, { "applicant.kind": "a" }, DAY).possibleOutcomes).toEqual([]);
  });
});

describe("papers of several services", () => {
  const { edition, guide } = guideWith(["materials:",
    "  - {paper: card, holder: applicant, shown: 1, surrendered: 1, copies: 2, because: 一, source: law 第一条}"]);
  const [item] = buildChecklist(edition, guide, {}, DAY).items as [ChecklistItem];
  const other = (over: Partial<ChecklistItem>, counts = { shown: 2, surrendered: 1, copies: 1 }): ChecklistItem => ({
    ...item, guides: ["other"], because: "二", ...over,
    anyOf: [{ papers: [{ ...item.anyOf[0]!.papers[0]!, originals: { shown: counts.shown, surrendered: counts.surrendered }, copies: counts.copies }] }],
  });

  it("merge: shown by the largest count, handed in and copies by sum, the first one's words", () => {
    const [merged, ...rest] = mergeItems([item, other({})]);
    expect(rest).toEqual([]);
    expect(merged).toMatchObject({ guides: ["demo", "other"], because: "一", anyOf: [{ papers: [{ originals: { shown: 2, surrendered: 2 }, copies: 3 }] }] });
  });
  it("shown once where the second asks for fewer", () => {
    expect(mergeItems([item, other({}, { shown: 0, surrendered: 0, copies: 0 })])[0]).toMatchObject({ anyOf: [{ papers: [{ originals: { shown: 1, surrendered: 1 }, copies: 2 }] }] });
  });
  it("name a service once", () => expect(mergeItems([item, item])[0]?.guides).toEqual(["demo"]));
  it("are certain when one service certainly asks, and speak with its words", () => {
    const doubtful = { ...item, certain: false, dependsOn: ["applicant.kind"] };
    expect(mergeItems([doubtful, other({})])[0]).toMatchObject({ certain: true, dependsOn: [], because: "二" });
    expect(mergeItems([other({}), doubtful])[0]).toMatchObject({ certain: true, dependsOn: [], because: "二" });
    expect(mergeItems([doubtful, { ...doubtful, dependsOn: ["applicant.kind", "applicant.lost"] }])[0]).toMatchObject({
      certain: false, dependsOn: ["applicant.kind", "applicant.lost"], because: "一",
    });
  });
  it("are done at the counter only when every service does them there", () => {
    expect(mergeItems([{ ...item, onSite: true }, other({ onSite: true })])[0]?.onSite).toBe(true);
    expect(mergeItems([{ ...item, onSite: true }, other({ onSite: false })])[0]?.onSite).toBe(false);
  });
  it("stay apart when their descriptions differ", () => {
    expect(mergeItems([item, other({ id: "card.applicant~近3个月" })]).map((i) => i.id)).toEqual(["card.applicant", "card.applicant~近3个月"]);
  });
  it("keep alternatives as the first one has them", () => {
    const either = { ...item, anyOf: [...item.anyOf, ...item.anyOf] };
    expect(mergeItems([either, item])[0]?.anyOf).toHaveLength(2);
    expect(mergeItems([either, item])[0]?.anyOf[1]?.papers[0]).toMatchObject({ copies: 4, originals: { shown: 1, surrendered: 2 } });
  });
});

describe("questions", () => {
  const rules = [...QUESTIONS, "materials:",
    "  - {paper: card, holder: applicant, shown: 1, because: 丢了的, when: {applicant.lost: true}, source: law 第一条}",
    "  - {paper: form, holder: applicant, shown: 1, because: 少见的, when: {applicant.rare: true}, source: law 第一条}"];
  const { guide } = guideWith(rules);
  const asked = (facts: Record<string, string | boolean>, g = guide) => openSituations(g, facts, DAY).map((s) => s.id);

  it("are those that may still matter, in the author's order; one that gates another matters too", () => {
    expect(asked({})).toEqual(["applicant.kind", "applicant.lost"]);
    expect(asked({ "applicant.kind": "a" })).toEqual(["applicant.lost"]);
  });
  it("are not asked when the gate is shut, answered, or assumed", () => {
    expect(asked({ "applicant.kind": "b" })).toEqual([]);
    expect(asked({ "applicant.kind": "a", "applicant.lost": NOT_KNOWN })).toEqual([]);
  });
  it("are not asked for a rule that is not in force", () => {
    const past = guideWith([...QUESTIONS, "materials:", "  - {paper: card, holder: applicant, shown: 1, because: 旧, when: {applicant.kind: a}, until: 2026-01-01, source: law 第一条}"]).guide;
    expect(asked({}, past)).toEqual([]);
  });
  it("stop at an outcome that ends the way, and go on behind one that does not", () => {
    const ends = (verdict: string) => guideWith([...QUESTIONS, "outcomes:", `  - {verdict: ${verdict}, guide: other, text: 这样, when: {applicant.rare: true}, source: law 第一条}`, ...rules.slice(QUESTIONS.length)]).guide;
    expect(asked({ "applicant.rare": true }, ends("not-eligible"))).toEqual([]);
    expect(asked({ "applicant.rare": true }, ends("other-service"))).toEqual([]);
    expect(asked({ "applicant.rare": true }, ends("first"))).toEqual(["applicant.kind", "applicant.lost"]);
    expect(asked({}, ends("not-eligible"))).toEqual(["applicant.kind", "applicant.lost"]);
  });
  it("are not asked for an outcome behind one that is settled, and are for one before it", () => {
    const two = (first: string, second: string) => guideWith([...QUESTIONS, "outcomes:",
      `  - {verdict: first, guide: other, text: 一, when: ${first}, source: law 第一条}`, `  - {verdict: first, guide: other, text: 二, when: ${second}, source: law 第一条}`]).guide;
    expect(asked({ "applicant.rare": true }, two("{applicant.rare: true}", "{applicant.kind: a}"))).toEqual([]);
    expect(asked({ "applicant.rare": true }, two("{applicant.kind: a}", "{applicant.rare: true}"))).toEqual(["applicant.kind"]);
  });
  it("are asked for fees, lines and common questions as well", () => {
    for (const rule of ["fees:\n  - {item: 加急, amount: 5, when: {applicant.kind: a}, source: law 第三条}", "times:\n  - {kind: promised, text: 三天, when: {applicant.kind: a}, source: law 第三条}",
      "faq:\n  - {ask: 急吗, answer: 不急, when: {applicant.kind: a}, source: law 第三条}"]) {
      const file = guideFile("demo", [...QUESTIONS, ""].join("\n")).replace("fees:\n  - {item: 工本费, amount: 0, source: law 第三条}\n", "") + `${rule}\n`;
      const g = readKnowledge(projectWith({ "knowledge/guides/demo.yaml": file })).edition.guides.get("demo")!;
      expect(asked({}, g), rule).toEqual(["applicant.kind"]);
    }
  });
});

describe("facts that count", () => {
  const { guide } = guideWith([...QUESTIONS, "materials:", "  - {paper: card, holder: applicant, shown: 1, because: 总要, when: {applicant.lost: true}, source: law 第一条}"]);
  it("hold what is assumed unless told otherwise", () => {
    expect(countingFacts(guide, {}, DAY)).toEqual({ "applicant.rare": false });
    expect(countingFacts(guide, { "applicant.rare": true }, DAY)["applicant.rare"]).toBe(true);
  });
  it("drop an answer to a question that no longer arises", () => {
    expect(countingFacts(guide, { "applicant.kind": "b", "applicant.lost": true }, DAY)["applicant.lost"]).toBe(NOT_APPLICABLE);
    expect(countingFacts(guide, { "applicant.kind": "a", "applicant.lost": true }, DAY)["applicant.lost"]).toBe(true);
    expect(countingFacts(guide, { "applicant.lost": true }, DAY)["applicant.lost"]).toBe(true);
  });
  it("know which were answered 不知道", () => {
    expect(unsureFacts({ "a.x": NOT_KNOWN, "a.y": true })).toEqual(["a.x"]);
    expect(held([{ when: ALWAYS, citation: guide.materials[0]!.citation }], {}, DAY)).toHaveLength(1);
  });
});
