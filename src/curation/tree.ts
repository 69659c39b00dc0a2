/**
 * The files of an edition: everything below `knowledge/` and `intents/`, as written. An edition is named by them.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzip, gzipSync } from "node:zlib";

export const FOLDERS = ["knowledge", "intents"] as const;

/** Path from the root → hash of the content. */
export type Manifest = Readonly<Record<string, string>>;

/** Changes on top of a manifest: null takes the file away. */
export type Changes = Readonly<Record<string, string | null>>;

/** What a draft may change. Ids become file names, so nothing else may be in them. */
const EDITABLE = [
  /^knowledge\/(guides|materials|sources|journeys)\/[a-z0-9]+(-[a-z0-9]+)*\.yaml$/,
  /^knowledge\/(catalogue|situations|regions|regions\/\d{6})\.yaml$/,
  /^intents\/(guides|referrals|talk|aspects)\/[a-z0-9]+(-[a-z0-9]+)*\.yaml$/,
  /^intents\/(answers|fillers|strangers|synonyms|vague)\.yaml$/,
  /^intents\/dictionary\.txt$/,
];
const LONGEST_PATH = 120;

export function isEditable(path: string): boolean {
  return path.length <= LONGEST_PATH && EDITABLE.some((pattern) => pattern.test(path));
}

export function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

export function editionId(manifest: Manifest): string {
  const hash = createHash("sha256");
  for (const path of Object.keys(manifest).sort()) hash.update(`${path}\0${manifest[path]}\n`);
  return hash.digest("hex").slice(0, 16);
}

/** The texts below a folder that looks like the project. */
export function readTree(root: string): Map<string, string> {
  const tree = new Map<string, string>();
  for (const folder of FOLDERS) {
    if (!existsSync(join(root, folder))) continue;
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((e) => e.isFile() && /\.(yaml|txt|tsv)$/.test(e.name)).map((e) => join(e.parentPath, e.name));
    for (const file of files.sort()) tree.set(relative(root, file).split(sep).join("/"), readFileSync(file, "utf8"));
  }
  return tree;
}

export function manifestOf(tree: ReadonlyMap<string, string>): Manifest {
  return Object.fromEntries([...tree].map(([path, text]) => [path, hashOf(text)]));
}

export function withChanges(manifest: Manifest, changes: Changes): Manifest {
  const all: Record<string, string | null> = { ...manifest, ...changes };
  return Object.fromEntries(Object.entries(all).filter((e): e is [string, string] => e[1] !== null));
}

/** The paths in which two manifests differ, sorted. */
export function changedPaths(a: Manifest, b: Manifest): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((path) => a[path] !== b[path]).sort();
}

export function pack(content: string | Uint8Array): Uint8Array {
  return gzipSync(content);
}

/** As `pack`, beside the thread that answers people: a model takes the better part of a second. */
export const packBeside: (content: Uint8Array) => Promise<Uint8Array> = promisify(gzip);

export function unpack(bytes: Uint8Array): Buffer {
  return gunzipSync(bytes);
}

/** A file that is not there yet, to merge or to write into. */
export function empty(path: string): string {
  return path.endsWith(".yaml") ? "{}\n" : "";
}
