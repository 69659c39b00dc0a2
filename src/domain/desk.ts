/** The desk as an agent's page shows it: the same shapes for what derives them, what serves them and the page. */
import type { Choice, MarkStatus, Reply, StateView, SuggestionKind, WrapUp } from "./conversation.ts";
import type { Answer, FactId } from "./facts.ts";
import type { Searchable } from "./searchIndex.ts";
import type { Citation } from "./source.ts";

/** waiting: asked for a person · offered: the bot offered one · message: left out of hours · taken · call · done */
export const QUEUE_STATUSES = ["waiting", "offered", "message", "taken", "call", "done"] as const;
export type QueueStatus = (typeof QUEUE_STATUSES)[number];

/** One conversation as the desk lists it. */
export interface QueueEntry {
  readonly conversation: string;
  readonly status: QueueStatus;
  /** Since when it has this status, epoch milliseconds. */
  readonly since: number;
  /** When the citizen began to wait; what 等了多久 counts from. */
  readonly askedAt: number;
  /** Why a person is wanted, in plain Chinese. */
  readonly reason: string;
  /** The case in one line, personal numbers masked. */
  readonly summary: string;
  readonly region: string | null;
  readonly channel: string;
  readonly agent: string | null;
  readonly agentName: string | null;
  /** The agent a transfer is meant for, and the internal note that came with it. */
  readonly forAgent: string | null;
  readonly note: string | null;
  /** The last event this was derived from. */
  readonly seq: number;
  readonly lastAt: number;
  /** The citizen has spoken since the agent last did. */
  readonly unanswered: boolean;
}

/** waiting: on its way · taken: the other system has it · given-up: it would not take it */
export const ORDER_STATES = ["waiting", "taken", "given-up"] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Where the work order of a conversation is, for the agent. */
export interface OrderDelivery {
  /** 工单号. */
  readonly order: string;
  /** Null: it has not been handed over. */
  readonly state: OrderState | null;
  /** Whether there is a system to hand it to. */
  readonly canSend: boolean;
  /** In plain Chinese. */
  readonly text: string;
}

/** How far a citizen on another channel has been told, and whether words can go there now. */
export interface ReachView {
  readonly channel: string;
  /** What the desk said up to this event has gone there. */
  readonly told: number;
  readonly isOpen: boolean;
  /** What the agent has to know about it, in plain Chinese. */
  readonly text: string;
}

export const PRESENCES = ["online", "busy", "away"] as const;
export type PresenceKind = (typeof PRESENCES)[number];

export interface Presence {
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  readonly presence: PresenceKind;
  /** When this was chosen, and when the agent's page was last heard of. */
  readonly since: number;
  readonly seenAt: number;
}

/** A canned sentence of a team; `team` null is everybody's. */
export interface CannedWording {
  readonly id: string;
  readonly team: string | null;
  readonly title: string;
  readonly text: string;
}

export type WordingEntry = CannedWording & Searchable;

export interface DeskLine {
  readonly seq: number;
  readonly at: number;
  /** note: internal, never shown to the citizen; system: who came and went */
  readonly from: "citizen" | "bot" | "person" | "note" | "system";
  readonly text: string;
  /** Said to somebody on another channel, and not there yet. */
  readonly isUnsent?: true;
  readonly replies?: readonly Reply[];
}

export interface DeskView {
  readonly id: string;
  readonly seq: number;
  readonly entry: QueueEntry | null;
  readonly isCall: boolean;
  /** A message was left, with a number to call back. */
  readonly hasMessage: boolean;
  readonly agent: { readonly id: string; readonly name: string } | null;
  readonly lines: readonly DeskLine[];
  readonly state: StateView;
  readonly copilot: Copilot;
  readonly wrapUp: WrapUp;
  /** Null where the citizen is on our own pages. */
  readonly reach: ReachView | null;
}

export interface Warning {
  /** notice: in force · blocked: it ends the way · maybe: it may, depending on an open answer · changed · incomplete */
  readonly kind: "notice" | "blocked" | "maybe" | "changed" | "incomplete";
  readonly text: string;
  readonly source: Citation | null;
}

export interface ServiceSuggestion {
  readonly id: string;
  readonly name: string;
  readonly score: number;
  readonly why: readonly string[];
  /** Already part of the conversation. */
  readonly chosen: boolean;
  /** Whether there is a guide to walk through. */
  readonly written: boolean;
}

export interface HeardFact {
  readonly guide: string;
  readonly fact: FactId;
  readonly ask: string;
  readonly value: Answer;
  readonly label: string;
  /** heard: waits for the agent's word; settled: counts already. */
  readonly state: "heard" | "settled";
  /** What else it could be, to put it right with one click. */
  readonly choices: readonly Choice[];
  readonly typed: NextStep["typed"];
}

export interface HeardMark {
  readonly item: string;
  readonly name: string;
  readonly status: MarkStatus;
}

/** Something to be said aloud or sent. */
export interface Spoken {
  /** Names it for the counts: what was accepted, edited or rejected. */
  readonly ref: string;
  /** One string a breath; the agent waits in between. */
  readonly say: readonly string[];
  /** The same for sending to a chat. */
  readonly text: string;
  readonly sources: readonly Citation[];
}

export interface NextStep extends Spoken {
  readonly choices: readonly Choice[];
  /** Where the answer is typed in: the fact, what it is, in which unit. */
  readonly typed: { readonly fact: FactId; readonly as: "number" | "date"; readonly unit: string } | null;
}

export interface Copilot {
  /** The last event it rests on: the page never replaces newer by older. */
  readonly seq: number;
  /** The citizen's last words. */
  readonly utterance: string | null;
  readonly services: readonly ServiceSuggestion[];
  readonly facts: readonly HeardFact[];
  readonly marks: readonly HeardMark[];
  /** The answer to what was just asked. */
  readonly answer: Spoken | null;
  /** What to ask or say next, with the answers one can click. */
  readonly next: NextStep | null;
  readonly papers: readonly string[];
  readonly warnings: readonly Warning[];
}

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly plain: string;
  readonly audience: string;
  readonly authority: string;
  readonly written: boolean;
  /** The place that was asked for has something of its own to say about it. */
  readonly isLocal: boolean;
  /** Why it is in the list, in Chinese. */
  readonly why: string;
}

export interface DayOfWork {
  readonly day: string;
  readonly handled: number;
  /** Medians in seconds; null when nothing was handled. */
  readonly took: number | null;
  readonly waited: number | null;
}

export interface ShareUsed {
  readonly kind: SuggestionKind;
  readonly accepted: number;
  readonly edited: number;
  readonly rejected: number;
  /** Accepted or edited, of all that were judged; null when too few were. */
  readonly used: number | null;
}
