/** What the benchmarks need of ours: the utterances every engine is given, the questions kept aside, our matcher. */
import { join } from "node:path";
import { parseLabelled, report, scoreAll, type LabelledQuestion } from "../../src/matching/evaluate.ts";
import { examplesOf, examplesOfLabelled, isService } from "../../src/matching/examples.ts";
import { openMatcher } from "../../src/matching/index.ts";
import { DICTIONARY, readIntents } from "../../src/matching/intents.ts";
import { readLabelled } from "../../src/matching/labelled.ts";
import { decodeModel, encodeModel } from "../../src/matching/model.ts";
import { train } from "../../src/matching/train.ts";
import { openSegmenter, type Segmenter } from "../../src/text/segment.ts";

export { loadMatcher } from "../../src/matching/index.ts";
export { placeFinder } from "../../src/text/places.ts";
export { isService, parseLabelled, readIntents, report, scoreAll };

/** Every fourth labelled question is kept aside. */
const FOLDS = 4;

export interface Line {
  readonly text: string;
  readonly label: string;
}

export interface Material {
  /** What every engine learns from. */
  readonly lines: readonly Line[];
  readonly learnt: readonly LabelledQuestion[];
  readonly asked: readonly LabelledQuestion[];
  /** What a vague label offers to choose from. */
  readonly vague: Readonly<Record<string, readonly string[]>>;
}

export function material(root: string): Material {
  const intents = readIntents(root);
  const labelled = readLabelled(root);
  const learnt = labelled.filter((_, i) => i % FOLDS !== 0);
  const lines = [...examplesOf(intents), ...examplesOfLabelled(learnt)].map(({ text, label }) => ({ text, label }));
  const vague = Object.fromEntries(intents.vague.map((v) => [`?${v.id}`, v.options]));
  return { lines, learnt, asked: labelled.filter((_, i) => i % FOLDS === 0), vague };
}

export function segmenter(root: string): Segmenter {
  return openSegmenter(join(root, DICTIONARY));
}

/** Trains on what the peers are given, and reads the model back as `npm start` does. */
export function ours(root: string, learnt: readonly LabelledQuestion[], segment: Segmenter) {
  const { model } = train(readIntents(root), learnt, segment);
  return openMatcher(decodeModel(encodeModel(model)), segment);
}
