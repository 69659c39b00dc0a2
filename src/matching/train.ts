/**
 * Intents → model. Deterministic, offline, one core, no graphics card.
 */
import { createHash } from "node:crypto";
import { ASPECTS } from "../domain/match.ts";
import { clean } from "../text/clean.ts";
import { fold } from "../text/fold.ts";
import type { Segmenter } from "../text/segment.ts";
import { aspectExamples } from "./aspect.ts";
import { examplesOf, VAGUE_MARK, type Example } from "./examples.ts";
import { extract } from "./features.ts";
import type { Intents } from "./intents.ts";
import { buildLexicon } from "./lexiconOf.ts";
import { toolsOf, type Classifier, type Model, type ModelData } from "./model.ts";
import { trainSoftmax, type SoftmaxOptions } from "./softmax.ts";
import { compress } from "./sparse.ts";
import { buildVocabulary, vectorOf } from "./vocabulary.ts";

/** Chosen by cross-validation (ADR 0011). */
export const SERVICE_TRAINING: SoftmaxOptions = { passes: 6, rate: 0.3, decay: 0, dropout: 0, seed: 20261124 };
export const ASPECT_TRAINING: SoftmaxOptions = { passes: 12, rate: 0.3, decay: 0, dropout: 0, seed: 20261124 };

export function train(intents: Intents, segment: Segmenter): Model {
  const examples = examplesOf(intents);
  const data = fieldData(intents, examples, segment);
  const { field, features } = toolsOf(data, segment);
  const prepared = examples.map((e) => ({ features: extract(fold(e.text, field), features), label: e.label, weight: e.weight }));
  const aspects = aspectExamples(intents, (text) => fold(text, field), features);
  return {
    ...data,
    services: trainClassifier(prepared, SERVICE_TRAINING),
    aspects: trainClassifier(aspects, ASPECT_TRAINING, ASPECTS),
  };
}

/** What folding and features need, before anything is learnt. */
export function fieldData(intents: Intents, examples: readonly Example[], segment: Segmenter): ModelData {
  return {
    trainedOn: fingerprint(intents),
    lexicon: buildLexicon(intents, examples.map((e) => clean(e.text)), segment),
    synonyms: intents.synonyms.map(({ id, words }) => ({ id, words: words.map(clean).filter((w) => w !== "") })),
    fillers: intents.fillers.map(clean).filter((f) => f !== ""),
    vague: Object.fromEntries(intents.vague.map((v) => [VAGUE_MARK + v.id, v.options])),
  };
}

export interface Prepared {
  readonly features: readonly string[];
  readonly label: string;
  readonly weight: number;
}

export function trainClassifier(prepared: readonly Prepared[], options: SoftmaxOptions, order?: readonly string[]): Classifier {
  const vocabulary = buildVocabulary(prepared.map((p) => p.features));
  const present = new Set(prepared.map((p) => p.label));
  const labels = order ? order.filter((l) => present.has(l)) : [...present].sort();
  const numbers = new Map(labels.map((l, i) => [l, i]));
  const samples = prepared.map((p) => ({ vector: vectorOf(p.features, vocabulary), label: numbers.get(p.label)!, weight: p.weight }));
  const weights = trainSoftmax(samples, vocabulary.names.length, labels.length, options);
  return { labels, vocabulary, weights: compress(weights) };
}

/** Same intents, same fingerprint: the model is rebuilt when it changes. */
export function fingerprint(intents: Intents): string {
  return createHash("sha256").update(JSON.stringify(intents)).digest("hex").slice(0, 16);
}
