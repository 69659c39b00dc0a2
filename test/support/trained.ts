/** Curation whose proofs train a real model, on a project so small that it takes a moment. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LiveEdition } from "../../src/assistant/ports.ts";
import { understand } from "../../src/assistant/understand.ts";
import { loadMatcher, MODEL_FILE, REPORT_FILE } from "../../src/matching/index.ts";
import { DICTIONARY, readIntents } from "../../src/matching/intents.ts";
import { readLabelled } from "../../src/matching/labelled.ts";
import { encodeModel } from "../../src/matching/model.ts";
import { train } from "../../src/matching/train.ts";
import { openSegmenter } from "../../src/text/segment.ts";

/** As the program's own training does, without its words for the terminal. */
export function trainIn(folder: string): void {
  const { model, heldOut } = train(readIntents(folder), readLabelled(folder), openSegmenter(join(folder, DICTIONARY)));
  mkdirSync(dirname(join(folder, MODEL_FILE)), { recursive: true });
  writeFileSync(join(folder, MODEL_FILE), encodeModel(model));
  writeFileSync(join(folder, REPORT_FILE), JSON.stringify(heldOut));
}

export function understandingIn(folder: string): LiveEdition["understand"] {
  const matcher = loadMatcher(folder);
  return (words, now) => understand(matcher, words, now);
}
