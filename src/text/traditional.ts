/**
 * 繁 → 简, character by character.
 * OpenCC's phrase tables are not used: a character map is idempotent, keeps every position, and a matcher does
 * not need 乾隆 and 乾淨 told apart. The few characters whose simplified form reads differently are kept.
 */
import { Converter } from "opencc-js/t2cn";

/** First and last of the CJK unified ideographs. */
const FIRST_IDEOGRAPH = 0x4e00;
const LAST_IDEOGRAPH = 0x9fff;
/** 著 stays (著作权); 瞭 is 了 only in 瞭解, which the map gives anyway. */
const KEPT = new Set(["著"]);

let map: Map<string, string> | undefined;

/** Built on first use: about 10 ms, some 3,000 entries. */
function characterMap(): Map<string, string> {
  if (map) return map;
  const characters: string[] = [];
  for (let code = FIRST_IDEOGRAPH; code <= LAST_IDEOGRAPH; code++) characters.push(String.fromCharCode(code));
  const simplified = Converter({ from: "t", to: "cn" })(characters.join("\n")).split("\n");
  map = new Map(characters.flatMap((c, i): [string, string][] => {
    const s = simplified[i];
    return s && s !== c && s.length === 1 && !KEPT.has(c) ? [[c, s]] : [];
  }));
  return map;
}

export function toSimplified(text: string): string {
  const characters = characterMap();
  let out = "";
  for (const c of text) out += characters.get(c) ?? c;
  return out;
}
