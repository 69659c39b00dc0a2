/** 简 → 繁 by the OpenCC table (`/hant.txt`, made at build): the longest phrase first, then character by character. */
export type Converter = (text: string) => string;

/** `字字…` pairs of characters, a line break, then `短语 短語` pairs separated by `|`. */
export function parseTable(table: string): Converter {
  const [pairs = "", phrases = ""] = table.split("\n");
  const characters = new Map<string, string>();
  const flat = [...pairs];
  for (let i = 0; i + 1 < flat.length; i += 2) characters.set(flat[i]!, flat[i + 1]!);
  const byPhrase = new Map(phrases.split("|").filter(Boolean).map((p) => p.split(" ") as [string, string]));
  const longest = Math.max(0, ...[...byPhrase.keys()].map((p) => p.length));
  return (text) => {
    let out = "";
    for (let i = 0; i < text.length;) {
      const phrase = longestAt(text, i, longest, byPhrase);
      if (phrase) {
        out += byPhrase.get(phrase);
        i += phrase.length;
        continue;
      }
      const character = String.fromCodePoint(text.codePointAt(i)!);
      out += characters.get(character) ?? character;
      i += character.length;
    }
    return out;
  };
}

function longestAt(text: string, at: number, longest: number, phrases: ReadonlyMap<string, string>): string | null {
  for (let length = Math.min(longest, text.length - at); length > 1; length--) {
    const part = text.slice(at, at + length);
    if (phrases.has(part)) return part;
  }
  return null;
}

/** Fetches the table that lies beside the page's script. */
export async function loadConverter(): Promise<Converter> {
  const response = await fetch(new URL("hant.txt", import.meta.url));
  if (!response.ok) throw new Error(`status ${response.status}`);
  return parseTable(await response.text());
}
