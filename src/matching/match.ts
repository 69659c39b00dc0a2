/**
 * Folded text → Match: classify, decide, and say why.
 */
import type { Candidate, Match } from "../domain/match.ts";
import { aspectOf } from "./aspect.ts";
import { classify, ranking } from "./classify.ts";
import { decide, type Ranked } from "./decide.ts";
import { isService, REFERRAL_MARK, TALK_MARK } from "./examples.ts";
import { explain } from "./explain.ts";
import { extract, type FeatureTools } from "./features.ts";
import type { Model } from "./model.ts";

/** The contract's limit. */
const MOST_CANDIDATES = 10;

/** @param query the words as the person gave them (masked) @param normal the same, folded */
export function match(query: string, normal: string, model: Model, tools: FeatureTools): Match {
  const { services, aspects, vague } = model;
  const { vector, probabilities } = classify(extract(normal, tools), services);
  const ranked: Ranked[] = ranking(probabilities).map((i) => ({ label: services.labels[i]!, probability: probabilities[i]! }));
  const decision = decide(ranked, vague);
  const first = ranked[0]?.label ?? "";
  const candidates = ranked.filter((r) => isService(r.label)).slice(0, MOST_CANDIDATES)
    .map((r): Candidate => ({ id: r.label, score: round(r.probability), why: explain(vector, services, r.label) }));
  return {
    query, ...decision,
    aspect: aspectOf(normal, aspects, tools),
    referral: decision.decision === "none" ? bestOf(ranked, REFERRAL_MARK) : null,
    journey: null,
    talk: first.startsWith(TALK_MARK) ? first.slice(TALK_MARK.length) : null,
    candidates,
  };
}

/** A pointer is given when it is at least as probable as any other reason not to answer. */
function bestOf(ranked: readonly Ranked[], mark: string): string | null {
  const best = ranked.find((r) => !isService(r.label));
  return best?.label.startsWith(mark) ? best.label.slice(mark.length) : null;
}

function round(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
