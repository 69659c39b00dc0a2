/**
 * Why a label: the evidence that spoke most for it, in words an admin can read.
 */
import type { Classifier } from "./model.ts";
import type { SparseVector } from "./softmax.ts";
import { weightOf } from "./sparse.ts";

/** How many pieces of evidence are shown. */
const MOST_REASONS = 4;
/** Evidence weaker than this (in log-odds) is not worth showing. */
const FAINT = 0.05;

export function explain({ ids, values }: SparseVector, { labels, vocabulary, weights }: Classifier, label: string): string[] {
  const column = labels.indexOf(label);
  const evidence: { name: string; weight: number }[] = [];
  for (let k = 0; k < ids.length; k++) {
    const weight = values[k]! * weightOf(weights, ids[k]!, column);
    if (weight > FAINT) evidence.push({ name: vocabulary.names[ids[k]!]!, weight });
  }
  evidence.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  const reasons: string[] = [];
  for (const { name } of evidence) {
    const reason = spoken(name);
    if (reason === null || reasons.some((r) => r.includes(reason) || reason.includes(r))) continue;
    reasons.push(reason);
    if (reasons.length === MOST_REASONS) break;
  }
  return reasons;
}

/** `s:lose` → 意思:lose, `w:补办` → 补办; the form of the sentence and single characters are no reasons. */
function spoken(feature: string): string | null {
  const rest = feature.slice(2);
  switch (feature[0]) {
    case "2": case "3": case "w": return rest;
    case "s": return `≈${rest}`;
    case "x": return `≈${rest}`;
    default: return null;
  }
}
