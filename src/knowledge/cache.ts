/**
 * Reading and checking some hundreds of YAML files takes seconds; their content seldom changes. The edition they gave
 * is kept under the hash of all of them and of the code that reads them, so a second start only hashes.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Edition } from "../domain/edition.ts";
import type { Finding } from "./finding.ts";
import { readKnowledge } from "./read.ts";

/** Changes when what is kept changes its shape. */
const FORMAT = 4;
const CACHE_FILE = "dist/edition.json";
const FOLDERS = ["knowledge", "knowledge/guides", "knowledge/materials", "knowledge/sources", "knowledge/journeys", "knowledge/regions", "intents/referrals", "intents/talk"];

export interface KeptKnowledge {
  readonly edition: Edition;
  readonly findings: readonly Finding[];
}

/** As `readKnowledge`, from the cache when nothing has changed. A cache that cannot be read or written is no failure. */
export function readKept(root: string, code: string): KeptKnowledge {
  const key = keyOf(root, code);
  const file = join(root, CACHE_FILE);
  const kept = load(file, key);
  if (kept) return kept;
  const { edition, findings } = readKnowledge(root);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify({ key, findings, edition: Object.fromEntries(Object.entries(edition).map(([k, v]) => [k, v instanceof Map ? [...v] : v])) }));
    renameSync(`${file}.new`, file);
  } catch {
    // A read-only folder: the next start reads the files again.
  }
  return { edition, findings };
}

function load(file: string, key: string): KeptKnowledge | null {
  if (!existsSync(file)) return null;
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; findings: Finding[]; edition: Record<string, unknown> };
    if (kept.key !== key) return null;
    const edition = Object.fromEntries(Object.entries(kept.edition).map(([k, v]) => [k, Array.isArray(v) ? new Map(v as [string, unknown][]) : v]));
    return { edition: edition as unknown as Edition, findings: kept.findings };
  } catch {
    return null;
  }
}

/** @param code what stands for the reading code (the built file), so that a change of it reads anew */
function keyOf(root: string, code: string): string {
  const hash = createHash("sha256").update(`${FORMAT}\0`).update(code);
  for (const folder of FOLDERS) {
    const at = join(root, folder);
    if (!existsSync(at)) continue;
    for (const name of readdirSync(at).filter((f) => f.endsWith(".yaml")).sort()) hash.update(`${folder}/${name}\0`).update(readFileSync(join(at, name)));
  }
  return hash.digest("hex");
}
