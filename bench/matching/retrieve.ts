/**
 * Ranked retrieval with the parts of our matcher that need no training: folding, features, their weights (idf by kind)
 * and the cosine between them, over an inverted index. What a text of 100,000 would be looked up with, and what the
 * public yardsticks measure.
 */
import { join } from "node:path";
import { extract } from "../../src/matching/features.ts";
import { DICTIONARY } from "../../src/matching/intents.ts";
import { MODEL_FILE } from "../../src/matching/index.ts";
import { decodeModel, toolsOf } from "../../src/matching/model.ts";
import { buildVocabulary, vectorOf } from "../../src/matching/vocabulary.ts";
import { fold } from "../../src/text/fold.ts";
import { openSegmenter } from "../../src/text/segment.ts";
import { readFileSync } from "node:fs";

/** Features of more than this share of the documents are not looked up: they tell little and cost most. */
const COMMON = 0.1;

export interface Found {
  /** Numbers of the documents, best first. */
  readonly best: readonly number[];
  readonly postings: number;
}

export type Featurer = (text: string) => string[];

/** Text → features, as the shipped matcher makes them. @param places keeps them, when they tell documents apart */
export function featurer(root: string, places: "hidden" | "kept"): Featurer {
  const { field, features } = toolsOf(decodeModel(readFileSync(join(root, MODEL_FILE))), openSegmenter(join(root, DICTIONARY)));
  const tools = places === "kept" ? { ...features, places: { ...features.places, hide: (text: string) => text } } : features;
  // The length of a text tells nothing about what it is about.
  return (text) => extract(fold(text, field), tools).filter((f) => !f.startsWith("q:"));
}

export function indexOf(documents: readonly string[], featuresOf: Featurer): (query: string, most: number) => Found {
  const all = documents.map(featuresOf);
  const vocabulary = buildVocabulary(all);
  const vectors = all.map((features) => vectorOf(features, vocabulary));
  const counts = new Uint32Array(vocabulary.names.length + 1);
  for (const { ids } of vectors) for (const id of ids) counts[id + 1] = counts[id + 1]! + 1;
  for (let i = 1; i < counts.length; i++) counts[i] = counts[i]! + counts[i - 1]!;
  const at = counts.slice();
  const owners = new Uint32Array(counts.at(-1)!);
  const values = new Float32Array(owners.length);
  vectors.forEach(({ ids, values: v }, d) => ids.forEach((id, k) => { owners[at[id]!] = d; values[at[id]!] = v[k]!; at[id] = at[id]! + 1; }));
  const scores = new Float32Array(documents.length);
  const commonest = Math.max(50, COMMON * documents.length);
  return (query, most) => {
    const { ids, values: asked } = vectorOf(featuresOf(query), vocabulary);
    const touched: number[] = [];
    let postings = 0;
    ids.forEach((id, k) => {
      const [start, end] = [counts[id]!, counts[id + 1]!];
      if (end - start > commonest) return;
      postings += end - start;
      for (let p = start; p < end; p++) {
        const d = owners[p]!;
        if (scores[d] === 0) touched.push(d);
        scores[d] = scores[d]! + asked[k]! * values[p]!;
      }
    });
    const best = top(touched, scores, most);
    for (const d of touched) scores[d] = 0;
    return { best, postings };
  };
}

/** The best few without sorting all. */
function top(touched: readonly number[], scores: Float32Array, most: number): number[] {
  const best: number[] = [];
  for (const d of touched) {
    if (best.length === most && scores[d]! <= scores[best[most - 1]!]!) continue;
    let i = best.length;
    while (i > 0 && scores[best[i - 1]!]! < scores[d]!) i--;
    best.splice(i, 0, d);
    if (best.length > most) best.pop();
  }
  return best;
}
