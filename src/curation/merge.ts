/**
 * Three-way merge, field by field: what only one side changed is taken, what both changed the same way counts once,
 * what both changed differently is a conflict and never settled silently.
 */
import { matches, same } from "../knowledge/sequences.ts";
import { isRecord, rewrite, valueOf } from "./yamlText.ts";

export type Path = readonly (string | number)[];

export interface Conflict {
  readonly path: Path;
  /** What both started from, what stands now, what came in; undefined: not there. */
  readonly base: unknown;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface Merged {
  /** Where there is a conflict, ours stands. */
  readonly value: unknown;
  readonly conflicts: readonly Conflict[];
}

/** Files are merged as the values they stand for; the text of ours is changed only where something of theirs comes in. */
export function mergeTexts(path: string, base: string, ours: string, theirs: string): { readonly text: string; readonly conflicts: readonly Conflict[] } {
  if (ours === theirs || base === theirs) return { text: ours, conflicts: [] };
  if (base === ours) return { text: theirs, conflicts: [] };
  const { value, conflicts } = merge(valueOf(path, base), valueOf(path, ours), valueOf(path, theirs));
  return { text: rewrite(path, ours, value), conflicts };
}

export function merge(base: unknown, ours: unknown, theirs: unknown, path: Path = []): Merged {
  if (same(ours, theirs) || same(base, theirs)) return { value: ours, conflicts: [] };
  if (same(base, ours)) return { value: theirs, conflicts: [] };
  if (isRecord(ours) && isRecord(theirs)) return mergeMaps(isRecord(base) ? base : {}, ours, theirs, path);
  if (Array.isArray(ours) && Array.isArray(theirs)) return mergeLists(Array.isArray(base) ? base : [], ours, theirs, path);
  return { value: ours, conflicts: [{ path, base, ours, theirs }] };
}

function mergeMaps(base: Record<string, unknown>, ours: Record<string, unknown>, theirs: Record<string, unknown>, path: Path): Merged {
  const conflicts: Conflict[] = [];
  const value: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const merged = merge(base[key], ours[key], theirs[key], [...path, key]);
    if (merged.value !== undefined) value[key] = merged.value;
    conflicts.push(...merged.conflicts);
  }
  return { value, conflicts };
}

/** Between items that all three have in common, stretches are merged one by one. */
function mergeLists(base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[], path: Path): Merged {
  const inOurs = new Map(matches(base, ours));
  const inTheirs = new Map(matches(base, theirs));
  const value: unknown[] = [];
  const conflicts: Conflict[] = [];
  let [b, o, t] = [0, 0, 0];
  const stretch = (toB: number, toO: number, toT: number): void => {
    const merged = mergeStretch(base.slice(b, toB), ours.slice(o, toO), theirs.slice(t, toT), [...path, value.length]);
    value.push(...merged.value as unknown[]);
    conflicts.push(...merged.conflicts);
  };
  for (let i = 0; i < base.length; i++) {
    const [j, k] = [inOurs.get(i), inTheirs.get(i)];
    if (j === undefined || k === undefined) continue;
    stretch(i, j, k);
    value.push(ours[j]);
    [b, o, t] = [i + 1, j + 1, k + 1];
  }
  stretch(base.length, ours.length, theirs.length);
  return { value, conflicts };
}

/** @param path of the first item of the stretch in the merged list */
function mergeStretch(base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[], path: Path): Merged {
  if (same(ours, theirs) || same(base, theirs)) return { value: ours, conflicts: [] };
  if (same(base, ours)) return { value: theirs, conflicts: [] };
  // Both only added something: both stay.
  if (base.length === 0) return { value: [...ours, ...theirs.filter((t) => !ours.some((o) => same(o, t)))], conflicts: [] };
  if ([...base, ...ours, ...theirs].every((v) => typeof v === "string")) return { value: mergeWords(base, ours, theirs), conflicts: [] };
  if (base.length === ours.length && base.length === theirs.length) {
    const first = path.at(-1) as number;
    const merged = base.map((each, i) => merge(each, ours[i], theirs[i], [...path.slice(0, -1), first + i]));
    return { value: merged.map((m) => m.value), conflicts: merged.flatMap((m) => m.conflicts) };
  }
  return { value: ours, conflicts: [{ path, base, ours, theirs }] };
}

/** Lists of words are sets that keep an order: what either side took away is gone, what either added is there. */
function mergeWords(base: readonly unknown[], ours: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const kept = ours.filter((w) => theirs.includes(w) || !base.includes(w));
  return [...kept, ...theirs.filter((w) => !base.includes(w) && !kept.includes(w))];
}
