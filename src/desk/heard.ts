/**
 * What the bot would have made of the citizen's words while a person was speaking. The log keeps those words as they
 * are; here they are decided as if nobody had taken over. Nothing of it counts until the agent says so.
 */
import type { ConversationEvent, EventBody } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import { dayInChina } from "../domain/days.ts";
import { ownEdition } from "../dialogue/ownEdition.ts";
import { decide } from "../dialogue/decide.ts";
import { replay, type ConversationState } from "../dialogue/state.ts";
import { walkFirst } from "./walk.ts";

/** Utterances that are thought through; older ones have been dealt with or never will be. */
const MOST = 12;

export interface Heard {
  /** The state if everything that was heard counted. */
  readonly state: ConversationState;
  /** The events with what the bot would have added. */
  readonly events: readonly ConversationEvent[];
}

/** Who speaks and internal events do not concern the bot that is imagined here. */
const BETWEEN_PEOPLE: ReadonlySet<EventBody["type"]> = new Set(["AgentTook", "Transferred", "AgentSaid", "AgentNoted", "SuggestionJudged", "AnswerFound", "WrappedUp", "MessageLeft"]);

export function hear(edition: Edition, events: readonly ConversationEvent[]): Heard {
  const silent = silentUtterances(events);
  if (silent.size === 0) return { state: replay(events), events };
  let imagined: ConversationEvent[] = [];
  for (const event of events) {
    if (BETWEEN_PEOPLE.has(event.body.type)) continue;
    if (event.body.type !== "UserSaid" || !silent.has(event.seq)) {
      imagined.push(event);
      continue;
    }
    const { said } = event.body;
    const state = replay(imagined);
    imagined = [...imagined, ...walkFirst(ownEdition(edition, state), state, dayInChina(event.at)).map((body) => ({ ...event, body }))];
    const bodies = decide(edition, imagined, { kind: "text", said }, { now: event.at, seen: null, duty: null });
    imagined = [...imagined, ...bodies.filter((b) => b.type !== "HandedOff" && b.type !== "Restarted").map((body) => ({ ...event, body }))];
  }
  return { state: replay(imagined), events: imagined };
}

/** The utterances that nobody but the agent has answered: no reply of the bot stands in their turn. */
function silentUtterances(events: readonly ConversationEvent[]): ReadonlySet<number> {
  const answered = new Set(events.flatMap((e) => e.body.type === "Replied" ? [e.turn] : []));
  return new Set(events.flatMap((e) => e.body.type === "UserSaid" && !answered.has(e.turn) ? [e.seq] : []).slice(-MOST));
}
