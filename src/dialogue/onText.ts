/**
 * Words: what they answer, ask, correct or open, in that order of precedence.
 *  1. danger and distress: the right channel at once
 *  2. steering (上一步, 重来, 转人工 …)
 *  3. an answer to what was asked, and anything volunteered
 *  4. a question about the service at hand
 *  5. another service
 *  6. a pointer, a polite line, or an honest "not understood"
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Reply } from "../domain/conversation.ts";
import { NOT_KNOWN, roleOf, type FactId, type Situation } from "../domain/facts.ts";
import { situationOf, type Guide } from "../domain/guide.ts";
import type { Match } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { neededPaper, pointed, strangePaper } from "./aboutPaper.ts";
import { answerReply, giveFacts } from "./acts.ts";
import { commandIn, isCorrection, isQuestion, isRequest, namesDanger, tellsViolence } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { followUp, lackedJustNow } from "./followUps.ts";
import { handOff } from "./handOff.ts";
import { materialIn, namePosition, readMarks, type Mark, type ReadMarks } from "./marks.ts";
import { onAct, takeChoice } from "./onClick.ts";
import { outcomeIn, tellOutcome } from "./onReturn.ts";
import { resolveFacts, type Resolved } from "./resolve.ts";
import { closeSub, explainItem, howToGet, lackHint, mark, openSubChecklist } from "./papers.ts";
import { say } from "./reply.ts";
import { saidChoice } from "./saidChoice.ts";
import { openSub } from "./state.ts";
import { activeTrip, toBring, tripItems, walkedItems } from "./trip.ts";
import { nameAmong } from "../domain/spoken.ts";
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
  if (tellsViolence(normal)) return [...talk(draft, "domestic-violence"), ...(match.decision === "none" ? [] : aboutService(draft, match, said))];
  if (match.talk && namesDanger(match.talk, normal)) return talk(draft, match.talk);
  if (match.talk === "abuse" && match.decision === "none") return talk(draft, "abuse");
  if (draft.state.outcome === "asked") {
    const told = outcomeIn(normal);
    if (told) return tellOutcome(draft, told.done, told.lacked);
  }
  const command = commandIn(normal);
  if (command && !(command === "change" && resolvedNow(draft, said))) return onAct(draft, command);
  // "俺个人" answers who the applicant is; it asks for nobody.
  if (match.talk === "human" && match.decision === "none" && !resolvedNow(draft, said)) return handOff(draft, "citizen asked");

  const choice = saidChoice(draft, said);
  if (choice !== null) return takeChoice(draft, choice);
  const follow = followUp(draft, said);
  if (follow) return follow;
  if (draft.from.kind === "switch") {
    const taken = answerToSwitch(said);
    if (taken) return onAct(draft, taken);
    draft.passOver();
  }
  const step = draft.from;
  if (step.kind === "blocked" && (said.short.none || said.short.no)) return onAct(draft, "change");
  if (step.kind === "clarify") return onClarify(draft, said, step.options);
  if (step.kind === "offer" && !isQuestion(normal)) {
    if (said.short.no) return onAct(draft, "no-walk");
    if (said.short.yes || /^(好|行|可以|要|看看|嗯|中|得|来吧)/.test(normal)) return onAct(draft, "walk");
    // Somebody who goes on telling has taken the offer: what is said is read as the first answer.
    if (!isRequest(normal)) draft.add({ type: "WalkStarted", guide: step.guide.id });
  }
  // A guide that was withdrawn in the middle: what is asked about it gets the message, unless the words name another.
  if (step.kind === "unwritten" && draft.edition.services.get(step.service)?.withdrawn !== undefined
    && isQuestion(normal) && !(match.decision === "answer" && match.guides[0] !== step.service)) return [];
  return aboutActive(draft, said) ?? (maybeLeaving(draft, match, normal) ? aboutService(draft, match, said) : aboutOthers(draft, said) ?? notOurs(draft, said));
}

/** What is said to "先办它、一起办，还是接着办？"; null for words that go on as if nothing had been offered. */
function answerToSwitch({ short, normal }: Understanding): "switch" | "add" | "stay" | null {
  if (short.ordinal !== null) return short.ordinal === 2 ? "add" : short.ordinal === 3 ? "stay" : "switch";
  if (short.no) return "stay";
  if (short.yes) return "switch";
  if (/一起|都办|两件|都要/.test(normal)) return "add";
  if (/接着|继续|先办原来|还是原来/.test(normal)) return "stay";
  return /先看|先办|就办这个|换/.test(normal) ? "switch" : null;
}

/** Facts for another service of the trip than the one talked about. */
function aboutOthers(draft: Draft, said: Understanding): Reply[] | null {
  const context = draft.context?.guide;
  for (const t of draft.state.trip) {
    const guide = draft.edition.guides.get(t.guide);
    if (!guide || t.guide === context) continue;
    const facts = resolveFacts(guide, t.facts, said, null, t.subject, draft.day).facts.filter((f) => t.facts[f.fact] === undefined);
    if (facts.length > 0) return giveFacts(draft, facts, guide.id);
  }
  return null;
}

function resolvedNow(draft: Draft, said: Understanding): boolean {
  return (factsIn(draft, said)?.resolved.facts.length ?? 0) > 0;
}

function factsIn(draft: Draft, said: Understanding): { guide: Guide; resolved: Resolved } | null {
  const trip = draft.context;
  const guide = trip && draft.edition.guides.get(trip.guide);
  if (!trip || !guide) return null;
  const step = draft.step;
  // "要不要回老家" asks; it is not the answer 老家.
  const pending = step.kind === "ask" && step.guide === guide && !namesOtherPaper(draft, step.situation, said.normal) && !/要不要|用不用|需不需要|能不能|可不可以|行不行/.test(said.normal) ? step.situation : null;
  const resolved = resolveFacts(guide, trip.facts, said, pending, trip.subject, draft.day);
  // An answer once given changes only when the words put it right, or when it is the one being asked.
  const correcting = isCorrection(said.normal);
  const facts = resolved.facts.filter((f) => trip.facts[f.fact] === undefined || trip.facts[f.fact] === NOT_KNOWN || f.fact === pending?.id || correcting
    || contradicts(guide, f.fact, said.normal));
  return { guide, resolved: { ...resolved, facts } };
}

/** "户口本有" while something else is asked for with a yes or no: a tick, no answer. */
function namesOtherPaper(draft: Draft, { type, ask }: Situation, normal: string): boolean {
  const named = type === "yesno" ? materialIn(draft.edition, normal) : null;
  return named !== null && materialIn(draft.edition, ask) !== named
    && walkedItems(draft.edition, draft.state, draft.day).some((i) => namePosition(draft.edition, i, normal) >= 0);
}

/** Longest sentence that takes back a yes or a no without saying so. */
const CONTRADICTION = 10;

/** "没有身份证" after 有: a plain statement about a yes-or-no that was answered otherwise. */
function contradicts(guide: Guide, fact: FactId, normal: string): boolean {
  return normal.length <= CONTRADICTION && !isQuestion(normal) && situationOf(guide, fact)?.type === "yesno";
}

/** What the words say about the service at hand; null when they seem to be about something else. */
function aboutActive(draft: Draft, said: Understanding): Reply[] | null {
  const found = factsIn(draft, said);
  if (!found) return null;
  const { guide, resolved } = found;
  const { match, normal } = said;
  const question = isQuestion(normal);
  const items = walkedItems(draft.edition, draft.state, draft.day);
  const current = draft.from.kind === "item" ? draft.from.item : draft.from.kind === "done" ? lackedJustNow(draft) : null;
  const walking = draft.from.kind === "item" || draft.from.kind === "done";
  const pending = draft.step.kind === "ask" ? draft.step.situation.id : null;
  const answersPending = resolved.facts.some((f) => f.fact === pending);
  // While a question waits, only papers that are named are ticked.
  const asideOfSub = openSub(draft.state) !== undefined && draft.from.kind === "ask";
  const read = walking || asideOfSub || resolved.facts.length === 0 && items.some((i) => namePosition(draft.edition, i, normal) >= 0)
    ? ticksIn(draft, items, walking ? current : null, said) : NO_MARKS;
  const { marks } = read;
  const needed = question ? neededPaper(draft, guide, normal) ?? strangePaper(draft, match, normal) : null;
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
  if (current && !question && marks.length === 0 && /^(这|那)?(个|是|啥)/.test(normal) === false && said.short.yes && normal.length <= 3) return markAll(draft, { marks: [{ item: current.id, status: "have" }], unlisted: [] }, said);
  if (marks.length > 0 || read.unlisted.length > 0) return markAll(draft, read, said);
  const paper = question ? items.find((i) => namePosition(draft.edition, i, normal) >= 0) ?? pointed(draft, normal) : undefined;
  if (openSub(draft.state) && draft.from.kind === "ask" && /^(?:这个)?(?:怎么办|咋办|怎么弄)(?:这个|它)?/.test(normal)) return howToGet(draft, openSub(draft.state)!.item);
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
  // With a trip at hand, words that are no request and clearly no service are no reason to ask "which one?".
  if (!waiting && draft.state.trip.length > 0 && match.decision === "clarify" && !isQuestion(normal) && !isRequest(normal)) return false;
  return !waiting || ((isQuestion(normal) || isRequest(normal)) && (match.candidates[0]?.score ?? 0) >= LEAVING_SCORE);
}

/** A service other than the one at hand that the words clearly ask for. */
function otherService(draft: Draft, match: Match): string | null {
  const [id] = match.guides;
  return match.decision === "answer" && id !== undefined && id !== draft.state.active && id !== draft.context?.guide ? id : null;
}

/** "不对，是我老婆": another person; what was said of the first one's person no longer counts. */
function changedSubject(draft: Draft, guide: Guide, said: Understanding, { subject, facts }: Resolved): Reply[] {
  const trip = activeTrip(draft.state);
  if (!trip || openSub(draft.state) || trip.guide !== guide.id) return [];
  if (subject === null || subject === trip.subject) return [];
  const correcting = isCorrection(said.normal);
  if (trip.subject !== null && !correcting) return [];
  draft.add({ type: "GuideChosen", guide: guide.id, aspect: trip.aspect, subject });
  // Until now it was the speaker's own affair, or nobody had said whose.
  if (trip.subject === null && !correcting) return [];
  const given = new Set(facts.map((f) => f.fact));
  for (const fact of Object.keys(trip.facts)) {
    if (roleOf(fact) === "applicant" && !given.has(fact)) draft.add({ type: "FactWithdrawn", guide: guide.id, fact });
  }
  return [say("好，换成这位的情况，刚才关于前一位的回答不算了。")];
}

const NO_MARKS: ReadMarks = { marks: [], unlisted: [] };

/** Ticks of the list that is walked; a paper of the trip named while a sub-checklist is walked is ticked too. */
function ticksIn(draft: Draft, items: readonly ChecklistItem[], current: ChecklistItem | null, said: Understanding): ReadMarks {
  const subject = activeTrip(draft.state)?.subject ?? null;
  // While a sub-checklist asks, "除了合同都有" is about the list that was left.
  if (openSub(draft.state) && draft.from.kind === "ask") return readMarks(draft.edition, toBring(tripItems(draft.edition, draft.state, draft.day)), null, said, subject);
  const read = readMarks(draft.edition, items, current, said, openSub(draft.state) ? null : subject);
  if (read.marks.length > 0 || !openSub(draft.state)) return read;
  const outer = toBring(tripItems(draft.edition, draft.state, draft.day));
  return outer.some((i) => namePosition(draft.edition, i, said.normal) >= 0) ? readMarks(draft.edition, outer, null, said, subject) : read;
}

/** Up to this many ticks are named back one by one. */
const MOST_NAMED = 3;

function markAll(draft: Draft, { marks, unlisted }: ReadMarks, said: Understanding): Reply[] {
  mark(draft, marks);
  const left = openSub(draft.state) && draft.from.kind === "ask" && marks.length > 1 ? closeSub(draft) : [];
  const notListed = unlisted.map((name) => say(wording.neededNo(name)));
  const items = walkedItems(draft.edition, draft.state, draft.day).concat(toBring(tripItems(draft.edition, draft.state, draft.day)));
  const of = (m: Mark): ChecklistItem | undefined => items.find((i) => i.id === m.item);
  const lacking = marks.flatMap((m) => { const i = m.status === "lack" ? of(m) : undefined; return i ? [i] : []; });
  const [only] = marks.length === 1 ? lacking : [];
  if (only) return [...notListed, ...(draft.from.kind === "item" ? openSubChecklist(draft, only, said) : lackHint(draft, only))];
  if (marks.length === 1 && marks[0]?.status === "unsure") return [...notListed, say(wording.markedUnsure)];
  if (marks.length <= 1) return notListed;
  const all = toBring(tripItems(draft.edition, draft.state, draft.day));
  const mixed = new Set(marks.map((m) => m.status)).size > 1;
  const named = mixed && marks.length <= MOST_NAMED ? marks.flatMap((m) => { const i = of(m); return i ? [`${nameAmong(i, all)}${wording.markedAs[m.status]}`] : []; }) : [];
  const hints = lacking.length <= 2 ? lacking.flatMap((i) => lackHint(draft, i)) : [];
  return [...left, ...notListed, say(named.length > 0 ? wording.marked(named.join("，")) : wording.ok), ...hints];
}
