/**
 * One turn, end to end: load → check → understand and match → decide → append → reply.
 * Replies leave only after their events are stored; when another turn of the same conversation came first,
 * the turn is decided again on what is stored now.
 */
import { randomBytes } from "node:crypto";
import type { ConversationEvent, EventBody, Feedback, Input, MarkStatus, Reply, StateView } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Answer } from "../domain/facts.ts";
import type { Overrides } from "../domain/notice.ts";
import { begin, decide } from "../dialogue/decide.ts";
import type { Duty } from "../dialogue/draft.ts";
import { takesNewer, type Renewal } from "../dialogue/onEdition.ts";
import { feedbackTurns, replay } from "../dialogue/state.ts";
import { viewOf } from "../dialogue/view.ts";
import { mask } from "../text/mask.ts";
import { hashToken, newToken, openConversation } from "./access.ts";
import type { Clock, ConversationStore, Editions, LiveEdition, StoredConversation } from "./ports.ts";

/** The edition and matcher of the assistant itself are those in force for new conversations: read them anew each time. */
export interface Assistant extends LiveEdition {
  readonly store: ConversationStore;
  readonly clock: Clock;
  /** Absent where there is only one edition (the terminal, tests). */
  readonly editions?: Editions;
  /** Notices and withdrawals in force, of whatever edition. */
  readonly overrides?: () => Overrides;
  /** Whether agents could take over now; absent where there is no desk. */
  readonly duty?: () => Promise<Duty | null>;
  /** Told of every conversation that has grown, once that is stored and before the answer leaves. Must not throw. */
  readonly onStored?: (id: string, events: readonly ConversationEvent[]) => Promise<void>;
}

/** What a caller sends; exactly one kind. */
export type RawInput =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "choice"; readonly choice: string }
  | { readonly kind: "answer"; readonly fact: string; readonly value: Answer }
  | { readonly kind: "mark"; readonly item: string; readonly status: MarkStatus | "open" }
  | { readonly kind: "undo" }
  | { readonly kind: "feedback"; readonly feedback: Feedback; readonly reason: string | null };

export interface TurnRequest {
  readonly id: string;
  readonly token: string;
  readonly input: RawInput;
  /** The last seq the caller has seen; a click is judged against it. */
  readonly seen?: number;
  readonly idempotencyKey?: string;
}

export interface TurnResult {
  readonly seq: number;
  readonly replies: readonly Reply[];
  readonly state: StateView;
}

export interface WholeConversation extends TurnResult {
  readonly id: string;
  /** What was told of its answers and papers; of several about the same thing the last counts. */
  readonly feedback: readonly Feedback[];
  readonly events: readonly { readonly seq: number; readonly at: number; readonly from: "citizen" | "bot" | "person"; readonly text: string; readonly replies?: readonly Reply[] }[];
}

/** An expected failure, told to the caller in the user's language. */
export interface TurnProblem {
  readonly problem: "not-found" | "busy";
  readonly text: string;
}

/** How often a turn is decided again when another one came first. */
export const MAX_ATTEMPTS = 5;
/** How long a text may be; what is beyond is cut and the person is told. */
export const MAX_TEXT = 1000;
/** How much of a reason for feedback is kept. */
export const MAX_REASON = 300;

export async function startConversation(
  assistant: Assistant, region: string | null, channel: string, token = newToken(),
): Promise<{ id: string; token: string; seq: number; replies: readonly Reply[]; state: StateView }> {
  const id = randomBytes(12).toString("base64url");
  const now = assistant.clock();
  const { edition } = assistant;
  const events = numbered(begin(edition, region, channel, now, assistant.overrides?.()), 0, 0, now);
  await assistant.store.create({ id, tokenHash: hashToken(token), createdAt: now, events });
  return { id, token, ...resultOf(edition, events, events, now) };
}

export async function takeTurn(assistant: Assistant, request: TurnRequest): Promise<TurnResult | TurnProblem> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const conversation = await open(assistant, request.id, request.token);
    if ("problem" in conversation) return conversation;
    // Hashed: a caller may have put anything into it.
    const key = request.idempotencyKey === undefined ? null : hashToken(request.idempotencyKey);
    if (key !== null) {
      const before = await assistant.store.answered(request.id, key);
      if (before !== null) return JSON.parse(before) as TurnResult;
    }
    const now = assistant.clock();
    const past = conversation.events;
    const running = await editionFor(assistant, past, request.input, now);
    const input = toInput(running.live, request.input, now);
    const bodies = decide(running.live.edition, past, input, {
      now, seen: request.seen ?? null, overrides: assistant.overrides?.(), movedFrom: running.movedFrom, newer: running.newer,
      duty: await assistant.duty?.() ?? null,
    });
    const last = past[past.length - 1]!;
    const events = numbered(bodies, last.seq, last.turn, now);
    const result = resultOf(running.live.edition, [...past, ...events], events, now);
    // Explained, and no trace left: the caller is where it was before.
    if (isNothing(input, bodies)) return { ...result, seq: last.seq };
    const answered = key === null ? null : { key, response: JSON.stringify(result) };
    if (await assistant.store.append(request.id, last.seq, events, answered) !== "stored") continue;
    await assistant.onStored?.(request.id, [...past, ...events]);
    return result;
  }
  return { problem: "busy", text: "这个会话同时收到好几条消息，这一条还没处理。请再发一次。" };
}

export async function readConversation(assistant: Assistant, id: string, token: string): Promise<WholeConversation | TurnProblem> {
  const conversation = await open(assistant, id, token);
  if ("problem" in conversation) return conversation;
  const { events } = conversation;
  const edition = (await assistant.editions?.of(replay(events).edition))?.edition ?? assistant.edition;
  return { id, ...resultOf(edition, events, events, assistant.clock()), replies: lastReplies(events), feedback: feedbackIn(events), events: transcript(events) };
}

/** Deletes a conversation with everything that belongs to it; every open page of it is told. */
export async function deleteConversation(assistant: Assistant, id: string, token: string): Promise<TurnProblem | { readonly deleted: true }> {
  const conversation = await open(assistant, id, token);
  if ("problem" in conversation) return conversation;
  await assistant.store.delete(id);
  return { deleted: true };
}

/** The caller's conversation, or the problem to tell. */
export async function open(assistant: Assistant, id: string, token: string): Promise<StoredConversation | TurnProblem> {
  return await openConversation(assistant.store, id, token, assistant.clock())
    ?? { problem: "not-found", text: "没有找到这个会话，可能已经过期。请重新开始，之前的内容不会发给别人。" };
}

export interface Running {
  readonly live: LiveEdition;
  readonly movedFrom?: { readonly edition: Edition; readonly urgent: boolean } | null;
  readonly newer?: Renewal;
}

/** What a turn runs on: the conversation's own edition, or the one in force when it moves with this turn. */
export async function editionFor(assistant: Assistant, past: readonly ConversationEvent[], input: RawInput, now: number): Promise<Running> {
  const id = replay(past).edition;
  const { editions } = assistant;
  const inForce: LiveEdition = { edition: assistant.edition, understand: assistant.understand };
  if (id === inForce.edition.id || !editions) return { live: inForce };
  const own = await editions.of(id);
  // Feedback changes nothing, so it moves nothing.
  if (input.kind === "feedback") return { live: own ?? inForce };
  if (own === null) return { live: inForce, movedFrom: null };
  const newer: Renewal = { edition: inForce.edition, urgent: editions.isCorrected(id) };
  const moves = takesNewer(own.edition, newer, past, input.kind === "text" ? { kind: "raw", text: input.text } : input, now);
  return moves ? { live: inForce, movedFrom: { edition: own.edition, urgent: newer.urgent } } : { live: own, newer };
}

export function toInput(live: LiveEdition, raw: RawInput, now: number): Input {
  switch (raw.kind) {
    case "text": return { kind: "text", said: live.understand(raw.text.slice(0, MAX_TEXT), now) };
    // Masked before it is cut: half a number is a number still.
    case "feedback": return { ...raw, reason: (raw.reason && mask(raw.reason).text.trim().slice(0, MAX_REASON)) || null };
    default: return raw;
  }
}

/** A click on what is not there: the dialogue explains, and nothing has happened. */
function isNothing({ kind }: Input, bodies: readonly EventBody[]): boolean {
  return (kind === "choice" || kind === "answer" || kind === "mark") && bodies.every((body) => body.type === "Replied");
}

export function numbered(bodies: readonly EventBody[], seq: number, turn: number, at: number): ConversationEvent[] {
  return bodies.map((body, i) => ({ seq: seq + i + 1, turn: turn + 1, at, body }));
}

function resultOf(edition: Edition, all: readonly ConversationEvent[], fresh: readonly ConversationEvent[], now: number): TurnResult {
  return {
    seq: all[all.length - 1]?.seq ?? 0,
    replies: fresh.flatMap((e) => e.body.type === "Replied" ? e.body.replies : []),
    state: viewOf(edition, replay(all), now),
  };
}

function lastReplies(events: readonly ConversationEvent[]): readonly Reply[] {
  const aside = feedbackTurns(events);
  const body = [...events].reverse().find((e) => e.body.type === "Replied" && !aside.has(e.turn))?.body;
  return body?.type === "Replied" ? body.replies : [];
}

function feedbackIn(events: readonly ConversationEvent[]): readonly Feedback[] {
  return events.flatMap(({ body }) => body.type === "FeedbackGiven" ? [{ about: body.about, verdict: body.verdict }] : []);
}

function transcript(events: readonly ConversationEvent[]): WholeConversation["events"] {
  const aside = feedbackTurns(events);
  return events.filter((e) => !aside.has(e.turn)).flatMap(({ seq, at, body }): WholeConversation["events"][number][] => {
    switch (body.type) {
      case "UserSaid": return [{ seq, at, from: "citizen", text: body.said.text }];
      // What an agent clicks beside the citizen shows in the checklist, not as words.
      case "UserClicked": return body.by === undefined ? [{ seq, at, from: "citizen", text: body.label }] : [];
      case "AgentSaid": return [{ seq, at, from: "person", text: body.text }];
      case "MessageLeft": return [{ seq, at, from: "citizen", text: body.text }];
      case "Replied": return [{ seq, at, from: "bot", text: body.replies.map((r) => r.text).join("\n"), replies: body.replies }];
      default: return [];
    }
  });
}
