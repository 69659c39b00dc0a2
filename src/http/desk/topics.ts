/** What the bus carries for the desk beside conversations; no conversation's id begins with @. */
import type { ConversationBus } from "../../assistant/ports.ts";

export const QUEUE_TOPIC = "@desk";
export const AGENT_TOPIC = "@agent:";

export type DeskNotice = { readonly queue: true } | { readonly agent: string };

/** Tells open pages on the bus. A notice says only that something is new: listeners read the store. */
export function deskNotifier(bus: ConversationBus): (notice: DeskNotice) => void {
  return (notice) => {
    if ("queue" in notice) bus.publish({ conversation: QUEUE_TOPIC, seq: Date.now() });
    else bus.publish({ conversation: `${AGENT_TOPIC}${notice.agent}`, seq: Date.now() });
  };
}
