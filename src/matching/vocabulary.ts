/**
 * Features → numbers and weights: tf-idf with a weight for each kind, unit length.
 */
import { KIND_WEIGHT } from "./features.ts";
import type { SparseVector } from "./softmax.ts";

export interface Vocabulary {
  readonly names: readonly string[];
  readonly ids: ReadonlyMap<string, number>;
  /** Weight of each feature: its kind's weight × idf. */
  readonly weights: Float32Array;
}

/** What fewer texts hold teaches nothing: two fifths of the features, nothing measurable lost (ADR 0011). */
export const FEWEST_TEXTS = 3;

export function buildVocabulary(texts: readonly (readonly string[])[]): Vocabulary {
  const counts = new Map<string, number>();
  for (const features of texts) for (const f of features) counts.set(f, (counts.get(f) ?? 0) + 1);
  const names = [...counts].filter(([, n]) => n >= FEWEST_TEXTS).map(([f]) => f).sort();
  const weights = Float32Array.from(names, (f) => (KIND_WEIGHT[f[0]!] ?? 1) * Math.log(1 + texts.length / counts.get(f)!));
  return openVocabulary(names, weights);
}

export function openVocabulary(names: readonly string[], weights: Float32Array): Vocabulary {
  return { names, weights, ids: new Map(names.map((f, i) => [f, i])) };
}

export function vectorOf(features: readonly string[], { ids, weights }: Vocabulary): SparseVector {
  const known: number[] = [];
  for (const f of features) { const id = ids.get(f); if (id !== undefined) known.push(id); }
  known.sort((a, b) => a - b);
  const values = Float32Array.from(known, (id) => weights[id]!);
  let sum = 0;
  for (const v of values) sum += v * v;
  const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * scale;
  return { ids: Int32Array.from(known), values };
}
