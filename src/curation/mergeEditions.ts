/**
 * A draft on top of another edition, and a release of the program on top of a city's own: file by file, per field,
 * against the edition both came from. What both changed differently is a conflict, for a person to settle.
 */
import type { Library } from "./library.ts";
import { mergeTexts } from "./merge.ts";
import type { Blob } from "./ports.ts";
import type { DraftRecord } from "./records.ts";
import { changedPaths, empty, hashOf, pack } from "./tree.ts";

export interface Merged<File> {
  /** By path; only what differs from the edition below. */
  readonly files: Readonly<Record<string, File>>;
  readonly conflicts: DraftRecord["conflicts"];
  /** Texts that the merge has made. */
  readonly blobs: readonly Blob[];
}

/** @param from what the other edition is called, for people @returns null when one of the editions is not kept any more */
export async function putOnto(library: Library, draft: DraftRecord, onto: string, from: string): Promise<Merged<DraftRecord["files"][string]> | null> {
  const [base, target] = [await library.manifest(draft.base), await library.manifest(onto)];
  if (!base || !target) return null;
  const files: Record<string, DraftRecord["files"][string]> = {};
  const conflicts: DraftRecord["conflicts"] = [];
  const blobs: Blob[] = [];
  for (const [path, own] of Object.entries(draft.files)) {
    if (base[path] === target[path] || own.hash === target[path]) { if (own.hash !== (target[path] ?? null)) files[path] = own; continue; }
    const merged = await mergeFile(library, path, base[path] ?? null, own.hash, target[path] ?? null, from);
    conflicts.push(...merged.conflicts);
    if (merged.blob) blobs.push(merged.blob);
    if (merged.hash !== (target[path] ?? null)) files[path] = { ...own, hash: merged.hash };
  }
  return { files, conflicts, blobs };
}

/** @param release the program's edition that the one in force came from @returns null when one of them is not kept any more */
export async function bringOnto(library: Library, release: string, current: string): Promise<Merged<string | null> | null> {
  const [base, ours] = [await library.manifest(release), await library.manifest(current)];
  if (!base || !ours) return null;
  const files: Record<string, string | null> = {};
  const conflicts: DraftRecord["conflicts"] = [];
  const blobs: Blob[] = [];
  for (const path of changedPaths(base, library.shipped.manifest)) {
    const merged = await mergeFile(library, path, base[path] ?? null, ours[path] ?? null, library.shipped.manifest[path] ?? null, "程序的新版本");
    conflicts.push(...merged.conflicts);
    if (merged.blob) blobs.push(merged.blob);
    if (merged.hash !== (ours[path] ?? null)) files[path] = merged.hash;
  }
  return { files, conflicts, blobs };
}

interface MergedFile {
  readonly hash: string | null;
  readonly conflicts: DraftRecord["conflicts"];
  readonly blob?: Blob;
}

async function mergeFile(library: Library, path: string, base: string | null, ours: string | null, theirs: string | null, from: string): Promise<MergedFile> {
  if (ours === theirs || base === theirs) return { hash: ours, conflicts: [] };
  if (base === ours) return { hash: theirs, conflicts: [] };
  if (ours === null || theirs === null) {
    const text = theirs === null ? undefined : await library.text(theirs);
    return { hash: ours, conflicts: [{ path, at: [], base: undefined, ours: ours === null ? undefined : "（留着）", theirs: text, from }] };
  }
  const text = async (hash: string | null): Promise<string> => hash === null ? empty(path) : library.text(hash);
  const merged = mergeTexts(path, await text(base), await text(ours), await text(theirs));
  return {
    hash: hashOf(merged.text), blob: { hash: hashOf(merged.text), bytes: pack(merged.text) },
    conflicts: merged.conflicts.map((c) => ({ path, at: [...c.path], base: c.base, ours: c.ours, theirs: c.theirs, from })),
  };
}
