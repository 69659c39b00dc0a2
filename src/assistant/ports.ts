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

/** A conversation has grown, or is gone. */
export interface ConversationNotice {
  /** Its id; or, for what is no conversation, a topic that begins with `@`. */
  readonly conversation: string;
  /** The last seq that is stored: a reader that has it need not look. */
  readonly seq: number;
}

/**
 * Tells every node how far a conversation has grown. A notice holds nothing that was said; whoever hears it reads the
 * store, so one that comes twice, too late or out of order does no harm. One that is lost is made up for.
 */
export interface ConversationBus {
  /** Whether news of other nodes arrives right now; always, where there is one process. */
  readonly connected: boolean;
  publish(notice: ConversationNotice): void;
  /** @returns a function that ends the subscription */
  subscribe(conversation: string, listener: (notice: ConversationNotice) => void): () => void;
}

/** Reported by `delete`: every reader looks, and finds nothing. */
export const GONE = Number.MAX_SAFE_INTEGER;

/** A way into a conversation besides its first token: a link to take it along, or a device that came by one. */
export interface Pass {
  /** SHA-256 of the link's code or of the device's token, hex. */
  readonly hash: string;
  readonly conversation: string;
  readonly kind: "link" | "device";
  /** Epoch milliseconds: from then on it opens nothing. */
  readonly expiresAt: number;
}

export interface ConversationStore {
  /** Hears of every turn that is stored and every conversation that is deleted, on whatever node. */
  readonly bus: ConversationBus;
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
  /** Stores a pass; false when its conversation is not there any more. */
  addPass(pass: Pass): Promise<boolean>;
  /** The pass with this hash, expired or not; null when there is none or it was revoked. */
  pass(hash: string): Promise<Pass | null>;
  /** Takes back every pass of a conversation, except one; returns how many. */
  revokePasses(conversation: string, except: string | null): Promise<number>;
  /** Deletes passes that have expired; returns how many. */
  deletePassesBefore(epochMs: number): Promise<number>;
  /** What people said last, of all conversations, newest first: masked, as stored. */
  recentQuestions(limit: number): Promise<readonly string[]>;
  /** Editions that conversations run on, or once ran on, in which something happened since then. */
  editionsInUse(since: number): Promise<readonly string[]>;
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
