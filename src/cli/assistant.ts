/**
 * Wires an assistant from the project's files: knowledge, the trained matcher, a store.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConversationStore } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { understand } from "../assistant/understand.ts";
import { withoutInvented } from "../domain/regional.ts";
import { spokenFinding } from "../knowledge/finding.ts";
import { readKept } from "../knowledge/cache.ts";
import { loadMatcher, type Matcher } from "../matching/index.ts";

/** The project's folder: the built file lies in dist/, one level below. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What stands for the code that reads the knowledge: the kept edition is read anew when it changes. */
export const code = (): string => readFileSync(fileURLToPath(import.meta.url), "utf8");

/**
 * @returns null when the knowledge cannot be used at all; what is wrong is printed then. A guide that is malformed
 * is left out and named, the others work.
 * @param invented whether places that are only examples may be talked about
 */
export function buildAssistant(store: ConversationStore, { invented = false } = {}): Assistant & { readonly matcher: Matcher } | null {
  const { edition: whole, findings } = readKept(ROOT, code());
  const edition = invented ? whole : withoutInvented(whole);
  const errors = findings.filter((f) => f.level === "error");
  for (const finding of errors) process.stderr.write(`${spokenFinding(finding)}\n`);
  if (edition.services.size === 0) {
    process.stderr.write("事项目录读不出来（knowledge/catalogue.yaml），没有启动。改好上面的错误再试。\n");
    return null;
  }
  const matcher = loadMatcher(ROOT);
  return { store, clock: () => Date.now(), edition, matcher, understand: (text, now) => understand(matcher, text, now) };
}
