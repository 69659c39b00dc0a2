/**
 * A folded text → how probable each label is.
 */
import type { Classifier } from "./model.ts";
import { scoreSparse } from "./sparse.ts";
import { toProbabilities, type SparseVector } from "./softmax.ts";
import { vectorOf } from "./vocabulary.ts";

export interface Classified {
  readonly vector: SparseVector;
  /** By label, summing to 1. */
  readonly probabilities: Float32Array;
}

export function classify(features: readonly string[], classifier: Classifier): Classified {
  const vector = vectorOf(features, classifier.vocabulary);
  const probabilities = new Float32Array(classifier.labels.length);
  scoreSparse(probabilities, vector, classifier.weights);
  toProbabilities(probabilities);
  return { vector, probabilities };
}

/** Numbers of the labels, most probable first. */
export function ranking(probabilities: Float32Array): number[] {
  return [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
}
