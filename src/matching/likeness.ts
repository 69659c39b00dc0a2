/**
 * How alike two questions are, by the evidence the matcher itself uses: synonym classes, words, sounds, characters.
 * For curation, which puts what was missed together; nothing in matching depends on it.
 */
import { extract, KIND_WEIGHT, type FeatureTools } from "./features.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Features and their weights; its length is 1, or 0 for a text that says nothing. */
export type Likeness = ReadonlyMap<string, number>;

/** Triples of characters and the length of a sentence tell writers apart, not meanings. */
const LEFT_OUT = new Set(["3", "q"]);
/** A feature that no intent ever showed is as telling as the rarest that is known, but may be a slip. */
const UNKNOWN_SHARE = 0.7;

export function likenessOf({ ids, weights, names }: Vocabulary, tools: FeatureTools): (normal: string) => Likeness {
  const rarest = new Map<string, number>();
  names.forEach((name, i) => rarest.set(name[0]!, Math.max(rarest.get(name[0]!) ?? 0, weights[i]!)));
  const weightOf = (feature: string): number => {
    const id = ids.get(feature);
    const kind = feature[0]!;
    return id !== undefined ? weights[id]! : UNKNOWN_SHARE * (rarest.get(kind) ?? KIND_WEIGHT[kind] ?? 1);
  };
  return (normal) => {
    const found = extract(normal, tools).filter((f) => !LEFT_OUT.has(f[0]!)).map((f): [string, number] => [f, weightOf(f)]);
    const length = Math.sqrt(found.reduce((sum, [, w]) => sum + w * w, 0));
    return new Map(length === 0 ? [] : found.map(([f, w]) => [f, w / length]));
  };
}

/** Cosine: 0 nothing in common, 1 the same. */
export function alike(a: Likeness, b: Likeness): number {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [feature, weight] of small) sum += weight * (large.get(feature) ?? 0);
  return sum;
}
