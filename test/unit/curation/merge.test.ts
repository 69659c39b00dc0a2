import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge, mergeTexts } from "../../../src/curation/merge.ts";
import { NotYaml, replaced, rewrite, valueOf, written } from "../../../src/curation/yamlText.ts";

const GUIDE = `# 护照
id: demo
name: 示范事项 # 官方名称
fees:
  # 国家定价
  - {item: 工本费, amount: 120, source: law 第三条}
  - {item: 邮寄费, amount: 20, source: law 第三条}
places:
  - {text: 到示范局办。, source: law 第二条}
say: [甲, 乙, 丙]
`;
const PATH = "knowledge/guides/demo.yaml";
const change = (text: string, path: (string | number)[], by: unknown): string => rewrite(PATH, text, replaced(valueOf(PATH, text), path, by));

describe("a text that is edited by field", () => {
  it("changes in that line only: comments and layout stay", () => {
    expect(change(GUIDE, ["fees", 0, "amount"], 140)).toBe(GUIDE.replace("amount: 120", "amount: 140"));
    expect(change(GUIDE, ["name"], "示范：事项")).toBe(GUIDE.replace("name: 示范事项 #", "name: 示范：事项 #"));
    expect(change(GUIDE, ["fees", 1], undefined)).toBe(GUIDE.replace("  - {item: 邮寄费, amount: 20, source: law 第三条}\n", ""));
    expect(change(GUIDE, ["say"], ["甲", "丁", "丙"])).toBe(GUIDE.replace("乙", "丁"));
  });

  it("gains what was not there, and is untouched when nothing changes", () => {
    expect(change(GUIDE, ["summary"], "一句话。")).toBe(`${GUIDE}summary: 一句话。\n`);
    expect(change(GUIDE, ["name"], "示范事项")).toBe(GUIDE);
    expect(valueOf(PATH, written(PATH, { id: "x", say: ["a"] }))).toEqual({ id: "x", say: ["a"] });
  });

  it("is told where it is no YAML: tabs, broken quotes, alias bombs", () => {
    for (const text of ["id: a\n\tname: b\n", "id: 'a\n", "a: &a [x]\nb: [*a, *a]\n"]) expect(() => valueOf(PATH, text), text).toThrow(NotYaml);
  });

  it("stands for exactly the value it was given", () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, fc.string(), fc.integer(), fc.boolean(), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie("value"), { maxKeys: 4 })),
    })).value;
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), json), fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), json), (a, b) => {
      expect(valueOf(PATH, rewrite(PATH, written(PATH, a), b))).toEqual({ ...b });
    }), { numRuns: 300 });
  });
});

describe("two people on one text", () => {
  const merged = (ours: string, theirs: string) => mergeTexts(PATH, GUIDE, ours, theirs);

  it("keeps both when they changed different fields, also of one item and of neighbours", () => {
    const ours = change(GUIDE, ["fees", 0, "amount"], 140);
    expect(merged(ours, change(GUIDE, ["fees", 0, "item"], "证件费"))).toEqual({ text: GUIDE.replace("工本费, amount: 120", "证件费, amount: 140"), conflicts: [] });
    expect(merged(ours, change(GUIDE, ["fees", 1, "amount"], 0)).text).toBe(GUIDE.replace("120", "140").replace("amount: 20", "amount: 0"));
    expect(merged(ours, change(GUIDE, ["places", 1], { text: "网上办。", source: "law" })).conflicts).toEqual([]);
  });

  it("keeps what both added to a list of words, and what either took away is gone", () => {
    const result = merged(change(GUIDE, ["say"], ["甲", "丙", "丁"]), change(GUIDE, ["say"], ["甲", "乙", "丙", "戊"]));
    expect(valueOf(PATH, result.text)).toMatchObject({ say: ["甲", "丙", "丁", "戊"] });
  });

  it("is a conflict, with both wordings, when they changed the same field differently", () => {
    expect(merged(change(GUIDE, ["name"], "甲事"), change(GUIDE, ["name"], "乙事"))).toEqual({
      text: GUIDE.replace("示范事项", "甲事"), conflicts: [{ path: ["name"], base: "示范事项", ours: "甲事", theirs: "乙事" }],
    });
    expect(merged(change(GUIDE, ["places"], undefined), change(GUIDE, ["places", 0, "text"], "新址。")).conflicts).toMatchObject([{ path: ["places"], ours: undefined }]);
  });

  it("is no conflict when they made the same change", () => {
    expect(merged(change(GUIDE, ["name"], "甲事"), change(GUIDE, ["name"], "甲事")).conflicts).toEqual([]);
  });

  it("never loses a change of either side without saying so", () => {
    const item = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), n: fc.nat(3) });
    const list = fc.array(item, { maxLength: 5 });
    fc.assert(fc.property(list, list, list, (base, ours, theirs) => {
      const { value, conflicts } = merge(base, ours, theirs);
      if (conflicts.length > 0) return;
      const has = (l: readonly unknown[], x: unknown): boolean => l.some((y) => JSON.stringify(y) === JSON.stringify(x));
      const mixed = (x: { id: string; n: number }): boolean => (value as { id: string; n: number }[]).some((v) => v.id === x.id || v.n === x.n);
      for (const side of [ours, theirs]) for (const x of side) if (!has(base, x)) expect(has(value as unknown[], x) || mixed(x)).toBe(true);
    }), { numRuns: 500 });
  });
});
