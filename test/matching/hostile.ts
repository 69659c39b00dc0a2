/**
 * Strings that could harm a matcher: random, mutated and hostile ones, the same for the same seed.
 */
import type { Match } from "../../src/domain/match.ts";
import { generator } from "../../src/matching/softmax.ts";

const QUESTIONS = [
  "身份证丢了怎么补办", "我爸走了，户口和社保要怎么办", "给三岁的孩子办护照要带什么", "shenfenzheng diule", "公积金提取要多久到账，网上能办吗",
  "不是补办是过期了", "先离婚再把房子过户，两件事一起问", "老公是外省户口，我想把户口迁过去，孩子也跟着迁",
];
const PIECES = ["身份证", "和", "都", "，", "先", "再", "还要", "sfz", "丢了", "不是", " ", "a", "é", "㊙", "<script>", "'; DROP TABLE x; --", "零", "🙂", "\ud800", "\u200b", "\u0301",
  "\ufdfa", "1", "0000", "(", "[", "*", "+", "\\", "%00", "\0", "某", "哪", "吗", "岁", "２０", "北京市", "=cmd()", "{{7*7}}", "\n", "\r", "\t"];
/** What is long and the same all over: the usual way to make a pattern backtrack. */
const ROWS = ["a", "啊", "1", "，", "和", " ", "的", "(", "不", "都", "ma ", "zh", "身份证和", "能不能", "\u0301", "。？", "ng", "xi'an"];
/** Longest text: the surface's limit, and a little beyond it. */
const LONGEST = 1100;

/** @param count how many @param seed where the sequence begins */
export function* hostileTexts(count: number, seed: number): Generator<string> {
  const random = generator(seed);
  const upTo = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)]!;
  for (let i = 0; i < count; i++) {
    switch (upTo(6)) {
      case 0: yield String.fromCharCode(...Array.from({ length: upTo(60) }, () => upTo(65536))); break;
      case 1: yield Array.from({ length: upTo(30) }, () => pick(PIECES)).join(""); break;
      case 2: yield mutated(pick(QUESTIONS), upTo, pick); break;
      case 3: yield String.fromCodePoint(...Array.from({ length: upTo(60) }, () => 0x4e00 + upTo(20902))); break;
      case 4: yield Array.from({ length: upTo(80) }, () => String.fromCharCode(97 + upTo(26))).join("") + (upTo(2) === 0 ? "" : ` ${pick(QUESTIONS)}`); break;
      // Long ones cost most and are tried least.
      default: yield (upTo(10) === 0 ? pick(ROWS).repeat(upTo(LONGEST)) : pick(ROWS).repeat(upTo(40))).slice(0, LONGEST) + pick(PIECES); break;
    }
  }
}

function mutated(text: string, upTo: (n: number) => number, pick: <T>(list: readonly T[]) => T): string {
  let out = text;
  for (let n = upTo(6); n >= 0; n--) {
    const at = upTo(out.length + 1);
    const end = Math.min(out.length, at + upTo(4));
    const piece = [pick(PIECES), out.slice(at, end) + out.slice(at, end), ""][upTo(3)]!;
    out = out.slice(0, at) + piece + out.slice(end);
  }
  return out;
}

/** What of the contract a match breaks; null when it keeps it. */
export function brokenBy(text: string, { decision, guides, options, candidates }: Match): string | null {
  const of = JSON.stringify(text.slice(0, 80));
  if (decision === "answer" ? guides.length < 1 : guides.length > 0) return `${of}: ${decision} with ${guides.length} guides`;
  if (decision === "clarify" ? options.length < 2 || options.length > 4 : options.length > 0) return `${of}: ${decision} with ${options.length} options`;
  if (candidates.length > 10) return `${of}: ${candidates.length} candidates`;
  return candidates.every((c) => c.score >= 0 && c.score <= 1) ? null : `${of}: a score that is no probability`;
}
