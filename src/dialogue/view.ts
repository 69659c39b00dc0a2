/**
 * What callers see of a conversation: the same for the page, the terminal, HTTP and an agent's screen.
 */
import { shortItem } from "../domain/spoken.ts";
import type { StateView, SubChecklistView } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import { situationOf } from "../domain/guide.ts";
import { itemView, spokenAnswer } from "./itemView.ts";
import { ownEdition } from "./ownEdition.ts";
import { choicesFor, stepText } from "./say.ts";
import { openSub, type ConversationState } from "./state.ts";
import { factsFor, parentOf, sourceOf, subItems } from "./subLists.ts";
import { allItems, nextStep, toBring, tripItems } from "./trip.ts";
import { verdictOf } from "./verdict.ts";

export function viewOf(national: Edition, state: ConversationState, now: number): StateView {
  const edition = ownEdition(national, state);
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
    pendingSubChecklists: subChecklistViews(edition, state, day),
    speaker: state.speaker,
  };
}

/** Papers marked as lacking that a guide of ours obtains, on the list or on the list of one of them. */
export function subChecklistViews(edition: Edition, state: ConversationState, day: Day): StateView["pendingSubChecklists"] {
  const walked = openSub(state);
  return allItems(edition, state, day).filter((i) => state.marks[i.id] === "lack").flatMap((i): SubChecklistView[] => {
    const source = sourceOf(edition, i);
    if (!source) return [];
    const opened = state.subs.find((s) => s.item === i.id);
    const facts = opened?.facts ?? Object.fromEntries(factsFor(edition, state, source).map((f) => [f.fact, f.value]));
    const sub = { item: i.id, guide: source.guide.id, holder: source.holder, facts, open: false };
    const items = subItems(edition, sub, day);
    const { how, days, cost } = source.material.get;
    return [{
      item: i.id, name: shortItem(i), guide: source.guide.id, under: parentOf(edition, state, sub, day), how, days, cost,
      status: opened !== undefined && opened === walked ? "open" : opened && toBring(items).every((s) => state.marks[s.id] === "have") ? "done" : "pending",
      checklist: items.map((s) => itemView(s, state.marks[s.id] ?? "open")),
    }];
  });
}

function factsView(edition: Edition, state: ConversationState): StateView["facts"] {
  return state.trip.flatMap((t) => Object.entries(t.facts).map(([fact, value]) => {
    const guide = edition.guides.get(t.guide);
    const situation = guide && situationOf(guide, fact);
    return { guide: t.guide, fact, ask: situation?.ask ?? fact, value, label: situation ? spokenAnswer(situation, value) : String(value) };
  }));
}
