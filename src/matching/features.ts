/**
 * Folded text → features. Every kind of evidence the matcher has is a named feature, so every match can be explained:
 *   `1:证` `2:身份` `3:身份证` characters · `w:补办` words · `s:lose` synonym classes · `x:id-card+lose` pairs of them ·
 *   `y:zen` sounds, which survive typing and dictation errors · `q:9` length of the sentence.
 * The classifier of aspects has kinds of its own (aspectFeatures.ts).
 */
import type { Lexicon } from "../text/lexicon.ts";
import type { Segmenter } from "../text/segment.ts";
import type { PlaceFinder } from "../text/places.ts";
import type { SynonymFinder } from "./synonyms.ts";

export interface FeatureTools {
  readonly segment: Segmenter;
  readonly lexicon: Lexicon;
  readonly synonyms: SynonymFinder;
  readonly places: PlaceFinder;
}

/** Weight of each kind before idf; fitted by cross-validation (ADR 0011). */
export const KIND_WEIGHT: Readonly<Record<string, number>> = { 1: 2, 2: 1, 3: 0.5, w: 1, s: 2, x: 0.8, y: 1, q: 0.5, a: 3, f: 5, l: 4, e: 1 };

/** More synonym classes than this in one text make no more pairs: keeps the work linear. */
const MOST_PAIRED = 10;
/** Characters of one text that are looked at for n-grams. */
const LONGEST_TEXT = 1000;
/** Up to this many characters a text counts as short, in steps. */
const LENGTH_STEPS = [2, 4, 6, 9, 14, 25, 50];
/** Character n-grams up to this length. */
const LONGEST_GRAM = 3;
/** 2019, 2021年: which year somebody writes in says nothing about which service. */
const YEAR = /(?<!\d)(?:19[5-9]|20[0-3])\d(?![\d元块万])年?/g;
const GAP = /[^\p{L}\p{N}]+/u;

export function extract(text: string, tools: FeatureTools): string[] {
  const found = new Set<string>();
  const limited = tools.places.hide(text.slice(0, LONGEST_TEXT)).replace(YEAR, "");
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
    for (let n = 1; n <= LONGEST_GRAM && i + n <= part.length; n++) found.add(`${n}:${part.slice(i, i + n)}`);
    const sound = lexicon.fuzzySoundOf.get(part[i]!);
    if (sound !== undefined) found.add(`y:${sound}`);
  }
  for (const word of segment(part)) if (word.length > 1) found.add(`w:${word}`);
}
