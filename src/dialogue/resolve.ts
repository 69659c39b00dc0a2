/**
 * What the words mean here: mentions and cue phrases → facts of the guide at hand, for the right person.
 * text/ found the ages, dates, relatives and yes or no; the guide's situations say which of them matter.
 */
import { addToDay, yearsBetween } from "../domain/days.ts";
import { roleOf, type Answer, type Day, type FactId, type Facts, type Kin, type Situation } from "../domain/facts.ts";
import { MAIN_ROLE, type Guide, type Role } from "../domain/guide.ts";
import { byShortAnswer, SAYS_NOTHING } from "./shortAnswers.ts";
import type { DateMention, NumberMention, Understanding, Whereabouts } from "../domain/understanding.ts";

export interface Resolved {
  readonly facts: readonly { readonly fact: FactId; readonly value: Answer }[];
  /** Whose affair it is, when a relative was named. */
  readonly subject: Kin | null;
}

/** Characters directly before a cue that turn it round. */
const NEGATORS = ["不是", "没有", "并非", "不", "没", "非", "无", "未", "冇", "唔", "别"];
/** A bare number of a person in this range is taken for an age. */
const MIN_BARE_AGE = 14;
const MAX_BARE_AGE = 110;
/** How far from a cue word a number may stand to belong to it, in characters. */
const CUE_REACH = 10;

/**
 * @param pending the situation that was asked last: only it may be answered by a bare yes, number or "第二个"
 * @returns facts in the guide's order; only what the words really say
 */
export function resolveFacts(
  guide: Guide, known: Facts, said: Understanding, pending: Situation | null, subject: Kin | null, day: Day,
): Resolved {
  const named = namedSubject(guide, said) ?? subject;
  const facts: { fact: FactId; value: Answer }[] = [];
  for (const { situation } of guide.situations) {
    const value = volunteered(guide, situation, notTaken(said, situation, pending), situation.id === pending?.id, named, day);
    if (value !== undefined && value !== known[situation.id]) facts.push({ fact: situation.id, value });
  }
  const asks = guide.situations.some((s) => s.situation.id === HOUSEHOLD_PLACE && s.shared === true);
  if (asks && said.whereabouts && !facts.some((f) => f.fact === HOUSEHOLD_PLACE)) {
    const value = sameProvince(said.whereabouts) ? "local" : "other";
    if (value !== known[HOUSEHOLD_PLACE]) facts.push({ fact: HOUSEHOLD_PLACE, value });
  }
  facts.push(...whoActs(guide, known, said.normal).filter((f) => !facts.some((g) => g.fact === f.fact)));
  // Words that said something else are not read as a short answer on top of it.
  if (pending && facts.every((f) => known[f.fact] !== undefined)) {
    const value = byShortAnswer(pending, said);
    if (value !== undefined && value !== known[pending.id]) facts.push({ fact: pending.id, value });
  }
  if (pending && facts.length === 0 && !/[吗么?？]|怎么|多少/.test(said.normal)) facts.push(...answersLater(guide, known, said, pending));
  return { facts, subject: namedSubject(guide, said) };
}

/** A number that answers the question asked, and is nobody's by name, says nothing of another person's age. */
function notTaken(said: Understanding, situation: Situation, pending: Situation | null): Understanding {
  if (pending === null || pending.id === situation.id || pending.type !== "number" || situation.type !== "number" || pending.unit !== situation.unit) return said;
  return { ...said, mentions: said.mentions.filter((m) => m.kind !== "number" || m.of !== undefined) };
}

/** The shared situation "在户口所在的省办，还是在外省办？": two places tell it. */
const HOUSEHOLD_PLACE = "household.place";

/** The first two digits of an adcode are its province. */
const sameProvince = ({ household, here }: Whereabouts): boolean => household.slice(0, 2) === here.slice(0, 2);

/** "她自己去不了，我去", "我替我爸办": somebody else acts, and the person does not come. */
const SENT = /(?:我|俺|儿子|女儿|家里人|家人|别人|孩子)[^，。]{0,3}(?:替|帮|代)[^，。]{0,5}(?:去|办|跑|领|取)|(?:他|她|本人|自己|老人|老人家|爸|妈|爹|娘|奶奶|爷爷)[^，。]{0,4}(?:去不了|来不了|去不成|走不动|下不了床|不方便(?:去|来))|代办|托(?:人|我|别人|家里)/;

/** Facts about who acts, where the guide asks for them and no words of its own told: `agent.*` yes, the person's own coming no. */
function whoActs(guide: Guide, known: Facts, normal: string): { fact: FactId; value: Answer }[] {
  // "能替他办吗" asks; "我怎么替他办" tells.
  if (!SENT.test(normal) || /[吗么?？]|能不能|可不可以|行不行/.test(normal.replace(/怎么|什么/g, ""))) return [];
  const main = mainRole(guide);
  return guide.situations.flatMap(({ situation: { id, type } }): { fact: FactId; value: Answer }[] => {
    if (type !== "yesno" || known[id] !== undefined) return [];
    if (roleOf(id) === "agent") return [{ fact: id, value: true }];
    return id === `${main}.comes` || id === `${main}.goes` ? [{ fact: id, value: false }] : [];
  });
}

/** Shortest reply word that is recognised ahead of its question. */
const LATER_CUE = 2;

/** An answer to a question that comes later, in words that mean it only as an answer ("我陪他去"): the only one they fit. */
function answersLater(guide: Guide, known: Facts, said: Understanding, pending: Situation): { fact: FactId; value: Answer }[] {
  const found = guide.situations.filter(({ situation, assume }) => assume === undefined && situation !== pending && known[situation.id] === undefined && situation.type === "choice")
    .flatMap(({ situation }) => {
      const options = situation.options.filter((o) => o.reply.some((cue) => cue.length >= LATER_CUE && findCue(said.normal, cue)?.negated === false));
      return options.length === 1 ? [{ fact: situation.id, value: options[0]!.id }] : [];
    });
  return found.length === 1 ? found : [];
}

function volunteered(
  guide: Guide, situation: Situation, said: Understanding, pending: boolean, subject: Kin | null, day: Day,
): Answer | undefined {
  return situation.type === "choice" ? choiceByCue(situation, said, pending)
    : situation.type === "yesno" ? yesNoByCue(situation, said.normal, pending)
    : situation.type === "number" ? numberFor(guide, situation, said, pending, subject, day)
    : dateFor(guide, situation, said, pending, subject, day);
}

interface CueHit {
  readonly option: string;
  readonly length: number;
  readonly negated: boolean;
  /** The words mean it anywhere; the others only in answer to the question. */
  readonly anywhere: boolean;
}

/** The option whose longest cue stands in the words un-negated; undefined when two are equally strong. */
function choiceByCue(situation: Situation, said: Understanding, pending: boolean): string | undefined {
  const hits: CueHit[] = [];
  for (const option of situation.options) {
    // A label of one character ("有") is in half of all sentences: it counts only as an answer.
    const labels = [option.label, ...labelParts(option.label)].filter((l) => pending || l.length > 1);
    const cues = [...[...option.say, ...labels].map((cue) => ({ cue, anywhere: true })),
      ...(pending ? option.reply : []).map((cue) => ({ cue, anywhere: false }))];
    for (const { cue, anywhere } of cues) {
      const hit = anywhere || !isLostIn(said.normal, cue) ? findCue(said.normal, cue) : null;
      if (hit) hits.push({ option: option.id, length: cue.length, negated: hit.negated, anywhere });
    }
  }
  // "我是外公，我带他去": 外公 says who it is, 我带 only that somebody goes.
  const plain = hits.filter((h) => !h.negated).sort((a, b) => b.length - a.length || Number(b.anywhere) - Number(a.anywhere));
  const best = plain[0];
  if (best) {
    const rival = plain.find((h) => h.option !== best.option);
    return rival && rival.length === best.length && !pending ? undefined : best.option;
  }
  // With two options, denying one means the other – but only when it was just asked.
  const [denied] = hits;
  if (pending && denied && situation.options.length === 2) return situation.options.find((o) => o.id !== denied.option)?.id;
  return undefined;
}

/** A label without its brackets also counts when said word for word. */
function labelParts(label: string): string[] {
  const bare = label.replace(/（.*?）/g, "");
  return bare !== label && bare.length >= 2 ? [bare] : [];
}

function yesNoByCue(situation: Situation, normal: string, pending: boolean): boolean | undefined {
  const replies = (cues: readonly string[]): readonly string[] => pending ? cues.filter((cue) => !isLostIn(normal, cue)) : [];
  const hits = [
    ...[...situation.yes, ...replies(situation.replyYes)].flatMap((cue) => { const h = findCue(normal, cue); return h ? [{ value: !h.negated, length: cue.length }] : []; }),
    ...[...situation.no, ...replies(situation.replyNo)].flatMap((cue) => { const h = findCue(normal, cue); return h && !h.negated ? [{ value: false, length: cue.length + 1 }] : []; }),
  ];
  return hits.sort((a, b) => b.length - a.length)[0]?.value;
}

/** Characters that may stand around them in an answer: 哦, 都没有的, 那没有啊. */
const AROUND = 3;

function isLostIn(text: string, cue: string): boolean {
  return SAYS_NOTHING.test(cue) && text.replace(/[\s\p{P}]/gu, "").length > cue.length + AROUND;
}

function findCue(text: string, cue: string): { negated: boolean } | null {
  const at = text.indexOf(cue.toLowerCase());
  if (at < 0) return null;
  const before = text.slice(Math.max(0, at - 2), at);
  return { negated: NEGATORS.some((n) => before.endsWith(n)) };
}

function numberFor(
  guide: Guide, situation: Situation, said: Understanding, pending: boolean, subject: Kin | null, day: Day,
): number | undefined {
  const role = roleFor(guide, situation.id);
  const candidates = said.mentions.flatMap((m) => {
    if (m.kind === "number") {
      const value = inUnit(m, situation.unit ?? "", pending);
      return value === undefined || !fits(m, role, subject, pending, guide) ? [] : [{ value, at: m.at[0] }];
    }
    if (m.kind === "date" && situation.unit === "岁" && isBirth(said.normal, m) && fits(m, role, subject, pending, guide)) {
      return [{ value: yearsBetween(m.value, day), at: m.at[0] }];
    }
    return [];
  }).filter((c) => (situation.min === undefined || c.value >= situation.min) && (situation.max === undefined || c.value <= situation.max));
  const [only] = candidates;
  if (!only) return undefined;
  const rivals = guide.situations.filter((s) => s.situation.type === "number" && s.situation.unit === situation.unit
    && sameRole(s.situation.id, situation.id));
  if (rivals.length > 1 || situation.unit !== "岁") {
    const near = candidates.find((c) => situation.cues.some((cue) => isNear(said.normal, cue, c.at)));
    return near?.value ?? (pending ? only.value : undefined);
  }
  return only.value;
}

function dateFor(
  guide: Guide, situation: Situation, said: Understanding, pending: boolean, subject: Kin | null, day: Day,
): string | undefined {
  const role = roleFor(guide, situation.id);
  for (const m of said.mentions) {
    if (m.kind !== "date" || !fits(m, role, subject, pending, guide)) continue;
    if (pending || situation.cues.some((cue) => isNear(said.normal, cue, m.at[0]))) return m.value;
  }
  // "三岁" tells a birthday well enough for rules in years only when nothing better was asked; a pending date takes it.
  if (!pending || !/born|birth/.test(situation.id)) return undefined;
  const age = said.mentions.find((m): m is NumberMention => m.kind === "number" && m.unit === "岁");
  return age ? addToDay(day, { years: -age.value, days: -1 }) : undefined;
}

const isBirth = (normal: string, m: DateMention): boolean =>
  /^.{0,3}(生|出生)/.test(normal.slice(m.at[1])) || /(出生|生日|生于).{0,3}$/.test(normal.slice(0, m.at[0]));

/** The value in the situation's unit; a bare number counts only as the answer to a pending question. */
function inUnit(m: NumberMention, unit: string, pending: boolean): number | undefined {
  if (m.unit === unit) return m.value;
  // "我老婆 30，我 28": a bare number of a person is an age.
  if (m.unit === "") return pending || (unit === "岁" && m.of !== undefined && m.value >= MIN_BARE_AGE && m.value <= MAX_BARE_AGE) ? m.value : undefined;
  if (unit === "年" && m.unit === "个月") return m.value / 12;
  if (unit === "个月" && m.unit === "年") return m.value * 12;
  if (unit === "元" && m.unit === "万元") return m.value * 10_000;
  if (unit === "万元" && m.unit === "元") return m.value / 10_000;
  return undefined;
}

/** Whether a mention can be about this role: the child's age never answers for the parent. */
function fits(m: NumberMention | DateMention, role: Role | null, subject: Kin | null, pending: boolean, guide: Guide): boolean {
  if (m.of === undefined) return pending || role === null || role.id === mainRole(guide) || guide.roles.length === 1 || role.kin.length > 0;
  if (role === null) return true;
  if (role.id !== mainRole(guide)) return role.kin.includes(m.of);
  if (role.kin.includes(m.of)) return true;
  const claimed = guide.roles.some((r) => r !== role && m.of !== undefined && r.kin.includes(m.of));
  return !claimed && (subject === null || subject === m.of);
}

/** Whose affair the service is: the applicant, or the role that the guide names first (an elder, an owner). */
function mainRole(guide: Guide): string {
  return guide.roles.some((r) => r.id === MAIN_ROLE) ? MAIN_ROLE : guide.roles[0]?.id ?? MAIN_ROLE;
}

function roleFor(guide: Guide, fact: FactId): Role | null {
  return guide.roles.find((r) => r.id === roleOf(fact)) ?? null;
}

const sameRole = (a: FactId, b: FactId): boolean => roleOf(a) === roleOf(b);

function isNear(text: string, cue: string, at: number): boolean {
  for (let i = text.indexOf(cue); i >= 0; i = text.indexOf(cue, i + 1)) if (Math.abs(i - at) <= CUE_REACH) return true;
  return false;
}

/** The relative whose affair it is: the first who is not claimed by another role of the guide. */
function namedSubject(guide: Guide, said: Understanding): Kin | null {
  const claimed = new Set(guide.roles.filter((r) => r.id !== mainRole(guide)).flatMap((r) => r.kin));
  // "我17岁，我妈陪我去": the speaker's own affair, and who comes along is not whose it is.
  if (said.mentions.some((m) => m.kind === "number" && m.unit === "岁" && m.of === "self")) return null;
  const person = said.mentions.find((m) => m.kind === "person" && m.kin !== "self" && !claimed.has(m.kin)
    && !/^(陪|带|领|跟我|和我|一起|同意)/.test(said.normal.slice(m.at[1])));
  return person?.kind === "person" ? person.kin : null;
}
