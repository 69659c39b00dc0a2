import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { clean } from "../../../src/text/clean.ts";
import { dropFillers, fillerSet } from "../../../src/text/fillers.ts";
import { fold, type Field } from "../../../src/text/fold.ts";
import { openLexicon } from "../../../src/text/lexicon.ts";

/** A tiny field, so that what folding does is not at the mercy of the shipped intents. */
const WORDS: [string, string, number, 0 | 1][] = [
  ["身份证", "shen fen zheng", 900, 1], ["公积金", "gong ji jin", 500, 1], ["落户", "luo hu", 200, 1], ["派出所", "pai chu suo", 100, 1], ["没钱", "mei qian", 50, 1], ["注册", "zhu ce", 90, 1], ["租车", "zu che", 20, 0],
  ["护照", "hu zhao", 300, 1], ["丢", "diu", 200, 0], ["了", "le", 900, 0], ["怎么", "zen me", 500, 0], ["办", "ban", 700, 0], ["取", "qu", 80, 0],
];
const readings: Record<string, string> = {
  shen: "身神", fen: "份分", zheng: "证正", gong: "公工", ji: "积基", jin: "金今", luo: "落洛", hu: "户护", pai: "派拍", chu: "出", suo: "所",
  zhao: "照找", diu: "丢", le: "了", zen: "怎", me: "么", ban: "办半", qu: "取去", mei: "没", qian: "钱迁", zhu: "注", ce: "册", zu: "租", che: "车",
};
const field: Field = {
  lexicon: openLexicon({ words: WORDS, readings }),
  fillers: fillerSet(["那个啥", "请问一下", "请问", "我跟你说"]),
  segment: (text) => [...text],
};

describe("folding", () => {
  it.each([
    ["ＡＢＣ　身份证", "abc身份证"],
    ["身分證丟了", "身份证丢了"],
    ["shenfenzheng diule zenme ban", "身份证丢了怎么办"],
    ["shēnfènzhèng", "身份证"],
    ["sfz丢了", "身份证丢了"],
    ["gjj 怎么取", "公积金怎么取"],
    ["公基金怎么取", "公积金怎么取"],
    ["落护", "落户"],
    ["去拍出所", "去派出所"],
    ["户口没迁", "户口没迁"],
    ["租车", "租车"],
    ["那个啥，请问一下护照", ",护照"],
    ["how do I register my address", "how do i register my address"],
    ["ETC 怎么办", "etc怎么办"],
    ["请问", "请问"],
    ["\ud800护\u0000照\u200b", "护照"],
    ["zen請問me办护照", "怎么办护照"],
    ["护照\u{1d15e}\ufc5e", "护照\u{1d157}"],
    ["ᄀ ᅡ护照", "가护照"],
  ])("%s → %s", (raw, folded) => expect(fold(raw, field)).toBe(folded));

  it("folding twice changes nothing", () => {
    const pieces = fc.constantFrom("身份证", "身分证", "sfz", "公基金", "落护", "diu", "了", "請問", "那个", "啥", " ", "，", "zen", "me", "A", "１", "拍出所", "我跟你", "说");
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.array(pieces, { maxLength: 12 }).map((p) => p.join(""))), (raw) => {
      const once = fold(raw, field);
      expect(fold(once, field)).toBe(once);
    }), { numRuns: 500 });
  });
  it("any string folds, to a text without control characters and lone surrogates", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (raw) => {
      expect(fold(raw, field)).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    }));
  });
});

describe("fillers", () => {
  it("the longest phrase goes first, and what is joined by a deletion goes too", () => {
    expect(dropFillers("请问一下身份证", field.fillers)).toBe("身份证");
    expect(dropFillers("请请问问身份证", field.fillers)).toBe("身份证");
  });
});

it("cleaning keeps 著作权", () => expect(clean("著作權")).toBe("著作权"));
