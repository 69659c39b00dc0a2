/**
 * One turn, decided purely: an edition, the past events, an input and the time → the events of the turn, the last of
 * which holds the replies. No clock, no randomness, no storage, no sending.
 */
import type { ConversationEvent, EventBody, Input, Reply } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import { botWithdrawn, NO_OVERRIDES, type Overrides } from "../domain/notice.ts";
import { Draft, type Duty } from "./draft.ts";
import { onAnswer, onChoice, onMark, undo } from "./onClick.ts";
import { followJourney } from "./journeys.ts";
import { offerNewer, onMoved, type Renewal } from "./onEdition.ts";
import { tellNotices, whileWithdrawn } from "./onNotice.ts";
import { onFeedback } from "./onFeedback.ts";
import { onReturn } from "./onReturn.ts";
import { onText } from "./onText.ts";
import { settle } from "./papers.ts";
import { checklistReply, stepReplies } from "./say.ts";
import { openSub } from "./state.ts";
import { tripItems, type Step } from "./trip.ts";
import { unlikeLast } from "./vary.ts";
import { wording } from "./wording.ts";

export interface TurnContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The last seq the caller had seen, or null when it did not say. */
  readonly seen: number | null;
  /** The edition the last turn ran on, when this one moves to another; null when it is not kept any more. */
  readonly movedFrom?: { readonly edition: Edition; readonly urgent: boolean } | null;
  /** A newer edition to be offered. */
  readonly newer?: Renewal;
  readonly overrides?: Overrides;
  /** Whether agents are there to take over; absent where there is no desk. */
  readonly duty?: Duty | null;
}

/** The first words of a conversation. */
export function greet(): Reply[] {
  return [{ kind: "say", text: wording.greet }];
}

/** How a conversation begins: the notices that hold for everybody there, then the greeting. */
export function begin(edition: Edition, region: string | null, channel: string, now: number, overrides: Overrides = NO_OVERRIDES): EventBody[] {
  const started: EventBody = { type: "Started", edition: edition.id, region, channel };
  const withdrawn = botWithdrawn(overrides, now);
  if (withdrawn !== null) return [started, { type: "Replied", replies: [{ kind: "say", text: withdrawn }] }];
  const draft = new Draft(edition, [{ seq: 1, turn: 1, at: now, body: started }], now);
  const notices = tellNotices(draft, overrides);
  return [started, ...draft.bodies, { type: "Replied", replies: [...notices, ...greet()] }];
}

export function decide(edition: Edition, past: readonly ConversationEvent[], input: Input, context: TurnContext): EventBody[] {
  if (input.kind === "feedback") return onFeedback(edition, past, input, context.now);
  const draft = new Draft(edition, past, context.now, context.duty ?? null);
  // A person who speaks is not interrupted, neither by notices nor by a withdrawal: the agent sees them.
  if (draft.state.speaker === "person") return quietly(draft, input, context.seen);
  const overrides = context.overrides ?? NO_OVERRIDES;
  const withdrawn = botWithdrawn(overrides, context.now);
  if (withdrawn !== null) return whileWithdrawn(input, withdrawn);
  const before = { facts: factsKey(draft), list: listKey(draft), sub: openSub(draft.state) !== undefined };
  const back = [...onMoved(draft, context.movedFrom?.edition ?? null, context.movedFrom?.urgent ?? false), ...onReturn(draft, input)];
  const lead = [...back, ...leadReplies(draft, input, context.seen), ...settle(draft), ...followJourney(draft, input.kind === "text" ? input.said : null)];
  const offer = offerNewer(draft, context.newer ?? null);
  const then = next(draft, lead, input, before);
  const replies = [...tellNotices(draft, overrides), ...lead, ...offer, ...then];
  const said = replies.length > 0 ? replies : [{ kind: "say" as const, text: wording.more }];
  return [...draft.bodies, { type: "Replied", replies: unlikeLast(said, past) }];
}

/**
 * While a person speaks, the bot only takes down: words as they are, clicks on the checklist with what they do.
 * Only somebody who asks what a paper is, by a click, gets the answer.
 */
function quietly(draft: Draft, input: Exclude<Input, { kind: "feedback" }>, seen: number | null): EventBody[] {
  if (input.kind === "text") return [{ type: "UserSaid", said: input.said }];
  if (input.kind === "choice" && input.choice === "act:human") return [{ type: "UserClicked", choice: input.choice, label: wording.human }];
  const replies = leadReplies(draft, input, seen);
  settle(draft);
  followJourney(draft, null);
  const asked = input.kind === "choice" && /^(what|how):/.test(input.choice);
  return asked ? [...draft.bodies, { type: "Replied", replies }] : draft.bodies;
}

function leadReplies(draft: Draft, input: Exclude<Input, { kind: "feedback" }>, seen: number | null): Reply[] {
  switch (input.kind) {
    case "text": return onText(draft, input.said);
    case "choice": return onChoice(draft, input.choice, seen);
    case "answer": return onAnswer(draft, input.fact, input.value);
    case "mark": return onMark(draft, input.item, input.status);
    case "undo": return undo(draft);
  }
}

const factsKey = (draft: Draft): string => JSON.stringify(draft.state.trip.map((t) => [t.guide, t.walking, t.facts]));
const listKey = (draft: Draft): string => JSON.stringify(tripItems(draft.edition, draft.state, draft.day).map((i) => [i.id, i.certain, i.anyOf]));

/**
 * What leads on: the next question or paper. A turn that was only not understood does not repeat a long step;
 * an answer that changed the list shows it again.
 */
function next(draft: Draft, lead: readonly Reply[], input: Input, before: { facts: string; list: string; sub: boolean }): Reply[] {
  const step = draft.step;
  const { from } = draft;
  const changed = factsKey(draft) !== before.facts;
  if (lead.some((r) => r.kind === "handoff" || r.kind === "plan" || r.kind === "unanswered" && step.kind !== "ask" && step.kind !== "item")) return [];
  if (lead.some((r) => r.kind === "clarify")) return [];
  if (step.kind === "offer" && sameStep(from, step) && lead.length > 0) return [];
  if (step.kind === "done" && from.kind === "done" && !changed && !draft.bodies.some((b) => b.type === "MaterialMarked")) return [];
  const onward = {
    from, fromSub: before.sub,
    relist: listKey(draft) !== before.list && (step.kind === "item" || step.kind === "done") && !openSub(draft.state),
    again: sameStep(from, step) && lead.length > 0,
    missed: lead.some((r) => r.kind === "unanswered"),
  };
  if (lead.some((r) => r.kind === "checklist")) return stepReplies(draft.edition, draft.state, draft.day, { ...onward, from: step, relist: false });
  // Ticking by hand while something else is asked shows the list, not the question again.
  if (input.kind === "mark" && sameStep(from, step) && step.kind === "ask") return [checklistReply(draft.edition, draft.state, draft.day)];
  return stepReplies(draft.edition, draft.state, draft.day, onward);
}

function sameStep(a: Step, b: Step): boolean {
  return a.kind === b.kind
    && (a.kind !== "ask" || b.kind !== "ask" || a.situation.id === b.situation.id && a.guide.id === b.guide.id)
    && (a.kind !== "item" || b.kind !== "item" || a.item.id === b.item.id);
}
