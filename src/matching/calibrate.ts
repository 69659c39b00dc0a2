/**
 * Scores → probabilities that mean what they say, fitted on labelled questions of our own that the classifier has
 * not been trained on (`test/questions/`).
 */
import { fitDense, type DenseModel } from "./logistic.ts";
import { parseExpectation, type LabelledQuestion } from "./evaluate.ts";
import { COST } from "./decide.ts";
import { likeliest, ONE, TWO, type Pair } from "./several.ts";
import { SCOPES, signalsOf, type Scope, type Scores } from "./signals.ts";

export interface Calibration {
  /** Signals → service, vague or stranger. */
  readonly gate: DenseModel;
  /** What the services' scores are multiplied by before they become probabilities. */
  readonly sharpness: number;
  /** Signals of a pair → two affairs or one. */
  readonly pairs: DenseModel;
  /** How probable two affairs must be before two services are answered. */
  readonly pairSureness: number;
}

/** Sharpness is sought between these, by thirds (the loss is convex in it), to a hundredth. */
const SHARPNESS = { least: 0.8, most: 4, near: 0.01 };
/** A probability is never taken to be smaller, so that one odd label does not decide. */
const FLOOR = 1e-4;

export interface Judged {
  readonly question: LabelledQuestion;
  readonly scores: Scores;
}

/** @param labels names of the labels, in the order of the scores */
export function calibrate(judged: readonly Judged[], labels: readonly string[]): Omit<Calibration, "pairs" | "pairSureness"> {
  const gate = fitDense(judged.map(({ question, scores }) => ({ signals: signalsOf(scores), label: scopeExpected(question.expect), weight: 1 })), SCOPES);
  const numbers = new Map(labels.map((l, c) => [l, c]));
  const services = judged.flatMap(({ question: { expect }, scores }) => {
    const { kind, ids } = parseExpectation(expect);
    return kind === "one" ? [{ scores, right: ids.flatMap((id) => numbers.get(id) ?? []) }] : [];
  });
  const loss = (sharpness: number): number => services.reduce((sum, { scores, right }) => {
    const probabilities = serviceProbabilities(scores, sharpness);
    return sum - Math.log(Math.max(FLOOR, right.reduce((p, c) => p + probabilities[c]!, 0)));
  }, 0);
  return { gate, sharpness: Math.round(lowest(loss, SHARPNESS) * 100) / 100 };
}

/** Where a convex function is lowest, by dropping the worse third. */
function lowest(of: (x: number) => number, { least, most, near }: typeof SHARPNESS): number {
  let [low, high] = [least, most];
  while (high - low > near) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3];
    if (of(a) <= of(b)) high = b; else low = a;
  }
  return (low + high) / 2;
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

/** A labelled question with the ways to read it as two affairs. */
export interface JudgedPairs {
  readonly question: LabelledQuestion;
  readonly pairs: readonly Pair[];
}

/** Without labelled pairs: two services are answered only when they are nearly certain. */
const PAIR_SURENESS = { unknown: 0.9, least: 0.2, most: 0.95, step: 0.01 };

/**
 * What makes two affairs, fitted on labelled questions; and the probability from which answering two services costs
 * least: a right pair saves a second round, a wrong one misleads.
 */
export function calibratePairs(judged: readonly JudgedPairs[]): Pick<Calibration, "pairs" | "pairSureness"> {
  const samples = judged.flatMap(({ question, pairs }) => pairs.map((pair) =>
    ({ signals: pair.signals, label: isRight(question, pair) ? TWO : ONE, weight: 1 / pairs.length })));
  const pairs = fitDense(samples, [TWO, ONE]);
  const found = judged.flatMap(({ question, pairs: all }) => { const best = likeliest(all, pairs); return best ? [{ question, ...best }] : []; });
  let best = { sureness: PAIR_SURENESS.unknown, cost: Infinity };
  for (let sureness = PAIR_SURENESS.least; sureness <= PAIR_SURENESS.most; sureness += PAIR_SURENESS.step) {
    const cost = found.reduce((sum, { question, pair, probability }) => probability < sureness ? sum : sum + costOf(question, pair), 0);
    if (cost < best.cost) best = { sureness, cost };
  }
  return { pairs, pairSureness: Math.round(best.sureness * 100) / 100 };
}

/** A right pair saves a second round; one of which only one was asked for costs as much as being asked back. */
function costOf(question: LabelledQuestion, pair: Pair): number {
  if (isRight(question, pair)) return -COST.clarify;
  const { kind, ids } = parseExpectation(question.expect);
  return kind === "none" ? COST.falseAnswer : pair.ids.some((id) => (ids as readonly string[]).includes(id)) ? COST.clarify : COST.wrongAnswer;
}

function isRight({ expect }: LabelledQuestion, { ids: [a, b] }: Pair): boolean {
  const { kind, ids } = parseExpectation(expect);
  const wanted = ids as readonly string[];
  return kind === "all" && wanted.includes(a) && wanted.includes(b);
}
