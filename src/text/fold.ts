/**
 * Raw Chinese → folded text: what cues are sought in and what is matched.
 * Half width, simplified, lower case, without spoken filler; pinyin read, same-sound typos repaired.
 */
import { clean } from "./clean.ts";
import { dropFillers, type FillerSet } from "./fillers.ts";
import type { Lexicon } from "./lexicon.ts";
import { readPinyin } from "./pinyin.ts";
import { repairTypos } from "./repair.ts";
import type { Segmenter } from "./segment.ts";

/** What folding needs to know of the field. */
export interface Field {
  readonly lexicon: Lexicon;
  readonly fillers: FillerSet;
  readonly segment: Segmenter;
}

const SPACE_BESIDE_HAN = /(?<=[^\x20-\x7e]) +| +(?=[^\x20-\x7e])/g;

/** Composed anew: what a space held apart (two halves of a Hangul syllable) may be one character now. */
const joined = (text: string): string => text.replace(SPACE_BESIDE_HAN, "").normalize("NFC");

export function fold(raw: string, { lexicon, fillers, segment }: Field): string {
  // Filler goes first, too: what it held apart (zen 请问 me) is read as one.
  const heard = dropFillers(joined(clean(raw)), fillers);
  const read = joined(readPinyin(heard, lexicon));
  return dropFillers(repairTypos(dropFillers(read, fillers), lexicon, segment), fillers);
}
