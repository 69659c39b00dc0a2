/**
 * One turn, decided purely: an edition, the past events, an input and the time → the events of the turn, the last of
 * which holds the replies. No clock, no randomness, no storage, no sending.
 */
import type { ConversationEvent, EventBody, Input, Reply } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import { Draft, type Duty } from "./draft.ts";
import { onAnswer, onChoice, onMark, undo } from "./onClick.ts";
import { onFeedback } from "./onFeedback.ts";
import { onReturn } from "./onReturn.ts";
import { onText } from "./onText.ts";
import { checklistReply, stepReplies } from "./say.ts";
import type { Step } from "./trip.ts";
import { wording } from "./wording.ts";

export interface TurnContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The last seq the caller had seen, or null when it did not say. */
  readonly seen: number | null;
  /** Whether agents are there to take over; absent where there is no desk. */
  readonly duty?: Duty | null;
}

/** The first words of a conversation. */
export function greet(_edition: Edition): Reply[] {
  return [{ kind: "say", text: wording.greet }];
}

export function decide(edition: Edition, past: readonly ConversationEvent[], input: Input, context: TurnContext): EventBody[] {
  if (input.kind === "feedback") return onFeedback(edition, past, input, context.now);
  const draft = new Draft(edition, past, context.now, context.duty ?? null);
  if (draft.state.speaker === "person") return quietly(draft, input, context.seen);
  const back = onReturn(draft);
  const factsBefore = factsKey(draft);
  const lead = [...back, ...leadReplies(draft, input, context.seen)];
  const replies = [...lead, ...next(draft, lead, input, factsKey(draft) !== factsBefore)];
  return [...draft.bodies, { type: "Replied", replies: replies.length > 0 ? replies : [{ kind: "say", text: wording.more }] }];
}

/**
 * While a person speaks, the bot only takes down: words as they are, clicks on the checklist with what they do.
 * Only somebody who asks what a paper is, by a click, gets the answer.
 */
function quietly(draft: Draft, input: Exclude<Input, { kind: "feedback" }>, seen: number | null): EventBody[] {
  if (input.kind === "text") return [{ type: "UserSaid", said: input.said }];
  if (input.kind === "choice" && input.choice === "act:human") return [{ type: "UserClicked", choice: input.choice, label: wording.human }];
  const replies = leadReplies(draft, input, seen);
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

/**
 * What leads on: the next question or paper. A turn that was only not understood does not repeat a long step;
 * a changed answer shows the changed list again.
 */
function next(draft: Draft, lead: readonly Reply[], input: Input, changed: boolean): Reply[] {
  const step = draft.step;
  if (lead.some((r) => r.kind === "handoff" || r.kind === "plan" || r.kind === "unanswered" && step.kind !== "ask" && step.kind !== "item")) return [];
  // Ticking by hand while something else is asked keeps quiet about it.
  if (lead.some((r) => r.kind === "clarify")) return [];
  if (step.kind === "offer" && sameStep(draft.from, step) && lead.length > 0) return [];
  if (step.kind === "done" && draft.from.kind === "done" && !changed && !draft.bodies.some((b) => b.type === "MaterialMarked")) return [];
  const relist = changed && (step.kind === "item" || step.kind === "done");
  if (lead.some((r) => r.kind === "checklist")) return stepReplies(draft.edition, draft.state, step, draft.day, false);
  if (input.kind === "mark" && sameStep(draft.from, step) && step.kind === "ask") return [checklistReply(draft.edition, draft.state, draft.day)];
  return stepReplies(draft.edition, draft.state, draft.from, draft.day, relist);
}

function sameStep(a: Step, b: Step): boolean {
  return a.kind === b.kind && (a.kind !== "ask" || b.kind !== "ask" || a.situation.id === b.situation.id);
}
