/**
 * The docs tell the truth: every command, reply kind, verdict, schema field and glossary word is where it should be.
 * (Routes, settings and problem types are compared in test/http/docs.test.ts.)
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REPLY_KINDS, VERDICTS } from "../src/domain/conversation.ts";
import { PREDICATES } from "../src/domain/predicates.ts";
import { COMMANDS } from "../src/cli/commands.ts";
import { coveragePage } from "../src/knowledge/coverage.ts";
import { readKnowledge } from "../src/knowledge/read.ts";
import { guideFile, journeyFile, materialFile, sourceFile } from "../src/knowledge/schema.ts";
import { ROOT } from "./support/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

describe("README", () => {
  const readme = read("README.md");
  it.each(Object.keys(COMMANDS))("names the command %s", (command) => expect(readme).toContain(`\`${command}`));
  it("opens with the two commands and a picture that exists", () => {
    expect(readme).toContain("npm start");
    expect(readme).toContain("npm test");
    for (const [, path] of readme.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) expect(existsSync(join(ROOT, path!)), path).toBe(true);
  });
  it("links only to files that exist", () => {
    for (const [, path] of readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) expect(existsSync(join(ROOT, path!)), path).toBe(true);
  });
});

describe("docs/conversation.md", () => {
  const page = read("docs/conversation.md");
  it.each([...REPLY_KINDS])("explains the reply kind %s", (kind) => expect(page).toContain(`\`${kind}\``));
  it.each([...VERDICTS])("explains the verdict %s", (verdict) => expect(page).toContain(`\`${verdict}\``));
});

describe("docs/tasks/add-a-guide.md", () => {
  const page = read("docs/tasks/add-a-guide.md");
  const fields = [guideFile, materialFile, sourceFile].flatMap((schema) => Object.keys(schema.shape));
  it.each([...new Set(fields)])("explains the field %s", (field) => expect(page).toContain(`\`${field}\``));
  it.each(Object.keys(PREDICATES))("or the code explains the predicate %s", (name) => expect(read("src/domain/predicates.ts")).toContain(`"${name}"`));
});

describe("docs/architecture.md", () => {
  const page = read("docs/architecture.md");
  const folders = readdirSync(join(ROOT, "src"));
  it.each(folders)("says what src/%s is", (folder) => expect(page).toContain(`src/${folder}`));
});

describe("docs/knowledge.md", () => {
  it("is up to date (npm run -s yicitong -- coverage)", () => {
    const tested = new Set(readdirSync(join(ROOT, "test/people")).filter((f) => f.endsWith(".yaml")).map((f) => f.slice(0, -5)));
    expect(read("docs/knowledge.md")).toBe(coveragePage(readKnowledge(ROOT).edition, tested));
  });
});

describe("docs/tasks/add-a-journey.md", () => {
  const page = read("docs/tasks/add-a-journey.md");
  it.each([...new Set([...Object.keys(journeyFile.shape), ...Object.keys(journeyFile.shape.steps.element.shape)])])("explains the field %s", (field) => expect(page).toContain(`\`${field}\``));
});
