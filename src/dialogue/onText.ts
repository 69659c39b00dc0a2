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
import { roleOf } from "../domain/facts.ts";
import type { Guide } from "../domain/guide.ts";
import type { Match } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { neededPaper, pointed } from "./aboutPaper.ts";
import { answerReply, explainItem, giveFacts, handOff, howToGet, lackHint, mark, say } from "./acts.ts";
import { commandIn, isCorrection, isQuestion, isRequest, namesDanger } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { namePosition, resolveMarks, type Mark } from "./marks.ts";
import { onAct } from "./onClick.ts";
import { outcomeIn, tellOutcome } from "./onReturn.ts";
import { resolveFacts, type Resolved } from "./resolve.ts";
import { activeTrip, toBring, tripItems } from "./trip.ts";
import { aboutService, LEAVING_SCORE, notOurs, onClarify, talk } from "./onService.ts";
import { wording } from "./wording.ts";

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
  // A guide that was withdrawn in the middle: what is asked about it gets the message, unless the words name another.
  if (step.kind === "unwritten" && draft.edition.services.get(step.service)?.withdrawn !== undefined
    && isQuestion(normal) && !(match.decision === "answer" && match.guides[0] !== step.service)) return [];
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
