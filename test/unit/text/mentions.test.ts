import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { findMentions } from "../../../src/text/mentions.ts";

const NOW = Date.parse("2026-11-24T12:00:00+08:00");

/** Numbers as "值单位(谁的)", days as "日期/精度(谁的)". */
function numbers(text: string): string[] {
  return findMentions(text, NOW).flatMap((m) => m.kind === "number" ? [`${m.value}${m.unit}${m.of ? `(${m.of})` : ""}`] : []);
}
function dates(text: string): string[] {
  return findMentions(text, NOW).flatMap((m) => m.kind === "date" ? [`${m.value}/${m.precision}${m.of ? `(${m.of})` : ""}`] : []);
}
function persons(text: string): string[] {
  return findMentions(text, NOW).flatMap((m) => m.kind === "person" ? [`${m.word}=${m.kin}`] : []);
}

describe("ages", () => {
  it.each([
    ["给我三岁的娃办护照", ["3岁(child)"]],
    ["孩子17岁", ["17岁(child)"]],
    ["我爸八十了还要年审吗", ["80岁(parent)"]],
    ["孙子三岁半", ["3岁(grandchild)"]],
    ["宝宝半岁", ["0岁(child)"]],
    ["刚满月的娃", ["0岁(child)"]],
    ["我妈六十出头", ["60岁(parent)"]],
    ["儿子不到16岁", ["15岁(child)"]],
    ["女儿快满十六周岁", ["15岁(child)"]],
    ["我今年五十八岁", ["58岁(self)"]],
    ["外婆七八十岁", ["70岁(grandparent)"]],
    ["一百岁的老人", ["100岁(parent)"]],
  ])("%s", (text, expected) => expect(numbers(text)).toEqual(expected));
});

describe("numbers with units", () => {
  it.each([
    ["缴了12年", ["12年"]],
    ["房子90平", ["90平方米"]],
    ["失业3个月", ["3个月"]],
    ["贷款二十万", ["200000元"]],
    ["交了一百二十块", ["120元"]],
    ["干了两年半", ["2.5年"]],
    ["社保缴了十五年多", ["15年"]],
    ["十几个人", ["10人"]],
    ["3", ["3"]],
    ["一件事一次办", []],
    ["万一不行呢", []],
  ])("%s", (text, expected) => expect(numbers(text)).toEqual(expected));
});

describe("days", () => {
  it.each([
    ["2020年3月", ["2020-03-01/month"]],
    ["2020年3月5号领的证", ["2020-03-05/day"]],
    ["2020-03-05", ["2020-03-05/day"]],
    ["去年", ["2025-01-01/year"]],
    ["去年五月", ["2025-05-01/month"]],
    ["上个月18号", ["2026-10-18/day"]],
    ["上个月", ["2026-10-01/month"]],
    ["昨天", ["2026-11-23/day"]],
    ["三天前", ["2026-11-21/day"]],
    ["八五年", ["1985-01-01/year"]],
    ["我女儿零五年生的", ["2005-01-01/year(child)"]],
    ["二〇二〇年就到头了", ["2020-01-01/year"]],
    ["半年前离的婚", ["2026-05-24/month"]],
    ["2月30号", []],
    ["交了12年", []],
  ])("%s", (text, expected) => expect(dates(text)).toEqual(expected));
});

describe("relatives", () => {
  it.each([
    ["我婆娘", ["婆娘=spouse"]],
    ["囡囡和外公", ["囡囡=child", "外公=grandparent"]],
    ["俺娘", ["俺娘=parent"]],
    ["阿爸", ["阿爸=parent"]],
    ["我孙子", ["孙子=grandchild"]],
    ["外孙女", ["外孙女=grandchild"]],
    ["办本人的", ["本人=self"]],
    ["老人证", []],
  ])("%s", (text, expected) => expect(persons(text)).toEqual(expected));
});

it("any text is read without harm, and mentions lie inside it", () => {
  const parts = fc.constantFrom("三", "岁", "年", "月", "号", "去年", "娃", "12", "万", "半", "刚满月", "爸", "快", "零五年", " ", "，", "上个月", "2020-");
  fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(parts).map((p) => p.join(""))), (text) => {
    for (const m of findMentions(text, NOW)) {
      expect(m.at[0]).toBeGreaterThanOrEqual(0);
      expect(m.at[1]).toBeGreaterThan(m.at[0]);
      expect(m.at[1]).toBeLessThanOrEqual(text.length);
    }
  }));
});
