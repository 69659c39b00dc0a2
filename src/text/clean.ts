/**
 * Raw input → half width, lower case, no control characters, one space at most.
 * The first step of folding, and safe for any string: lone surrogates and invisible characters are dropped here.
 */
import { toSimplified } from "./traditional.ts";

/** Control, format, private-use and unassigned characters, lone surrogates (line breaks become spaces first). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\ufffd]/gu;
const SPACES = /[\s\u3000]+/g;
/** Combining marks of any script: tone marks of pinyin (shēn → shen), and strays that would cling to a letter once a space is dropped. */
const MARKS = /\p{M}+/gu;

export function clean(raw: string): string {
  const text = raw.replace(SPACES, " ").normalize("NFKC").replace(SPACES, " ").replace(INVISIBLE, "")
    .toLowerCase().normalize("NFD").replace(MARKS, "").normalize("NFC");
  return toSimplified(text).replace(SPACES, " ").trim();
}
