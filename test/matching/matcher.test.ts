/** The shipped matcher as a whole: floors on questions it was not trained on, work that grows with the text, any string survives. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { score, scopesOf } from "../../src/matching/believe.ts";
import type { Report } from "../../src/matching/evaluate.ts";
import { extract } from "../../src/matching/features.ts";
import { loadMatcher, MODEL_FILE, REPORT_FILE } from "../../src/matching/index.ts";
import { DICTIONARY } from "../../src/matching/intents.ts";
import { decodeModel, toolsOf } from "../../src/matching/model.ts";
import { openSegmenter } from "../../src/text/segment.ts";
import { ROOT } from "../support/root.ts";

const matcher = loadMatcher(ROOT);
const file = readFileSync(join(ROOT, MODEL_FILE));
const model = decodeModel(file);

describe("on our labelled questions, before it is trained on them", () => {
  const report = JSON.parse(readFileSync(join(ROOT, REPORT_FILE), "utf8")) as Report;
  it("is right often enough", () => {
    expect(report.strict.share).toBeGreaterThan(0.86);
    expect(report.top3.share).toBeGreaterThan(0.93);
  });
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
  it("every answer says why", () => expect(matcher.match("身份证丢了怎么补办").candidates[0]!.why.length).toBeGreaterThan(0));
});

describe("any string", () => {
  it("is matched without harm, within the contract", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.array(fc.constantFrom("身份证", "和", "都", "sfz", "丢了", " ", "a", "，", "<script>", "'; DROP TABLE", "零", "🙂", "\ud800"), { maxLength: 60 }).map((p) => p.join("")),
    );
    fc.assert(fc.property(hostile, (text) => {
      const { decision, guides, options, candidates } = matcher.match(text);
      expect(decision === "answer" ? guides.length >= 1 : guides.length === 0).toBe(true);
      expect(decision === "clarify" ? options.length >= 2 && options.length <= 4 : options.length === 0).toBe(true);
      expect(candidates.length).toBeLessThanOrEqual(10);
    }), { numRuns: 500 });
  });
});

describe("counted work", () => {
  const { features } = toolsOf(model, openSegmenter(join(ROOT, DICTIONARY)));
  const scopes = scopesOf(model.services.labels);
  /** Features found and weights read. */
  const work = (text: string): number => {
    const { vector } = score(text, model, scopes, features);
    const { starts } = model.services.weights;
    return extract(text, features).length + vector.ids.reduce((sum, id) => sum + starts[id + 1]! - starts[id]!, 0);
  };
  const story = "我爸去年退休以后户口迁到了我这边，身份证也快到期了，医保卡里的钱不知道能不能给孩子用，社保那边说要去窗口打印证明，";
  it("a text twenty times as long costs at most twenty times as much", () => {
    expect(work(story.repeat(20).slice(0, 1000))).toBeLessThanOrEqual(20 * work(story.slice(0, 50)));
  });
  it("a question reads few weights", () => expect(work("身份证丢了怎么补办，要带什么材料")).toBeLessThan(40_000));
});

it("the model is small enough to ship", () => expect(file.length).toBeLessThan(20e6));
