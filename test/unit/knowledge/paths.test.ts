/**
 * Every way through every guide (pairs and samples where there are more than MOST_PATHS): nobody is asked twice, nobody
 * is left without a result, and who has answered everything gets a list without a doubt in it.
 */
import { describe, expect, it } from "vitest";
import { buildChecklist, openSituations } from "../../../src/domain/checklist.ts";
import { NOT_KNOWN } from "../../../src/domain/facts.ts";
import { endsTheWay } from "../../../src/dialogue/trip.ts";
import { allUnknown, follow, MOST_PATHS, pathsOf } from "../../../src/knowledge/paths.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";
import { edition, TEST_NOW } from "../../support/knowledge.ts";
import { dayInChina } from "../../../src/domain/days.ts";

const DAY = dayInChina(TEST_NOW);
const guides = [...edition.guides.values()];

describe.each(guides.map((g) => [g.id, g] as const))("%s", (_id, guide) => {
  const { paths } = pathsOf(guide, DAY);

  it("asks each question once at most, and ends", () => {
    expect(paths.length).toBeGreaterThan(0);
    for (const { asked, facts } of paths) {
      expect(new Set(asked).size).toBe(asked.length);
      expect(openSituations(guide, facts, DAY)).toEqual([]);
    }
  });

  it("leaves no doubt to somebody who answered everything", () => {
    for (const { facts } of paths) {
      const list = buildChecklist(edition, guide, facts, DAY);
      if (list.outcome && endsTheWay(list.outcome)) {
        expect(list.outcome.text.length).toBeGreaterThan(3);
        continue;
      }
      const doubtful = list.items.filter((i) => !i.certain).map((i) => `${i.id} depends on ${i.dependsOn.join()}`);
      expect(doubtful, JSON.stringify(facts)).toEqual([]);
      expect(list.outcome ? [] : list.possibleOutcomes.map((o) => o.rule.text), JSON.stringify(facts)).toEqual([]);
    }
  });

  it("keeps, for who knows nothing, every paper that anybody may need", () => {
    const unknown = new Set(buildChecklist(edition, guide, allUnknown(guide, DAY).facts, DAY).items.map((i) => i.id));
    for (const { facts } of paths) for (const item of buildChecklist(edition, guide, facts, DAY).items) expect(unknown, JSON.stringify(facts)).toContain(item.id);
  });
});

describe("a guide with too many ways through", () => {
  const options = "[{id: a, label: 甲}, {id: b, label: 乙}, {id: c, label: 丙}]";
  const many = Array.from({ length: 9 }, (_, n) => `  - {id: applicant.q${n}, type: choice, ask: 第${n}问？, options: ${options}}`);
  const papers = Array.from({ length: 9 }, (_, n) => `  - {paper: card, holder: applicant, spec: "${n}", shown: 1, because: 证明, when: {applicant.q${n}: a}, source: law 第一条}`);
  const guide = readKnowledge(projectWith({
    "knowledge/guides/demo.yaml": guideFile("demo", ["situations:", ...many, "materials:", ...papers, ""].join("\n")),
  })).edition.guides.get("demo")!;
  const { paths, complete } = pathsOf(guide, DAY);

  it("is sampled, the same way every time, with every pair of answers", () => {
    expect(3 ** 9).toBeGreaterThan(MOST_PATHS);
    expect(complete).toBe(false);
    expect(pathsOf(guide, DAY).paths).toEqual(paths);
    const pairs = new Set(paths.flatMap(({ facts }) => Object.entries(facts).flatMap(([a, x]) => Object.entries(facts).map(([b, y]) => `${a}=${x} ${b}=${y}`))));
    for (const a of guide.situations) for (const b of guide.situations) for (const x of "abc") for (const y of "abc") {
      if (a !== b) expect(pairs).toContain(`${a.situation.id}=${x} ${b.situation.id}=${y}`);
    }
  });
  it("can be followed with 不知道 all the way", () => expect(follow(guide, DAY, () => NOT_KNOWN).asked).toHaveLength(9));
});
