import { describe, expect, it } from "vitest";
import { resolveFacts } from "../../../src/dialogue/resolve.ts";
import { ALWAYS } from "../../../src/domain/condition.ts";
import type { Facts, Situation } from "../../../src/domain/facts.ts";
import type { Guide } from "../../../src/domain/guide.ts";
import type { Mention, ShortAnswer } from "../../../src/domain/understanding.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { findMentions } from "../../../src/text/mentions.ts";
import { shortAnswer } from "../../../src/text/shortAnswer.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";
import { said } from "../../support/said.ts";

const NOW = Date.parse("2026-11-24T12:00:00+08:00");
const DAY = "2026-11-24";

const base = { options: [], yes: [], no: [], replyYes: [], replyNo: [], cues: [] };
const age: Situation = { ...base, id: "applicant.age", type: "number", unit: "岁", ask: "多大？", min: 0, max: 120 };
const spouseAge: Situation = { ...base, id: "spouse.age", type: "number", unit: "岁", ask: "对方多大？", min: 0, max: 120 };
const years: Situation = { ...base, id: "pension.years", type: "number", unit: "年", ask: "养老保险交了几年？", cues: ["交了", "缴了"] };
const card: Situation = { ...base, id: "applicant.has-card", type: "yesno", ask: "有没有身份证？", yes: ["有身份证"], no: ["没有身份证"] };
const held: Situation = {
  ...base, id: "home.held", type: "choice", ask: "买了多久？",
  options: [{ id: "short", label: "不满 2 年", say: [], reply: [] }, { id: "middle", label: "满 2 年不满 5 年", say: [], reply: [] }, { id: "long", label: "满 5 年", say: [], reply: [] }],
};
const who: Situation = {
  ...base, id: "companion.kind", type: "choice", ask: "谁陪着去？",
  options: [{ id: "parent", label: "爸爸或妈妈", say: ["爸爸", "妈妈"], reply: ["我去"] }, { id: "other", label: "别人", say: ["爷爷", "奶奶"], reply: [] }],
};

const guide = {
  id: "g", roles: [{ id: "applicant", label: "本人", kin: [] }, { id: "spouse", label: "对方", kin: ["spouse"] }],
  situations: [age, spouseAge, years, card, held, who].map((situation) => ({ situation, when: ALWAYS })),
} as unknown as Guide;

function resolve(text: string, pending: Situation | null = null, known: Facts = {}): Record<string, unknown> {
  const mentions: readonly Mention[] = findMentions(text, NOW);
  const short: Partial<ShortAnswer> = shortAnswer(text);
  return Object.fromEntries(resolveFacts(guide, known, said(text, { mentions, short }), pending, null, DAY).facts.map((f) => [f.fact, f.value]));
}

describe("what is volunteered is taken, for the right person", () => {
  it("takes an age for the person it belongs to", () => {
    expect(resolve("我老婆35岁")).toEqual({ "spouse.age": 35 });
    expect(resolve("给三岁的孩子办护照")["applicant.age"]).toBe(3);
    expect(resolve("我35岁，老婆30岁")).toEqual({ "applicant.age": 35, "spouse.age": 30 });
  });
  it("an age that answers the question asked is nobody else's", () => {
    expect(resolve("38岁", age)).toEqual({ "applicant.age": 38 });
    expect(resolve("38岁", spouseAge)).toEqual({ "spouse.age": 38 });
    expect(resolve("我38岁，老婆35岁", age)).toEqual({ "applicant.age": 38, "spouse.age": 35 });
  });
  it("takes years only near the words that say what they count", () => {
    expect(resolve("养老保险交了12年")).toEqual({ "pension.years": 12 });
    expect(resolve("结婚12年了")).toEqual({});
  });
  it("reads a birth year as an age", () => expect(resolve("我2009年5月出生的")["applicant.age"]).toBe(17));
  it("turns a cue round under a negation", () => {
    expect(resolve("我有身份证")["applicant.has-card"]).toBe(true);
    expect(resolve("我没有身份证")["applicant.has-card"]).toBe(false);
  });
  it("takes nothing from a sentence that says nothing", () => expect(resolve("请问在哪里办")).toEqual({}));
});

describe("a word that says nothing by itself", () => {
  const insured: Situation = {
    ...base, id: "applicant.insured", type: "choice", ask: "交的哪种养老？",
    options: [{ id: "work", label: "职工养老", say: [], reply: ["单位"] }, { id: "rural", label: "居民养老", say: [], reply: ["农村"] }, { id: "none", label: "没参保", say: [], reply: ["没有", "没交过"] }],
  };
  const other = { ...guide, situations: [{ situation: insured, when: ALWAYS }] } as unknown as Guide;
  const answer = (text: string): unknown => resolveFacts(other, {}, said(text, { mentions: findMentions(text, NOW), short: shortAnswer(text) }), insured, null, DAY).facts[0]?.value;
  it.each(["没有", "没有的", "都没有啊"])("%s answers the question", (text) => expect(answer(text)).toBe("none"));
  it.each(["火化证还没有拿到", "户口本还没有呢找不到", "手续什么都没有办呢"])("%s speaks of something else", (text) => expect(answer(text)).not.toBe("none"));
  it("one that says what it means counts anywhere", () => expect(answer("他一直在家种地没交过什么养老")).toBe("none"));
});

describe("the question that was asked may be answered shortly", () => {
  it.each([["是的", true], ["嗯", true], ["没有", false], ["身份证早就拿到了", true], ["还没拿到", false], ["不知道", "not-known"]])("%s → %s", (text, value) => {
    expect(resolve(text, card)["applicant.has-card"]).toBe(value);
  });
  it("by its place in the list", () => expect(resolve("第二个", who)["companion.kind"]).toBe("other"));
  it("by a number that lies in one option's range", () => {
    expect(resolve("买了六年了", held)["home.held"]).toBe("long");
    expect(resolve("才一年", held)["home.held"]).toBe("short");
    expect(resolve("三年", held)["home.held"]).toBe("middle");
  });
  it("by the end of a range, on its own side", () => {
    const due: Situation = {
      ...base, id: "card.due", type: "choice", ask: "什么时候到期？",
      options: [{ id: "soon", label: "90 天内到期", say: [], reply: [] }, { id: "early", label: "还有 90 天以上", say: [], reply: [] }],
    };
    const g = { ...guide, situations: [{ situation: due, when: ALWAYS }] } as unknown as Guide;
    const answer = (text: string) => resolveFacts(g, {}, said(text, { mentions: findMentions(text, NOW), short: shortAnswer(text) }), due, null, DAY).facts[0]?.value;
    expect(answer("90天内")).toBe("soon");
    expect(answer("不到90天")).toBe("soon");
    expect(answer("还有30天")).toBe("soon");
    expect(answer("还剩200天")).toBe("early");
  });
  it("by words much like an option's", () => expect(resolve("是别人陪", who)["companion.kind"]).toBe("other"));
  it("by words that mean an option only in answer", () => {
    expect(resolve("我去", who)["companion.kind"]).toBe("parent");
    expect(resolve("我去")["companion.kind"]).toBeUndefined();
  });
  it("by a bare number", () => expect(resolve("35", age)["applicant.age"]).toBe(35));
  it("but not by a number outside the range", () => expect(resolve("300岁", age)["applicant.age"]).toBeUndefined());
});

describe("who acts", () => {
  const elder = readKnowledge(projectWith({
    "knowledge/guides/demo.yaml": guideFile("demo", [
      "situations:", "  - {id: elder.age, type: number, unit: 岁, ask: 老人多大？, min: 0, max: 120}", "  - {id: agent.used, type: yesno, ask: 别人替老人办吗？}",
      "  - {id: elder.comes, type: yesno, ask: 老人自己去吗？}", "",
    ].join("\n")).replace("applicant: {label: 本人}", "elder: {label: 老人}"),
  })).edition.guides.get("demo")!;
  const facts = (text: string) => Object.fromEntries(resolveFacts(elder, {}, said(text, { mentions: findMentions(text, Date.parse("2026-11-24T12:00:00+08:00")) }), null, null, "2026-11-24").facts.map((f) => [f.fact, f.value]));

  it("a parent's age is the elder's, whatever the role is called", () => expect(facts("我妈八十了")).toEqual({ "elder.age": 80 }));
  it.each(["她自己去不了，我去", "我替我妈去办", "老人走不动了", "想找人代办"])("%s: somebody else acts", (text) => {
    expect(facts(text)).toEqual({ "agent.used": true, "elder.comes": false });
  });
  it.each(["能代办吗", "我妈自己去不了行不行"])("%s asks, and tells nothing", (text) => expect(facts(text)).toEqual({}));
});
