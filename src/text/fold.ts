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

export function fold(raw: string, { lexicon, fillers, segment }: Field): string {
  const read = readPinyin(clean(raw), lexicon).replace(SPACE_BESIDE_HAN, "");
  return dropFillers(repairTypos(dropFillers(read, fillers), lexicon, segment), fillers);
}
