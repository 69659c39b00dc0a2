import { describe, expect, it } from "vitest";
import { checkKnowledge } from "../../../src/knowledge/check.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { vagueIn } from "../../../src/knowledge/vague.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const findingsOf = (files: Record<string, string>) => checkKnowledge(readKnowledge(projectWith(files)));
const GOOD = "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n";

describe("a good file", () => {
  it("has no findings", () => expect(findingsOf({})).toEqual([]));
  it("gives the same edition id for the same content", () => {
    const [a, b] = [projectWith(), projectWith()].map((root) => readKnowledge(root).edition.id);
    expect(a).toBe(b);
    expect(readKnowledge(projectWith({ "knowledge/guides/demo.yaml": guideFile("demo", `${GOOD}# changed\n`) })).edition.id).not.toBe(a);
  });
});

describe("a malformed file is named with line, cause and remedy, and takes no other down", () => {
  it.each([
    ["a tab", "\tid: other\n", "yaml", 1],
    ["an unclosed bracket", "id: other\nname: [\n", "yaml", undefined],
    ["an unknown field", guideFile("other", `matreials: []\n${GOOD}`), "shape", undefined],
    ["a wrong condition", guideFile("other", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条, when: {age: 3}}\n"), "condition", 15],
    ["a source that does not exist", guideFile("other", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: no-law 第一条}\n"), "unknown-source", 15],
    ["a bomb of aliases", "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n", "yaml", undefined],
  ])("%s", (_, text, rule, line) => {
    const knowledge = readKnowledge(projectWith({ "knowledge/guides/other.yaml": text }));
    const found = knowledge.findings.filter((f) => f.file === "knowledge/guides/other.yaml");
    expect(found.map((f) => f.rule)).toContain(rule);
    const [first] = found;
    if (line !== undefined) expect(first!.line).toBe(line);
    expect(first!.cause.length).toBeGreaterThan(5);
    expect(first!.remedy.length).toBeGreaterThan(5);
    expect(knowledge.edition.guides.has("demo")).toBe(true);
  });

  it("a file that is far too large is not parsed", () => {
    const knowledge = readKnowledge(projectWith({ "knowledge/guides/other.yaml": `id: other\n${"# x\n".repeat(400_000)}` }));
    expect(knowledge.findings.length).toBeGreaterThan(0);
    expect(knowledge.edition.guides.has("demo")).toBe(true);
  });
});

describe("the checker finds what a careful editor would", () => {
  const rules = (rest: string) => findingsOf({ "knowledge/guides/demo.yaml": guideFile("demo", rest) }).map((f) => f.rule);
  it.each([
    ["a material nobody described", "materials:\n  - {paper: ghost, holder: applicant, shown: 1, because: 证明身份, source: law}\n", "unknown-material"],
    ["a holder who is no role", "materials:\n  - {paper: card, holder: ghost, shown: 1, because: 证明身份, source: law}\n", "unknown-role"],
    ["a paper without a count", "materials:\n  - {paper: card, holder: applicant, because: 证明身份, source: law}\n", "no-count"],
    ["a situation that changes nothing", `situations:\n  - {id: applicant.mood, type: yesno, ask: 心情好吗？}\n${GOOD}`, "idle-situation"],
    ["a condition on something never asked", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law, when: {applicant.age: {under: 3}}}\n", "unknown-situation"],
    ["a value that cannot be", `situations:\n  - {id: applicant.kind, type: choice, ask: 哪一种？, options: [{id: a, label: 甲}, {id: b, label: 乙}]}\nmaterials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law, when: {applicant.kind: c}}\n`, "impossible-value"],
    ["an outcome that leads nowhere", `outcomes:\n  - {verdict: other-service, text: 去别处办。, source: law}\n${GOOD}`, "outcome-without-guide"],
    ["a neighbour that does not exist", `related:\n  - {guide: ghost, differs: 不一样}\n${GOOD}`, "unknown-service"],
    ["a paper nobody can reach", `situations:\n  - {id: applicant.age, type: number, ask: 多大？}\nmaterials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law, when: {applicant.age: {under: 10, atLeast: 20}}}\n`, "unreachable"],
    ["a paper behind a gate that shuts it out", `situations:\n  - {id: applicant.age, type: number, ask: 多大？}\n  - {id: applicant.urgent, type: yesno, ask: 急吗？, when: {applicant.age: {under: 10}}}\nmaterials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law, when: {applicant.urgent: true, applicant.age: {atLeast: 18}}}\n`, "unreachable"],
    ["options that change nothing", `situations:\n  - {id: applicant.kind, type: choice, ask: 哪一种？, options: [{id: a, label: 甲}, {id: b, label: 乙}, {id: c, label: 丙}]}\nmaterials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law, when: {applicant.kind: c}}\n`, "same-options"],
    ["vague wording", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 提供相关证明材料, source: law}\n", "vague-related"],
  ])("%s", (_, rest, rule) => expect(rules(rest)).toContain(rule));
});

describe("the checker looks across files", () => {
  it("a source that nobody has read for half a year is stale", () => {
    const knowledge = readKnowledge(projectWith());
    const read = [...knowledge.edition.sources.values()].find((s) => s.verified.on !== undefined)!;
    const later = new Date(Date.parse(read.verified.on!) + 181 * 86_400_000).toISOString().slice(0, 10);
    expect(checkKnowledge(knowledge, read.verified.on).map((f) => f.rule)).not.toContain("stale");
    expect(checkKnowledge(knowledge, later).filter((f) => f.rule === "stale").map((f) => f.file)).toContain(`knowledge/sources/${read.id}.yaml`);
  });
  it("one item by one article cannot cost two sums", () => {
    const charging = (id: string, amount: number) => guideFile(id, GOOD).replace("amount: 0", `amount: ${amount}`);
    const files = (a: number, b: number) => ({ "knowledge/guides/demo.yaml": charging("demo", a), "knowledge/guides/other.yaml": charging("other", b) });
    expect(findingsOf(files(20, 20)).map((f) => f.rule)).not.toContain("contradiction");
    expect(findingsOf(files(20, 40)).map((f) => f.rule)).toContain("contradiction");
  });
  it("a paper that a service nobody knows obtains is a dead link", () => {
    const card = "id: card\nname: 卡\nplain: 卡\nwhat: 一张卡。\nget: {how: 去窗口办, guide: ghost}\n";
    expect(findingsOf({ "knowledge/materials/card.yaml": card }).map((f) => [f.rule, f.file])).toContainEqual(["unknown-service", "knowledge/materials/card.yaml"]);
  });
});

describe("vague wording", () => {
  it.each(["其他相关材料", "有关部门出具的证明", "身份证、户口簿等材料", "必要时提供", "有效身份证件", "大概三天", "视情况提交"])("%s is vague", (text) => {
    expect(vagueIn(`要带${text}。`).length).toBeGreaterThan(0);
  });
  it.each(["不再需要报到证。", "依据《其他材料管理办法》办理。", "等级评定要平等对待。", "带居民身份证原件。"])("%s is not", (text) => {
    expect(vagueIn(text)).toEqual([]);
  });
});
