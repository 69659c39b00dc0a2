/** What the start page says for people must be understood as what its buttons promise. */
import { describe, expect, it } from "vitest";
import { EXAMPLES, SCENES } from "../../../src/web/chat/scenes.ts";
import { testAssistant, TEST_NOW } from "../../support/knowledge.ts";

/** Services a scene may lead to, by the beginning of their ids. */
const PROMISED: Readonly<Record<string, RegExp>> = {
  生孩子: /^(birth|household-newborn|medical|maternity|childcare|vaccination)/, 结婚离婚: /^(marriage|divorce)/, 买房租房: /^(property|housing|hpf|rental)/,
  找工作换工作: /^(unemployment|employment)/, 退休养老: /^(retirement|pension)/, 看病和医保: /^medical/, 开店做生意: /^(individual-business|food-business|company)/,
  车和驾照: /^vehicle/, 出国出境: /^passport/, 家人去世: /^(after-death|death|household-cancel|survivor-benefit)/,
};

describe("the start page's own sentences", () => {
  const { understand } = testAssistant();
  const ledTo = (text: string): readonly string[] => {
    const { match } = understand(text, TEST_NOW);
    return match.decision === "answer" ? match.guides : match.options;
  };

  it.each(SCENES)("$title leads to nothing but what it promises", ({ title, say }) => {
    const ids = ledTo(say);
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(id).toMatch(PROMISED[title]!);
  });

  it.each(EXAMPLES)("%s is understood", (text) => {
    expect(understand(text, TEST_NOW).match.decision).toBe("answer");
  });
});
