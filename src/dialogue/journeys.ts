/**
 * Journeys (一件事): one event in life that calls for several services, offered in their order and walked as one trip.
 */
import { buildChecklist, countingFacts } from "../domain/checklist.ts";
import { evaluate } from "../domain/condition.ts";
import type { Reply } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { isAnswerFor, type Answer, type FactId, type Facts } from "../domain/facts.ts";
import { carriedFacts, situationOf, type Guide, type Outcome } from "../domain/guide.ts";
import { comesAfter, factOfStep, toldToStep, type Journey, type JourneyStep } from "../domain/journey.ts";
import type { Understanding } from "../domain/understanding.ts";
import { saidBefore, takeVolunteered } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { say } from "./reply.ts";
import { resolveFacts } from "./resolve.ts";
import type { TripGuide } from "./state.ts";
import { endsTheWay } from "./trip.ts";
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

/** The event in life that most of these services belong to, if at least `least` do; of several, one that begins with one of them. */
export function sceneOf(edition: Edition, guides: readonly string[], least: number): Journey | null {
  const counted = [...edition.journeys.values()].map((j) => ({
    j, hits: guides.filter((g) => j.steps.some((s) => s.guide === g)).length, begins: guides.includes(inOrder(j)[0]?.guide ?? ""),
  }));
  const best = counted.reduce<(typeof counted)[number] | null>((a, b) => a === null || b.hits > a.hits || b.hits === a.hits && b.begins && !a.begins ? b : a, null);
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

/** All services of the journey become one trip; the first is asked about first. What was said about them before counts. */
export function startJourney(draft: Draft, id: string): Reply[] {
  const journey = draft.edition.journeys.get(id);
  if (!journey) return [say(wording.unknownChoice)];
  const steps = inOrder(journey).filter((s) => draft.edition.guides.has(s.guide));
  const [first] = steps;
  if (!first) return [say(wording.noLine)];
  const before = draft.state.trip;
  for (const t of before) if (steps.some((s) => s.guide === t.guide)) draft.add({ type: "GuideDropped", guide: t.guide });
  for (const step of steps) {
    draft.add({ type: "GuideChosen", guide: step.guide, aspect: "how", subject: null, journey: id });
    draft.add({ type: "WalkStarted", guide: step.guide });
    for (const { fact, value } of toldToStep(step, {}, draft.day)) draft.add({ type: "FactGiven", guide: step.guide, fact, value });
    for (const [fact, value] of Object.entries(before.find((t) => t.guide === step.guide)?.facts ?? {})) {
      draft.add({ type: "FactGiven", guide: step.guide, fact: factOfStep(step, fact), value });
    }
  }
  for (const step of steps) {
    draft.add({ type: "GuideChosen", guide: step.guide, aspect: "how", subject: null });
    for (const words of saidBefore(draft)) takeVolunteered(draft, draft.edition.guides.get(step.guide)!, words);
  }
  draft.add({ type: "GuideChosen", guide: first.guide, aspect: "how", subject: null });
  return [say(wording.journeyStarted(journey.name, steps.length, journey.situations.length > 0))];
}

/**
 * What an answer means for the other services of the journey: facts of the same person go along, what is not wanted is
 * left out, and a service that is refused says so and lets the others go on.
 */
export function followJourney(draft: Draft, said: Understanding | null): Reply[] {
  const replies: Reply[] = [];
  if (said) hearWanted(draft, said);
  // What one service is told may tell the next.
  for (let more = true; more;) {
    more = false;
    for (const t of draft.state.trip) {
      const step = stepOf(draft, t);
      const guide = draft.edition.guides.get(t.guide);
      if (!step || !guide) continue;
      for (const { fact, value } of told(draft, t, step, guide)) {
        draft.add({ type: "FactGiven", guide: t.guide, fact, value });
        more = true;
      }
    }
  }
  for (const t of draft.state.trip) {
    const step = stepOf(draft, t);
    const guide = draft.edition.guides.get(t.guide);
    if (!step || !guide) continue;
    const { outcome } = buildChecklist(draft.edition, guide, t.facts, draft.day);
    const unwanted = evaluate(step.when, countingFacts(guide, t.facts, draft.day), draft.day) === "false";
    if (!unwanted && !(outcome && endsTheWay(outcome))) continue;
    draft.add({ type: "GuideDropped", guide: t.guide });
    if (!unwanted && outcome) replies.push(refused(draft, guide, outcome), ...waitedFor(draft, t, guide));
  }
  return replies;
}

/** What waits for a refused service has nothing to wait for any more. */
function waitedFor(draft: Draft, { journey: id, guide }: TripGuide, refusedGuide: Guide): Reply[] {
  const journey = id === null ? undefined : draft.edition.journeys.get(id);
  const waiting = journey ? draft.state.trip.filter((o) => o.journey === id && comesAfter(journey, o.guide).has(guide)) : [];
  const names = waiting.map((o) => draft.edition.guides.get(o.guide)?.plain ?? o.guide);
  for (const o of waiting) draft.add({ type: "GuideDropped", guide: o.guide });
  return names.length > 0 ? [say(wording.journeyLater(refusedGuide.plain, names.join("、")))] : [];
}

/** "没车也没房", whatever was asked: what decides which services are wanted is heard for all of them. */
function hearWanted(draft: Draft, said: Understanding): void {
  for (const t of draft.state.trip) {
    const guide = draft.edition.guides.get(t.guide);
    const own = new Set((t.journey === null ? undefined : draft.edition.journeys.get(t.journey))?.situations.map((s) => s.situation.id));
    if (!guide || own.size === 0) continue;
    for (const { fact, value } of resolveFacts(guide, t.facts, said, null, t.subject, draft.day).facts) {
      if (own.has(fact) && t.facts[fact] === undefined) draft.add({ type: "FactGiven", guide: t.guide, fact, value });
    }
  }
}

/** What the journey and its other services tell this one, and it does not know yet. */
function told(draft: Draft, t: TripGuide, step: JourneyStep, guide: Guide): { fact: FactId; value: Answer }[] {
  const mates = draft.state.trip.filter((o) => o.guide !== t.guide && o.journey === t.journey);
  const all: Facts = Object.assign({}, ...mates.map((m) => m.facts), t.facts) as Facts;
  const carried = mates.flatMap((m) => { const from = draft.edition.guides.get(m.guide); return from ? carriedFacts(from, m.facts, guide) : []; });
  const same = (draft.edition.journeys.get(t.journey ?? "")?.same ?? []).flatMap((fact) => {
    const [situation, value] = [situationOf(guide, fact), all[fact]];
    return situation && value !== undefined && isAnswerFor(situation, value) ? [{ fact, value }] : [];
  });
  return [...toldToStep(step, all, draft.day), ...same, ...carried].filter(({ fact }, i, list) => t.facts[fact] === undefined && list.findIndex((o) => o.fact === fact) === i);
}

/** The journey's step that a service of the trip is. */
function stepOf(draft: Draft, { guide, journey }: TripGuide): JourneyStep | undefined {
  return journey === null ? undefined : draft.edition.journeys.get(journey)?.steps.find((s) => s.guide === guide);
}

function refused(draft: Draft, guide: Guide, outcome: Outcome): Reply {
  const other = outcome.guide;
  const choices = other === undefined || draft.state.trip.some((t) => t.guide === other) ? []
    : [{ id: `add:${other}`, label: wording.addToTrip(draft.edition.guides.get(other)?.plain ?? serviceName(draft.edition, other)) }];
  return say(wording.journeyWithout(guide.plain, outcome.text), { sources: [outcome.citation], ...(choices.length > 0 ? { choices } : {}) });
}
