/**
 * The words of the field with their sounds: what pinyin is turned into and typos are repaired to.
 * Built in training from the intents (matching/lexiconOf.ts), kept in the model, so no dictionary of sounds is
 * loaded to serve.
 */

/** As kept in the model. */
export interface LexiconData {
  /** word, sound (syllables without tones, joined by spaces), how often the intents say it, 1 when it names a thing of the field. */
  readonly words: readonly (readonly [string, string, number, 0 | 1])[];
  /** syllable → the characters read so, most usual first. */
  readonly readings: Readonly<Record<string, string>>;
}

export interface SoundedWord {
  readonly word: string;
  readonly syllables: readonly string[];
  readonly count: number;
  /** −ln of its share of all words: what a decoder pays for it. */
  readonly cost: number;
}

export interface Lexicon {
  /** Names of things of the field. */
  readonly names: ReadonlySet<string>;
  readonly counts: ReadonlyMap<string, number>;
  /** Letters without spaces → words that are written so. */
  readonly byLetters: ReadonlyMap<string, readonly SoundedWord[]>;
  /** First letters of the syllables (sfz) → the words they may stand for, names of the field only. */
  readonly byInitials: ReadonlyMap<string, readonly SoundedWord[]>;
  /** Fuzzy sound → names of the field that sound so (repair.ts). */
  readonly bySound: ReadonlyMap<string, readonly SoundedWord[]>;
  readonly soundOf: ReadonlyMap<string, string>;
  /** The same, with sounds that are mixed up made one. */
  readonly fuzzySoundOf: ReadonlyMap<string, string>;
  readonly syllables: ReadonlySet<string>;
  readonly longestLetters: number;
}

export function openLexicon(data: LexiconData): Lexicon {
  const total = data.words.reduce((sum, [, , count]) => sum + count, 1);
  const byLetters = new Map<string, SoundedWord[]>();
  const byInitials = new Map<string, SoundedWord[]>();
  const bySound = new Map<string, SoundedWord[]>();
  const counts = new Map<string, number>();
  let longestLetters = 0;
  for (const [word, sound, count, isName] of data.words) {
    const syllables = sound.split(" ");
    const entry: SoundedWord = { word, syllables, count, cost: Math.log(total / count) };
    const letters = syllables.join("");
    counts.set(word, count);
    longestLetters = Math.max(longestLetters, letters.length);
    push(byLetters, letters, entry);
    if (!isName) continue;
    push(byInitials, syllables.map((s) => s[0]).join(""), entry);
    push(bySound, fuzzySound(syllables), entry);
  }
  for (const map of [byLetters, byInitials, bySound]) for (const list of map.values()) list.sort((a, b) => b.count - a.count);
  const soundOf = new Map<string, string>();
  for (const [syllable, characters] of Object.entries(data.readings)) for (const c of characters) soundOf.set(c, syllable);
  const fuzzySoundOf = new Map([...soundOf].map(([c, syllable]) => [c, fuzzySyllable(syllable)]));
  const names = new Set(data.words.filter(([, , , isName]) => isName === 1).map(([word]) => word));
  return { names, counts, byLetters, byInitials, bySound, soundOf, fuzzySoundOf, syllables: new Set(Object.keys(data.readings)), longestLetters };
}

/** Sounds that speakers and recognisers mix up: zh/z, ch/c, sh/s, -ng/-n. */
export function fuzzySyllable(syllable: string): string {
  return syllable.replace(/^([zcs])h/, "$1").replace(/([aei]n)g$/, "$1");
}

export function fuzzySound(syllables: readonly string[]): string {
  return syllables.map(fuzzySyllable).join(" ");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
