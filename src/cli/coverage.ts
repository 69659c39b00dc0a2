/** `coverage`: writes docs/knowledge.md. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coveragePage } from "../knowledge/coverage.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { ROOT } from "./assistant.ts";

export function runCoverage(): number {
  const people = join(ROOT, "test/people");
  const tested = new Set((existsSync(people) ? readdirSync(people) : []).filter((f) => f.endsWith(".yaml")).map((f) => f.slice(0, -5)));
  writeFileSync(join(ROOT, "docs/knowledge.md"), coveragePage(readKnowledge(ROOT).edition, tested));
  process.stdout.write("写好了 docs/knowledge.md。\n");
  return 0;
}
