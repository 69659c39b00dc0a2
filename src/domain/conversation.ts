/**
 * A conversation is an append-only list of events. Its state, the question being asked, the checklist and the
 * verdict are derived by replay (dialogue/state.ts), never stored.
 */
import type { Answer, FactId, Kin } from "./facts.ts";
import type { Citation } from "./source.ts";
import type { Aspect } from "./match.ts";
import type { Understanding } from "./understanding.ts";

export type MarkStatus = "have" | "lack" | "unsure";

export const REPLY_KINDS = [
  "say", "ask", "clarify", "checklist", "item", "plan", "verdict", "unanswered", "handoff",
] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

export interface Choice {
  /** What a click sends back: `guide:ID`, `add:ID`, `journey:ID`, `fact:FACT=VALUE`, `mark:ITEM=STATUS`, `what:ITEM`, `how:ITEM`, `redo:FACT`, `act:NAME`. */
  readonly id: string;
  readonly label: string;
}

/** An item of the checklist as callers see it. */
export interface ItemView {
  readonly id: string;
  readonly name: string;
  readonly holder: string;
  readonly guides: readonly string[];
  readonly originals: { readonly shown: number; readonly surrendered: number };
  readonly copies: number;
  readonly spec?: string;
  /** Present when one of several ways suffices; the fields above then describe the first. */
  readonly anyOf?: readonly { readonly label?: string; readonly papers: readonly PaperView[] }[];
  readonly status: MarkStatus | "open";
  /** Done at the counter: nothing to bring. */
  readonly onSite: boolean;
  /** False while it depends on something the person does not know. */
  readonly certain: boolean;
  readonly because: string;
  readonly note?: string;
  readonly source: Citation;
}

export interface PaperView {
  readonly paper: string;
  readonly name: string;
  readonly holder: string;
  readonly originals: { readonly shown: number; readonly surrendered: number };
  readonly copies: number;
  readonly spec?: string;
}

export const VERDICTS = [
  "ready", "confirm-first", "missing", "no-visit", "not-possible", "other-service", "first-another",
] as const;
/** 可以出发 · 材料齐了先确认窗口 · 还差 N 项 · 不用跑 · 现在办不了 · 该办另一件 · 要先办B */
export type VerdictKind = (typeof VERDICTS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  readonly text: string;
  /** Items still missing or unsure. */
  readonly missing: readonly string[];
  readonly guide?: string;
}

/** The trip card: what the person leaves with. */
export interface Plan {
  readonly title: string;
  readonly guides: readonly { readonly id: string; readonly name: string }[];
  readonly papers: readonly ItemView[];
  readonly sections: readonly { readonly title: string; readonly lines: readonly { readonly text: string; readonly source?: Citation }[] }[];
  readonly sms: string;
}

export interface Reply {
  readonly kind: ReplyKind;
  /** Stands alone in plain Chinese. */
  readonly text: string;
  readonly choices?: readonly Choice[];
  readonly checklist?: readonly ItemView[];
  readonly plan?: Plan;
  readonly sources?: readonly Citation[];
}

/** What somebody thinks of an answer (by the seq of its `Replied`) or of a paper of the list. */
export interface Feedback {
  readonly about: { readonly seq: number } | { readonly item: string };
  readonly verdict: FeedbackVerdict;
}

export const FEEDBACK_VERDICTS = ["useful", "useless", "wrong"] as const;
/** 有用 · 没用 · 这里写错了 */
export type FeedbackVerdict = (typeof FEEDBACK_VERDICTS)[number];

/** What a person did in one turn. */
export type Input =
  | { readonly kind: "text"; readonly said: Understanding }
  | { readonly kind: "choice"; readonly choice: string }
  | { readonly kind: "answer"; readonly fact: FactId; readonly value: Answer }
  | { readonly kind: "mark"; readonly item: string; readonly status: MarkStatus | "open" }
  | { readonly kind: "undo" }
  | { readonly kind: "feedback"; readonly feedback: Feedback; readonly reason: string | null };

/** What the copilot suggests to an agent. */
export const SUGGESTION_KINDS = ["service", "fact", "paper", "question", "answer", "heard"] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];
export const SUGGESTION_VERDICTS = ["accepted", "edited", "rejected"] as const;
export type SuggestionVerdict = (typeof SUGGESTION_VERDICTS)[number];

/** 诉求类型, as hotlines sort what people call for. */
export const REQUEST_KINDS = ["咨询", "求助", "投诉", "举报", "建议", "表扬"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What stays of a conversation for the work order: 诉求、事项、已确认情形、缺的材料、已告知、下一步. */
export interface WrapUp {
  /** Only the agent can tell; absent: 咨询. */
  readonly kind?: RequestKind;
  readonly request: string;
  readonly services: string;
  readonly facts: string;
  readonly missing: string;
  readonly told: string;
  readonly next: string;
}

export type EventBody =
  | { readonly type: "Started"; readonly edition: string; readonly region: string | null; readonly channel: string }
  /** `by`: the agent who typed it for a caller, or clicked it beside the citizen. */
  | { readonly type: "UserSaid"; readonly said: Understanding; readonly by?: string }
  | { readonly type: "UserClicked"; readonly choice: string; readonly label: string; readonly by?: string }
  | { readonly type: "ClarifyAsked"; readonly options: readonly string[]; readonly aspect: Aspect }
  /** A guide becomes the one talked about; added to the trip when it was not in it, as a step of the journey if one is named. */
  | { readonly type: "GuideChosen"; readonly guide: string; readonly aspect: Aspect; readonly subject: Kin | null; readonly journey?: string }
  | { readonly type: "GuideDropped"; readonly guide: string }
  /** Another service came up mid-walk: switch, add, or stay? */
  | { readonly type: "SwitchOffered"; readonly guide: string; readonly aspect: Aspect }
  | { readonly type: "SwitchDeclined" }
  | { readonly type: "WalkStarted"; readonly guide: string }
  | { readonly type: "FactGiven"; readonly guide: string; readonly fact: FactId; readonly value: Answer }
  | { readonly type: "FactWithdrawn"; readonly guide: string; readonly fact: FactId }
  /** 没有: how to get this paper, as a list of its own, before the walk goes on where it was. */
  | { readonly type: "SubChecklistOpened"; readonly item: string; readonly guide: string; readonly holder: string }
  | { readonly type: "SubChecklistClosed"; readonly item: string }
  | { readonly type: "MaterialMarked"; readonly item: string; readonly status: MarkStatus | "open" }
  | { readonly type: "Missed" }
  | { readonly type: "RegionChosen"; readonly region: string }
  | { readonly type: "Restarted" }
  /** 上一步: the last turn that changed anything no longer counts. */
  | { readonly type: "Undone"; readonly turn: number }
  /** `live`: agents were on duty, so the citizen waits in their queue. */
  | { readonly type: "HandedOff"; readonly reason: string; readonly summary: string; readonly live?: boolean }
  | { readonly type: "HandedBack"; readonly by?: string }
  | { readonly type: "AgentTook"; readonly by: string; readonly name: string }
  | { readonly type: "AgentSaid"; readonly by: string; readonly text: string }
  /** Internal: never shown to the citizen. */
  | { readonly type: "AgentNoted"; readonly by: string; readonly text: string }
  /** To another agent, or (`to` null) back into the queue. The note is internal. */
  | { readonly type: "Transferred"; readonly by: string; readonly to: string | null; readonly note: string }
  /** The conversation is a telephone call that this agent takes: what the bot would say, the agent may say. */
  | { readonly type: "CallOpened"; readonly by: string; readonly name: string }
  /** Out of hours: what the citizen wants an agent to know. The number to call stands elsewhere, encrypted. */
  | { readonly type: "MessageLeft"; readonly text: string }
  | { readonly type: "SuggestionJudged"; readonly by: string; readonly kind: SuggestionKind; readonly ref: string; readonly verdict: SuggestionVerdict }
  /** An agent found by hand what the matcher missed: a question with its right guide, for the curators. */
  | { readonly type: "AnswerFound"; readonly by: string; readonly query: string; readonly guide: string }
  | { readonly type: "WrappedUp"; readonly by: string; readonly summary: WrapUp }
  | { readonly type: "OutcomeTold"; readonly done: boolean | null; readonly lacked: string | null }
  | { readonly type: "OutcomeAsked" }
  | { readonly type: "EditionChanged"; readonly edition: string }
  /** A newer edition changes this trip: take it over, or go on with the old one? */
  | { readonly type: "EditionOffered"; readonly edition: string }
  | { readonly type: "NoticeTold"; readonly notice: string; readonly version: number }
  /** For the curators. Its turn changes nothing else: replay leaves it out. */
  | { readonly type: "FeedbackGiven"; readonly about: Feedback["about"]; readonly verdict: FeedbackVerdict; readonly reason: string | null }
  | { readonly type: "Replied"; readonly replies: readonly Reply[] };

export interface ConversationEvent {
  /** 1, 2, 3 … within the conversation. */
  readonly seq: number;
  /** Events of one turn share its number and are stored together or not at all. */
  readonly turn: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly body: EventBody;
}

/** How to get one paper that is lacking (子清单). */
export interface SubChecklistView {
  /** The lacking paper: an item of the list, or of another sub-checklist. */
  readonly item: string;
  readonly name: string;
  /** The service that obtains it. */
  readonly guide: string;
  /** The item for whose sake this one is needed, when it stands on a sub-checklist itself. */
  readonly under: string | null;
  /** open: being walked now; pending: not looked at, or left; done: its papers are all in hand. */
  readonly status: "open" | "pending" | "done";
  readonly how: string;
  readonly days?: string;
  readonly cost?: string;
  /** What it takes itself, for the facts known. */
  readonly checklist: readonly ItemView[];
}

/** What the HTTP surface shows of a conversation after each turn. */
export interface StateView {
  readonly guides: readonly { readonly id: string; readonly name: string }[];
  /** The situation being asked, or the item being walked. */
  readonly asking:
    | { readonly kind: "fact"; readonly fact: FactId; readonly text: string; readonly choices: readonly Choice[] }
    | { readonly kind: "item"; readonly item: string; readonly text: string; readonly choices: readonly Choice[] }
    | { readonly kind: "choose"; readonly text: string; readonly choices: readonly Choice[] }
    | null;
  readonly facts: readonly { readonly guide: string; readonly fact: FactId; readonly ask: string; readonly value: Answer; readonly label: string }[];
  readonly checklist: readonly ItemView[];
  readonly verdict: Verdict | null;
  /** Papers the person lacks that another service obtains, each with the list that takes. */
  readonly pendingSubChecklists: readonly SubChecklistView[];
  /** Who is speaking: the bot, nobody yet (waiting for a person), or a person. */
  readonly speaker: "bot" | "waiting" | "person";
}
