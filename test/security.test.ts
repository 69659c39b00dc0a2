/** docs/security.md names a test for every threat; this checks that each is there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/root.ts";

const page = readFileSync(join(ROOT, "docs/security.md"), "utf8");
const threats = page.split("## Threats")[1]!.split("\n## ")[0]!.split("\n").filter((line) => line.startsWith("| ")).slice(1);

describe("every threat of docs/security.md has its test", () => {
  it("there are threats", () => expect(threats.length).toBeGreaterThan(15));

  it.each(threats.map((line) => [line.split("|")[1]!.trim(), line.split("|")[3]!.trim()]))("%s", (_, tests) => {
    const named = [...tests.matchAll(/`([^`]+)` › (.+?)(?=; `|$)/g)];
    expect(named.length).toBeGreaterThan(0);
    for (const [, file, title] of named) {
      expect(existsSync(join(ROOT, file!)), file).toBe(true);
      expect(readFileSync(join(ROOT, file!), "utf8"), title).toContain(title!.trim());
    }
  });
});
