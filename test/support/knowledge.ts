/** The shipped knowledge and matcher, read once for all tests of a file. */
import { understand } from "../../src/assistant/understand.ts";
import type { Assistant } from "../../src/assistant/takeTurn.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { loadMatcher } from "../../src/matching/index.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { ROOT } from "./root.ts";

export { ROOT };

export const knowledge = readKnowledge(ROOT);
export const edition = knowledge.edition;

/** The day every test runs on unless it says otherwise: noon in China. */
export const TEST_NOW = Date.parse("2026-11-24T12:00:00+08:00");

let matcher: ReturnType<typeof loadMatcher> | undefined;

export function testAssistant(now: () => number = () => TEST_NOW): Assistant {
  const loaded = matcher ??= loadMatcher(ROOT);
  return { store: new MemoryStore(), clock: now, edition, understand: (text, at) => understand(loaded, text, at) };
}
