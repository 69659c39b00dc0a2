/**
 * Probabilities → answer, ask back, or admit it is none of ours: whatever costs least in expectation.
 * No threshold is set by hand: thresholds follow from the costs below and the fitted probabilities.
 */
import type { Scope } from "./signals.ts";

/** What each outcome costs the person. One unit is about ten seconds of reading and clicking. */
export const COST = {
  /** Answered with another service than was asked for: read through, perhaps a wrong trip. */
  wrongAnswer: 4,
  /** Answered although no service was asked for. */
  falseAnswer: 5,
  /** Answered although the words were too vague to tell. */
  answerVague: 1,
  /** Said "none" although a service was asked for. */
  missed: 7,
  /** Asked back, and the right one was among the options. */
  clarify: 2,
  /** Asked back, and the right one was not among the options. */
  clarifyWrong: 4,
  /** Asked back although no service was asked for. */
  clarifyStranger: 2,
} as const;

/** The surface of the contract: two to four options. */
const FEWEST_OPTIONS = 2;
const MOST_OPTIONS = 4;
/** From the third option on, one must be at least this probable beside the best. */
const FAINT_OPTION = 0.02;

export interface RankedService {
  readonly id: string;
  /** Given that a service is asked for. */
  readonly probability: number;
}

export interface Beliefs {
  readonly scope: Readonly<Record<Scope, number>>;
  /** Most probable first, at least one. */
  readonly services: readonly RankedService[];
  /** The options of the vague group that fits best, when there is one. */
  readonly vagueOptions: readonly string[];
}

export interface Decision {
  readonly decision: "answer" | "clarify" | "none";
  readonly guides: readonly string[];
  readonly options: readonly string[];
}

const NONE: Decision = { decision: "none", guides: [], options: [] };

export function decide(beliefs: Beliefs): Decision {
  const [best] = beliefs.services;
  if (!best) return NONE;
  const { scope } = beliefs;
  const options = optionsOf(beliefs);
  const covered = beliefs.services.reduce((sum, s) => sum + (options.includes(s.id) ? s.probability : 0), 0);
  const answer = COST.wrongAnswer * scope.service * (1 - best.probability) + COST.falseAnswer * scope.stranger + COST.answerVague * scope.vague;
  const clarify = scope.service * (COST.clarify * covered + COST.clarifyWrong * (1 - covered)) + COST.clarifyStranger * scope.stranger;
  const none = COST.missed * (scope.service + scope.vague);
  if (none <= answer && none <= clarify) return NONE;
  return answer <= clarify || options.length < FEWEST_OPTIONS
    ? { decision: "answer", guides: [best.id], options: [] }
    : { decision: "clarify", guides: [], options };
}

/**
 * What a clerk would ask back: the group's options when the words are vague (and the nearest service among them),
 * the nearest services when they are not.
 */
function optionsOf({ scope, services, vagueOptions }: Beliefs): string[] {
  const [best] = services;
  if (scope.vague > scope.service && vagueOptions.length >= FEWEST_OPTIONS) {
    const offered = vagueOptions.slice(0, MOST_OPTIONS);
    if (!best || offered.includes(best.id)) return offered;
    return [...offered.slice(0, MOST_OPTIONS - 1), best.id];
  }
  const least = FAINT_OPTION * (best?.probability ?? 0);
  return services.slice(0, MOST_OPTIONS).filter((s, i) => i < FEWEST_OPTIONS || s.probability >= least).map((s) => s.id);
}
