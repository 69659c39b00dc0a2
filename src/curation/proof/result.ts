/** What a proof found, as it is kept and shown. The same task gives the same bytes: nothing in it depends on the clock or the machine. */
import type { Share } from "../../matching/wilson.ts";

export type { Share } from "../../matching/wilson.ts";

/** Something a publisher has to look at. `red` stops the publish unless it is accepted by its key, with a reason. */
export interface Mark {
  readonly key: string;
  readonly level: "red" | "look";
  readonly title: string;
  readonly lines: readonly string[];
}

export interface ChangedQuestion {
  readonly query: string;
  /** How often it was asked, among the questions that were replayed. */
  readonly times: number;
  readonly before: string;
  readonly after: string;
}

/** Questions whose answer changed in the same way. */
export interface ChangeGroup {
  readonly key: string;
  readonly title: string;
  /** How many were asked, all in all. */
  readonly times: number;
  readonly questions: readonly ChangedQuestion[];
}

/** A labelled question that is answered better or worse than before. */
export interface Moved {
  readonly query: string;
  /** In words. */
  readonly expect: string;
  readonly before: string;
  readonly after: string;
}

export interface LabelledResult {
  readonly questions: number;
  /** How the model does on these questions before it is trained on them. */
  readonly heldOut: { readonly before: Share | null; readonly after: Share | null };
  readonly strict: { readonly before: Share; readonly after: Share };
  /** Those of curators alone: no model has learnt from them. Absent in proofs of earlier programs. */
  readonly own?: { readonly before: Share; readonly after: Share };
  readonly worse: readonly Moved[];
  readonly better: readonly Moved[];
}

export interface ProofResult {
  readonly marks: readonly Mark[];
  readonly people: { readonly of: number; readonly wrong: number };
  readonly talks: { readonly of: number; readonly wrong: number };
  /** Null when the draft leaves alone how people are understood. */
  readonly labelled: LabelledResult | null;
  readonly replay: { readonly questions: number; readonly distinct: number; readonly changed: number; readonly groups: readonly ChangeGroup[] };
}
