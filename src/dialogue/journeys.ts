/**
 * Journeys (一件事): one event in life that calls for several services, offered in their order and walked as one trip.
 */
import type { Reply } from "../domain/conversation.ts";
import { serviceName, type Edition, type Journey } from "../domain/edition.ts";
import { carryFacts } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { say } from "./reply.ts";
import { wording } from "./wording.ts";

/** Services shown as single choices beside "一起办". */
const MAX_CHOICES = 8;
/** … and beside those, services of other scenes that the words are nearest to. */
const MAX_NEAREST = 2;

/** Steps so that each comes after what it needs; the author's order otherwise. A ring keeps the author's order. */
export function inOrder(journey: Journey): Journey["steps"] {
  const done = new Set<string>();
  const rest = [...journey.steps];
  const ordered: Journey["steps"][number][] = [];
  while (rest.length > 0) {
    const ready = rest.findIndex((s) => s.after.every((a) => done.has(a) || !journey.steps.some((t) => t.guide === a)));
    const [step] = rest.splice(Math.max(0, ready), 1);
    done.add(step!.guide);
    ordered.push(step!);
  }
  return ordered;
}

/** The event in life that most of these services belong to, if at least `least` do. */
export function sceneOf(edition: Edition, guides: readonly string[], least: number): Journey | null {
  const counted = [...edition.journeys.values()].map((j) => ({ j, hits: guides.filter((g) => j.steps.some((s) => s.guide === g)).length }));
  const best = counted.reduce<(typeof counted)[number] | null>((a, b) => a === null || b.hits > a.hits ? b : a, null);
  return best && best.hits >= least ? best.j : null;
}

/** @param nearest services that the words are nearest to, offered behind the journey's own */
export function offerJourney(draft: Draft, journey: Journey, nearest: readonly string[]): Reply {
  const steps = inOrder(journey);
  // In the order of the list, so that "第一个" is what the list calls 1.
  const ours = steps.map((s) => s.guide);
  const single = [...ours.slice(0, MAX_CHOICES), ...nearest.filter((id) => !ours.slice(0, MAX_CHOICES).includes(id)).slice(0, MAX_NEAREST)];
  draft.add({ type: "ClarifyAsked", options: single, aspect: "how" });
  const list = steps.map((s, i) => `${i + 1}. ${serviceName(draft.edition, s.guide)}${s.note ? `：${s.note.replace(/。$/, "")}` : ""}`).join("\n");
  return {
    kind: "clarify", text: `${journey.say}\n${list}\n${wording.journeyAsk}`,
    choices: [{ id: `journey:${journey.id}`, label: wording.journeyAll }, ...single.map((id) => ({ id: `guide:${id}`, label: serviceName(draft.edition, id) }))],
  };
}

/** All services of the journey become one trip; the first is asked about first. */
export function startJourney(draft: Draft, id: string): Reply[] {
  const journey = draft.edition.journeys.get(id);
  if (!journey) return [say(wording.unknownChoice)];
  const steps = inOrder(journey).filter((s) => draft.edition.guides.has(s.guide));
  for (const step of steps) {
    draft.add({ type: "GuideChosen", guide: step.guide, aspect: "how", subject: null });
    draft.add({ type: "WalkStarted", guide: step.guide });
    carryFacts(draft, draft.edition.guides.get(step.guide)!);
  }
  const [first] = steps;
  if (!first) return [say(wording.noLine)];
  draft.add({ type: "GuideChosen", guide: first.guide, aspect: "how", subject: null });
  return [say(wording.journeyStarted(journey.name, steps.length))];
}
