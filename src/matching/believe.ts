/**
 * A folded text → what the matcher believes about it: calibrated, before anything is decided.
 */
import { serviceProbabilities, type Calibration } from "./calibrate.ts";
import type { Beliefs, RankedService } from "./decide.ts";
import { isService, REFERRAL_MARK, STRANGER, VAGUE_MARK } from "./examples.ts";
import { extract, type FeatureTools } from "./features.ts";
import { denseProbabilities } from "./logistic.ts";
import type { Classifier, Classifiers } from "./model.ts";
import { scopeOf, signalsOf, SCOPES, type Scope, type Scores } from "./signals.ts";
import type { SparseVector } from "./softmax.ts";
import { scoreSparse } from "./sparse.ts";
import { vectorOf } from "./vocabulary.ts";

export interface Scored extends Scores {
  readonly vector: SparseVector;
}

/** Scopes of a classifier's labels, worked out once. */
export function scopesOf(labels: readonly string[]): Scope[] {
  return labels.map(scopeOf);
}

/** Work counted while matching, so that a test can bound it without a clock. */
export interface Work {
  /** Texts scored: the question, and its parts where it may be several. */
  texts: number;
  features: number;
  /** Weights read: the postings of the features. */
  weights: number;
}

export interface ScoreTools extends FeatureTools {
  /** Counted into when given. */
  readonly work?: Work;
}

export function score(normal: string, { services, scope }: Classifiers, scopes: readonly Scope[], tools: ScoreTools): Scored {
  const features = extract(normal, tools);
  const vector = vectorOf(features, services.vocabulary);
  const scores = scoresOf(vector, services);
  if (tools.work) count(tools.work, features.length, vector, services);
  return {
    scores, scopes, vector, scope: scoresOf(vector, scope),
    length: normal.length, known: vector.ids.length / Math.max(1, features.length),
  };
}

function count(work: Work, features: number, { ids }: SparseVector, { weights: { starts } }: Classifier): void {
  work.texts++;
  work.features += features;
  for (const id of ids) work.weights += starts[id + 1]! - starts[id]!;
}

/** Both classifiers share one vocabulary, so a text is turned into a vector once. */
function scoresOf(vector: SparseVector, { labels, weights }: Classifier): Float32Array {
  const scores = new Float32Array(labels.length);
  scoreSparse(scores, vector, weights);
  return scores;
}

export interface Belief extends Beliefs {
  /** The most probable label that is no service and not vague: a referral, a talk act, `none`. */
  readonly stranger: string;
  /** Its probability among all labels. */
  readonly strangerProbability: number;
  /** The most probable referral, and its probability among all labels but "nobody's". */
  readonly referral: { readonly label: string; readonly probability: number } | null;
}

export function believe(scored: Scores, { labels }: Classifier, { gate, sharpness }: Pick<Calibration, "gate" | "sharpness">, vague: Readonly<Record<string, readonly string[]>>): Belief {
  const scope = Object.fromEntries(denseProbabilities(signalsOf(scored), gate).map((p, i) => [SCOPES[i]!, p])) as Record<Scope, number>;
  const probabilities = serviceProbabilities(scored, sharpness);
  const services: RankedService[] = [];
  let strangerAt = -1;
  let vagueAt = -1;
  let referralAt = -1;
  labels.forEach((label, c) => {
    if (label.startsWith(REFERRAL_MARK) && (referralAt < 0 || scored.scores[c]! > scored.scores[referralAt]!)) referralAt = c;
    if (isService(label)) services.push({ id: label, probability: probabilities[c]! });
    else if (label.startsWith(VAGUE_MARK)) { if (vagueAt < 0 || scored.scores[c]! > scored.scores[vagueAt]!) vagueAt = c; }
    else if (strangerAt < 0 || scored.scores[c]! > scored.scores[strangerAt]!) strangerAt = c;
  });
  services.sort((a, b) => b.probability - a.probability || (a.id < b.id ? -1 : 1));
  const stranger = labels[strangerAt] ?? "none";
  return {
    scope, services, stranger, strangerProbability: probabilityAt(strangerAt, scored.scores, sharpness), vagueOptions: vague[labels[vagueAt] ?? ""] ?? [],
    // That a question is nobody's says nothing against pointing to an office that deals with such things.
    referral: referralAt < 0 ? null : { label: labels[referralAt]!, probability: probabilityAt(referralAt, scored.scores, sharpness, labels.indexOf(STRANGER)) },
  };
}

/** @param without a label that is left out of the comparison */
function probabilityAt(label: number, scores: Float32Array, sharpness: number, without = -1): number {
  return label < 0 ? 0 : 1 / scores.reduce((sum, s, c) => c === without ? sum : sum + Math.exp(sharpness * (s - scores[label]!)), 0);
}
