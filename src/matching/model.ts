/**
 * The trained model: everything a matcher needs beside the segmenter, and how it is kept in a file.
 */
import { wordHider } from "../text/hide.ts";
import { placeFinder, type Place } from "../text/places.ts";
import { openLexicon, type LexiconData } from "../text/lexicon.ts";
import { fillerSet } from "../text/fillers.ts";
import type { Field } from "../text/fold.ts";
import type { Segmenter } from "../text/segment.ts";
import type { AspectTools } from "./aspectFeatures.ts";
import type { Calibration } from "./calibrate.ts";
import type { FeatureTools } from "./features.ts";
import type { SynonymClass } from "./intents.ts";
import { decode, encode, type NumberArray } from "./modelFile.ts";
import type { SparseWeights } from "./sparse.ts";
import { synonymFinder } from "./synonyms.ts";
import { openVocabulary, type Vocabulary } from "./vocabulary.ts";

/** A classifier over its own labels. */
export interface Classifier {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly weights: SparseWeights;
}

/** What the model says besides its numbers. */
export interface ModelData {
  /** Hash of the intents it was trained on. */
  readonly trainedOn: string;
  readonly lexicon: LexiconData;
  /** Cleaned words of the synonym classes. */
  readonly synonyms: readonly SynonymClass[];
  /** Cleaned cue words of the aspects. */
  readonly cues: readonly SynonymClass[];
  /** Names of the field, hidden from the classifier of aspects. */
  readonly subjects: readonly string[];
  /** Cleaned fillers. */
  readonly fillers: readonly string[];
  readonly places: readonly Place[];
  /** What a vague label offers to choose from. */
  readonly vague: Readonly<Record<string, readonly string[]>>;
}

/** The two that say what is asked for. */
export interface Classifiers {
  readonly services: Classifier;
  /** Service, vague or stranger. */
  readonly scope: Classifier;
}

export interface Model extends ModelData, Classifiers {
  readonly calibration: Calibration;
  readonly aspects: Classifier;
}

export function encodeModel(model: Model): Buffer {
  const { services, scope, aspects, ...data } = model;
  const arrays: Record<string, NumberArray> = {};
  addClassifier(arrays, "services", services);
  addClassifier(arrays, "scope", scope);
  addClassifier(arrays, "aspects", aspects);
  // The scope classifier has the vocabulary of the services: its names are written once.
  const heads = { services: head(services), scope: { ...head(scope), features: "" }, aspects: head(aspects) };
  return encode({ ...data, heads }, arrays);
}

export function decodeModel(file: Buffer): Model {
  const { data, arrays } = decode(file);
  const { heads, ...rest } = data as Omit<Model, Part> & { heads: Record<Part, Head> };
  const part = (name: Part, shared?: Vocabulary) => openClassifier(arrays, name, heads[name], shared);
  const services = part("services");
  return { ...rest, services, scope: part("scope", services.vocabulary), aspects: part("aspects") };
}

type Part = "services" | "scope" | "aspects";

interface Head {
  readonly labels: readonly string[];
  /** Names of features, one a line: a single string is read faster than a list. */
  readonly features: string;
  readonly step: number;
}

function head({ labels, vocabulary, weights }: Classifier): Head {
  return { labels, features: vocabulary.names.join("\n"), step: weights.step };
}

function addClassifier(arrays: Record<string, NumberArray>, name: string, { vocabulary, weights }: Classifier): void {
  arrays[`${name}.idf`] = vocabulary.weights;
  arrays[`${name}.starts`] = weights.starts;
  arrays[`${name}.columns`] = weights.columns;
  arrays[`${name}.values`] = weights.values;
  arrays[`${name}.bias`] = weights.bias;
}

function openClassifier(arrays: Readonly<Record<string, NumberArray>>, name: string, { labels, features, step }: Head, shared?: Vocabulary): Classifier {
  return {
    labels,
    vocabulary: shared ?? openVocabulary(features.split("\n"), arrays[`${name}.idf`] as Float32Array),
    weights: {
      labels: labels.length, step,
      starts: arrays[`${name}.starts`] as Uint32Array,
      columns: arrays[`${name}.columns`] as Uint16Array,
      values: arrays[`${name}.values`] as Int8Array,
      bias: arrays[`${name}.bias`] as Float32Array,
    },
  };
}

export interface Tools {
  readonly field: Field;
  readonly features: FeatureTools;
  readonly aspect: AspectTools;
}

export function toolsOf(model: ModelData, segment: Segmenter): Tools {
  const lexicon = openLexicon(model.lexicon);
  const features = { segment, lexicon, synonyms: synonymFinder(model.synonyms), places: placeFinder(model.places) };
  return {
    field: { lexicon, fillers: fillerSet(model.fillers), segment },
    features,
    aspect: { features, cues: synonymFinder(model.cues), hide: wordHider(model.subjects) },
  };
}
