/** The labelled questions of our own, `test/questions/*.tsv`: what the probabilities are fitted on. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLabelled, type LabelledQuestion } from "./evaluate.ts";

export const LABELLED_FOLDER = "test/questions";

export function readLabelled(root: string): LabelledQuestion[] {
  const folder = join(root, LABELLED_FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => name.endsWith(".tsv")).sort()
    .flatMap((name) => parseLabelled(readFileSync(join(folder, name), "utf8")));
}
