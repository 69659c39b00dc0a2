/**
 * Calendar days that are spoken of: 2020年3月5号, 去年, 上个月18号, 昨天, 三天前, 八五年, 2020-03-05.
 * "Today" is the civil day in China at `now`.
 */
import { addToDay, dayInChina, isDay } from "../domain/days.ts";
import type { DateMention } from "../domain/understanding.ts";
import { NUMERAL, parseNumeral } from "./numerals.ts";

type Found = Omit<DateMention, "of">;

const N = `[\\d${NUMERAL}]`;
const YEAR_MONTH_DAY = new RegExp(`(${N}{2,4})年(?:的)?(?:(${N}{1,3})月(?:份)?(?:(${N}{1,3})[日号])?)?`, "g");
const MONTH_DAY = new RegExp(`(去年|前年|今年|明年|上个月|上月|这个月|本月|下个月|下月)?(?:的)?(?:(${N}{1,3})月(?:份)?)?(?:(${N}{1,3})[日号])?`, "g");
const DIGITAL = /(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)/g;
const RELATIVE_DAY: Readonly<Record<string, number>> = { 大前天: -3, 前天: -2, 昨天: -1, 昨日: -1, 昨儿: -1, 昨晚: -1, 今天: 0, 今日: 0, 今儿: 0, 明天: 1, 明日: 1, 明儿: 1, 后天: 2, 大后天: 3 };
const RELATIVE = /大前天|大后天|前天|昨天|昨日|昨儿|昨晚|今天|今日|今儿|明天|明日|明儿|后天/g;
const AGO = new RegExp(`(${N}{1,4}|半)(个月|天|年|个?星期|周)(?:以)?(前|后)`, "g");
const YEARS: Readonly<Record<string, number>> = { 前年: -2, 去年: -1, 今年: 0, 明年: 1 };
const MONTHS: Readonly<Record<string, number>> = { 上个月: -1, 上月: -1, 这个月: 0, 本月: 0, 下个月: 1, 下月: 1 };
/** A year of two digits up to this many years ahead is in this century. */
const YEARS_AHEAD = 10;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;
/** "12年" is a duration, "85年" a year: two-digit years below this one need 零 before them or a month behind. */
const FIRST_SHORT_YEAR = 40;

export function findDates(text: string, now: number): Found[] {
  const today = dayInChina(now);
  const found: Found[] = [];
  const offer = (date: Found | null) => {
    if (date && !found.some((f) => f.at[0] < date.at[1] && date.at[0] < f.at[1])) found.push(date);
  };
  for (const m of text.matchAll(DIGITAL)) offer(dated(Number(m[1]), Number(m[2]), m[3] ? Number(m[3]) : null, m));
  for (const m of text.matchAll(YEAR_MONTH_DAY)) offer(fromYear(m, today));
  for (const m of text.matchAll(RELATIVE)) offer({ kind: "date", value: addToDay(today, { days: RELATIVE_DAY[m[0]]! }), precision: "day", at: span(m) });
  for (const m of text.matchAll(AGO)) offer(ago(m, today));
  for (const m of text.matchAll(MONTH_DAY)) if (m[0] !== "") offer(fromMonth(m, today));
  return found.sort((a, b) => a.at[0] - b.at[0]);
}

function span(m: RegExpMatchArray): [number, number] {
  return [m.index ?? 0, (m.index ?? 0) + m[0].length];
}

function dated(year: number, month: number | null, day: number | null, m: RegExpMatchArray): Found | null {
  const value = `${year}-${String(month ?? 1).padStart(2, "0")}-${String(day ?? 1).padStart(2, "0")}`;
  if (year < FIRST_YEAR || year > LAST_YEAR || !isDay(value)) return null;
  return { kind: "date", value, precision: day !== null ? "day" : month !== null ? "month" : "year", at: span(m) };
}

function fromYear(m: RegExpMatchArray, today: string): Found | null {
  const written = m[1]!;
  const number = parseNumeral(written);
  const month = m[2] === undefined ? null : parseNumeral(m[2]);
  const day = m[3] === undefined ? null : parseNumeral(m[3]);
  if (number === null || /[十百千万两]/.test(written)) return null;
  if (written.length === 4) return dated(number, month, day, m);
  if (written.length !== 2) return null;
  // 12年 may be a duration; 85年, 零五年, 05年 and 12年3月 are years.
  if (number < FIRST_SHORT_YEAR && !/^[0零〇]/.test(written) && month === null && !/^(?:生|出生)/.test(m.input!.slice(span(m)[1]))) return null;
  const century = Math.floor(Number(today.slice(0, 4)) / 100) * 100;
  const year = century + number > Number(today.slice(0, 4)) + YEARS_AHEAD ? century - 100 + number : century + number;
  return dated(year, month, day, m);
}

function ago(m: RegExpMatchArray, today: string): Found | null {
  const sign = m[3] === "前" ? -1 : 1;
  const half = m[1] === "半";
  const count = half ? 0 : parseNumeral(m[1]!);
  if (count === null || (half && m[2] !== "年")) return null;
  const value = half ? addToDay(today, { months: sign * 6 })
    : m[2] === "年" ? addToDay(today, { years: sign * count })
    : m[2] === "个月" ? addToDay(today, { months: sign * count })
    : addToDay(today, { days: sign * count * (m[2] === "天" ? 1 : 7) });
  if (!isDay(value) || Number(value.slice(0, 4)) < FIRST_YEAR) return null;
  return { kind: "date", value, precision: m[2] === "年" && !half ? "year" : m[2] === "个月" || half ? "month" : "day", at: span(m) };
}

/** 去年, 上个月18号, 3月5号, 今年五月; a bare 18号 is too little. */
function fromMonth(m: RegExpMatchArray, today: string): Found | null {
  const [, relative, monthText, dayText] = m;
  const month = monthText === undefined ? null : parseNumeral(monthText);
  const day = dayText === undefined ? null : parseNumeral(dayText);
  const thisYear = Number(today.slice(0, 4));
  if (relative !== undefined && relative in MONTHS) {
    if (month !== null) return null;
    const base = addToDay(`${today.slice(0, 7)}-01`, { months: MONTHS[relative]! });
    return dated(Number(base.slice(0, 4)), Number(base.slice(5, 7)), day, m);
  }
  if (relative !== undefined) return dated(thisYear + YEARS[relative]!, month, day, m);
  return month !== null && day !== null ? dated(thisYear, month, day, m) : null;
}
