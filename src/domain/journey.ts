/**
 * Journeys (一件事): one event in life that calls for several services. In each guide the people have the roles of that
 * guide alone – the child is the applicant of one and somebody's child in another. A journey says who is who, so that
 * the papers of one person merge, an answer about one person answers every service, and nobody's age counts for another.
 */
import { evaluate, factsIn, type Condition } from "./condition.ts";
import { roleOf, type Day, type FactId, type Facts, type FactValue } from "./facts.ts";
import type { AskedSituation, Guide, GuideLines, PaperNeed, Role, Rule } from "./guide.ts";

/** All facts of a journey are those of its persons: `child.age` where a guide alone says `applicant.age`. */
export interface JourneyStep {
  readonly guide: string;
  /** Services of the journey that come first. */
  readonly after: readonly string[];
  readonly note?: string;
  /** Which person of the journey has a role of this guide; a role that is not named is the person of the same id. */
  readonly people: Readonly<Record<string, string>>;
  /** Whose a paper is, where that is not who the guide says brings it: the seller's licence that the buyer hands in. */
  readonly papers: Readonly<Record<string, string>>;
  /** Part of the trip unless this certainly fails ("有车吗？"). */
  readonly when: Condition;
  /** What the event itself, or an answer to another service, tells this one. */
  readonly facts: readonly { readonly when: Condition; readonly fact: FactId; readonly value: FactValue }[];
}

/** Somebody in the journey. `oneOf`: one of these people, it does not matter who ("来办的爸爸或妈妈"). */
export interface JourneyPerson extends Role {
  readonly oneOf: readonly string[];
}

export interface Journey {
  readonly id: string;
  readonly name: string;
  readonly say: string;
  readonly people: readonly JourneyPerson[];
  /** What decides which services are part of it. */
  readonly situations: readonly AskedSituation[];
  /** Papers of a person that are proved by another one of the same person, if that is on the list ("死亡证明" of any kind). */
  readonly alike: Readonly<Record<string, readonly string[]>>;
  /** Facts that mean the same in every service that asks for them, however each words its question. */
  readonly same: readonly FactId[];
  readonly steps: readonly JourneyStep[];
}

const made = new WeakMap<Guide, WeakMap<JourneyStep, Guide>>();

/** The guide as a step of the journey: its roles are the people of the journey, and it asks whether it is wanted. */
export function asStep(guide: Guide, journey: Journey, step: JourneyStep): Guide {
  const known = made.get(guide) ?? new WeakMap<JourneyStep, Guide>();
  made.set(guide, known);
  const before = known.get(step);
  if (before) return before;
  const person = (role: string): string => step.people[role] ?? role;
  const fact = (id: FactId): FactId => factOfStep(step, id);
  const rule = <R extends Rule>(r: R): R => ({ ...r, when: renamed(r.when, fact) });
  const need = (p: PaperNeed): PaperNeed => ({ ...p, holder: step.papers[p.paper] ?? person(p.holder) });
  const stepGuide: Guide = {
    ...guide,
    roles: rolesOf(guide, journey, person),
    situations: [
      ...asked(journey, step.when),
      ...guide.situations.map((s): AskedSituation => ({ ...s, situation: { ...s.situation, id: fact(s.situation.id) }, when: renamed(s.when, fact) })),
    ],
    outcomes: guide.outcomes.map(rule),
    materials: guide.materials.map((m) => ({ ...rule(m), anyOf: m.anyOf.map((b) => ({ ...b, papers: b.papers.map(need) })) })),
    fees: guide.fees.map(rule),
    lines: { ...linesWith(guide.lines, rule), who: guide.lines.who.map((w) => ({ ...rule(w), role: person(w.role) })) },
    faq: guide.faq.map(rule),
    wanted: step.when,
  };
  known.set(step, stepGuide);
  return stepGuide;
}

/** The guide's own fact as the journey calls it. */
export function factOfStep({ people }: JourneyStep, id: FactId): FactId {
  const role = roleOf(id);
  return `${people[role] ?? role}${id.slice(role.length)}`;
}

/** Two roles that are one person become one; the journey's own word for a person stands before the guide's. */
function rolesOf(guide: Guide, journey: Journey, person: (role: string) => string): Role[] {
  const roles = new Map<string, Role>();
  for (const role of guide.roles) {
    const id = person(role.id);
    const told = journey.people.find((p) => p.id === id);
    if (!roles.has(id)) roles.set(id, { id, label: told?.label ?? role.label, kin: told && told.kin.length > 0 ? told.kin : role.kin });
  }
  return [...roles.values()];
}

function linesWith(lines: GuideLines, rule: <R extends Rule>(r: R) => R): GuideLines {
  return Object.fromEntries(Object.entries(lines).map(([key, list]) => [key, (list as readonly Rule[]).map(rule)])) as unknown as GuideLines;
}

/** The journey's own questions that the condition mentions, with those that gate them. */
function asked(journey: Journey, when: Condition): AskedSituation[] {
  const wanted = new Set(factsIn(when));
  for (const s of [...journey.situations].reverse()) if (wanted.has(s.situation.id)) factsIn(s.when).forEach((f) => wanted.add(f));
  return journey.situations.filter((s) => wanted.has(s.situation.id)).map((s) => ({ ...s, shared: true }));
}

function renamed(condition: Condition, fact: (id: FactId) => FactId): Condition {
  switch (condition.op) {
    case "always":
    case "never":
      return condition;
    case "all":
    case "any":
      return { ...condition, of: condition.of.map((c) => renamed(c, fact)) };
    case "not":
      return { ...condition, of: renamed(condition.of, fact) };
    case "predicate":
      return { ...condition, with: condition.with.map(fact) };
    default:
      return { ...condition, fact: fact(condition.fact) };
  }
}

/** What is known of a trip's people that tells this step more. */
export function toldToStep(step: JourneyStep, facts: Facts, day: Day): { readonly fact: FactId; readonly value: FactValue }[] {
  return step.facts.filter((f) => evaluate(f.when, facts, day) === "true").map(({ fact, value }) => ({ fact, value }));
}

/** Services of the journey that must be done before this one, directly or by way of others. */
export function comesAfter(journey: Journey, guide: string): ReadonlySet<string> {
  const before = new Set<string>();
  const visit = (id: string): void => {
    for (const a of journey.steps.find((s) => s.guide === id)?.after ?? []) {
      if (before.has(a)) continue;
      before.add(a);
      visit(a);
    }
  };
  visit(guide);
  return before;
}
