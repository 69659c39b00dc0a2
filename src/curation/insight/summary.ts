/** Figures of many conversations → what the dashboard shows. Every share comes with its interval, and none of a few. */
import { dayInChina } from "../../domain/days.ts";
import { interval, type Share } from "../../matching/wilson.ts";
import { STEPS, type Figures, type Step } from "./figures.ts";

export interface Day {
  readonly day: string;
  readonly conversations: number;
  readonly answered: number;
  readonly clarified: number;
  readonly none: number;
  readonly aside: number;
}

export type { Share };

export interface Counted {
  readonly id: string;
  readonly count: number;
}

export interface Summary {
  readonly conversations: number;
  readonly days: readonly Day[];
  readonly questions: number;
  readonly answered: Share;
  readonly clarified: Share;
  readonly none: Share;
  readonly handedOff: Share;
  readonly handOffReasons: readonly Counted[];
  /** Of those who told how it went. */
  readonly done: Share;
  readonly outcomes: Readonly<Record<"done" | "not-done" | "unclear", number>>;
  readonly steps: readonly { readonly step: Step; readonly reached: number; readonly share: Share }[];
  /** Situations at which a conversation ended. */
  readonly stopped: readonly Counted[];
  readonly services: readonly Counted[];
}

/** Of fewer than this, a percentage says more than is known. */
export const FEWEST = 20;
const MOST_LISTED = 15;

/** One conversation a step. */
export function* summarise(figures: readonly Figures[]): Generator<void, Summary> {
  const days = new Map<string, Day>();
  const services = new Map<string, number>();
  const stopped = new Map<string, number>();
  const reasons = new Map<string, number>();
  const reached = new Map<Step, number>();
  const outcomes = { done: 0, "not-done": 0, unclear: 0 };
  const sum = { answered: 0, clarified: 0, none: 0, aside: 0 };
  for (const f of figures) {
    yield;
    const day = dayInChina(f.at);
    const { conversations, ...before } = days.get(day) ?? { day, conversations: 0, answered: 0, clarified: 0, none: 0, aside: 0 };
    const added = { ...before };
    for (const kind of ["answered", "clarified", "none", "aside"] as const) {
      added[kind] += f.questions[kind];
      sum[kind] += f.questions[kind];
    }
    days.set(day, { ...added, conversations: conversations + 1 });
    for (const id of f.services) add(services, id);
    for (const step of f.reached) add(reached, step);
    if (f.stoppedAt !== null) add(stopped, f.stoppedAt);
    if (f.handedOff !== null) add(reasons, f.handedOff);
    if (f.outcome !== null) outcomes[f.outcome]++;
  }
  const questions = sum.answered + sum.clarified + sum.none + sum.aside;
  const told = outcomes.done + outcomes["not-done"];
  return {
    conversations: figures.length, questions, outcomes,
    days: [...days.values()].sort((a, b) => a.day < b.day ? -1 : 1),
    answered: interval(sum.answered, questions), clarified: interval(sum.clarified, questions), none: interval(sum.none, questions),
    handedOff: interval([...reasons.values()].reduce((a, b) => a + b, 0), figures.length), handOffReasons: most(reasons), done: interval(outcomes.done, told),
    steps: STEPS.map((step) => ({ step, reached: reached.get(step) ?? 0, share: interval(reached.get(step) ?? 0, figures.length) })),
    stopped: most(stopped), services: most(services),
  };
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function most(counts: ReadonlyMap<string, number>): readonly Counted[] {
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)).slice(0, MOST_LISTED);
}
