/**
 * Why a label: the evidence that spoke most for it, in words an admin can read.
 */
import type { Classifier } from "./model.ts";
import type { SparseVector } from "./softmax.ts";
import { weightOf } from "./sparse.ts";
import type { SynonymFinder } from "./synonyms.ts";

/** How many pieces of evidence are shown. */
const MOST_REASONS = 4;
/** Evidence weaker than this (in log-odds) is not worth showing. */
const FAINT = 0.05;

export function explain({ ids, values }: SparseVector, { labels, vocabulary, weights }: Classifier, label: string, synonyms: SynonymFinder): string[] {
  const column = labels.indexOf(label);
  const evidence: { name: string; weight: number }[] = [];
  for (let k = 0; k < ids.length; k++) {
    const weight = values[k]! * weightOf(weights, ids[k]!, column);
    if (weight > FAINT) evidence.push({ name: vocabulary.names[ids[k]!]!, weight });
  }
  evidence.sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  const reasons: string[] = [];
  for (const { name } of evidence) {
    const reason = spoken(name, synonyms);
    if (reason === null || reasons.some((r) => r.includes(reason) || reason.includes(r))) continue;
    reasons.push(reason);
    if (reasons.length === MOST_REASONS) break;
  }
  return reasons;
}

/** `w:补办` → 补办, `s:lose` → ≈丢失, `x:id-card+lose` → ≈身份证+丢失; length, sounds and single characters are no reasons. */
function spoken(feature: string, synonyms: SynonymFinder): string | null {
  const rest = feature.slice(2);
  switch (feature[0]) {
    case "2": case "3": case "w": return rest;
    case "s": case "x": return `≈${rest.split("+").map((id) => synonyms.name(id)).join("+")}`;
    default: return null;
  }
}
