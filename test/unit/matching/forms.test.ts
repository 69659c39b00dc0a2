import { describe, expect, it } from "vitest";
import { aspectFeatures } from "../../../src/matching/aspectFeatures.ts";
import { formsOf, spokenForm } from "../../../src/matching/forms.ts";
import { synonymFinder } from "../../../src/matching/synonyms.ts";
import { openLexicon } from "../../../src/text/lexicon.ts";
import { wordHider } from "../../../src/text/hide.ts";
import { placeFinder } from "../../../src/text/places.ts";

describe("forms of a question", () => {
  it.each([
    ["老年卡去哪换", "where"], ["窗口在几号窗口", "where"], ["归民政局还是残联管", "which-office"], ["要带什么", "what-papers"],
    ["要不要户口本", "need-paper"], ["几天能拿到", "span-done"], ["三个月内有效", "span-valid"], ["多少天之内", "span-limit"],
    ["过期了不办会怎样", "too-late"], ["能代办不", "by-whom"], ["奶奶带着去", "by-relative"], ["给奶奶办", "for-relative"],
    ["周末上班吗", "clock"], ["办好了没", "how-far"], ["手机上能弄吗", "channel"], ["打几号", "number-to-call"],
  ])("%s: %s", (text, form) => expect(formsOf(text)).toContain(form));
  it("a name says nothing about how it is asked for", () => expect(formsOf("身份证")).toEqual([]));
  it("every form is called something in Chinese", () => {
    for (const form of ["where", "by-relative", "too-late"]) expect(spokenForm(form)).toMatch(/\p{Script=Han}/u);
  });
});

describe("what tells aspects apart", () => {
  const tools = {
    features: { segment: (t: string) => [...t], lexicon: openLexicon({ words: [], readings: {} }), synonyms: synonymFinder([]), places: placeFinder([{ adcode: "110000", name: "北京" }]) },
    cues: synonymFinder([{ id: "fee", words: ["多少钱"] }]), hide: wordHider(["护照", "身份证"]),
  };
  it("is the same for every service and place", () => expect(aspectFeatures("北京护照多少钱", tools).filter((f) => !f.startsWith("q:")))
    .toEqual(aspectFeatures("身份证多少钱", tools).filter((f) => !f.startsWith("q:"))));
  it("the last clause counts by itself", () => expect(aspectFeatures("我去哪里都行，要带什么", tools)).toEqual(expect.arrayContaining(["f:where", "f:what-papers", "l:what-papers"])));
});

describe("hiding words", () => {
  it("takes the longest at each place and makes neighbours one", () => expect(wordHider(["身份", "身份证", "护照"])("补身份证护照去")).toBe("补~去"));
  it("leaves what it does not know", () => expect(wordHider([])("补证")).toBe("补证"));
});
