/**
 * What the assistant needs from outside. storage/ implements the store; main.ts wires it.
 */
import type { ConversationEvent } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Understanding } from "../domain/understanding.ts";

export interface StoredConversation {
  readonly id: string;
  /** SHA-256 of the bearer token, hex: the token itself is never stored. */
  readonly tokenHash: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** In order of seq, without gaps. */
  readonly events: readonly ConversationEvent[];
}

/** A retried request is answered with what was answered before. */
export interface Answered {
  readonly key: string;
  /** The response body as sent. */
  readonly response: string;
}

/** The event log of a conversation exists but cannot be read: named, refused, everything else stays usable. */
export class UnreadableConversation extends Error {
  readonly conversation: string;
  readonly seq: number;
  constructor(conversation: string, seq: number, cause: string) {
    super(`conversation ${conversation}, event ${seq}: ${cause}`);
    this.conversation = conversation;
    this.seq = seq;
  }
}

export interface ConversationStore {
  /** Stores a new conversation with its first events, all or nothing. */
  create(conversation: StoredConversation): Promise<void>;
  /** @throws UnreadableConversation when an event is malformed */
  load(id: string): Promise<StoredConversation | null>;
  /**
   * Appends one turn's events, all or nothing, durable on return.
   * @param after the seq the caller saw last; when another turn came first nothing is stored and "conflict" returned
   * @param answered kept with the events, for `answered`
   */
  append(id: string, after: number, events: readonly ConversationEvent[], answered: Answered | null): Promise<"stored" | "conflict">;
  /** The response a request with this key was answered with, if any. */
  answered(id: string, key: string): Promise<string | null>;
  /** Deletes conversations whose last event is older; returns how many. */
  deleteBefore(epochMs: number): Promise<number>;
  /** Deletes one conversation with everything that belongs to it; false when there is none. */
  delete(id: string): Promise<boolean>;
  /** What people said last, of all conversations, newest first: masked, as stored. */
  recentQuestions(limit: number): Promise<readonly string[]>;
  /** Resolves when the store can answer; rejects with what is wrong. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type Clock = () => number;

/** An edition with the matcher that belongs to it. */
export interface LiveEdition {
  readonly edition: Edition;
  /** Words → understanding (text/ and matching/ together). */
  readonly understand: (text: string, now: number) => Understanding;
}

/** The editions conversations run on (curation/liveEditions.ts). */
export interface Editions {
  /** One that was in force once; null when it is not kept any more. */
  of(id: string): Promise<LiveEdition | null>;
  /** Whether the edition in force corrects this one urgently: nobody may go on with it. */
  isCorrected(id: string): boolean;
}
