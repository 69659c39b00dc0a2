/**
 * Folded text → Match: score, believe, decide, and say why.
 */
import type { Candidate, Match } from "../domain/match.ts";
import { aspectOf } from "./aspect.ts";
import type { AspectTools } from "./aspectFeatures.ts";
import { believe, score, scopesOf, type Belief, type ScoreTools } from "./believe.ts";
import type { Calibration } from "./calibrate.ts";
import { decide, type Decision } from "./decide.ts";
import { REFERRAL_MARK, TALK_MARK } from "./examples.ts";
import { explain, reading } from "./explain.ts";
import type { Classifiers, Model, Tools } from "./model.ts";
import { likeliest, pairsIn, type Pair, type Part } from "./several.ts";
import type { Scope } from "./signals.ts";

/** The contract's limit. */
const MOST_CANDIDATES = 10;
/** A talk act changes how the person is spoken to (110, 节哀): it must be surer than a pointer to another office. */
const SUREST_TALK = 0.6;
const SUREST_REFERRAL = 0.6;

export interface MatchTools extends ScoreTools {
  /** Scope of each label of the classifier of services. */
  readonly scopes: readonly Scope[];
  readonly aspect: AspectTools;
  /** Whether a word names a thing of the field. */
  readonly isName: (word: string) => boolean;
}

/** @param labels the labels of the classifier of services */
export function matchToolsOf({ features, aspect }: Tools, labels: readonly string[]): MatchTools {
  const { names } = features.lexicon;
  return { ...features, aspect, scopes: scopesOf(labels), isName: (word) => names.has(word) };
}

/** @param query the words as the person gave them (masked) @param normal the same, folded */
export function match(query: string, normal: string, model: Model, tools: MatchTools): Match {
  const { services: classifier, aspects, vague, calibration } = model;
  const scored = score(normal, model, tools.scopes, tools);
  const belief = believe(scored, classifier, calibration, vague);
  const decision = severalOf(normal, belief, model, tools) ?? decide(belief);
  const read = reading(query, normal);
  const candidates = belief.services.slice(0, MOST_CANDIDATES).map(({ id, probability }): Candidate => ({
    id, score: round(probability * belief.scope.service), why: [...(read ? [read] : []), ...explain(scored.vector, classifier, id, tools.synonyms)],
  }));
  return {
    query, ...decision,
    aspect: aspectOf(normal, aspects, tools.aspect),
    referral: decision.decision === "none" && belief.referral && belief.referral.probability >= SUREST_REFERRAL ? belief.referral.label.slice(REFERRAL_MARK.length) : null,
    journey: null,
    talk: named(belief, TALK_MARK, SUREST_TALK),
    candidates,
  };
}

/** Two services, when the question probably asks for both. */
function severalOf(normal: string, belief: Belief, model: Model, tools: MatchTools): Decision & { readonly together: number } | null {
  const found = likeliest(pairsOf(normal, belief, model, model.calibration, tools), model.calibration.pairs);
  return found && found.probability >= model.calibration.pairSureness 
    ? { decision: "answer", guides: found.pair.ids, options: [], together: round(found.probability) } : null;
}

/** Ways to read a question as two affairs. */
export function pairsOf(normal: string, whole: Belief, classifiers: Classifiers, calibration: Pick<Calibration, "gate" | "sharpness">, tools: MatchTools): Pair[] {
  const partOf = ({ services, scope }: Belief): Part => ({ services, inScope: scope.service + scope.vague });
  return pairsIn(normal, partOf(whole), (text) => {
    const part = partOf(believe(score(text, classifiers, tools.scopes, tools), classifiers.services, calibration, {}));
    return part.services.length > 0 ? part : null;
  }, tools);
}

/** The talk act, when it is probable enough. */
function named({ stranger, strangerProbability }: Belief, mark: string, least: number): string | null {
  return stranger.startsWith(mark) && strangerProbability >= least ? stranger.slice(mark.length) : null;
}

function round(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
