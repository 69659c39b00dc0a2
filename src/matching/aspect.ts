/**
 * What the person wants to know about a service (materials, fee, time …): a small classifier of its own over cue
 * words and short n-grams, trained on `intents/aspects/`.
 */
import { ASPECTS, type Aspect } from "../domain/match.ts";
import { classify, ranking } from "./classify.ts";
import { extract, type FeatureTools } from "./features.ts";
import type { Intents } from "./intents.ts";
import type { Classifier } from "./model.ts";
import type { Prepared } from "./train.ts";

/** Asked for when nothing particular is asked for. */
export const DEFAULT_ASPECT: Aspect = "how";
/** An aspect less probable than this is not answered first. */
export const SUREST_NEEDED = 0.4;
/** A cue on its own is a short example. */
const CUE_WEIGHT = 1;

/** Sounds, pairs and rare words tell services apart, not aspects. */
const KINDS = new Set(["1", "2", "3", "w", "q"]);

export function aspectFeatures(text: string, tools: FeatureTools): string[] {
  return extract(text, tools).filter((f) => KINDS.has(f[0]!));
}

export function aspectExamples(intents: Intents, fold: (text: string) => string, tools: FeatureTools): Prepared[] {
  return intents.aspects.flatMap(({ id, cues, examples }) => [
    ...examples.map((text) => ({ features: aspectFeatures(fold(text), tools), label: id, weight: 1 })),
    ...cues.map((text) => ({ features: aspectFeatures(fold(text), tools), label: id, weight: CUE_WEIGHT })),
  ]);
}

export function aspectOf(text: string, classifier: Classifier, tools: FeatureTools): Aspect {
  const { probabilities } = classify(aspectFeatures(text, tools), classifier);
  const [best] = ranking(probabilities);
  const label = ASPECTS.find((a) => a === classifier.labels[best ?? -1]);
  return label && probabilities[best!]! >= SUREST_NEEDED ? label : DEFAULT_ASPECT;
}
