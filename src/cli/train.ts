/** `train`: intents → dist/model/matcher.bin. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DICTIONARY, readIntents } from "../matching/intents.ts";
import { MODEL_FILE } from "../matching/index.ts";
import { encodeModel } from "../matching/model.ts";
import { train } from "../matching/train.ts";
import { openSegmenter } from "../text/segment.ts";

export interface Trained {
  readonly path: string;
  readonly bytes: number;
  readonly seconds: number;
  /** Intents files that could not be read. */
  readonly problems: readonly string[];
}

/** @param root the project's folder */
export function runTrain(root: string = process.cwd()): Trained {
  const start = performance.now();
  const intents = readIntents(root);
  const file = encodeModel(train(intents, openSegmenter(join(root, DICTIONARY))));
  const path = join(root, MODEL_FILE);
  mkdirSync(dirname(path), { recursive: true });
  // Written beside and renamed, so a reader never meets half a model.
  writeFileSync(`${path}.new`, file);
  renameSync(`${path}.new`, path);
  return { path, bytes: file.length, seconds: (performance.now() - start) / 1000, problems: intents.problems };
}
