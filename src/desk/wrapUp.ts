/**
 * 小结: what a conversation was about and how it ended, derived from its events; the agent may edit it.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { ConversationEvent, WrapUp } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { situationOf } from "../domain/guide.ts";
import { shortItem } from "../domain/spoken.ts";
import { notedAnswer } from "../dialogue/itemView.ts";
import { ownEdition } from "../dialogue/ownEdition.ts";
import { replay, type ConversationState } from "../dialogue/state.ts";
import { nextStep, toBring, tripItems, type Step } from "../dialogue/trip.ts";
import { verdictOf } from "../dialogue/verdict.ts";

/** Utterances that make up 诉求, and characters of it. */
const MOST_WORDS = 3;
const REQUEST_LENGTH = 200;
/** What an agent wrote is told in so many characters each. */
const TOLD_LENGTH = 60;

/** The last edited wrap-up stands; without one, what the events say. */
export function wrapUpOf(edition: Edition, events: readonly ConversationEvent[], now: number): WrapUp {
  const edited = events.findLast((e) => e.body.type === "WrappedUp")?.body;
  return edited?.type === "WrappedUp" ? edited.summary : derived(edition, events, now);
}

function derived(national: Edition, events: readonly ConversationEvent[], now: number): WrapUp {
  const state = replay(events);
  const edition = ownEdition(national, state);
  const day = dayInChina(now);
  const items = toBring(tripItems(edition, state, day));
  const step = nextStep(edition, state, day);
  const facts = state.trip.flatMap((t) => Object.entries(t.facts).flatMap(([fact, value]) => {
    const guide = edition.guides.get(t.guide);
    const situation = guide && situationOf(guide, fact);
    return situation ? [notedAnswer(situation, value)] : [];
  }));
  const missing = items.filter((i) => state.marks[i.id] !== "have");
  return {
    request: requestOf(events),
    services: state.trip.map((t) => serviceName(edition, t.guide)).join("、"),
    facts: [...new Set(facts)].join("；"),
    missing: missingText(missing, state),
    told: toldOf(events),
    next: verdictOf(edition, state, day)?.text ?? leftOpen(step),
  };
}

/** A question that nobody has asked is not what the citizen does next. */
function leftOpen(step: Step): string {
  return step.kind === "ask" ? `没问到：${step.situation.ask.replace(/[？?]$/, "")}` : "";
}

/** What is known to be lacking first; what may turn out not to be needed is not listed. */
function missingText(items: readonly ChecklistItem[], { marks }: ConversationState): string {
  const named = (label: string, of: readonly ChecklistItem[]): string => of.length === 0 ? "" : `${label}${[...new Set(of.map(shortItem))].join("、")}`;
  return [
    named("", items.filter((i) => marks[i.id] === "lack")), named("不确定：", items.filter((i) => marks[i.id] === "unsure")),
    named("没问到：", items.filter((i) => marks[i.id] === undefined && i.certain)),
  ].filter(Boolean).join("；");
}

function requestOf(events: readonly ConversationEvent[]): string {
  const words = events.flatMap(({ body }) => body.type === "MessageLeft" ? [body.text]
    : body.type === "UserSaid" && body.said.normal.length > 3 ? [body.said.text] : []);
  return words.slice(0, MOST_WORDS).join("；").slice(0, REQUEST_LENGTH);
}

/** What the citizen has been told, by the bot or by the agent. In a call the bot's words were only suggestions. */
function toldOf(events: readonly ConversationEvent[]): string {
  const isCall = events.some((e) => e.body.type === "CallOpened");
  const told = events.flatMap(({ body }) => {
    // What was asked has not been told.
    if (body.type === "AgentSaid") return /[？?]\s*$/.test(body.text) ? [] : [short(body.text)];
    if (body.type !== "Replied" || isCall) return [];
    return body.replies.flatMap((r) => r.kind === "checklist" ? [`材料清单（${r.checklist?.filter((i) => !i.onSite).length ?? 0} 样）`] : r.kind === "plan" ? ["出行单"] : []);
  });
  return [...new Set(told)].join("；");
}

const short = (text: string): string => text.length > TOLD_LENGTH ? `${text.slice(0, TOLD_LENGTH - 1)}…` : text;
