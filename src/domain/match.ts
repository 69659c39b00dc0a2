/**
 * What a question was understood to ask for. Produced by matching/, read by dialogue/ as data.
 */

/** What the person wants to know about a service. `how` is the default. */
export const ASPECTS = [
  "materials", "fee", "time", "place", "hours", "phone", "online", "who",
  "eligibility", "validity", "status", "how", "basis", "purpose", "deadline",
] as const;
export type Aspect = (typeof ASPECTS)[number];

export interface Candidate {
  readonly id: string;
  /** Calibrated: the estimated probability that this service is asked for, 0–1. */
  readonly score: number;
  /** Which words, synonyms, sounds spoke for it, readable by an admin. */
  readonly why: readonly string[];
}

export interface Match {
  readonly query: string;
  readonly decision: "answer" | "clarify" | "none";
  /** answer: one id, or several when several services are asked for. */
  readonly guides: readonly string[];
  /** clarify: two to four ids to choose from. */
  readonly options: readonly string[];
  readonly aspect: Aspect;
  readonly referral: string | null;
  readonly journey: string | null;
  /** What kind of talk it is when it is no service question (`greet`, `human`, `grief` …). */
  readonly talk: string | null;
  /** Best first, at most 10. */
  readonly candidates: readonly Candidate[];
  /** Several services answered: the probability, 0–1, that all of them are asked for, and none is only mentioned. */
  readonly together?: number;
}
