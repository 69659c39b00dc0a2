/** The desk's answers as the page uses them (src/http/desk/routes.ts). */
import type { SuggestionKind, WrapUp } from "../../domain/conversation.ts";
import type { CannedWording, DayOfWork, NextStep, Presence, PresenceKind, QueueEntry, ShareUsed, WordingEntry } from "../../domain/desk.ts";
import type { SearchIndex } from "../../domain/searchIndex.ts";
import type { Answer } from "../../domain/facts.ts";

export type { DeskLine as Line, DeskView as View, Found, HeardFact, OrderDelivery as Delivery, PresenceKind, QueueEntry as Entry, Spoken } from "../../domain/desk.ts";
export type Wording = CannedWording;
export type Typed = NonNullable<NextStep["typed"]>;

export interface Queue {
  readonly total: number;
  readonly entries: readonly QueueEntry[];
}

export interface Board {
  readonly me: { readonly id: string; readonly name: string; readonly team: string | null; readonly presence: PresenceKind; readonly isSupervisor: boolean; readonly teams: readonly string[] };
  readonly queue: Queue;
  readonly mine: readonly QueueEntry[];
  readonly colleagues: readonly Presence[];
  /** Places that have loaded something of their own. */
  readonly places: readonly { readonly adcode: string; readonly name: string }[];
  readonly wording: SearchIndex<WordingEntry>;
}

export interface Team {
  readonly agents: readonly (Presence & { readonly isThere: boolean; readonly has: number })[];
  readonly taken: readonly QueueEntry[];
  readonly days: readonly DayOfWork[];
  readonly suggestions: readonly ShareUsed[];
}

/** One thing an agent does (docs/desk.md). */
export type Action =
  | { readonly take: true } | { readonly takeOver: true } | { readonly handBack: true } | { readonly adopt: true } | { readonly undo: true }
  | { readonly say: string } | { readonly note: string } | { readonly text: string } | { readonly choice: string }
  | { readonly transfer: { readonly to: string | null; readonly note: string } }
  | { readonly answer: { readonly fact: string; readonly value: Answer } }
  | { readonly mark: { readonly item: string; readonly status: "have" | "lack" | "unsure" | "open" } }
  | { readonly judge: { readonly kind: SuggestionKind; readonly ref: string; readonly verdict: "accepted" | "edited" | "rejected" } }
  | { readonly found: { readonly query: string; readonly guide: string } }
  | { readonly wrapUp: WrapUp };

/** A click in the copilot: does it, and shows what it has brought although the pointer is there. */
export type ByHand = (work: () => unknown) => () => void;
