/** `train`: intents → dist/model/matcher.bin. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DICTIONARY, readIntents } from "../matching/intents.ts";
import { readLabelled } from "../matching/labelled.ts";
import { MODEL_FILE, REPORT_FILE } from "../matching/index.ts";
import { decodeModel, encodeModel } from "../matching/model.ts";
import { fingerprint, train } from "../matching/train.ts";
import { openSegmenter } from "../text/segment.ts";
import { ROOT } from "./assistant.ts";

/**
 * @param args `--if-changed`: only when the intents or the training changed since; `--check`: trains anew and says
 *   whether every byte is as in the file, which stays as it is
 * @param told called before each step
 */
export function runTrain(args: readonly string[] = [], root: string = ROOT, told?: (done: number, of: number) => void): number {
  const start = performance.now();
  const intents = readIntents(root);
  for (const problem of intents.problems) process.stderr.write(`读不懂，先跳过：${problem}\n`);
  const labelled = readLabelled(root);
  const path = join(root, MODEL_FILE);
  if (args.includes("--if-changed") && trainedOn(path) === fingerprint(intents, labelled)) return 0;
  const { model, heldOut } = train(intents, labelled, openSegmenter(join(root, DICTIONARY)), told);
  const file = encodeModel(model);
  if (args.includes("--check")) return check(path, file);
  mkdirSync(dirname(path), { recursive: true });
  // Written beside and renamed, so a reader never meets half a model.
  writeFileSync(`${path}.new`, file);
  renameSync(`${path}.new`, path);
  writeFileSync(join(root, REPORT_FILE), `${JSON.stringify(heldOut, null, 1)}\n`);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  process.stdout.write(`模型已训练：${MODEL_FILE}，${(file.length / 1e6).toFixed(1)} MB，用了 ${seconds} 秒。\n`);
  return 0;
}

function check(path: string, trained: Buffer): number {
  const same = existsSync(path) && readFileSync(path).equals(trained);
  process.stdout.write(same ? "模型和重新训练出来的一字不差。\n" : `${MODEL_FILE} 和重新训练出来的不一样，或者还没有。请运行：npm run -s yicitong -- train\n`);
  return same ? 0 : 1;
}

/** The fingerprint in a model file; null when there is none that can be read. */
function trainedOn(path: string): string | null {
  try {
    return existsSync(path) ? decodeModel(readFileSync(path)).trainedOn : null;
  } catch {
    return null;
  }
}
