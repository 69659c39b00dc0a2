import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { mask } from "../../../src/text/mask.ts";

describe("personal numbers are masked before anything else sees the text", () => {
  it.each([
    ["我身份证11010519491231002X丢了", "我身份证[身份证号]丢了", ["身份证号"]],
    ["号码是 110105 19491231 0021", "号码是 [身份证号]", ["身份证号"]],
    ["老证110105491231002", "老证[身份证号]", ["身份证号"]],
    ["打我手机138-0013-8000", "打我手机[手机号]", ["手机号"]],
    ["座机010-88886666", "座机[电话号码]", ["电话号码"]],
    ["卡号6222 0212 3456 7890 123", "卡号[银行卡号]", ["银行卡号"]],
    ["我的车京A12345违章", "我的车[车牌号]违章", ["车牌号"]],
    ["新能源粤BD12345", "新能源[车牌号]", ["车牌号"]],
    ["１１０１０５１９４９１２３１００２１", "[身份证号]", ["身份证号"]],
  ])("%s", (raw, text, kinds) => expect(mask(raw)).toEqual({ text, kinds }));

  it.each(["2020年3月5日", "贷款2000000元", "12345", "拨打12333", "交了120块", "2026-11-24"])("leaves %s", (raw) => {
    expect(mask(raw)).toEqual({ text: raw, kinds: [] });
  });

  it("no run of 15 or 18 digits is left, however it is written", () => {
    const digits = fc.stringMatching(/^[0-9]{15}$|^[0-9]{18}$|^[0-9]{17}[xX]$/);
    fc.assert(fc.property(fc.string(), digits, fc.constantFrom("", " ", "-"), fc.string(), (before, number, gap, after) => {
      const written = [...number].join(gap);
      expect(mask(`${before}，${written}，${after}`).text).not.toContain(written);
    }));
  });
  it("masking twice changes nothing", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (raw) => {
      const once = mask(raw).text;
      expect(mask(once).text).toBe(once);
    }));
  });
});
