/**
 * A conversation's events → what went wrong in it. Pure: the same events at the same time give the same misses, so a
 * conversation may be read again whenever it has grown.
 */
import { isCorrection } from "../../dialogue/commands.ts";
import type { ConversationEvent, EventBody, ReplyKind } from "../../domain/conversation.ts";
import { LONGEST_TEXT, MOST_CANDIDATES, type Miss, type MissKind } from "./miss.ts";

/** Whoever has not answered "which one?" for this long, in milliseconds, has gone. */
export const ABANDONED_AFTER = 30 * 60_000;
/** What is chosen within so many turns after a miss is what was wanted. */
const WENT_WITHIN = 3;

type Of<T extends EventBody["type"]> = Extract<EventBody, { type: T }>;

interface Turn {
  readonly number: number;
  readonly events: readonly ConversationEvent[];
  readonly said: { readonly event: ConversationEvent; readonly body: Of<"UserSaid"> } | null;
}

interface Where {
  readonly conversation: string;
  readonly region: string | null;
  readonly channel: string;
  readonly edition: string;
}

/** @param now epoch milliseconds: whoever has not come back by then has gone */
export function deriveMisses(conversation: string, events: readonly ConversationEvent[], now: number): readonly Miss[] {
  const turns = turnsOf(events);
  const misses: Miss[] = [];
  let where: Where = { conversation, region: null, channel: "", edition: "" };
  let before: readonly ReplyKind[] = [];
  turns.forEach((turn, i) => {
    where = moved(where, turn);
    const later = turns.slice(i + 1, i + 1 + WENT_WITHIN);
    const found = ofWords(turn, turns[i + 1] ?? null, later, before, now - (events.at(-1)?.at ?? now));
    if (found && turn.said) misses.push(asMiss(where, turn.said, found));
    misses.push(...told(where, turns, i));
    before = kindsOf(turn) ?? before;
  });
  return once(misses);
}

interface Found {
  readonly kind: MissKind;
  readonly answered?: string | null;
  readonly went?: string | null;
  readonly options?: readonly string[];
}

/** What went wrong with the words of a turn, if anything did. */
function ofWords(turn: Turn, next: Turn | null, later: readonly Turn[], before: readonly ReplyKind[], quiet: number): Found | null {
  if (!turn.said || one(turn, "SwitchDeclined")) return null;
  if (one(turn, "Missed")) {
    // A question of ours was waiting: these words answer it, they ask for no service.
    const waiting = before.some((kind) => kind === "ask" || kind === "item");
    return { kind: waiting ? "unread" : "unanswered", went: wentTo(later, null) };
  }
  const clarify = one(turn, "ClarifyAsked");
  if (clarify) {
    if (next && one(next, "SwitchDeclined") && one(next, "Missed")) return { kind: "none-fit", options: clarify.options, went: wentTo(later.slice(1), null) };
    const left = next ? one(next, "Restarted") !== null : quiet >= ABANDONED_AFTER;
    return left ? { kind: "abandoned", options: clarify.options, went: wentTo(later.slice(1), null) } : null;
  }
  const chosen = one(turn, "GuideChosen");
  if (chosen && later.some((t) => takesBack(t, turn, t === next))) {
    return { kind: "corrected", answered: chosen.guide, went: wentTo(later, chosen.guide) };
  }
  return null;
}

/** 上一步 on that very turn; or right after it: 重来, or words that put it right and lead elsewhere. */
function takesBack(later: Turn, turn: Turn, isNext: boolean): boolean {
  if (all(later, "Undone").some((u) => u.turn === turn.number)) return true;
  if (!isNext) return false;
  if (one(later, "Restarted")) return true;
  const chosen = one(later, "GuideChosen");
  return chosen !== null && chosen.guide !== one(turn, "GuideChosen")?.guide && later.said !== null && isCorrection(later.said.body.said.normal);
}

function wentTo(later: readonly Turn[], not: string | null): string | null {
  for (const turn of later) {
    const chosen = one(turn, "GuideChosen");
    if (chosen && chosen.guide !== not) return chosen.guide;
  }
  return null;
}

/** What the person told of an answer, a paper or the trip, and what an agent put right. */
function told(where: Where, turns: readonly Turn[], at: number): Miss[] {
  return turns[at]!.events.flatMap((event): Miss[] => {
    const { body } = event;
    if (body.type === "FeedbackGiven" && body.verdict !== "useful") {
      const about = turns.slice(0, at + 1).findLast((t) => "seq" in body.about ? t.events.some((e) => "seq" in body.about && e.seq === body.about.seq) : one(t, "GuideChosen") !== null);
      const upTo = turns.slice(0, about ? turns.indexOf(about) + 1 : at);
      const asked = upTo.findLast((t) => t.said !== null)?.said ?? null;
      const item = "item" in body.about ? body.about.item : null;
      const found = { kind: body.verdict === "wrong" ? "wrong" : "useless", answered: activeIn(upTo) } as const;
      return [{ ...asMissOrBlank(where, asked, found), ...ownPlace(where, event), item, note: body.reason }];
    }
    if (body.type === "AnswerFound") {
      // What the agent says was asked: those words, else the last ones.
      const from = turns.slice(0, at + 1).findLastIndex((t) => t.said?.body.said.text === body.query);
      const asked = from >= 0 ? turns[from]!.said : lastSaid(turns, at);
      const since = turns.slice(Math.max(0, asked ? turns.findIndex((t) => t.said === asked) : at), at + 1);
      const found = { kind: "override", answered: chosenIn(since).findLast((id) => id !== body.guide) ?? null, went: body.guide } as const;
      return [{ ...asMissOrBlank(where, asked, found), ...ownPlace(where, event), text: body.query.slice(0, LONGEST_TEXT), normal: body.query.slice(0, LONGEST_TEXT) }];
    }
    if (body.type === "SuggestionJudged" && body.kind === "service" && body.verdict === "rejected") {
      const found = { kind: "override", answered: body.ref, went: wentTo(turns.slice(at + 1, at + 1 + WENT_WITHIN), body.ref) } as const;
      return [{ ...asMissOrBlank(where, lastSaid(turns, at), found), ...ownPlace(where, event) }];
    }
    if (body.type === "OutcomeTold" && body.done === false) {
      return [{ ...blank(where, { kind: "lacked", answered: activeIn(turns.slice(0, at)) }), ...ownPlace(where, event), note: body.lacked }];
    }
    return [];
  });
}

/** The words said last, up to and with a turn. */
function lastSaid(turns: readonly Turn[], at: number): Turn["said"] {
  return turns.slice(0, at + 1).findLast((t) => t.said !== null)?.said ?? null;
}

function asMissOrBlank(where: Where, said: Turn["said"], found: Found): Miss {
  return said ? asMiss(where, said, found) : blank(where, found);
}

function activeIn(turns: readonly Turn[]): string | null {
  return chosenIn(turns).at(-1) ?? null;
}

function chosenIn(turns: readonly Turn[]): string[] {
  return turns.flatMap((t) => all(t, "GuideChosen").map((c) => c.guide));
}

function asMiss(where: Where, { event, body: { said } }: { event: ConversationEvent; body: Of<"UserSaid"> }, found: Found): Miss {
  return {
    ...blank(where, found), ...ownPlace(where, event), text: said.text.slice(0, LONGEST_TEXT), normal: said.normal.slice(0, LONGEST_TEXT),
    region: said.place ?? where.region, decision: said.match.decision, aspect: said.match.aspect, candidates: said.match.candidates.slice(0, MOST_CANDIDATES),
  };
}

function blank({ conversation, ...where }: Where, { kind, answered = null, went = null, options = [] }: Found): Miss {
  return {
    ...where, conversation, kind, answered, went, options, id: "", seq: 0, at: 0, text: "", normal: "", decision: null, aspect: null, candidates: [], item: null, note: null,
  };
}

function ownPlace({ conversation }: Where, { seq, at }: ConversationEvent): Pick<Miss, "id" | "seq" | "at"> {
  return { id: `${conversation}.${seq}`, seq, at };
}

function moved(where: Where, turn: Turn): Where {
  for (const { body } of turn.events) {
    if (body.type === "Started") where = { ...where, region: body.region, channel: body.channel, edition: body.edition };
    if (body.type === "RegionChosen") where = { ...where, region: body.region };
    if (body.type === "EditionChanged") where = { ...where, edition: body.edition };
  }
  return where;
}

function turnsOf(events: readonly ConversationEvent[]): readonly Turn[] {
  const turns = new Map<number, ConversationEvent[]>();
  for (const event of events) turns.set(event.turn, [...turns.get(event.turn) ?? [], event]);
  return [...turns].map(([number, own]): Turn => {
    const said = own.flatMap((event) => event.body.type === "UserSaid" ? [{ event, body: event.body }] : [])[0] ?? null;
    return { number, events: own, said };
  });
}

/** The kinds of the turn's replies; null where feedback was thanked for, which leaves what waits as it was. */
function kindsOf(turn: Turn): readonly ReplyKind[] | null {
  if (one(turn, "FeedbackGiven")) return null;
  return one(turn, "Replied")?.replies.map((r) => r.kind) ?? null;
}

function all<T extends EventBody["type"]>(turn: Turn, type: T): readonly Of<T>[] {
  return turn.events.flatMap(({ body }) => body.type === type ? [body as Of<T>] : []);
}

function one<T extends EventBody["type"]>(turn: Turn, type: T): Of<T> | null {
  return all(turn, type)[0] ?? null;
}

/** Somebody who says the same again costs one person, not two. */
function once(misses: readonly Miss[]): readonly Miss[] {
  const seen = new Set<string>();
  return misses.filter(({ kind, normal, item, answered, note }) => {
    const key = JSON.stringify([kind, normal, item, normal === "" ? answered : "", note]);
    return !seen.has(key) && seen.add(key);
  });
}
