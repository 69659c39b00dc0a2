/** What the inbox needs of a store. storage/inbox implements it. */
import type { Figures } from "../insight/figures.ts";
import type { Miss } from "./miss.ts";

export { STEPS, type Figures } from "../insight/figures.ts";
export { MISS_KINDS, type Miss } from "./miss.ts";

/** How far the event logs have been read: conversations in order of their last event, then of id. */
export interface Position {
  readonly at: number;
  readonly id: string;
}

/** `fresh` reads at once; `quiet` reads again what nobody has continued for a while. */
export type Reader = "fresh" | "quiet";

export const DECISION_STATES = ["done", "ignored"] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

/** What a curator decided about some misses. */
export interface Decision {
  readonly id: string;
  readonly state: DecisionState;
  /** The proposal in words, or what was done instead. */
  readonly what: string;
  readonly reason: string;
  /** The draft a change was staged in, if one was. */
  readonly draft: string | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: number;
}

export interface KeptMiss {
  readonly miss: Miss;
  /** Id of the decision about it. */
  readonly decision: string | null;
}

export interface Span {
  readonly from: number;
  readonly until: number;
  /** At most so many, the newest. */
  readonly limit: number;
}

export interface InboxStore {
  /** Conversations whose last event lies after the position and not after `until`, in order. */
  changed(after: Position, until: number, limit: number): Promise<readonly Position[]>;
  position(reader: Reader): Promise<Position>;
  setPosition(reader: Reader, position: Position): Promise<void>;
  /** What a conversation comes to is now this; what was decided about a miss that is still there stays. */
  replace(conversation: string, misses: readonly Miss[], figures: Figures): Promise<void>;
  /** Newest first. */
  misses(span: Span): Promise<readonly KeptMiss[]>;
  /** Of conversations that began in the span, newest first. */
  figures(span: Span): Promise<readonly Figures[]>;
  decisions(ids: readonly string[]): Promise<readonly Decision[]>;
  /** Stores a decision about misses, all or nothing. @returns how many misses it is about */
  decide(decision: Decision, misses: readonly string[]): Promise<number>;
  /** The misses of a decision are open again; it stays as it was. @returns how many */
  reopen(decision: string): Promise<number>;
}
