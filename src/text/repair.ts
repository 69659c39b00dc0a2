/**
 * Typing and dictation errors that sound right (身分证, 落护, 公基金) → the word of the field they stand for.
 * Careful rather than complete: what is left over still meets the matcher's sound features.
 */
import { fuzzySound, type Lexicon, type SoundedWord } from "./lexicon.ts";
import type { Segmenter } from "./segment.ts";

/** Names of the field are this long at most. */
const LONGEST_NAME = 5;
/** A window that the intents say this often is no error. */
const KNOWN_COUNT = 3;
/** The name must be this usual in the intents to be worth repairing to. */
const USUAL_COUNT = 8;

/** Small words are meant as they stand: 我没办 is no misspelt 我妹办. */
const SMALL_WORDS = new Set("我你他她它咱俺您没不有是在的了着过要就都也还又再去来给把被让跟和同与能会可想说看问用几多少这那哪什么怎谁吗呢吧啊一二两三四五六七八九十上下里外前后大小老人个帮替哋嗰嘅事市每迁日月号天时件");

/** Beside these, one same-sounding character more proves nothing. */
const TELLS_NOTHING = new Set("没我能给被要个得把");

type Words = readonly (readonly [number, number])[];

export function repairTypos(text: string, lexicon: Lexicon, segment: Segmenter): string {
  const tokens = segment(text);
  let out = "";
  for (let i = 0; i < tokens.length;) {
    const repair = repairAt(tokens, i, lexicon);
    out += repair?.word ?? tokens[i]!;
    i += repair?.tokens ?? 1;
  }
  return out;
}

interface Repair {
  readonly word: string;
  /** How many tokens it replaces. */
  readonly tokens: number;
}

/** The longest run of tokens from here that sounds like a name of the field and is none itself. */
function repairAt(tokens: readonly string[], at: number, lexicon: Lexicon): Repair | undefined {
  let window = "";
  let found: Repair | undefined;
  let allSingle = true;
  /** Words in the window that the field uses as they stand, as [start, end]. */
  const usual: [number, number][] = [];
  for (let n = 0; at + n < tokens.length; n++) {
    const token = tokens[at + n]!;
    window += token;
    if (window.length > LONGEST_NAME) break;
    // A usual word on its own is what was meant.
    if (token.length > 1) allSingle = false;
    if (token.length > 1 && (lexicon.counts.get(token) ?? 0) >= USUAL_COUNT) usual.push([window.length - token.length, window.length]);
    if (window.length < 2 || (lexicon.counts.get(window) ?? 0) >= KNOWN_COUNT) continue;
    const word = nameLike(window, usual, lexicon);
    if (word && (allSingle || window.length > 2 || (lexicon.counts.get(window) ?? 0) === 0)) found = { word, tokens: n + 1 };
  }
  return found;
}

function nameLike(window: string, usual: Words, lexicon: Lexicon): string | undefined {
  const syllables = [...window].map((c) => lexicon.soundOf.get(c));
  if (syllables.some((s) => s === undefined)) return undefined;
  const known = syllables as string[];
  const candidates = (lexicon.bySound.get(fuzzySound(known)) ?? []).filter((w) => w.count >= USUAL_COUNT && fits(window, usual, known, w));
  return candidates[0]?.word;
}

/** Two characters must share one with the name and sound exactly like it; longer ones may only nearly sound like it. */
function fits(window: string, usual: Words, syllables: readonly string[], name: SoundedWord): boolean {
  const shared = [...window].filter((c, i) => c === name.word[i]).length;
  if ([...window].some((c, i) => c !== name.word[i] && SMALL_WORDS.has(c))) return false;
  if (usual.some(([start, end]) => [...window.slice(start, end)].every((c, i) => c !== name.word[start + i]))) return false;
  // 没迁 is no misspelt 没钱: a small word says too little about its neighbour.
  if (window.length === 2 && [...window].some((c) => TELLS_NOTHING.has(c))) return false;
  const exact = syllables.join(" ") === name.syllables.join(" ");
  return shared < window.length && shared >= 1 && (exact || window.length > 2);
}
