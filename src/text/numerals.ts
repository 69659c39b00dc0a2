/**
 * Numbers as they are written and said: 12, 3.5, 一百二十, 廿五, 俩, 二〇二〇, 八五 (a year), 二十万, 百八十.
 */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0, "〇": 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 俩: 2, 仨: 3, 幺: 1,
};
const TENS: Readonly<Record<string, number>> = { 廿: 20, 卅: 30 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const MYRIADS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** Characters a Chinese numeral is made of. */
export const NUMERAL = "零〇一二两三四五六七八九十百千万亿廿卅俩仨幺";

/** The value of a whole numeral; null when it is none. Plain digit strings (二〇二〇, 85) are read digit by digit. */
export function parseNumeral(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const mixed = /^(\d+(?:\.\d+)?)([十百千万亿]+)$/.exec(text);
  if (mixed) return [...mixed[2]!].reduce((value, unit) => value * (UNITS[unit] ?? MYRIADS[unit]!), Number(mixed[1]));
  if (text === "" || [...text].some((c) => !NUMERAL.includes(c))) return null;
  if ([...text].every((c) => c in DIGITS) && text.length > 1) return Number([...text].map((c) => DIGITS[c]).join(""));
  return parsePlaces(text);
}

/** 一百二十 = ((1)×100 + 2×10); a digit after 百 or 万 without a unit counts the next lower one (一百二 = 120). */
function parsePlaces(text: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  let lastUnit = 1;
  let sawZero = false;
  for (const c of text) {
    if (c in DIGITS) { digit = DIGITS[c]!; sawZero ||= digit === 0; }
    else if (c in TENS) { section += TENS[c]!; digit = 0; lastUnit = 1; }
    else if (c in UNITS) { lastUnit = UNITS[c]!; section += (digit || 1) * lastUnit; digit = 0; sawZero = false; }
    else { lastUnit = MYRIADS[c]!; total = (total + (section + digit || 1)) * lastUnit; section = 0; digit = 0; sawZero = false; }
  }
  const last = digit > 0 && lastUnit >= 100 && !sawZero ? digit * (lastUnit / 10) : digit;
  return total + section + last;
}

export interface NumberRun {
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly written: string;
}

const RUN = new RegExp(`\\d+(?:\\.\\d+)?[十百千万亿]*|[${NUMERAL}]+`, "g");
/** Words in which a numeral counts nothing (万一 if ever, 一起 together, 三轮车 a thing …). */
const NO_COUNT = /^(?:万一|一下|一起|一般|一直|一定|一样|一些|一点|一共|一会|一边|一律|一并|一概|一切|一旦|十分|千万(?!元|块)|统一|唯一|第一时间|三轮|二手|二维码|一卡通|一网通|一件事|一次性|一本通|三峡|五险|四川|九江|两地|两头)/;

/** Numbers in order. `二三十` (a rough number) gives its lower end. */
export function findNumbers(text: string): NumberRun[] {
  const found: NumberRun[] = [];
  for (const m of text.matchAll(RUN)) {
    const start = m.index;
    const before = text.slice(Math.max(0, start - 1), start);
    if (NO_COUNT.test(text.slice(start, start + 5)) || (before === "统" || before === "唯" || before === "第")) continue;
    const value = roughNumber(m[0]) ?? parseNumeral(m[0]);
    if (value !== null) found.push({ start, end: start + m[0].length, value, written: m[0] });
  }
  return found;
}

/** 七八十 → 70, 十六七 → 16, 三五 → 3. */
function roughNumber(written: string): number | null {
  const m = /^(十|[一二三四五六七八九]十)?([一二两三四五六七八])([二三四五六七八九])(十)?$/.exec(written);
  if (!m) return null;
  const [, tens = "", low = "", high = "", unit = ""] = m;
  if ((DIGITS[high] ?? 0) - (DIGITS[low] ?? 0) !== 1) return null;
  return parseNumeral(tens + low + unit);
}
