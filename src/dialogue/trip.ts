/**
 * The trip: the personal checklists of all its services, merged, and the step that comes next. All derived.
 */
import { buildChecklist, mergeItems, openSituations, type Checklist, type ChecklistItem } from "../domain/checklist.ts";
import { withoutCovered } from "../domain/covered.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day, Situation } from "../domain/facts.ts";
import type { Guide, Outcome } from "../domain/guide.ts";
import { openSub, type ConversationState, type TripGuide } from "./state.ts";
import { subItems } from "./subLists.ts";

/** What the conversation waits for. */
export type Step =
  | { readonly kind: "start" }
  | { readonly kind: "clarify"; readonly options: readonly string[] }
  | { readonly kind: "switch"; readonly guide: string }
  /** The service is known but its guide is not written. */
  | { readonly kind: "unwritten"; readonly service: string }
  /** The question is answered; the checklist is offered. */
  | { readonly kind: "offer"; readonly guide: Guide; readonly questions: number }
  | { readonly kind: "ask"; readonly guide: Guide; readonly situation: Situation }
  | { readonly kind: "blocked"; readonly guide: Guide; readonly outcome: Outcome }
  | { readonly kind: "item"; readonly item: ChecklistItem }
  | { readonly kind: "done" };

export function nextStep(edition: Edition, state: ConversationState, day: Day): Step {
  if (state.clarify) return { kind: "clarify", options: state.clarify.options };
  if (state.switchOffer) return { kind: "switch", guide: state.switchOffer.guide };
  return subStep(edition, state, day) ?? tripStep(edition, state, day);
}

/** The next step on the sub-checklist that is open; null when none is, or it has nothing left to say. */
export function subStep(edition: Edition, state: ConversationState, day: Day): Step | null {
  const sub = openSub(state);
  const guide = sub && edition.guides.get(sub.guide);
  if (!sub || !guide || state.marks[sub.item] === "have") return null;
  const { outcome } = buildChecklist(edition, guide, sub.facts, day);
  if (outcome && endsTheWay(outcome)) return null;
  const [open] = openSituations(guide, sub.facts, day);
  if (open) return { kind: "ask", guide, situation: open };
  const item = subItems(edition, sub, day).find((i) => !i.onSite && state.marks[i.id] === undefined);
  return item ? { kind: "item", item } : null;
}

/** The next step of the trip itself, whatever sub-checklist is open. */
export function tripStep(edition: Edition, state: ConversationState, day: Day): Step {
  const active = activeTrip(state);
  if (!active) return { kind: "start" };
  // The active service first, then the others of the trip in their order.
  const order = [active, ...state.trip.filter((t) => t.guide !== active.guide)];
  for (const t of order) {
    const guide = edition.guides.get(t.guide);
    if (!guide) {
      if (t === active) return { kind: "unwritten", service: t.guide };
      continue;
    }
    const { outcome } = buildChecklist(edition, guide, t.facts, day);
    if (outcome && endsTheWay(outcome)) {
      if (t === active) return { kind: "blocked", guide, outcome };
      continue;
    }
    const open = openSituations(guide, t.facts, day);
    if (!t.walking && t === active) return { kind: "offer", guide, questions: open.length };
    if (t.walking && open[0]) return { kind: "ask", guide, situation: open[0] };
  }
  const items = tripItems(edition, state, day);
  const open = items.find((i) => !i.onSite && state.marks[i.id] === undefined);
  return open ? { kind: "item", item: open } : { kind: "done" };
}

export function endsTheWay(outcome: Outcome): boolean {
  return outcome.verdict === "not-eligible" || outcome.verdict === "other-service";
}

export function activeTrip(state: ConversationState): TripGuide | undefined {
  return state.trip.find((t) => t.guide === state.active);
}

/** What is being talked about: the sub-checklist that is open, the service whose question waits, else the active one. */
export function contextTrip(state: ConversationState, step: Step): TripGuide | undefined {
  const sub = openSub(state);
  if (sub) return { guide: sub.guide, aspect: "how", subject: null, journey: null, facts: sub.facts, walking: true };
  return (step.kind === "ask" ? state.trip.find((t) => t.guide === step.guide.id) : undefined) ?? activeTrip(state);
}

/** Whose affair a service is. In a journey several people's stand together, and it says itself who is who. */
export function affairOf({ subject, journey }: Pick<TripGuide, "subject" | "journey">): string {
  return journey === null ? subject ?? "self" : `journey ${journey}`;
}

export function tripChecklists(edition: Edition, state: ConversationState, day: Day): Checklist[] {
  return state.trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    return guide ? [buildChecklist(edition, guide, t.facts, day)] : [];
  });
}

/**
 * The papers of the whole trip. Papers of the same holder merge across services; when a service is about another
 * person than the first one, its papers are that person's and stay apart.
 */
export function tripItems(edition: Edition, state: ConversationState, day: Day): ChecklistItem[] {
  const trip = state.trip.filter((t) => t.walking || t.guide === state.active);
  const first = trip[0] ? affairOf(trip[0]) : "self";
  const journeys = [...new Set(trip.map((t) => t.journey))].flatMap((id) => (id === null ? undefined : edition.journeys.get(id)) ?? []);
  const items = mergeItems(trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    if (!guide) return [];
    const { items } = buildChecklist(edition, guide, t.facts, day);
    const subject = affairOf(t);
    return subject === first ? items : items.map((i) => ({ ...i, id: `${i.id}@${subject}` }));
  }));
  return trip.length > 1 ? withoutCovered(items, journeys, (i) => state.marks[i.id] === "lack") : items;
}

/** Items that must be brought: what is done at the counter is not among them. */
export function toBring(items: readonly ChecklistItem[]): ChecklistItem[] {
  return items.filter((i) => !i.onSite);
}

/** Items that can be ticked: those of the trip, and those of the sub-checklists opened for them. */
export function allItems(edition: Edition, state: ConversationState, day: Day): ChecklistItem[] {
  const items = tripItems(edition, state, day);
  for (const sub of state.subs) items.push(...subItems(edition, sub, day).filter((i) => !items.some((o) => o.id === i.id)));
  return items;
}

/** The papers being walked: of the open sub-checklist, else of the trip. */
export function walkedItems(edition: Edition, state: ConversationState, day: Day): ChecklistItem[] {
  const sub = openSub(state);
  return toBring(sub ? subItems(edition, sub, day) : tripItems(edition, state, day));
}
