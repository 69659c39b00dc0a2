/**
 * No pattern that a person's words meet can backtrack catastrophically: each is checked by recheck's automaton, which
 * needs no clock and no luck. Quadratic ones are allowed, because texts are cut at 1,000 characters.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import ts from "typescript";
import { ROOT } from "../../support/root.ts";

process.env["RECHECK_BACKEND"] = "pure";
const { checkSync } = await import("recheck");

/** Where words go; patterns elsewhere read what authors and operators write. */
const FOLDERS = ["text", "matching", "dialogue", "assistant", "domain"];
/** What the automaton does not know (look-arounds): written without repetition inside repetition, read by hand. */
const READ_BY_HAND = ["(?<=[^\\x20-\\x7e]) +| +(?=[^\\x20-\\x7e])", "刚满月|刚出生"];

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

function patternsUnder(path: string): Pattern[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => patternsUnder(join(path, name)));
  if (!path.endsWith(".ts")) return [];
  const found: Pattern[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.RegularExpressionLiteral) {
      const text = (node as ts.RegularExpressionLiteral).text;
      const end = text.lastIndexOf("/");
      found.push({ file: relative(ROOT, path), source: text.slice(1, end), flags: text.slice(end + 1).replace("g", "") });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2023, true));
  return found;
}

const patterns = FOLDERS.flatMap((folder) => patternsUnder(join(ROOT, "src", folder)));

/** What is wrong with a pattern; null when nothing is. */
function problemOf({ source, flags }: Pattern): string | null {
  if (READ_BY_HAND.some((start) => source.startsWith(start))) return null;
  const found = checkSync(source, flags, { checker: "automaton", timeout: 60_000 });
  if (found.status !== "vulnerable") return found.status === "safe" ? null : found.status;
  const { complexity } = found;
  if (complexity.type !== "polynomial") return complexity.type;
  return complexity.degree <= 2 ? null : `polynomial ${complexity.degree}`;
}

describe("patterns that a person's words meet", () => {
  it("are found", () => expect(patterns.length).toBeGreaterThan(100));
  it("never backtrack worse than quadratically", () => {
    const problems = patterns.map((p) => ({ ...p, problem: problemOf(p) })).filter((p) => p.problem !== null);
    expect(problems).toEqual([]);
  }, 300_000);
  it("the check notices one that does", () => {
    expect(problemOf({ file: "", source: "^(a+)+$", flags: "" })).toContain("exponential");
    expect(problemOf({ file: "", source: "^a*a*a*b$", flags: "" })).toContain("polynomial");
  });
  it("what was read by hand is still there", () => {
    for (const start of READ_BY_HAND) expect(patterns.some((p) => p.source.startsWith(start))).toBe(true);
  });
});
