/**
 * Probabilities → answer, ask back, or admit it is none of ours: whatever costs least in expectation.
 */
import { isService, VAGUE_MARK } from "./examples.ts";

/** What a mistake costs the person, in units of "about ten seconds". A wrong answer may cost a trip. */
export const COST = {
  /** Answered with another service than was asked for. */
  wrongAnswer: 10,
  /** Answered although no service was asked for. */
  falseAnswer: 6,
  /** Said "none" although a service was asked for. */
  missed: 5,
  /** Asked back, and the right one was among the options. */
  clarify: 1.5,
  /** Asked back, and the right one was not among the options. */
  clarifyWrong: 6,
  /** Asked back although no service was asked for. */
  clarifyStranger: 3,
  /** Answered although the words were too vague to tell. */
  answerVague: 4,
} as const;

/** The surface of the contract: two to four options. */
const FEWEST_OPTIONS = 2;
const MOST_OPTIONS = 4;

export interface Ranked {
  readonly label: string;
  readonly probability: number;
}

export interface Decision {
  readonly decision: "answer" | "clarify" | "none";
  readonly guides: readonly string[];
  readonly options: readonly string[];
}

/** @param ranked all labels, most probable first */
export function decide(ranked: readonly Ranked[], vague: Readonly<Record<string, readonly string[]>>): Decision {
  const services = ranked.filter((r) => isService(r.label));
  const inScope = services.reduce((sum, r) => sum + r.probability, 0);
  const vagueShare = ranked.reduce((sum, r) => sum + (r.label.startsWith(VAGUE_MARK) ? r.probability : 0), 0);
  const stranger = Math.max(0, 1 - inScope - vagueShare);
  const [best] = services;
  if (!best) return { decision: "none", guides: [], options: [] };
  const options = optionsOf(ranked, services, vague);
  const covered = services.filter((s) => options.includes(s.label)).reduce((sum, s) => sum + s.probability, 0);
  const costs = {
    answer: COST.wrongAnswer * (inScope - best.probability) + COST.falseAnswer * stranger + COST.answerVague * vagueShare,
    clarify: COST.clarify * covered + COST.clarifyWrong * (inScope - covered) + COST.clarifyStranger * stranger,
    none: COST.missed * (inScope + vagueShare),
  };
  if (costs.none <= costs.answer && costs.none <= costs.clarify) return { decision: "none", guides: [], options: [] };
  return costs.answer <= costs.clarify || options.length < FEWEST_OPTIONS
    ? { decision: "answer", guides: [best.label], options: [] }
    : { decision: "clarify", guides: [], options };
}

/** The options of a vague label when one leads, else the best services. */
function optionsOf(ranked: readonly Ranked[], services: readonly Ranked[], vague: Readonly<Record<string, readonly string[]>>): string[] {
  const listed = vague[ranked[0]?.label ?? ""];
  if (listed) {
    const rank = new Map(services.map((s, i) => [s.label, i]));
    return [...listed].sort((a, b) => (rank.get(a) ?? services.length) - (rank.get(b) ?? services.length)).slice(0, MOST_OPTIONS);
  }
  /** An option this much less probable than the best is no option. */
  const FAINT = 0.08;
  return services.slice(0, MOST_OPTIONS).filter((s, i) => i < FEWEST_OPTIONS || s.probability >= FAINT * services[0]!.probability).map((s) => s.label);
}
