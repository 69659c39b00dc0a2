/** The same words but for spaces, width and marks have the same key. */
export function utteranceKey(words: string): string {
  return words.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]/gu, "");
}
