/**
 * Trained weights as they are kept and used: rows by feature, only what matters, one byte a weight.
 */
import type { SparseVector, Weights } from "./softmax.ts";

export interface SparseWeights {
  readonly labels: number;
  /** Where the row of feature f starts in `columns` and `values`; one more than there are features. */
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
  readonly values: Int8Array;
  /** Value of one step of `values`. */
  readonly step: number;
  readonly bias: Float32Array;
}

/** Largest magnitude of a stored weight, in steps. */
const MOST_STEPS = 127;
/** A weight of fewer steps than this is left out: a third of the file, nothing measurable (ADR 0011). */
const FEWEST_STEPS = 2;

export function compress({ features, labels, matrix, bias }: Weights): SparseWeights {
  let most = 0;
  for (const v of matrix) if (Math.abs(v) > most) most = Math.abs(v);
  // A few weights are far larger than the rest: they are cut, so that the others keep their precision.
  const step = (most * CLIP) / MOST_STEPS || 1;
  const starts = new Uint32Array(features + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let f = 0; f < features; f++) {
    for (let c = 0; c < labels; c++) {
      const steps = Math.max(-MOST_STEPS, Math.min(MOST_STEPS, Math.round(matrix[f * labels + c]! / step)));
      if (Math.abs(steps) < FEWEST_STEPS) continue;
      columns.push(c);
      values.push(steps);
    }
    starts[f + 1] = columns.length;
  }
  return { labels, starts, columns: Uint16Array.from(columns), values: Int8Array.from(values), step, bias };
}

/** Weights beyond this share of the largest are cut to it. */
const CLIP = 0.6;

export function scoreSparse(scores: Float32Array, { ids, values }: SparseVector, weights: SparseWeights): void {
  scores.set(weights.bias);
  for (let k = 0; k < ids.length; k++) {
    const value = values[k]! * weights.step;
    const end = weights.starts[ids[k]! + 1]!;
    for (let at = weights.starts[ids[k]!]!; at < end; at++) {
      const c = weights.columns[at]!;
      scores[c] = scores[c]! + value * weights.values[at]!;
    }
  }
}

/** How much one feature speaks for one label. Columns of a row ascend, so it is found by halving. */
export function weightOf({ starts, columns, values, step }: SparseWeights, feature: number, label: number): number {
  let low = starts[feature]!;
  let high = starts[feature + 1]!;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns[middle]! < label) low = middle + 1;
    else high = middle;
  }
  return low < starts[feature + 1]! && columns[low] === label ? values[low]! * step : 0;
}
