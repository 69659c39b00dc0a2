/**
 * Folded text → features. Every kind of evidence the matcher has is a named feature, so every match can be explained:
 *   `1:证` `2:身份` `3:身份证` characters · `w:补办` words · `b:孩子|护照` neighbouring words · `s:lose` synonym classes ·
 *   `x:lose+id-card` pairs of classes · `p:shen fen` sounds · `q:9` length of the sentence.
 */
import type { Lexicon } from "../text/lexicon.ts";
import { fuzzySyllable } from "../text/lexicon.ts";
import type { Segmenter } from "../text/segment.ts";
import type { SynonymFinder } from "./synonyms.ts";

export interface FeatureTools {
  readonly segment: Segmenter;
  readonly lexicon: Lexicon;
  readonly synonyms: SynonymFinder;
}

/** Weight of each kind before idf; fitted by cross-validation (ADR 0011). */
export const KIND_WEIGHT: Readonly<Record<string, number>> = { 1: 1, 2: 1, 3: 1, w: 1, b: 0.8, s: 1.2, x: 0.8, p: 0.5, q: 0.5 };

/** More synonym classes than this in one text make no more pairs: keeps the work linear. */
const MOST_PAIRED = 10;
/** Characters of one text that are looked at for n-grams. */
const LONGEST_TEXT = 1000;
/** Up to this many characters a text counts as short, in steps. */
const LENGTH_STEPS = [2, 4, 6, 9, 14, 25, 50];
/** Words that carry no meaning of their own: left out of word pairs, so that 孩子的护照 and 孩子护照 meet. */
const FUNCTION_WORDS = new Set("的 了 吗 呢 啊 吧 呀 是 在 我 你 他 她 它 们 我们 有 和 与 就 都 也 还 要 想 去 来 给 把 被 一 个 一个 这 那 这个 那个 怎么 什么 请问 咋 嘛 么 不 能 可以 需要 到 上 下 从 对 会 又 再".split(" "));
const GAP = /[^\p{L}\p{N}]+/u;

export function extract(text: string, tools: FeatureTools): string[] {
  const found = new Set<string>();
  const limited = text.slice(0, LONGEST_TEXT);
  for (const part of limited.split(GAP)) if (part !== "") addPart(part, tools, found);
  const classes = tools.synonyms.find(limited);
  for (const id of classes) found.add(`s:${id}`);
  const paired = classes.slice(0, MOST_PAIRED).sort();
  for (let i = 0; i < paired.length; i++) for (let j = i + 1; j < paired.length; j++) found.add(`x:${paired[i]}+${paired[j]}`);
  found.add(`q:${LENGTH_STEPS.find((n) => limited.length <= n) ?? "long"}`);
  return [...found];
}

function addPart(part: string, { segment, lexicon }: FeatureTools, found: Set<string>): void {
  for (let i = 0; i < part.length; i++) {
    for (let n = 1; n <= 3 && i + n <= part.length; n++) found.add(`${n}:${part.slice(i, i + n)}`);
  }
  let before = "";
  for (const word of segment(part)) {
    if (word.length > 1) found.add(`w:${word}`);
    if (FUNCTION_WORDS.has(word)) continue;
    if (before !== "") found.add(`b:${before}|${word}`);
    before = word;
  }
  addSounds(part, lexicon, found);
}

function addSounds(part: string, lexicon: Lexicon, found: Set<string>): void {
  let last = "";
  let lastButOne = "";
  for (const c of part) {
    const sound = lexicon.soundOf.get(c);
    const syllable = sound === undefined ? "" : fuzzySyllable(sound);
    if (syllable !== "") found.add(`y:${syllable}`);
    if (syllable !== "" && last !== "") {
      found.add(`p:${last} ${syllable}`);
      if (lastButOne !== "") found.add(`p:${lastButOne} ${last} ${syllable}`);
    }
    lastButOne = last;
    last = syllable;
  }
}
