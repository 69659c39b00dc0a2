/**
 * Citizens are asked whether they want to go through the papers; an agent goes through them as soon as a service is
 * chosen. What waits at the offer, walks.
 */
import type { ConversationState } from "../dialogue/state.ts";
import { activeTrip, nextStep } from "../dialogue/trip.ts";
import type { EventBody } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";

/** The event that begins the walk; none where nothing waits for it. */
export function walkFirst(edition: Edition, state: ConversationState, day: Day): EventBody[] {
  const active = activeTrip(state);
  return active && nextStep(edition, state, day).kind === "offer" ? [{ type: "WalkStarted", guide: active.guide }] : [];
}

/** The state as it is for an agent: on its way. */
export function walking(state: ConversationState): ConversationState {
  return { ...state, trip: state.trip.map((t) => t.guide === state.active ? { ...t, walking: true } : t) };
}
