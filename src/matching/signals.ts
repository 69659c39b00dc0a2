/**
 * What the classifier's scores say about the question as a whole: is it a service at all, is it too vague, none of
 * ours? A dozen readable signals; how much each counts is fitted on labelled questions (calibrate.ts).
 */
import { isService, VAGUE_MARK, type Label } from "./examples.ts";

export type Scope = "service" | "vague" | "stranger";
export const SCOPES: readonly Scope[] = ["service", "vague", "stranger"];

export function scopeOf(label: Label): Scope {
  return isService(label) ? "service" : label.startsWith(VAGUE_MARK) ? "vague" : "stranger";
}

export interface Scores {
  /** By label, not normalised. */
  readonly scores: Float32Array;
  /** Scope of each label. */
  readonly scopes: readonly Scope[];
  /** Of the classifier that was trained on scopes alone, in the order of `SCOPES`. */
  readonly scope: Float32Array;
  /** Characters of the folded text. */
  readonly length: number;
  /** Share of the text's features that training has met. */
  readonly known: number;
}

/** Names of the signals, in order. */
export const SIGNALS = [
  "service against stranger", "vague", "best service", "lead of the best service", "best stranger", "best vague",
  "length", "known features", "score of the best service", "score of the best stranger", "other services against the best",
  "service by scope alone", "vague by scope alone",
] as const;

export function signalsOf({ scores, scopes, scope, length, known }: Scores): number[] {
  const groups = { service: summary(scores, scopes, "service"), vague: summary(scores, scopes, "vague"), stranger: summary(scores, scopes, "stranger") };
  const all = logSum([groups.service.total, groups.vague.total, groups.stranger.total]);
  const { service, vague, stranger } = groups;
  return [
    service.total - stranger.total, vague.total - all, service.best - all, service.best - service.second,
    stranger.best - all, vague.best - all, Math.log(1 + length), known, service.best, stranger.best,
    service.rest - service.best,
    scope[0]! - scope[2]!, scope[1]! - scope[2]!,
  ];
}

interface Summary {
  readonly best: number;
  readonly second: number;
  /** ln Σ e^score of the group, and of the group without its best. */
  readonly total: number;
  readonly rest: number;
}

/** A group without labels counts as this improbable. */
const ABSENT = -30;

function summary(scores: Float32Array, scopes: readonly Scope[], scope: Scope): Summary {
  let best = ABSENT;
  let second = ABSENT;
  let rest = 0;
  for (let c = 0; c < scores.length; c++) {
    if (scopes[c] !== scope) continue;
    const score = scores[c]!;
    if (score > best) { if (best > ABSENT) rest += Math.exp(best); second = best; best = score; }
    else { rest += Math.exp(score); if (score > second) second = score; }
  }
  return { best, second, total: Math.log(Math.exp(best) + rest), rest: Math.log(rest + Math.exp(ABSENT)) };
}

function logSum(values: readonly number[]): number {
  const top = Math.max(...values);
  return top + Math.log(values.reduce((sum, v) => sum + Math.exp(v - top), 0));
}
