/** docs/dependencies.md and the SBOM say what is installed: run `npm run deps` after a change. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dependencyPage, sbom } from "../scripts/dependencies.mjs";
import { ROOT } from "./support/root.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
interface Locked { readonly version?: string; readonly dev?: boolean; readonly license?: string; readonly link?: boolean }
const lock = JSON.parse(read("package-lock.json")) as { packages: Record<string, Locked> };

test("the list is what is installed", () => expect(read("docs/dependencies.md")).toBe(dependencyPage()));

test("the SBOM is what is installed, with a hash for each", () => {
  expect(read("docs/sbom.cdx.json")).toBe(sbom());
  const { components } = JSON.parse(sbom()) as { components: { name: string; hashes?: unknown[] }[] };
  expect(components.map((c) => c.name)).toEqual(expect.arrayContaining(["yaml", "pg-protocol", "express"]));
  expect(components.filter((c) => !c.hashes).map((c) => c.name)).toEqual([]);
});

test("no package that runs is under a licence that binds our code", () => {
  const binding = Object.entries(lock.packages).filter(([, p]) => !p.dev && /\b(A?GPL|SSPL|BUSL)\b/.test(p.license ?? "") && !/\bOR\b/.test(p.license ?? ""));
  expect(binding.map(([path]) => path)).toEqual([]);
});

test("versions are pinned", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});
