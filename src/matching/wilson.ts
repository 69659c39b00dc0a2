/** A share with its 95% Wilson interval: honest for small counts and for shares near 0 and 1. */

export interface Share {
  readonly part: number;
  readonly of: number;
  /** 0–1; 0 when there is nothing to share. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95% of a normal distribution. */
const Z = 1.959964;

export function interval(part: number, of: number): Share {
  if (of === 0) return { part, of, share: 0, low: 0, high: 1 };
  const p = part / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z / (1 + (Z * Z) / of)) * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  return { part, of, share: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
