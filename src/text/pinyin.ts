/**
 * Pinyin typed instead of characters (shenfenzheng diu le, sfz diule) → the characters, by the words of the field.
 * Words of Latin letters that are no pinyin (ETC, app, renew) stay as they are.
 */
import type { Lexicon, SoundedWord } from "./lexicon.ts";

/** What reading initials (sfz) costs beyond the word itself: full pinyin is preferred where it fits. Natural logarithm. */
const INITIALS_COST = 3;
/** What every word costs besides: long words are preferred to many short ones. */
const WORD_COST = 1.5;
/** Initials shorter than this are read only when they are a whole token (gs, hz). */
const SHORTEST_INITIALS = 3;
/** A run in which less than this share of the letters can be pinyin is another language and stays. */
const PINYIN_SHARE = 0.7;
/** Initials are read when the usual word is this many times as frequent as the next with the same initials. */
const CLEAR_LEAD = 2;
/** A run is cut here: nobody types so many letters at once. Keeps the work linear. */
const LONGEST_RUN = 400;

const LATIN_RUN = /[a-z]+(?:[ ']+[a-z]+)*/g;

export function readPinyin(text: string, lexicon: Lexicon): string {
  return text.replace(LATIN_RUN, (run) => run.length > LONGEST_RUN ? run : readRun(run, lexicon));
}

/** Neighbouring tokens that can be pinyin are read together; the others stay. */
function readRun(run: string, lexicon: Lexicon): string {
  const tokens = run.split(/[ ']+/).map((token) => ({ token, pinyin: decode([token], lexicon) !== null }));
  const letters = tokens.reduce((sum, t) => sum + t.token.length, 0);
  const readable = tokens.reduce((sum, t) => sum + (t.pinyin ? t.token.length : 0), 0);
  if (readable < PINYIN_SHARE * letters) return run;
  const out: string[] = [];
  let together: string[] = [];
  const flush = () => {
    if (together.length > 0) out.push(decode(together, lexicon) ?? together.join(" "));
    together = [];
  };
  for (const { token, pinyin } of tokens) {
    if (pinyin) together.push(token);
    else { flush(); out.push(token); }
  }
  flush();
  return out.join(" ");
}

interface Step {
  readonly cost: number;
  readonly from: number;
  readonly word: string;
}

/** Cheapest reading of the tokens as words of the lexicon; null when some letter fits none. */
function decode(tokens: readonly string[], lexicon: Lexicon): string | null {
  const letters = tokens.join("");
  const spaces = new Set<number>();
  let at = 0;
  for (const token of tokens) { at += token.length; spaces.add(at); }
  const best: (Step | undefined)[] = [{ cost: 0, from: -1, word: "" }];
  for (let start = 0; start < letters.length; start++) {
    const here = best[start];
    if (!here) continue;
    const reach = Math.min(lexicon.longestLetters, letters.length - start);
    for (let length = 1; length <= reach; length++) {
      const end = start + length;
      const key = letters.slice(start, end);
      const full = lexicon.byLetters.get(key)?.find((w) => spacesFit(w, start, spaces));
      if (full) offer(best, end, { cost: here.cost + full.cost + WORD_COST, from: start, word: full.word });
      const short = mayBeInitials(start, end, letters.length, spaces) ? clearInitials(key, lexicon) : undefined;
      if (short) offer(best, end, { cost: here.cost + short.cost + WORD_COST + INITIALS_COST, from: start, word: short.word });
    }
  }
  return trace(best, letters.length);
}

/** A space may stand between syllables only. */
function spacesFit(word: SoundedWord, start: number, spaces: ReadonlySet<number>): boolean {
  let at = start;
  for (const syllable of word.syllables) {
    for (let i = 1; i < syllable.length; i++) if (spaces.has(at + i)) return false;
    at += syllable.length;
  }
  return true;
}

/** Initials begin a token: sfz, or sfz before full pinyin (sfzdiule). */
function mayBeInitials(start: number, end: number, length: number, spaces: ReadonlySet<number>): boolean {
  if (start > 0 && !spaces.has(start)) return false;
  for (let i = start + 1; i < end; i++) if (spaces.has(i)) return false;
  const whole = end === length || spaces.has(end);
  return end - start >= (whole ? 2 : SHORTEST_INITIALS);
}

function clearInitials(key: string, lexicon: Lexicon): SoundedWord | undefined {
  const [first, second] = lexicon.byInitials.get(key) ?? [];
  return first && (!second || first.count >= CLEAR_LEAD * second.count) ? first : undefined;
}

function offer(best: (Step | undefined)[], end: number, step: Step): void {
  const old = best[end];
  if (!old || step.cost < old.cost) best[end] = step;
}

function trace(best: readonly (Step | undefined)[], end: number): string | null {
  if (!best[end]) return null;
  const words: string[] = [];
  for (let at = end; at > 0; at = best[at]!.from) words.push(best[at]!.word);
  return words.reverse().join("");
}
