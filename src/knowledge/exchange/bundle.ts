/**
 * What travels in and out: guides with the materials, sources and shared situations they stand on, in the shape
 * authors write them (schema.ts), so that nothing is lost on the way.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Finding } from "../finding.ts";
import { guideFile, materialFile, regionFile, situationFile, situationsFile, sourceFile } from "../schema.ts";
import { YamlFile } from "../yamlFile.ts";

/** In the order of writing: what others stand on comes first. */
export const KINDS = ["sources", "situations", "materials", "guides", "regions"] as const;
export type Kind = (typeof KINDS)[number];

export const SCHEMAS = { sources: sourceFile, situations: situationFile, materials: materialFile, guides: guideFile, regions: regionFile } as const;
export type Entry<K extends Kind = Kind> = z.output<(typeof SCHEMAS)[K]>;
export type Bundle = { readonly [K in Kind]: readonly Entry<K>[] };

export const KIND_NAMES: Readonly<Record<Kind, string>> = { sources: "出处", situations: "共用情形", materials: "材料", guides: "指南", regions: "地区" };

/** Shared situations live in one file, everything else in one file each. */
export const SITUATIONS_PATH = "knowledge/situations.yaml";
export function pathOf(kind: Kind, id: string): string {
  return kind === "situations" ? SITUATIONS_PATH : `knowledge/${kind}/${id}.yaml`;
}

/** Reads the authors' files below `root`; a malformed one is left out and is a finding. */
export function readBundle(root: string): { readonly bundle: Bundle; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const read = <T extends z.ZodType>(path: string, schema: T): z.output<T> | null => {
    const file = YamlFile.read(join(root, path), path);
    const data = file.as(schema);
    findings.push(...file.findings);
    return data;
  };
  const all = <K extends Exclude<Kind, "situations">>(kind: K): Entry<K>[] => {
    const folder = join(root, "knowledge", kind);
    const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort() : [];
    return names.flatMap((name) => (read(`knowledge/${kind}/${name}`, SCHEMAS[kind]) as Entry<K> | null) ?? []);
  };
  const situations = existsSync(join(root, SITUATIONS_PATH)) ? read(SITUATIONS_PATH, situationsFile) ?? [] : [];
  return { bundle: { sources: all("sources"), situations, materials: all("materials"), guides: all("guides"), regions: all("regions") }, findings };
}

/** Only these guides, and of the rest what they use. */
export function select(bundle: Bundle, guideIds: readonly string[]): Bundle {
  const guides = bundle.guides.filter((g) => guideIds.includes(g.id));
  const used = { situations: new Set<string>(), materials: new Set<string>(), sources: new Set<string>() };
  for (const guide of guides) {
    for (const s of guide.situations) if ("use" in s) used.situations.add(s.use);
    for (const m of guide.materials) for (const paper of "anyOf" in m ? m.anyOf.flatMap((b) => b.papers) : [m]) used.materials.add(paper.paper);
    for (const id of guide.gives) used.materials.add(id);
    for (const list of Object.values(guide)) {
      if (Array.isArray(list)) for (const rule of list) noteSource(rule, used.sources);
    }
  }
  const materials = bundle.materials.filter((m) => used.materials.has(m.id));
  for (const m of materials) noteSource(m, used.sources);
  return {
    guides, materials, regions: [],
    sources: bundle.sources.filter((s) => used.sources.has(s.id)),
    situations: bundle.situations.filter((s) => used.situations.has(s.id)),
  };
}

function noteSource(rule: unknown, into: Set<string>): void {
  const source = typeof rule === "object" && rule !== null ? (rule as { source?: unknown }).source : undefined;
  if (typeof source === "string") into.add(source.trim().split(/\s+/)[0]!);
}

const COUNTS = new Set(["shown", "surrendered", "copies"]);

/** Without what the schema would fill in itself, as an author would write it. Conditions stay as they are. */
export function tidy<T>(value: T, key = ""): T {
  if (Array.isArray(value)) return value.map((v) => tidy(v)) as T;
  if (typeof value !== "object" || value === null || key === "when") return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([k, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0) && !(v === 0 && COUNTS.has(k)) && !(v === false && k === "onSite"))
    .map(([k, v]) => [k, tidy(v, k)])) as T;
}
