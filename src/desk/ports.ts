/**
 * What the desk needs from outside. storage/ implements the store. The conversations' logs remain the truth: what is
 * kept here is derived from them (queue entries), or has no place in them (presence, contacts, counts, wording).
 */
import type { SuggestionKind, SuggestionVerdict } from "../domain/conversation.ts";
import type { CannedWording, OrderState, Presence, QueueEntry, QueueStatus, ReachView } from "../domain/desk.ts";

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

/** A work order on its way to another system: kept until it is taken, over restarts and whatever node is there. */
export interface OrderOnItsWay {
  /** 工单号: the receiver knows a repetition by it. */
  readonly id: string;
  readonly conversation: string;
  readonly state: OrderState;
  readonly attempts: number;
  /** When it is tried next. */
  readonly nextAt: number;
  readonly changedAt: number;
  /** What the last attempt met; null while there was none, or when it was taken. */
  readonly problem: string | null;
  /** As it is sent. */
  readonly body: string;
}

/** What became of an attempt. */
export type OrderOutcome = Pick<OrderOnItsWay, "state" | "nextAt" | "changedAt" | "problem">;

/** Citizens on channels that are not our pages: what is said to them has to be carried there. */
export interface Outward {
  /** How the citizen can be reached; null for who is on our own pages, where everything shows by itself. */
  reachOf(conversation: string, channel: string): Promise<ReachView | null>;
  /** Carries what the desk has said and nobody has carried yet. What cannot go now stays for later; never throws. */
  tell(conversation: string): Promise<void>;
  /** Bytes one message may have. */
  readonly most: number;
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

  /** False when there is one with this id already: nothing is changed then. */
  addOrder(order: OrderOnItsWay): Promise<boolean>;
  order(id: string): Promise<OrderOnItsWay | null>;
  /** Those that wait and whose time has come, longest due first. */
  dueOrders(now: number, limit: number): Promise<OrderOnItsWay[]>;
  /**
   * Takes one attempt, for one node alone: nobody else gets it before `until`.
   * @param attempts how many there had been when it was read; @returns false when somebody else was faster
   */
  claimOrder(id: string, attempts: number, until: number): Promise<boolean>;
  /** @param attempts including the one this comes of: an attempt that was overtaken changes nothing */
  settleOrder(id: string, attempts: number, outcome: OrderOutcome): Promise<void>;
  /** One that was given up waits again from the beginning; false when it was not given up. */
  reviveOrder(id: string, now: number): Promise<boolean>;

  putWording(wording: CannedWording): Promise<void>;
  /** False when there is none with this id. */
  dropWording(id: string): Promise<boolean>;
  /** Everybody's and these teams', by title; null: all there are. */
  wordings(teams: readonly string[] | null): Promise<CannedWording[]>;
  wording(id: string): Promise<CannedWording | null>;
}
