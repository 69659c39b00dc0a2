/**
 * Scores → probabilities that mean what they say, fitted on labelled questions of our own that the classifier has
 * not been trained on (`test/questions/`).
 */
import { fitDense, type DenseModel } from "./logistic.ts";
import { parseExpectation, type LabelledQuestion } from "./evaluate.ts";
import type { Pair } from "./several.ts";
import { SCOPES, signalsOf, type Scope, type Scores } from "./signals.ts";

export interface Calibration {
  /** Signals → service, vague or stranger. */
  readonly gate: DenseModel;
  /** What the services' scores are multiplied by before they become probabilities. */
  readonly sharpness: number;
  /** Signals of a pair → one or two services. */
  readonly pairs: DenseModel;
}

/** Sharpness is sought between these, in steps of a twentieth. */
const SHARPNESS = { least: 0.8, most: 4, step: 0.05 };
/** A probability is never taken to be smaller, so that one odd label does not decide. */
const FLOOR = 1e-4;

export interface Judged {
  readonly question: LabelledQuestion;
  readonly scores: Scores;
}

/** @param labels names of the labels, in the order of the scores */
export function calibrate(judged: readonly Judged[], labels: readonly string[]): Omit<Calibration, "pairs"> {
  const gate = fitDense(judged.map(({ question, scores }) => ({ signals: signalsOf(scores), label: scopeExpected(question.expect), weight: 1 })), SCOPES);
  let best = { sharpness: 1, loss: Infinity };
  const services = judged.filter((j) => parseExpectation(j.question.expect).kind === "one");
  for (let sharpness = SHARPNESS.least; sharpness <= SHARPNESS.most; sharpness += SHARPNESS.step) {
    const loss = services.reduce((sum, { question, scores }) => {
      const ids = parseExpectation(question.expect).ids as readonly string[];
      const p = serviceProbabilities(scores, sharpness).reduce((total, v, c) => total + (ids.includes(labels[c]!) ? v : 0), 0);
      return sum - Math.log(Math.max(FLOOR, p));
    }, 0);
    if (loss < best.loss) best = { sharpness, loss };
  }
  return { gate, sharpness: Math.round(best.sharpness * 100) / 100 };
}

function scopeExpected(expect: string): Scope {
  const { kind } = parseExpectation(expect);
  return kind === "none" ? "stranger" : kind === "clarify" ? "vague" : "service";
}

/** Given that a service is asked for: which. 0 for labels that are no services. */
export function serviceProbabilities({ scores, scopes }: Scores, sharpness: number): number[] {
  let top = -Infinity;
  scores.forEach((s, c) => { if (scopes[c] === "service" && s > top) top = s; });
  const exps = Array.from(scores, (s, c) => scopes[c] === "service" ? Math.exp(sharpness * (s - top)) : 0);
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => (sum > 0 ? e / sum : 0));
}

/** A labelled question in which two services were found, with the signals of the pair. */
export interface JudgedPair {
  readonly question: LabelledQuestion;
  readonly pair: Pair;
  readonly signals: readonly number[];
}

/** The labels of the model of pairs. */
export const ONE_OR_TWO = ["one", "two"] as const;

/** Signals of a pair → whether the question asks for exactly these two. */
export function calibratePairs(judged: readonly JudgedPair[]): DenseModel {
  return fitDense(judged.map(({ question, pair, signals }) => {
    const { kind, ids } = parseExpectation(question.expect);
    const isRight = kind === "all" && ids.length === pair.ids.length && pair.ids.every((id) => (ids as readonly string[]).includes(id));
    return { signals, label: isRight ? "two" : "one", weight: 1 };
  }), ONE_OR_TWO);
}
