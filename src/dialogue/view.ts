/**
 * What callers see of a conversation: the same for the page, the terminal, HTTP and an agent's screen.
 */
import { shortItem } from "../domain/spoken.ts";
import type { ChecklistItem } from "../domain/checklist.ts";
import type { StateView } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { situationOf } from "../domain/guide.ts";
import { localEdition } from "../domain/regional.ts";
import { itemView, spokenAnswer } from "./itemView.ts";
import { choicesFor, stepText } from "./say.ts";
import type { ConversationState } from "./state.ts";
import { nextStep, tripItems } from "./trip.ts";
import { verdictOf } from "./verdict.ts";

export function viewOf(national: Edition, state: ConversationState, now: number): StateView {
  const edition = localEdition(national, state.region);
  const day = dayInChina(now);
  const step = nextStep(edition, state, day);
  const choices = choicesFor(edition, state, step);
  return {
    guides: state.trip.map((t) => ({ id: t.guide, name: serviceName(edition, t.guide) })),
    asking: step.kind === "ask" ? { kind: "fact", fact: step.situation.id, text: step.situation.ask, choices }
      : step.kind === "item" ? { kind: "item", item: step.item.id, text: stepText(edition, state, step, day), choices }
      : choices.length > 0 ? { kind: "choose", text: stepText(edition, state, step, day), choices }
      : null,
    facts: factsView(edition, state),
    checklist: tripItems(edition, state, day).map((i) => itemView(i, state.marks[i.id] ?? "open")),
    verdict: verdictOf(edition, state, day),
    pendingSubChecklists: lackedWithGuide(edition, state, tripItems(edition, state, day)),
    speaker: state.speaker,
  };
}

/** Papers marked as lacking that a guide of ours obtains. */
export function lackedWithGuide(edition: Edition, state: ConversationState, items: readonly ChecklistItem[]): StateView["pendingSubChecklists"] {
  return items.filter((i) => state.marks[i.id] === "lack").flatMap((i) => {
    const guide = i.anyOf.flatMap((b) => b.papers).map((p) => edition.materials.get(p.paper)?.get.guide).find((g) => g !== undefined);
    return guide === undefined ? [] : [{ item: i.id, name: shortItem(i), guide }];
  });
}

function factsView(edition: Edition, state: ConversationState): StateView["facts"] {
  return state.trip.flatMap((t) => Object.entries(t.facts).map(([fact, value]) => {
    const guide = edition.guides.get(t.guide);
    const situation = guide && situationOf(guide, fact);
    return { guide: t.guide, fact, ask: situation?.ask ?? fact, value, label: situation ? spokenAnswer(situation, value) : String(value) };
  }));
}
