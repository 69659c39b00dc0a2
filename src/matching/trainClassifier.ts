/**
 * Labelled features → a classifier.
 */
import type { Classifier } from "./model.ts";
import { trainSoftmax, type SoftmaxOptions, type SparseVector } from "./softmax.ts";
import { compress } from "./sparse.ts";
import { buildVocabulary, vectorOf, type Vocabulary } from "./vocabulary.ts";

/** A text as the names of its features. */
export interface Prepared {
  readonly features: readonly string[];
  readonly label: string;
  readonly weight: number;
}

/** Texts as vectors, for classifiers that learn from the same texts. */
export interface Vectors {
  readonly vocabulary: Vocabulary;
  readonly vectors: readonly SparseVector[];
}

export function vectorsOf(prepared: readonly Prepared[]): Vectors {
  const vocabulary = buildVocabulary(prepared.map((p) => p.features));
  return { vocabulary, vectors: prepared.map((p) => vectorOf(p.features, vocabulary)) };
}

/** @param given the texts as vectors, when another classifier learns from them too; the order of the labels (else by name) */
export function trainClassifier(prepared: readonly Prepared[], options: SoftmaxOptions, given: { readonly from?: Vectors; readonly order?: readonly string[] } = {}): Classifier {
  const { order } = given;
  const { vocabulary, vectors } = given.from ?? vectorsOf(prepared);
  const present = new Set(prepared.map((p) => p.label));
  const labels = order ? order.filter((l) => present.has(l)) : [...present].sort();
  const numbers = new Map(labels.map((l, i) => [l, i]));
  const samples = prepared.map((p, i) => ({ vector: vectors[i]!, label: numbers.get(p.label)!, weight: p.weight }));
  const weights = trainSoftmax(samples, vocabulary.names.length, labels.length, options);
  return { labels, vocabulary, weights: compress(weights) };
}
