/**
 * Typed facts in the words: ages, numbers with units, days, relatives. What they mean here is for dialogue/ to say.
 */
import type { Kin } from "../domain/facts.ts";
import type { DateMention, Mention, NumberMention, PersonMention } from "../domain/understanding.ts";
import { findDates } from "./dates.ts";
import { findPersons } from "./kin.ts";
import { findNumbers, type NumberRun } from "./numerals.ts";

/** Unit as written → unit as meant. Longest first. */
const UNITS: readonly (readonly [string, string])[] = [
  ["周岁", "岁"], ["虚岁", "岁"], ["岁", "岁"],
  ["个工作日", "个工作日"], ["工作日", "个工作日"], ["个小时", "小时"], ["小时", "小时"], ["分钟", "分钟"],
  ["个多月", "个月"], ["个月", "个月"], ["个星期", "周"], ["星期", "周"], ["个礼拜", "周"], ["礼拜", "周"], ["周", "周"],
  ["年多", "年"], ["多年", "年"], ["年", "年"], ["天", "天"], ["日", "天"],
  ["平方米", "平方米"], ["个平方", "平方米"], ["平方", "平方米"], ["平米", "平方米"], ["平", "平方米"], ["㎡", "平方米"], ["m2", "平方米"], ["亩", "亩"],
  ["万元", "万元"], ["万块", "万元"], ["元", "元"], ["块钱", "元"], ["块", "元"], ["cc", "cc"], ["公里", "公里"],
  ["个人", "人"], ["口人", "人"], ["人", "人"], ["份", "份"], ["张", "张"], ["套", "套"], ["本", "本"], ["次", "次"], ["辆", "辆"], ["台", "台"], ["座", "座"], ["个", "个"],
];
/** "十几年", "三多年": words between number and unit that leave it rough. */
const ROUGH = /^(?:来|多|几|余|出头|好几)/;
/** Before an age: it is not reached yet. */
const NOT_YET = /(?:快|快满|不到|没到|还没到|未满|不满|没满|未到|差一点|将满|马上|马上就|就要|快要|小于|以下)$/;
/** A bare number of this size before 了 or 出头, of a person, is an age. */
const BARE_AGE = { youngest: 40, oldest: 120 };
const BARE_AGE_AFTER = /^(?:多)?(?:了|出头|好几了|的人了|的老人|的老头|的老太)/;
const INFANT = /刚满月|刚出生|刚生下来|没满月|未满月|还没满月|满月了|才满月|百天|百日|半岁|[几\d一二两三四五六七八九十]+个多?月大|[\d一二两三四五六七八九十]+个月的(?=娃|孩|宝|婴|小)/g;
const CLAUSE_END = /[,，。;；!！?？\n]/;
/** A relative named this far before a number, in the same clause, is whose number it is. */
const OWNER_BEFORE = 12;
/** … and this far behind it (三岁的娃). */
const OWNER_BEHIND = 4;
const SELF_BEFORE = /(?:我|俺|本人|咱)(?:今年|现在|都|已经|快|刚|马上|是|也|才|今|下个月|不到|未满|满|还没|年龄|虚岁|周岁|实岁|就|属|，|,)*$/;

export function findMentions(text: string, now: number): Mention[] {
  const persons = findPersons(text);
  const dates = findDates(text, now);
  const infants = findInfants(text);
  const halves = findHalves(text);
  const taken: (readonly [number, number])[] = [...dates, ...infants, ...halves].map((m) => m.at);
  const numbers = [...infants, ...halves, ...findNumbers(text).flatMap((run) => {
    const mention = numberMention(text, run, persons);
    return mention && !taken.some((t) => overlaps(t, mention.at)) ? [mention] : [];
  })];
  const owned = <T extends NumberMention | DateMention>(m: T): T => {
    const of = ownerOf(text, m.at, persons);
    return of === undefined ? m : { ...m, of };
  };
  return [...persons, ...numbers.map(owned), ...dates.map((d): DateMention => owned(d))].sort((a, b) => a.at[0] - b.at[0]);
}

function overlaps(a: readonly [number, number], b: readonly [number, number]): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

/** Below one year: 0 years. */
function findInfants(text: string): NumberMention[] {
  return [...text.matchAll(INFANT)].map((m) => ({ kind: "number", value: 0, unit: "岁", at: [m.index, m.index + m[0].length] }));
}

/** 半年, 半个月 on their own; 两年半 belongs to its number. */
function findHalves(text: string): NumberMention[] {
  return [...text.matchAll(/(?<![一二两三四五六七八九十百几多\d年月])半(年|个月)/g)]
    .map((m) => ({ kind: "number", value: 0.5, unit: m[1]!, at: [m.index, m.index + m[0].length] }));
}

function numberMention(text: string, run: NumberRun, persons: readonly PersonMention[]): NumberMention | null {
  const rough = ROUGH.exec(text.slice(run.end))?.[0] ?? "";
  const after = text.slice(run.end + rough.length, run.end + rough.length + 4);
  const unit = UNITS.find(([written]) => after.startsWith(written));
  const end = run.end + (unit ? rough.length + unit[0].length : 0);
  if (unit?.[1] === "岁") return { kind: "number", value: ageReached(text, run), unit: "岁", at: [run.start, end] };
  if (!unit && isBareAge(text, run, persons)) return { kind: "number", value: ageReached(text, run), unit: "岁", at: [run.start, run.end] };
  // 一 before a measure word (一张, 一个) counts nothing that matters, except time and money.
  if (run.written === "一" && unit && ["个", "张", "本", "次", "份", "套"].includes(unit[1])) return null;
  if (!unit && run.written.length === 1 && !/\d/.test(run.written) && text.length > run.written.length + 1) return null;
  return { kind: "number", value: withHalf(text, run, unit), unit: unit?.[1] ?? moneyUnit(run), at: [run.start, end] };
}

/** 两年半 = 2.5. */
function withHalf(text: string, run: NumberRun, unit: readonly [string, string] | undefined): number {
  if (!unit || !["年", "个月"].includes(unit[1])) return run.value;
  return text.startsWith("半", run.end + unit[0].length) ? run.value + 0.5 : run.value;
}

/** A number that ends in 万 without a unit is money (二十万). */
function moneyUnit(run: NumberRun): string {
  return run.written.endsWith("万") && run.written.length > 1 ? "元" : "";
}

function ageReached(text: string, run: NumberRun): number {
  const whole = Math.floor(run.value);
  return NOT_YET.test(text.slice(Math.max(0, run.start - 5), run.start)) ? Math.max(0, whole - 1) : whole;
}

function isBareAge(text: string, { value, start, end }: NumberRun, persons: readonly PersonMention[]): boolean {
  if (value < BARE_AGE.youngest || value > BARE_AGE.oldest || !BARE_AGE_AFTER.test(text.slice(end))) return false;
  return persons.length > 0 || start === 0 || /我|俺|咱|老|今年/.test(text.slice(Math.max(0, start - 8), start));
}

/** The relative right behind (三岁的娃), else the last one before in the same clause, else the speaker. */
function ownerOf(text: string, at: readonly [number, number], persons: readonly PersonMention[]): Kin | undefined {
  const behind = persons.find((p) => p.at[0] >= at[1] && p.at[0] - at[1] <= OWNER_BEHIND && /^(?:多|半|大|了|左右|生)?的?(?:小|老|男|女)?$/.test(text.slice(at[1], p.at[0])));
  if (behind) return behind.kin;
  const before = persons.filter((p) => p.at[1] <= at[0] && at[0] - p.at[1] <= OWNER_BEFORE && !CLAUSE_END.test(text.slice(p.at[1], at[0]))).at(-1);
  const between = text.slice(Math.max(0, before?.at[1] ?? 0, at[0] - OWNER_BEFORE), at[0]);
  if (SELF_BEFORE.test(between)) return "self";
  return before?.kin;
}
