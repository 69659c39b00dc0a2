/** What the first load weighs, and that nothing in it would be stopped by the content security policy. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildWeb } from "../../src/web/build.mjs";

/** Bytes, gzipped: JavaScript and CSS of ours before the page can be used. */
const BUDGET = 30 * 1024;

describe("the first load", () => {
  const out = mkdtempSync(join(tmpdir(), "yicitong-web-"));
  beforeAll(() => buildWeb(out));
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it("weighs at most 30 kB gzipped", () => {
    const html = readFileSync(join(out, "index.html"), "utf8");
    const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map((m) => m[1]!);
    // What the entry imports at once loads with it.
    const linked = named.flatMap((name) => [...readFileSync(join(out, name), "utf8").matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map((m) => m[1]!));
    const all = [...new Set([...named, ...linked])];
    expect(all).toContain("chat.js");
    expect(all.reduce((sum, name) => sum + statSync(join(out, `${name}.gz`)).size, 0)).toBeLessThanOrEqual(BUDGET);
  });

  it("names in the page all that loads at once: nothing waits for another round trip", () => {
    const html = readFileSync(join(out, "index.html"), "utf8");
    const imports = (name: string): string[] => [...readFileSync(join(out, name), "utf8").matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map((m) => m[1]!);
    const atOnce = imports("chat.js");
    expect(atOnce.length).toBeGreaterThan(0);
    for (const name of [...atOnce, ...atOnce.flatMap(imports)]) expect(html).toContain(`rel="modulepreload" href="/${name}"`);
  });

  it("holds no inline script, no inline style, and is compressed both ways", () => {
    const html = readFileSync(join(out, "index.html"), "utf8");
    expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=/);
    const names = readdirSync(out);
    for (const name of names.filter((n) => /\.(js|css|html)$/.test(n))) expect(names).toEqual(expect.arrayContaining([`${name}.gz`, `${name}.br`]));
  });
});
