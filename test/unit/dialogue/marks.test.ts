import { describe, expect, it } from "vitest";
import { resolveMarks } from "../../../src/dialogue/marks.ts";
import { buildChecklist } from "../../../src/domain/checklist.ts";
import type { ShortAnswer } from "../../../src/domain/understanding.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { ROOT } from "../../support/root.ts";
import { said } from "../../support/said.ts";

const { edition } = readKnowledge(ROOT);
/** A three-year-old without an identity card, taken along by a parent: booklet, the parent's card, proof of parenthood. */
const items = buildChecklist(edition, edition.guides.get("passport-first")!, {
  "applicant.age": 3, "applicant.has-id-card": false, "companion.kind": "guardian",
}, "2026-11-24").items.filter((i) => !i.onSite);
const [booklet, card, proof] = items.map((i) => i.id);

const marks = (text: string, short: Partial<ShortAnswer> = {}) =>
  Object.fromEntries(resolveMarks(edition, items, items[0]!, said(text, { short })).map((m) => [m.item, m.status]));

describe("ticking in words", () => {
  it("starts from three papers", () => expect(items).toHaveLength(3));

  it.each(["都有了", "全带了", "都准备好了", "齐了"])("%s: everything", (text) => {
    expect(marks(text)).toEqual({ [booklet!]: "have", [card!]: "have", [proof!]: "have" });
  });

  it.each(["一样都没有", "都没有", "啥都没准备"])("%s: nothing", (text) => {
    expect(marks(text)).toEqual({ [booklet!]: "lack", [card!]: "lack", [proof!]: "lack" });
  });

  it.each(["除了身份证都有了", "就差身份证了", "都带了，除了身份证"])("%s: all but one", (text) => {
    expect(marks(text)[card!]).toBe("lack");
    expect(marks(text)[proof!]).toBe("have");
  });

  it.each([["有了", "have"], ["有的", "have"], ["没有", "lack"], ["还没办", "lack"], ["不确定", "unsure"], ["好像有吧", "unsure"]])("%s is about the paper at hand", (text, status) => {
    expect(marks(text)).toEqual({ [booklet!]: status });
  });

  it("names papers and their state clause by clause", () => {
    expect(marks("身份证有，出生证还没拿到")).toEqual({ [card!]: "have", [proof!]: "lack" });
  });

  it.each(["身份证还没拿到，其他都有", "身份证缺，别的都带了"])("%s: that one lacks, the rest is there", (text) => {
    expect(marks(text)).toEqual({ [booklet!]: "have", [card!]: "lack", [proof!]: "have" });
  });

  it.each(["身份证要复印件吗", "出生证去哪补", "这个有什么用"])("%s is a question, not a tick", (text) => expect(marks(text)).toEqual({}));
});
