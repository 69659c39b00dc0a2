/**
 * Tests that a machine cannot run say so: what is skipped, why, and the command that enables it.
 * `npm test` prints them at the end; with CI=true they fail.
 */
import { appendFileSync } from "node:fs";

export interface Skip {
  /** What is not tested. */
  readonly what: string;
  /** Why not, on this machine. */
  readonly reason: string;
  /** A command that enables it. */
  readonly remedy: string;
}

/** Notes a skip for `npm test`; use the result of the check itself for `describe.skipIf`. */
export function noteSkip(skip: Skip): void {
  const file = process.env["YICITONG_SKIPS"];
  if (file === undefined) console.warn(`跳过：${skip.what}（${skip.reason}）。启用：${skip.remedy}`);
  else appendFileSync(file, `${JSON.stringify(skip)}\n`);
}
