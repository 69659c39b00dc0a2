/**
 * Words that were not understood: admitted once with a word on how to answer, then a person is offered, then the walk
 * moves on without that answer. Nobody is told the same thing twice, and nobody is stuck.
 */
import type { Choice, Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { NOT_KNOWN } from "../domain/facts.ts";
import type { Understanding } from "../domain/understanding.ts";
import type { Draft } from "./draft.ts";
import { resolveFacts } from "./resolve.ts";
import { findItem, itemName } from "./papers.ts";
import { say } from "./reply.ts";
import { openSub } from "./state.ts";
import { wording } from "./wording.ts";

/** A candidate this likely may be shown as "perhaps this one". */
const NEAR_SCORE = 0.05;
/** After this many turns in a row that were not understood, a person is offered. */
const MISSES_BEFORE_HUMAN = 2;

const HUMAN: Choice = { id: "act:human", label: wording.human };

export function missed(draft: Draft, said: Understanding): Reply[] {
  const extra = notNeeded(draft, said);
  if (extra && !saidLastTurn(draft)) return [extra];
  // A list within the list is left at once rather than insisted on.
  if (openSub(draft.state) && draft.from.kind === "ask") return leaveSub(draft);
  draft.add({ type: "Missed" });
  const { misses } = draft.state;
  if (misses > MISSES_BEFORE_HUMAN) return [moveOn(draft, misses)];
  if (misses === MISSES_BEFORE_HUMAN) return [{ kind: "unanswered", text: wording.unansweredTwice, choices: [HUMAN] }];
  const near = draft.from.kind === "start" ? said.match.candidates.slice(0, 3).filter((c) => c.score >= NEAR_SCORE) : [];
  return [{
    kind: "unanswered",
    text: near.length > 0 ? wording.unanswered : draft.from.kind === "start" ? wording.unansweredBare : `${wording.notAnAnswer}${howToAnswer(draft)}`,
    choices: near.map((c) => ({ id: `guide:${c.id}`, label: serviceName(draft.edition, c.id) })),
  }];
}

/** "30 岁" where no age is asked: heard, not needed – and no failure to understand. */
function notNeeded(draft: Draft, { mentions, place, normal }: Understanding): Reply | null {
  if (draft.state.trip.length === 0 || draft.from.kind === "clarify" || draft.from.kind === "switch") return null;
  if (draft.from.kind === "ask" && (draft.from.situation.type === "number" || draft.from.situation.type === "date")) return null;
  if (toldBefore(draft, normal)) return say(wording.known);
  const told = mentions.flatMap((m) => m.kind === "number" && m.unit !== "" || m.kind === "date" ? [normal.slice(...m.at)] : []);
  const region = place === null ? undefined : draft.edition.regions.get(place)?.name;
  const what = told[0] ?? region;
  return what === undefined ? null : say(wording.notNeeded(what));
}

/** Somebody who was told so just now and tells more of it does not know how to answer: that is a miss. */
function saidLastTurn({ state: { lastReplies } }: Draft): boolean {
  return lastReplies.some((r) => r.text === wording.known || r.text.endsWith(wording.notNeeded("")));
}

/** The words tell what is known already. */
function toldBefore(draft: Draft, normal: string): boolean {
  const said = draft.bodies.find((b) => b.type === "UserSaid");
  return draft.state.trip.some((t) => {
    const guide = draft.edition.guides.get(t.guide);
    if (!guide || said?.type !== "UserSaid" || said.said.normal !== normal) return false;
    const { facts } = resolveFacts(guide, {}, said.said, null, t.subject, draft.day);
    return facts.length > 0 && facts.every((f) => t.facts[f.fact] === f.value);
  });
}

function leaveSub(draft: Draft): Reply[] {
  const sub = openSub(draft.state);
  const item = sub && findItem(draft, sub.item);
  if (sub) draft.add({ type: "SubChecklistClosed", item: sub.item });
  return [say(`${item ? wording.subLater(itemName(draft, item)) : ""}${wording.subReturn}`)];
}

function howToAnswer(draft: Draft): string {
  const { from } = draft;
  return from.kind === "ask" ? wording.howToAnswer[from.situation.type] : from.kind === "item" ? wording.howToAnswer.item : "";
}

/** The third time: the answer stays open, the paper in doubt, and the next thing is taken up. */
function moveOn(draft: Draft, misses: number): Reply {
  const { step } = draft;
  if (step.kind === "ask") {
    draft.add({ type: "FactGiven", guide: step.guide.id, fact: step.situation.id, value: NOT_KNOWN });
    return say(wording.movedOnFact);
  }
  if (step.kind === "item") {
    draft.add({ type: "MaterialMarked", item: step.item.id, status: "unsure" });
    return say(wording.movedOnItem);
  }
  return { kind: "unanswered", text: wording.stillLost[misses % wording.stillLost.length] ?? wording.unansweredBare, choices: [HUMAN] };
}
