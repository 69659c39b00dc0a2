/**
 * Builds the lexicon from the intents (training only: pinyin-pro is loaded here and nowhere else).
 */
import { pinyin } from "pinyin-pro";
import type { LexiconData } from "../text/lexicon.ts";
import type { Segmenter } from "../text/segment.ts";
import type { Intents } from "./intents.ts";

/** Words and characters said less often are no vocabulary: they may be typing errors. */
const FEWEST = 2;
/** Names that are repaired to and abbreviated are this long, in characters. */
const NAME_LENGTHS = { shortest: 2, longest: 5 };
const HAN = /^\p{Script=Han}+$/u;
/** The ideographs of everyday Chinese (GB 2312 and a little beyond). */
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fa5;

export function buildLexicon(intents: Intents, lines: readonly string[], segment: Segmenter): LexiconData {
  const counts = new Map<string, number>();
  const add = (word: string) => counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const line of lines) {
    for (const word of segment(line)) {
      if (!HAN.test(word)) continue;
      add(word);
      if (word.length > 1) for (const c of word) add(c);
    }
  }
  const names = new Set([...intents.dictionary, ...intents.synonyms.flatMap((s) => s.words)]
    .filter((w) => HAN.test(w) && w.length >= NAME_LENGTHS.shortest && w.length <= NAME_LENGTHS.longest));
  for (const name of names) {
    if (!counts.has(name)) counts.set(name, lines.filter((l) => l.includes(name)).length);
  }
  const words = [...counts].filter(([, n]) => n >= FEWEST)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([word, n]): [string, string, number, 0 | 1] => [word, sound(word), n, names.has(word) ? 1 : 0]);
  return { words, readings: readings(counts) };
}

function sound(word: string): string {
  return pinyin(word, { toneType: "none", type: "array", v: true }).join(" ").replaceAll("ü", "v");
}

function readings(counts: ReadonlyMap<string, number>): Record<string, string> {
  const bySyllable: Record<string, string[]> = {};
  for (let code = FIRST_IDEOGRAPH; code <= LAST_IDEOGRAPH; code++) {
    const c = String.fromCharCode(code);
    const syllable = sound(c);
    if (/^[a-z]+$/.test(syllable)) (bySyllable[syllable] ??= []).push(c);
  }
  return Object.fromEntries(Object.entries(bySyllable).sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, list]) => [syllable, list.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).join("")]));
}
