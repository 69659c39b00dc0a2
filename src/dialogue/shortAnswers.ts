/**
 * Short answers to the question that was just asked: 是, 第二个, 都不是, 不知道, "执照已经拿到了", "买了六年了".
 * They mean something only because the question is known.
 */
import { NOT_KNOWN, type Answer, type Situation } from "../domain/facts.ts";
import type { NumberMention, Understanding } from "../domain/understanding.ts";

/** Words like 没有 or 都有 say nothing by themselves: in a longer sentence they speak of something else (火化证还没有). */
export const SAYS_NOTHING = /^[有没无是不都还也的了要用行]+$/;

/** 是 / 不是 / 第二个 / 都不是 / 不知道, for the situation that was asked. */
export function byShortAnswer(situation: Situation, said: Understanding): Answer | undefined {
  const { short, normal } = said;
  if (short.unsure) return NOT_KNOWN;
  if (situation.type === "yesno") return short.yes && !/^(好|好的|行|行吧|好吧)$/.test(normal) ? true : short.no || short.none ? false : plainYesNo(situation, normal);
  if (situation.type !== "choice") return undefined;
  if (short.ordinal !== null) return situation.options[short.ordinal - 1]?.id;
  const none = situation.options.find((o) => o.id === "none" || /^(都不是|都没有|没有|以上都不是|不是)/.test(o.label));
  if ((short.none || short.no) && none && isBareDenial(normal)) return none.id;
  // 是 / 否 answer a choice of two whose labels begin so.
  const byLabel = (yes: boolean) => situation.options.find((o) => (yes ? /^(是|有|对|会)/ : /^(不|没|否|无)/).test(o.label))?.id;
  // … of two that are each other's contrary: "有了" is no "有住处" among "上班" and "上学".
  const contrary = byLabel(true) !== undefined && byLabel(false) !== undefined;
  if (short.yes && !short.no) return contrary ? byLabel(true) : undefined;
  if (short.no) return contrary ? byLabel(false) : undefined;
  return situation.options.find((o) => normal.length >= 2 && unspaced(o.label).includes(unspaced(normal)))?.id ?? byRange(situation, said) ?? abbreviated(situation, normal) ?? mostAlike(situation, normal);
}

/** "没有", "都不是这些": no more than the denial, or beginning with it; "火化证还没有" denies something else. */
function isBareDenial(normal: string): boolean {
  return unspaced(normal).length <= LONGEST_DENIAL || /^(?:那|哦|嗯|我|他|她|这)?(?:都|全|一个|以上|统统|还)?(?:不是|没有|没)/.test(normal);
}
const LONGEST_DENIAL = 5;

/** Longest answer that may be an option in short. */
const ABBREVIATED = 4;

/** "租房" for "有住处（租的房、买的房、宿舍）": the one option that holds its characters close together, in their order. */
function abbreviated(situation: Situation, normal: string): string | undefined {
  const text = unspaced(normal).replace(/[的了]/g, "");
  if (text.length < 2 || text.length > ABBREVIATED || /[没不吗]/.test(text)) return undefined;
  const within = new RegExp([...text].map((c) => c.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^，、（）]?"));
  const fitting = situation.options.filter((o) => [o.label, ...o.say, ...o.reply].some((phrase) => within.test(unspaced(phrase))));
  return fitting.length === 1 ? fitting[0]!.id : undefined;
}

/** "买了六年了" for the options 不满 2 年 / 满 2 年不满 5 年 / 满 5 年: the one option whose range holds the number. */
function byRange(situation: Situation, { mentions, normal }: Understanding): string | undefined {
  const ranges = situation.options.map((o) => ({ id: o.id, range: rangeOf(o.label) }));
  const number = mentions.find((m): m is NumberMention => m.kind === "number" && ranges.some((r) => r.range?.unit === m.unit));
  if (!number) return undefined;
  // "90 天内" lies below 90.
  const value = /^(以内|之内|内)/.test(normal.slice(number.at[1])) || /(不到|不满|没到|没满)$/.test(normal.slice(0, number.at[0])) ? number.value - 0.01 : number.value;
  const holding = ranges.filter(({ range }) => range && range.unit === number.unit && value >= range.from && value < range.to);
  return holding.length === 1 ? holding[0]!.id : undefined;
}

/** The range a label speaks of: 不满/不到/少于 N, 满/超过/N 以上, N 到 M; null when it speaks of none. */
function rangeOf(label: string): { from: number; to: number; unit: string } | null {
  const upper = /(?:不满|不到|少于|没满|未满)\s*(\d+)\s*(岁|年|个月|天|平方米|万元|元)/.exec(label)
    ?? /(\d+)\s*(岁|年|个月|天|平方米|万元|元)(?:以内|之内|内|以下)/.exec(label);
  const lower = /(?:^|[^不没未])(?:满|超过|多于)\s*(\d+)\s*(岁|年|个月|天|平方米|万元|元)/.exec(label) ?? /(\d+)\s*(岁|年|个月|天|平方米|万元|元)(?:以上|及以上)/.exec(label);
  const between = /(\d{1,9})\s?(?:岁|年|个月|天|平方米|万元|元)?\s?(?:到|至|—|-)\s?(\d{1,9})\s?(岁|年|个月|天|平方米|万元|元)/.exec(label);
  if (between) return { from: Number(between[1]), to: Number(between[2]), unit: between[3]! };
  if (!upper && !lower) return null;
  return { from: lower ? Number(lower[1]) : 0, to: upper ? Number(upper[1]) : Infinity, unit: (upper ?? lower)![2]! };
}

/** Labels are set with spaces round numbers ("90 天内"), people type without. */
const unspaced = (text: string): string => text.replace(/\s/g, "");

/** Longest statement that may be read as a plain yes or no. */
const PLAIN_LENGTH = 16;

/** "办了", "拿到了", "结清了": nothing but the doing. */
const BARE_DONE = 4;

/** "执照已经拿到了", "还没满": a short statement in answer to a yes-or-no question, read by its negation. */
function plainYesNo(situation: Situation, normal: string): boolean | undefined {
  if (normal.length > PLAIN_LENGTH || /[吗么?？]|怎么|咋|多少|哪|什么|啥|要不要/.test(normal)) return undefined;
  const sharesTopic = pairsOf(normal).some((p) => situation.ask.includes(p));
  if (/没|不|未|无|冇|唔|还早/.test(normal)) {
    if (/^(还|都|也)?(没|不|未|冇|唔)(有|拿到|办|领|到|满|开|交|弄|去|够|行|是|会|能|要|来)?[了的呢啊]*$/.test(normal)) return false;
    if (/(来|去|到)不了|不能(来|去)|没空|没时间/.test(normal) && /到场|去|来/.test(situation.ask)) return false;
    // "没有孩子" is no answer to "都谈好了吗": a denial must be bare or about what was asked.
    const about = [...normal.replace(/[没不未无冇唔还早有了的我是在就都呢啊]/g, "")];
    return about.length === 0 || about.some((c) => situation.ask.includes(c)) ? false : undefined;
  }
  // 好 is an acknowledgement, no fact.
  if (/^(好|好的|行|行吧|好吧)$/.test(normal)) return undefined;
  // "我带他去" is no yes to "孩子有没有身份证？": what is done must be what was asked.
  const presence = /(去|来|到场)了?$/.test(normal) && /去|来|到场/.test(situation.ask);
  const done = /(有|满|够|齐|办|拿到|完|结|去|来|到场|还清|交|买|到期)了?$/.exec(normal)?.[1];
  return sharesTopic && /已经|早|有|好了|了$/.test(normal) || /^(嗯|恩|对|是|有|好|行|可以|能|会|要|已经|早就|当然)/.test(normal)
    || presence || done !== undefined && (situation.ask.includes(done) || normal.length <= BARE_DONE && !/[我你他她]/.test(normal)) ? true : undefined;
}

/** How much of the shorter text's character pairs an option must share, and by how much it must lead the next. */
const ALIKE = 0.34;
const ALIKE_LEAD = 0.2;

/** The option that shares most character pairs with the words, when it clearly leads: "换了地址" for "经营地址变了". */
function mostAlike(situation: Situation, normal: string): string | undefined {
  const words = pairsOf(normal);
  if (words.length < 2 || /除了|都有|都带|都齐/.test(normal)) return undefined;
  const scored = situation.options.map((o) => ({
    id: o.id,
    score: Math.max(0, ...[o.label, ...o.say, ...o.reply].filter((phrase) => !SAYS_NOTHING.test(phrase)).map((phrase) => {
      const pairs = new Set(pairsOf(phrase));
      return words.filter((p) => pairs.has(p)).length / Math.max(1, Math.min(words.length, pairs.size));
    })),
  })).sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score >= ALIKE && best.score - (next?.score ?? 0) >= ALIKE_LEAD ? best.id : undefined;
}

function pairsOf(text: string): string[] {
  const bare = text.replace(/[\s，。？！、：；（）“”]/g, "");
  return Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2));
}
