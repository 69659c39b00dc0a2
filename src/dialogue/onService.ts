/**
 * Words that ask for a service, or for none of ours: choose it, ask which, offer a journey, point elsewhere, or admit
 * that they were not understood.
 */
import type { Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import type { Match } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { chooseGuide, say } from "./acts.ts";
import { isQuestion } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { offerJourney } from "./journeys.ts";
import { onAct } from "./onClick.ts";
import { wording } from "./wording.ts";

/** A match this sure may lead away from a question that waits for its answer. */
export const LEAVING_SCORE = 0.6;
/** A candidate this likely may be shown as "perhaps this one". */
const NEAR_SCORE = 0.05;
/** A candidate this likely may be chosen among the options of a clarifying question. */
const OPTION_SCORE = 0.2;
/** "多少钱" while "which one?" waits: remembered, and answered once that is known. */
const SHORT_ASIDE = 8;
/** After this many turns in a row that were not understood, a person is offered. */
const MISSES_BEFORE_HUMAN = 2;
/** Talk that is answered while a question or a paper waits; other acts are too easily mistaken for an answer. */
const TALK_WHILE_WAITING: ReadonlySet<string> = new Set(["human", "abuse", "anger", "injection", "thanks", "chat"]);

/** An answer to "which one do you mean?" */
export function onClarify(draft: Draft, said: Understanding, options: readonly string[]): Reply[] {
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
export function aboutService(draft: Draft, match: Match, said: Understanding): Reply[] {
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

/** None of ours, as far as the words tell. */
export function notOurs(draft: Draft, match: Match): Reply[] {
  const waiting = draft.step.kind === "ask" || draft.step.kind === "item";
  if (match.talk && (!waiting || TALK_WHILE_WAITING.has(match.talk))) {
    const replies = talk(draft, match.talk);
    const offer = draft.edition.talk.get(match.talk)?.offer;
    // 节哀 comes with the next step.
    if (offer !== undefined && !waiting && replies[0]) {
      return [{ ...replies[0], choices: [{ id: `guide:${offer}`, label: wording.goOther(serviceName(draft.edition, offer)) }] }];
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

/** The line of a talk act, if it has one. */
export function talk(draft: Draft, act: string): Reply[] {
  const lines = draft.edition.talk.get(act)?.say ?? [];
  const [line] = lines;
  return line ? [say(line)] : [];
}
