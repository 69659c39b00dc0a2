/** Who waits for a person is told to the system that is set up for it, once the turn is stored. */
import type { ConversationStore } from "../assistant/ports.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { HookEvent } from "./send.ts";

/**
 * Delivery never holds up a turn. What a killed node had not delivered is not sent later: the desk's queue, which is
 * derived from the events, is what nothing is lost from.
 */
export function tellHandoffs(store: ConversationStore, tell: (event: HookEvent) => void): void {
  const append = store.append.bind(store);
  store.append = async (id, after, events, answered) => {
    const outcome = await append(id, after, events, answered);
    if (outcome === "stored") for (const event of handoffsIn(id, events)) tell(event);
    return outcome;
  };
}

function handoffsIn(conversation: string, events: readonly ConversationEvent[]): readonly HookEvent[] {
  return events.flatMap(({ at, body }): HookEvent[] => body.type === "HandedOff" ? [{ type: "handoff", conversation, at, reason: body.reason, summary: body.summary }] : []);
}
