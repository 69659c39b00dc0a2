/**
 * Words: what they answer, ask, correct or open, in that order of precedence.
 *  1. danger and distress: the right channel at once
 *  2. steering (上一步, 重来, 转人工 …)
 *  3. an answer to what was asked, and anything volunteered
 *  4. a question about the service at hand
 *  5. another service
 *  6. a pointer, a polite line, or an honest "not understood"
 */
import type { Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { roleOf } from "../domain/facts.ts";
import type { Guide } from "../domain/guide.ts";
import type { Match } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { neededPaper, pointed } from "./aboutPaper.ts";
import { answerReply, chooseGuide, explainItem, giveFacts, handOff, howToGet, lackHint, mark, say } from "./acts.ts";
import { commandIn, isCorrection, isQuestion, isRequest, namesDanger } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { offerJourney } from "./journeys.ts";
import { namePosition, resolveMarks, type Mark } from "./marks.ts";
import { onAct } from "./onClick.ts";
import { outcomeIn, tellOutcome } from "./onReturn.ts";
import { resolveFacts, type Resolved } from "./resolve.ts";
import { activeTrip, toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** "多少钱" while "which one?" waits: remembered, and answered once that is known. */
const SHORT_ASIDE = 8;
/** A match this sure may lead away from a question that waits for its answer. */
const LEAVING_SCORE = 0.6;
/** A candidate this likely may be shown as "perhaps this one". */
const NEAR_SCORE = 0.05;
/** After this many turns in a row that were not understood, a person is offered. */
const MISSES_BEFORE_HUMAN = 2;
/** Talk that is answered while a question or a paper waits; other acts are too easily mistaken for an answer. */
const TALK_WHILE_WAITING: ReadonlySet<string> = new Set(["human", "abuse", "anger", "injection", "thanks", "chat"]);
/** A candidate this likely may be chosen among the options of a clarifying question. */
const OPTION_SCORE = 0.2;

export function onText(draft: Draft, said: Understanding): Reply[] {
  draft.add({ type: "UserSaid", said });
  const masked = said.masked.length > 0 ? [say(wording.masked(said.masked))] : [];
  if (said.normal.length === 0) return [...masked, ...(masked.length > 0 ? [] : [say(wording.empty)])];
  return [...masked, ...answerWords(draft, said)];
}

function answerWords(draft: Draft, said: Understanding): Reply[] {
  const { match, normal } = said;
  if (namesDanger("suicide", normal)) return talk(draft, "suicide");
  if (match.talk && namesDanger(match.talk, normal)) return talk(draft, match.talk);
  if (match.talk === "abuse" && match.decision === "none") return talk(draft, "abuse");
  if (draft.state.outcome === "asked") {
    const told = outcomeIn(normal);
    if (told) return tellOutcome(draft, told.done, told.lacked);
  }
  const command = commandIn(normal);
  if (command && !(command === "change" && resolvedNow(draft, said))) return onAct(draft, command);
  if (match.talk === "human" && match.decision === "none") return handOff(draft, "citizen asked");

  const step = draft.from;
  if (step.kind === "clarify") return onClarify(draft, said, step.options);
  if (step.kind === "switch") {
    if (said.short.ordinal !== null || said.short.yes || said.short.no) {
      return onAct(draft, said.short.ordinal === 2 ? "add" : said.short.no || said.short.ordinal === 3 ? "stay" : "switch");
    }
    if (/一起|都办|两件|都要/.test(normal)) return onAct(draft, "add");
    if (/接着|继续|先办原来|还是原来/.test(normal)) return onAct(draft, "stay");
    if (/先看|先办|就办这个|换/.test(normal)) return onAct(draft, "switch");
  }
  if (step.kind === "offer" && !isQuestion(normal)) {
    if (said.short.no) return onAct(draft, "no-walk");
    if (said.short.yes || /^(好|行|可以|要|看看|嗯|中|得|来吧)/.test(normal)) return onAct(draft, "walk");
    // Somebody who goes on telling has taken the offer: what is said is read as the first answer.
    if (!isRequest(normal)) draft.add({ type: "WalkStarted", guide: step.guide.id });
  }
  return aboutActive(draft, said) ?? (maybeLeaving(draft, match, normal) ? aboutService(draft, match, said) : notOurs(draft, match));
}

function resolvedNow(draft: Draft, said: Understanding): boolean {
  return (factsIn(draft, said)?.resolved.facts.length ?? 0) > 0;
}

function factsIn(draft: Draft, said: Understanding): { guide: Guide; resolved: Resolved } | null {
  const trip = activeTrip(draft.state);
  const guide = trip && draft.edition.guides.get(trip.guide);
  if (!trip || !guide) return null;
  const step = draft.step;
  const pending = step.kind === "ask" && step.guide === guide ? step.situation : null;
  const resolved = resolveFacts(guide, trip.facts, said, pending, trip.subject, draft.day);
  // An answer once given changes only when the words put it right, or when it is the one being asked.
  const correcting = isCorrection(said.normal);
  const facts = resolved.facts.filter((f) => trip.facts[f.fact] === undefined || f.fact === pending?.id || correcting);
  return { guide, resolved: { ...resolved, facts } };
}

/** What the words say about the service at hand; null when they seem to be about something else. */
function aboutActive(draft: Draft, said: Understanding): Reply[] | null {
  const found = factsIn(draft, said);
  if (!found) return null;
  const { guide, resolved } = found;
  const { match, normal } = said;
  const question = isQuestion(normal);
  const items = toBring(tripItems(draft.edition, draft.state, draft.day));
  const current = draft.from.kind === "item" ? draft.from.item : null;
  const walking = draft.from.kind === "item" || draft.from.kind === "done";
  const pending = draft.step.kind === "ask" ? draft.step.situation.id : null;
  const answersPending = resolved.facts.some((f) => f.fact === pending);
  // While a question waits, only papers that are named are ticked.
  const marks = walking ? resolveMarks(draft.edition, items, current, said)
    : resolved.facts.length === 0 && items.some((i) => namePosition(draft.edition, i, normal) >= 0) ? resolveMarks(draft.edition, items, null, said) : [];
  const needed = question ? neededPaper(draft, guide, normal) : null;
  if (needed) return needed;
  const elsewhere = otherService(draft, match) !== null && maybeLeaving(draft, match, normal);

  if (elsewhere && !answersPending && (marks.length === 0 || !walking)) return null;
  // "他自己去行吗" asks who may act; it tells nothing.
  if (question && match.aspect === "who" && /(行|可以|能|好)[^，。]{0,3}(吗|不|么|没)/.test(normal)) return [answerReply(draft, guide, "who", said)];
  const subject = changedSubject(draft, guide, said, resolved);
  if (resolved.facts.length > 0 || subject.length > 0) {
    const noted = [...subject, ...giveFacts(draft, resolved.facts)];
    return question && match.aspect !== "how" && (!answersPending || match.guides[0] === guide.id) ? [answerReply(draft, guide, match.aspect, said), ...noted] : noted;
  }
  if (current && !question && marks.length === 0 && /^(这|那)?(个|是|啥)/.test(normal) === false && said.short.yes && normal.length <= 3) return markAll(draft, [{ item: current.id, status: "have" }]);
  if (marks.length > 0) return markAll(draft, marks);
  const paper = question ? items.find((i) => namePosition(draft.edition, i, normal) >= 0) ?? pointed(draft, normal) : undefined;
  if (paper) return /怎么办|咋办|怎么弄|咋弄|去哪|哪里|哪儿|怎么开|怎么补|哪开/.test(normal) ? howToGet(draft, paper.id) : explainItem(draft, paper.id);
  if (question && (match.decision !== "answer" || match.guides[0] === guide.id)) {
    const reply = answerReply(draft, guide, match.aspect, said);
    if (match.aspect !== "how" || match.guides[0] === guide.id) return [reply];
  }
  if (match.decision === "answer" && match.guides[0] === guide.id && !question) return [];
  return null;
}

/** While a question or a paper waits, only a clear request leads away: a statement is taken as an answer first. */
function maybeLeaving(draft: Draft, match: Match, normal: string): boolean {
  const waiting = draft.step.kind === "ask" || draft.step.kind === "item";
  return !waiting || ((isQuestion(normal) || isRequest(normal)) && (match.candidates[0]?.score ?? 0) >= LEAVING_SCORE);
}

/** A service other than the one at hand that the words clearly ask for. */
function otherService(draft: Draft, match: Match): string | null {
  const [id] = match.guides;
  return match.decision === "answer" && id !== undefined && id !== draft.state.active ? id : null;
}

/** "不对，是我老婆": another person; what was said of the first one's person no longer counts. */
function changedSubject(draft: Draft, guide: Guide, said: Understanding, { subject, facts }: Resolved): Reply[] {
  const trip = activeTrip(draft.state)!;
  if (subject === null || subject === trip.subject) return [];
  const before = trip.subject;
  if (before !== null && !isCorrection(said.normal)) return [];
  draft.add({ type: "GuideChosen", guide: guide.id, aspect: trip.aspect, subject });
  if (before === null) return [];
  const given = new Set(facts.map((f) => f.fact));
  for (const fact of Object.keys(trip.facts)) {
    if (roleOf(fact) === "applicant" && !given.has(fact)) draft.add({ type: "FactWithdrawn", guide: guide.id, fact });
  }
  return [say("好，换成这位的情况，刚才关于前一位的回答不算了。")];
}

function markAll(draft: Draft, marks: readonly Mark[]): Reply[] {
  mark(draft, marks);
  const items = toBring(tripItems(draft.edition, draft.state, draft.day));
  const lacking = items.filter((i) => marks.some((m) => m.item === i.id && m.status === "lack"));
  if (marks.length === 1 && lacking[0]) return lackHint(draft, lacking[0]);
  if (marks.length > 1 && lacking.length > 0 && lacking.length <= 2) return lacking.flatMap((i) => lackHint(draft, i));
  return marks.length > 1 ? [say(wording.ok)] : [];
}

function onClarify(draft: Draft, said: Understanding, options: readonly string[]): Reply[] {
  const { match, short, normal } = said;
  const aspect = draft.state.clarify?.aspect ?? "how";
  const byOrdinal = short.ordinal !== null ? options[short.ordinal - 1] : undefined;
  const byMatch = match.candidates.filter((c) => options.includes(c.id) && c.score >= OPTION_SCORE)[0]?.id;
  const byName = options.find((id) => normal.length >= 2 && serviceName(draft.edition, id).includes(normal));
  const chosen = byOrdinal ?? byName ?? (match.decision === "answer" && !options.includes(match.guides[0] ?? "") ? undefined : byMatch);
  if (chosen) return chooseGuide(draft, chosen, match.aspect === "how" ? aspect : match.aspect, null, said);
  if (short.none || (short.no && normal.length <= 4)) return onAct(draft, "none");
  if (normal.length <= SHORT_ASIDE && isQuestion(normal) && (match.candidates[0]?.score ?? 0) < LEAVING_SCORE) {
    draft.add({ type: "ClarifyAsked", options, aspect: match.aspect });
    return [say(wording.clarifyFirst)];
  }
  return aboutService(draft, match, said);
}

/** A service, several, a clarifying question, a pointer or an honest miss. */
function aboutService(draft: Draft, match: Match, said: Understanding): Reply[] {
  const journey = match.journey ? draft.edition.journeys.get(match.journey) : undefined;
  if (journey && match.decision !== "answer") return [...care(draft, match), offerJourney(draft, journey, match.options)];
  if (match.decision === "clarify") {
    draft.add({ type: "ClarifyAsked", options: match.options, aspect: match.aspect });
    return [];
  }
  const [first, ...more] = match.guides;
  if (match.decision === "answer" && first !== undefined) {
    const inTrip = draft.state.trip.some((t) => t.guide === first);
    const busy = draft.from.kind === "ask" || draft.from.kind === "item";
    if (busy && !inTrip && more.length === 0) {
      draft.add({ type: "SwitchOffered", guide: first, aspect: match.aspect });
      return [];
    }
    for (const id of [...more].reverse()) {
      draft.add({ type: "GuideChosen", guide: id, aspect: match.aspect, subject: null });
      draft.add({ type: "WalkStarted", guide: id });
    }
    const several = more.length > 0 ? [say(`您要办 ${match.guides.length} 件事：${match.guides.map((g) => serviceName(draft.edition, g)).join("、")}。一趟办，同一张纸只带一次。`)] : [];
    return [...care(draft, match), ...several, ...chooseGuide(draft, first, askedAspect(said), null, said)];
  }
  return notOurs(draft, match);
}

/** A statement ("身份证到期了要换") asks for the way to do it, whatever its words resemble. */
function askedAspect({ match, normal }: Understanding): Match["aspect"] {
  return isQuestion(normal) || match.aspect === "materials" ? match.aspect : "how";
}

/** One humane sentence before the next step, where the words call for it. */
function care(draft: Draft, match: Match): Reply[] {
  return match.talk === "grief" ? talk(draft, "grief") : [];
}

function notOurs(draft: Draft, match: Match): Reply[] {
  const waiting = draft.step.kind === "ask" || draft.step.kind === "item";
  if (match.talk && (!waiting || TALK_WHILE_WAITING.has(match.talk))) {
    const replies = talk(draft, match.talk);
    const [near] = match.candidates;
    // 节哀 comes with the next step, when one is likely.
    if (match.talk === "grief" && replies.length > 0 && near && near.score >= NEAR_SCORE) {
      return [{ ...replies[0]!, choices: [{ id: `guide:${near.id}`, label: wording.goOther(serviceName(draft.edition, near.id)) }] }];
    }
    if (replies.length > 0) return replies;
  }
  const referral = match.referral ? draft.edition.referrals.get(match.referral) : undefined;
  if (referral) return [say(referral.say)];
  draft.add({ type: "Missed" });
  if (draft.state.misses >= MISSES_BEFORE_HUMAN) {
    return [{ kind: "unanswered", text: wording.unansweredTwice, choices: [{ id: "act:human", label: wording.human }] }];
  }
  const near = draft.from.kind === "start" ? match.candidates.slice(0, 3).filter((c) => c.score >= NEAR_SCORE) : [];
  return [{
    kind: "unanswered",
    text: near.length > 0 ? wording.unanswered : draft.from.kind === "start" ? wording.unansweredBare : wording.notAnAnswer,
    choices: near.map((c) => ({ id: `guide:${c.id}`, label: serviceName(draft.edition, c.id) })),
  }];
}

function talk(draft: Draft, act: string): Reply[] {
  const lines = draft.edition.talk.get(act)?.say ?? [];
  const [line] = lines;
  return line ? [say(line)] : [];
}
