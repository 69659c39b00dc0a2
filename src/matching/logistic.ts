/**
 * A small multinomial logistic regression over a handful of dense signals: full-batch gradient descent with Nesterov's
 * momentum (Nesterov 1983) on standardised inputs, so it is deterministic and its weights can be read.
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

const STEPS = 400;
const RATE = 0.5;
/** Ridge penalty on standardised weights: a few thousand samples need little. */
const PENALTY = 2e-4;

export function fitDense(samples: readonly DenseSample[], labels: readonly string[]): DenseModel {
  const width = samples[0]?.signals.length ?? 0;
  const total = samples.reduce((sum, s) => sum + s.weight, 0);
  const mean = Array.from({ length: width }, (_, j) => samples.reduce((sum, s) => sum + s.weight * s.signals[j]!, 0) / total);
  const spread = mean.map((m, j) => Math.sqrt(samples.reduce((sum, s) => sum + s.weight * (s.signals[j]! - m) ** 2, 0) / total) || 1);
  const cells = width + 1;
  const rows = new Float64Array(samples.length * cells);
  samples.forEach((s, i) => {
    s.signals.forEach((v, j) => { rows[i * cells + j] = (v - mean[j]!) / spread[j]!; });
    rows[i * cells + width] = 1;
  });
  const wanted = samples.map((s) => labels.indexOf(s.label));
  const shares = samples.map((s) => s.weight / total);
  const weights = new Float64Array(labels.length * cells);
  /** Where the momentum has carried the weights: the gradient is taken there. */
  const ahead = new Float64Array(weights.length);
  const gradient = new Float64Array(weights.length);
  const scores = new Float64Array(labels.length);
  for (let step = 0; step < STEPS; step++) {
    gradient.fill(0);
    for (let i = 0; i < samples.length; i++) {
      const row = i * cells;
      for (let c = 0; c < labels.length; c++) {
        let score = 0;
        for (let j = 0; j < cells; j++) score += ahead[c * cells + j]! * rows[row + j]!;
        scores[c] = score;
      }
      toProbabilities(scores);
      for (let c = 0; c < labels.length; c++) {
        const g = (scores[c]! - (wanted[i] === c ? 1 : 0)) * shares[i]!;
        for (let j = 0; j < cells; j++) gradient[c * cells + j] = gradient[c * cells + j]! + g * rows[row + j]!;
      }
    }
    const momentum = step / (step + 3);
    for (let k = 0; k < weights.length; k++) {
      const next = ahead[k]! - RATE * (gradient[k]! + (k % cells < width ? PENALTY * ahead[k]! : 0));
      ahead[k] = next + momentum * (next - weights[k]!);
      weights[k] = next;
    }
  }
  return { labels, mean, spread, weights: labels.map((_, c) => [...weights.subarray(c * cells, (c + 1) * cells)]) };
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

/** In place; safe for large scores. */
function toProbabilities(scores: Float64Array): void {
  let top = -Infinity;
  for (const s of scores) if (s > top) top = s;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) { const e = Math.exp(scores[c]! - top); scores[c] = e; sum += e; }
  for (let c = 0; c < scores.length; c++) scores[c] = scores[c]! / sum;
}

export function softmaxOf(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const exps = scores.map((s) => Math.exp(s - top));
  const sum = exps.reduce((a, b) => a + b, 0);
  return exps.map((e) => e / sum);
}
