/** The shipped matcher as a whole: floors on questions it was not trained on, work that grows with the text, any string survives. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Work } from "../../src/matching/believe.ts";
import type { Report } from "../../src/matching/evaluate.ts";
import { loadMatcher, MODEL_FILE, REPORT_FILE } from "../../src/matching/index.ts";
import { DICTIONARY } from "../../src/matching/intents.ts";
import { match, matchToolsOf } from "../../src/matching/match.ts";
import { decodeModel, toolsOf } from "../../src/matching/model.ts";
import { fold } from "../../src/text/fold.ts";
import { openSegmenter } from "../../src/text/segment.ts";
import { brokenBy, hostileTexts } from "./hostile.ts";
import { ROOT } from "../support/root.ts";

const matcher = loadMatcher(ROOT);
const file = readFileSync(join(ROOT, MODEL_FILE));
const model = decodeModel(file);

describe("on our labelled questions, before it is trained on them", () => {
  const report = JSON.parse(readFileSync(join(ROOT, REPORT_FILE), "utf8")) as Report;
  it("is right often enough", () => {
    expect(report.strict.share).toBeGreaterThan(0.87);
    expect(report.top3.share).toBeGreaterThan(0.93);
  });
  it("hears what the person wants to know", () => expect(report.aspects!.right.share).toBeGreaterThan(0.9));
  it("does little harm", () => {
    expect(report.harmful.share).toBeLessThan(0.05);
    expect(report.falseAnswers.share).toBeLessThan(0.08);
  });
});

describe("plain questions", () => {
  it.each([
    ["身份证丢了怎么补办", "id-card-replace"],
    ["shenfenzheng diule zenme buban", "id-card-replace"],
    ["身分證丟咗點補領", "id-card-replace"],
    ["第一次办护照要带什么", "passport-first"],
    ["协议离婚怎么办", "divorce-register"],
    ["租房提取公积金", "hpf-withdraw-rent"],
    ["失业金怎么领", "unemployment-benefit"],
    ["二手车过户要什么手续", "vehicle-transfer"],
  ])("%s", (query, id) => expect(matcher.match(query)).toMatchObject({ decision: "answer", guides: [id] }));
  it("two services are both found", () => expect([...matcher.match("身份证和驾照都丢了，都要补").guides].sort()).toEqual(["driver-licence-replace", "id-card-replace"]));
  it("what is too vague is asked back", () => expect(matcher.match("身份证").decision).toBe("clarify"));
  it("what is none of ours is not answered", () => expect(matcher.match("红烧肉怎么做好吃").decision).toBe("none"));
  it("every answer says why: words, synonyms, and what spoke against the others", () => {
    const { candidates } = matcher.match("身份证丢了怎么补办");
    expect(candidates[0]!.why.some((w) => w.startsWith("≈"))).toBe(true);
    expect(candidates.some((c) => c.why.some((w) => /^\p{Script=Han}+$/u.test(w)))).toBe(true);
    expect(candidates.slice(1).some((c) => c.why.some((w) => w.startsWith("反：")))).toBe(true);
  });
  it("says how pinyin was read", () => expect(matcher.match("shenfenzheng diule").candidates[0]!.why[0]).toBe("读作“身份证丢了”"));
});

describe("any string", () => {
  it("is matched without harm, within the contract", () => {
    for (const text of hostileTexts(20_000, 1)) expect(brokenBy(text, matcher.match(text))).toBeNull();
  }, 600_000);
});

describe("counted work", () => {
  const { field, ...rest } = toolsOf(model, openSegmenter(join(ROOT, DICTIONARY)));
  const workOf = (text: string): Work => {
    const work: Work = { texts: 0, features: 0, weights: 0 };
    match(text, fold(text, field), model, { ...matchToolsOf({ field, ...rest }, model.services.labels), work });
    return work;
  };
  const sum = ({ features, weights }: Work) => features + weights;
  const story = "我爸去年退休以后户口迁到了我这边，身份证也快到期了，医保卡里的钱不知道能不能给孩子用，社保那边说要去窗口打印证明，";
  const joints = "户口和护照，身份证和驾照都没了，";
  it.each([["a story", story], ["nothing but joints", joints]])("%s twenty times as long costs at most twenty times as much", (_, text) => {
    expect(sum(workOf(text.repeat(80).slice(0, 1000)))).toBeLessThanOrEqual(20 * sum(workOf(text.repeat(4).slice(0, 50))));
  });
  it("a question of two services is read a bounded number of times", () => expect(workOf(joints.repeat(5)).texts).toBeLessThanOrEqual(25));
  it("a question reads few weights", () => expect(workOf("身份证丢了怎么补办").weights).toBeLessThan(40_000));
});

it("the model is small enough to ship", () => expect(file.length).toBeLessThan(20e6));
