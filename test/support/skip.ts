/**
 * Tests that a machine cannot run say so: what is skipped, why, and the command that enables it.
 * `npm test` prints them at the end; with CI=true they fail.
 */
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Skip {
  /** What is not tested. */
  readonly what: string;
  /** Why not, on this machine. */
  readonly reason: string;
  /** A command that enables it. */
  readonly remedy: string;
}

/** Where skips are noted, one JSON object a line; `npm test` empties it first. */
const FILE = join(import.meta.dirname, "..", "..", "dist", "skipped.jsonl");

/** Notes a skip and returns its reason, for `describe.skipIf(reason)`. */
export function skipReason(what: string, reason: string, remedy: string): string {
  mkdirSync(dirname(FILE), { recursive: true });
  appendFileSync(FILE, `${JSON.stringify({ what, reason, remedy } satisfies Skip)}\n`);
  return reason;
}
