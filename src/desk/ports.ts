/**
 * What the desk needs from outside. storage/ implements the store. The conversations' logs remain the truth: what is
 * kept here is derived from them (queue entries), or has no place in them (presence, contacts, counts, wording).
 */
import type { SuggestionKind, SuggestionVerdict } from "../domain/conversation.ts";
import type { CannedWording, Presence, QueueEntry, QueueStatus } from "../domain/desk.ts";

/** Who acts: an account of the staff. */
export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
}

/** A number to call back or to send a message to: encrypted, given with consent, short-lived, outside the log. */
export interface Contact {
  readonly conversation: string;
  /** What it was given for; it is used for nothing else. */
  readonly purpose: "call-back" | "sms";
  /** Sealed by desk/sealing.ts; the store never sees a number. */
  readonly sealed: string;
  readonly consentAt: number;
  readonly deleteAfter: number;
}

export interface Handled {
  readonly conversation: string;
  readonly agent: string;
  readonly kind: "chat" | "call";
  /** Milliseconds the citizen waited, and the agent took. */
  readonly waited: number;
  readonly took: number;
  readonly endedAt: number;
}

export interface SuggestionCount {
  readonly day: string;
  readonly agent: string;
  readonly kind: SuggestionKind;
  readonly verdict: SuggestionVerdict;
  readonly count: number;
}

export interface DeskStore {
  /** Keeps an entry unless one derived from a later event is there. */
  putEntry(entry: QueueEntry): Promise<void>;
  entry(conversation: string): Promise<QueueEntry | null>;
  /** Entries with one of these statuses, oldest `askedAt` first; with `agent`, only that agent's. */
  entries(statuses: readonly QueueStatus[], limit: number, agent?: string): Promise<QueueEntry[]>;
  /** Conversations in whose log a person was asked for since: to derive entries anew after a crash. */
  handedOffSince(epochMs: number): Promise<string[]>;

  putPresence(presence: Presence): Promise<void>;
  presence(agent: string): Promise<Presence | null>;
  /** Everybody whose page was heard of since. */
  presences(seenSince: number): Promise<Presence[]>;

  putContact(contact: Contact): Promise<void>;
  /** Null when there is none for this purpose. */
  contact(conversation: string, purpose: Contact["purpose"]): Promise<Contact | null>;
  dropContact(conversation: string, purpose: Contact["purpose"]): Promise<void>;
  /** Deletes contacts whose time is over; returns how many. */
  dropContactsBefore(epochMs: number): Promise<number>;

  putHandled(handled: Handled): Promise<void>;
  handledBetween(from: number, to: number): Promise<Handled[]>;

  /** Adds one to the count of that day. */
  count(suggestion: Omit<SuggestionCount, "count">): Promise<void>;
  counts(fromDay: string, toDay: string): Promise<SuggestionCount[]>;

  putWording(wording: CannedWording): Promise<void>;
  /** False when there is none with this id. */
  dropWording(id: string): Promise<boolean>;
  /** The team's and everybody's, by title. */
  wordings(team: string | null): Promise<CannedWording[]>;
}
