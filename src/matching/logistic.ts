/**
 * A small multinomial logistic regression over a handful of dense signals: full-batch gradient descent with
 * standardised inputs, so it is deterministic and its weights can be read.
 */

export interface DenseModel {
  readonly labels: readonly string[];
  readonly mean: readonly number[];
  readonly spread: readonly number[];
  /** weights[label][signal], the last one is the constant. */
  readonly weights: readonly (readonly number[])[];
}

export interface DenseSample {
  readonly signals: readonly number[];
  readonly label: string;
  readonly weight: number;
}

const STEPS = 3000;
const RATE = 0.5;
/** Ridge penalty on standardised weights: a few thousand samples need little. */
const PENALTY = 2e-4;

export function fitDense(samples: readonly DenseSample[], labels: readonly string[]): DenseModel {
  const width = samples[0]?.signals.length ?? 0;
  const total = samples.reduce((sum, s) => sum + s.weight, 0);
  const mean = Array.from({ length: width }, (_, j) => samples.reduce((sum, s) => sum + s.weight * s.signals[j]!, 0) / total);
  const spread = mean.map((m, j) => Math.sqrt(samples.reduce((sum, s) => sum + s.weight * (s.signals[j]! - m) ** 2, 0) / total) || 1);
  const rows = samples.map((s) => [...s.signals.map((v, j) => (v - mean[j]!) / spread[j]!), 1]);
  const weights = labels.map(() => new Array<number>(width + 1).fill(0));
  for (let step = 0; step < STEPS; step++) {
    const gradient = labels.map(() => new Array<number>(width + 1).fill(0));
    rows.forEach((row, i) => {
      const p = softmaxOf(weights.map((w) => dot(w, row)));
      labels.forEach((label, c) => {
        const g = (p[c]! - (samples[i]!.label === label ? 1 : 0)) * samples[i]!.weight / total;
        for (let j = 0; j <= width; j++) gradient[c]![j] = gradient[c]![j]! + g * row[j]!;
      });
    });
    weights.forEach((w, c) => w.forEach((v, j) => { w[j] = v - RATE * (gradient[c]![j]! + (j < width ? PENALTY * v : 0)); }));
  }
  return { labels, mean, spread, weights };
}

/** Probabilities in the order of the model's labels. */
export function denseProbabilities(signals: readonly number[], { mean, spread, weights }: DenseModel): number[] {
  const row = [...signals.map((v, j) => (v - mean[j]!) / spread[j]!), 1];
  return softmaxOf(weights.map((w) => dot(w, row)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function softmaxOf(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const exps = scores.map((s) => Math.exp(s - top));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / sum);
}
