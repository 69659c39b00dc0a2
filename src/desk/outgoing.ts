/** What the desk has said to a citizen, for channels on which it does not show by itself. Pure. */
import { replay } from "../dialogue/state.ts";
import type { ConversationEvent, Reply } from "../domain/conversation.ts";

/** One thing said: an agent's own words, or the bot's about who comes and goes. */
export type SaidByDesk =
  | { readonly seq: number; readonly words: string }
  | { readonly seq: number; readonly replies: readonly Reply[] };

/** Somebody waits for a person, or has one. */
export function isWithDesk(events: readonly ConversationEvent[]): boolean {
  return replay(events).speaker !== "bot";
}

/** @param after what was said up to this event is not wanted */
export function saidByDesk(events: readonly ConversationEvent[], after: number): SaidByDesk[] {
  // Whatever a citizen's own turn led to was the answer to it.
  const own = new Set(events.flatMap(({ turn, body }) =>
    body.type === "Started" || body.type === "MessageLeft" || (body.type === "UserSaid" || body.type === "UserClicked") && body.by === undefined ? [turn] : []));
  return events.filter((e) => e.seq > after && !own.has(e.turn)).flatMap(({ seq, body }): SaidByDesk[] => {
    if (body.type === "AgentSaid") return [{ seq, words: body.text }];
    return body.type === "Replied" && body.replies.length > 0 ? [{ seq, replies: body.replies }] : [];
  });
}
