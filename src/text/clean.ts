/**
 * Raw input → half width, lower case, no control characters, one space at most.
 * The first step of folding, and safe for any string: lone surrogates and invisible characters are dropped here.
 */
import { toSimplified } from "./traditional.ts";

/** Control, format, private-use and unassigned characters, lone surrogates (line breaks become spaces first). */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\ufffd]/gu;
const SPACES = /[\s\u3000]+/g;
/** Combining marks over Latin letters: tone marks of pinyin (shēn → shen). */
const LATIN_MARKS = /([a-z])[\u0300-\u036f]+/g;

export function clean(raw: string): string {
  const text = raw.replace(SPACES, " ").normalize("NFKC").replace(SPACES, " ").replace(INVISIBLE, "")
    .toLowerCase().normalize("NFD").replace(LATIN_MARKS, "$1").normalize("NFC");
  return toSimplified(text).replace(SPACES, " ").trim();
}
