/**
 * The house rules of docs/architecture.md: who may import whom, and no rings.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./support/root.ts";

const SRC = join(ROOT, "src");

/** A folder may import itself and these. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  text: ["domain"],
  matching: ["domain", "text"],
  dialogue: ["domain"],
  knowledge: ["domain"],
  assistant: ["domain", "text", "matching", "dialogue", "knowledge"],
  curation: ["domain", "assistant", "knowledge", "matching", "dialogue"],
  desk: ["domain", "assistant", "knowledge", "matching", "dialogue"],
  staff: ["domain"],
  storage: ["domain", "assistant", "staff", "curation", "desk", "http", "channels"],
  http: ["domain", "assistant", "curation", "desk", "staff", "knowledge"],
  channels: ["domain", "assistant", "curation", "desk", "staff", "knowledge"],
  webhooks: ["domain", "assistant"],
  web: ["domain"],
  cli: ["domain", "text", "matching", "dialogue", "knowledge", "assistant", "curation", "desk", "staff", "storage", "http", "channels", "webhooks"],
};
/** storage/ knows a folder by its ports only. */
const isPort = (file: string): boolean => file.endsWith("/ports.ts") || file.startsWith("domain/");

const files = (folder: string): string[] => readdirSync(folder).flatMap((name) => {
  const path = join(folder, name);
  return statSync(path).isDirectory() ? files(path) : /\.tsx?$/.test(name) ? [path] : [];
});

interface Import { readonly from: string; readonly to: string; readonly typeOnly: boolean }

const imports: Import[] = files(SRC).flatMap((path) =>
  [...readFileSync(path, "utf8").matchAll(/^\s*(?:import|export)\s+(type\s+)?[^;]*?from\s+"(\.[^"]+)"/gms)]
    .map((m) => ({ from: relative(SRC, path), to: relative(SRC, resolve(dirname(path), m[2]!)), typeOnly: m[1] !== undefined })));

const folderOf = (file: string): string => file.split("/")[0]!;

describe("the house", () => {
  it("has sources to look at", () => expect(imports.length).toBeGreaterThan(50));

  it("lets a folder import only what it may", () => {
    const wrong = imports.filter(({ from, to }) => folderOf(from) !== folderOf(to)
      && !(ALLOWED[folderOf(from)] ?? []).includes(folderOf(to)));
    expect(wrong.map((i) => `${i.from} → ${i.to}`)).toEqual([]);
  });

  it("lets storage see only the ports of the other folders", () => {
    expect(imports.filter((i) => folderOf(i.from) === "storage" && folderOf(i.to) !== "storage" && !isPort(i.to))).toEqual([]);
  });

  it("lets browser code take only types from the domain", () => {
    expect(imports.filter((i) => folderOf(i.from) === "web" && folderOf(i.to) === "domain" && !i.typeOnly)).toEqual([]);
  });

  it("has no ring of imports", () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...next.get(from) ?? [], to]);
    const done = new Set<string>();
    const rings: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) { rings.push([...path.slice(path.indexOf(file)), file].join(" → ")); return; }
      if (done.has(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
    expect(rings).toEqual([]);
  });
});
