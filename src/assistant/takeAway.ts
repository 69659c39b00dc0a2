/** What a person leaves with, whatever it is then written on: paper, a calendar, another device. */
import { ownEdition } from "../dialogue/ownEdition.ts";
import { replay } from "../dialogue/state.ts";
import { planOf } from "../dialogue/plan.ts";
import type { Plan } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import { open, type Assistant, type TurnProblem } from "./takeTurn.ts";

/** The trip card as things stand now; null while the conversation is about no service yet. */
export async function readPlan(assistant: Assistant, id: string, token: string): Promise<{ readonly plan: Plan | null } | TurnProblem> {
  const conversation = await open(assistant, id, token);
  if ("problem" in conversation) return conversation;
  const state = replay(conversation.events);
  return { plan: state.trip.length === 0 ? null : planOf(ownEdition(assistant.edition, state), state, dayInChina(assistant.clock())) };
}
