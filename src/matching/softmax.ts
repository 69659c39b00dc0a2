/**
 * Multinomial logistic regression, trained by AdaGrad over shuffled passes. Deterministic: the order comes from a
 * seeded generator, and floating-point work is done in one fixed order.
 */

/** A text as sparse, unit-length vector. */
export interface SparseVector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

export interface Sample {
  readonly vector: SparseVector;
  readonly label: number;
  readonly weight: number;
}

export interface SoftmaxOptions {
  readonly passes: number;
  /** Step size of AdaGrad. */
  readonly rate: number;
  /** L2 penalty a step, on the features of the sample. */
  readonly decay: number;
  /** Share of a sample's features left out each time it is seen: keeps redundant evidence from leaning on one feature. */
  readonly dropout: number;
  readonly seed: number;
}

export interface Weights {
  readonly features: number;
  readonly labels: number;
  /** Row by feature. */
  readonly matrix: Float32Array;
  readonly bias: Float32Array;
}

/** Classes with a smaller probability than this get no gradient: nine tenths of the work saved, nothing measurable lost. */
const SMALLEST_GRADIENT = 1e-3;
const ADAGRAD_START = 1e-3;

export function trainSoftmax(samples: readonly Sample[], features: number, labels: number, options: SoftmaxOptions): Weights {
  const matrix = new Float32Array(features * labels);
  const squares = new Float32Array(features * labels).fill(ADAGRAD_START);
  const bias = new Float32Array(labels);
  const biasSquares = new Float32Array(labels).fill(ADAGRAD_START);
  const scores = new Float32Array(labels);
  const activeLabels = new Int32Array(labels);
  const gradients = new Float32Array(labels);
  const random = generator(options.seed);
  const order = samples.map((_, i) => i);
  for (let pass = 0; pass < options.passes; pass++) {
    shuffle(order, random);
    for (const index of order) {
      const { vector, label, weight } = samples[index]!;
      const kept = options.dropout > 0 ? dropFeatures(vector, options.dropout, random) : vector;
      scoreInto(scores, kept, matrix, bias);
      toProbabilities(scores);
      let active = 0;
      for (let c = 0; c < labels; c++) {
        const gradient = (scores[c]! - (c === label ? 1 : 0)) * weight;
        if (Math.abs(gradient) < SMALLEST_GRADIENT) continue;
        activeLabels[active] = c;
        gradients[active++] = gradient;
        biasSquares[c] = biasSquares[c]! + gradient * gradient;
        bias[c] = bias[c]! - options.rate * gradient / Math.sqrt(biasSquares[c]!);
      }
      for (let k = 0; k < kept.ids.length; k++) {
        const base = kept.ids[k]! * labels;
        const value = kept.values[k]!;
        for (let a = 0; a < active; a++) {
          const at = base + activeLabels[a]!;
          const g = gradients[a]! * value + options.decay * matrix[at]!;
          const square = squares[at]! + g * g;
          squares[at] = square;
          matrix[at] = matrix[at]! - options.rate * g / Math.sqrt(square);
        }
      }
    }
  }
  return { features, labels, matrix, bias };
}

export function scoreInto(scores: Float32Array, { ids, values }: SparseVector, matrix: Float32Array, bias: Float32Array): void {
  scores.set(bias);
  const labels = scores.length;
  for (let k = 0; k < ids.length; k++) {
    const base = ids[k]! * labels;
    const value = values[k]!;
    for (let c = 0; c < labels; c++) scores[c] = scores[c]! + value * matrix[base + c]!;
  }
}

/** In place; safe for large scores. */
export function toProbabilities(scores: Float32Array): void {
  let top = -Infinity;
  for (let c = 0; c < scores.length; c++) if (scores[c]! > top) top = scores[c]!;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) { const e = Math.exp(scores[c]! - top); scores[c] = e; sum += e; }
  for (let c = 0; c < scores.length; c++) scores[c] = scores[c]! / sum;
}

function dropFeatures({ ids, values }: SparseVector, share: number, random: () => number): SparseVector {
  const keptIds = new Int32Array(ids.length);
  const keptValues = new Float32Array(ids.length);
  let n = 0;
  for (let k = 0; k < ids.length; k++) {
    if (random() < share) continue;
    keptIds[n] = ids[k]!;
    keptValues[n] = values[k]! / (1 - share);
    n++;
  }
  return { ids: keptIds.subarray(0, n), values: keptValues.subarray(0, n) };
}

/** Mulberry32: small, fast, the same on every machine. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
