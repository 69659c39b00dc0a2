/** The desk's answers as the page uses them (src/http/desk/routes.ts). */
import type { Choice, Reply, StateView, SuggestionKind, WrapUp } from "../../domain/conversation.ts";
import type { Answer } from "../../domain/facts.ts";
import type { Citation } from "../../domain/source.ts";

export interface Entry {
  readonly conversation: string;
  readonly status: "waiting" | "offered" | "message" | "taken" | "call" | "done";
  readonly since: number;
  readonly askedAt: number;
  readonly reason: string;
  readonly summary: string;
  readonly channel: string;
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly forAgent: string | null;
  readonly note: string | null;
  readonly seq: number;
  readonly lastAt: number;
  readonly unanswered: boolean;
}

export type PresenceKind = "online" | "busy" | "away";

export interface Presence {
  readonly agent: string;
  readonly name: string;
  readonly team: string | null;
  readonly presence: PresenceKind;
  readonly since: number;
}

export interface Wording {
  readonly id: string;
  readonly team: string | null;
  readonly title: string;
  readonly text: string;
}

export interface Queue {
  readonly total: number;
  readonly entries: readonly Entry[];
}

export interface Board {
  readonly me: { readonly id: string; readonly name: string; readonly team: string | null; readonly presence: PresenceKind; readonly isSupervisor: boolean };
  readonly queue: Queue;
  readonly mine: readonly Entry[];
  readonly colleagues: readonly Presence[];
  readonly wording: readonly Wording[];
}

export interface Typed {
  readonly fact: string;
  readonly as: "number" | "date";
  readonly unit: string;
}

export interface Spoken {
  readonly ref: string;
  readonly say: readonly string[];
  readonly text: string;
  readonly sources: readonly Citation[];
}

export interface HeardFact {
  readonly guide: string;
  readonly fact: string;
  readonly ask: string;
  readonly value: Answer;
  readonly label: string;
  readonly state: "heard" | "settled";
  readonly choices: readonly Choice[];
  readonly typed: Typed | null;
}

export interface Copilot {
  readonly seq: number;
  readonly utterance: string | null;
  readonly services: readonly { readonly id: string; readonly name: string; readonly score: number; readonly why: readonly string[]; readonly chosen: boolean; readonly written: boolean }[];
  readonly facts: readonly HeardFact[];
  readonly marks: readonly { readonly item: string; readonly name: string; readonly status: "have" | "lack" | "unsure" }[];
  readonly answer: Spoken | null;
  readonly next: (Spoken & { readonly choices: readonly Choice[]; readonly typed: Typed | null }) | null;
  readonly papers: readonly string[];
  readonly warnings: readonly { readonly kind: "notice" | "blocked" | "maybe" | "changed" | "incomplete"; readonly text: string; readonly source: Citation | null }[];
}

export interface Line {
  readonly seq: number;
  readonly at: number;
  readonly from: "citizen" | "bot" | "person" | "note" | "system";
  readonly text: string;
  readonly replies?: readonly Reply[];
}

export interface View {
  readonly id: string;
  readonly seq: number;
  readonly entry: Entry | null;
  readonly isCall: boolean;
  readonly hasMessage: boolean;
  readonly agent: { readonly id: string; readonly name: string } | null;
  readonly lines: readonly Line[];
  readonly state: StateView;
  readonly copilot: Copilot;
  readonly wrapUp: WrapUp;
}

export interface Found {
  readonly id: string;
  readonly name: string;
  readonly plain: string;
  readonly audience: string;
  readonly authority: string;
  readonly written: boolean;
  readonly why: string;
}

export interface Team {
  readonly agents: readonly (Presence & { readonly isThere: boolean; readonly has: number })[];
  readonly taken: readonly Entry[];
  readonly days: readonly { readonly day: string; readonly handled: number; readonly took: number | null; readonly waited: number | null }[];
  readonly suggestions: readonly { readonly kind: SuggestionKind; readonly accepted: number; readonly edited: number; readonly rejected: number; readonly used: number | null }[];
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
