/**
 * Events ↔ rows. Every event is checked when it is read: a damaged row is named and refused, never guessed.
 * Bodies are JSON text; `JSON.stringify` writes U+0000 and lone surrogates as escapes, so any string survives any store.
 */
import { z } from "zod";
import { UnreadableConversation, type Pass, type StoredConversation } from "../assistant/ports.ts";
import {
  FEEDBACK_VERDICTS, REPLY_KINDS, REQUEST_KINDS, SUGGESTION_KINDS, SUGGESTION_VERDICTS, type ConversationEvent, type EventBody,
} from "../domain/conversation.ts";

export interface EventRow {
  readonly seq: number;
  readonly turn: number;
  readonly at: number;
  /** JSON text. */
  readonly body: string;
}

const answer = z.union([z.string(), z.number(), z.boolean()]);
const reply = z.looseObject({ kind: z.enum(REPLY_KINDS), text: z.string() });
const strings = z.array(z.string());
const by = z.string().optional();

/** What replay and the transcript rely on; the rest of it is carried along as it is. */
const understanding = z.looseObject({
  text: z.string(),
  normal: z.string(),
  mentions: z.array(z.looseObject({ kind: z.string() })),
  short: z.looseObject({}),
  match: z.looseObject({ decision: z.enum(["answer", "clarify", "none"]), guides: strings, options: strings, aspect: z.string() }),
});

/** One schema per body type; the compiler refuses a missing one. */
const BODIES: { readonly [T in EventBody["type"]]: z.ZodType } = {
  Started: z.looseObject({ edition: z.string(), region: z.string().nullable(), channel: z.string() }),
  UserSaid: z.looseObject({ said: understanding, by }),
  UserClicked: z.looseObject({ choice: z.string(), label: z.string(), by }),
  ClarifyAsked: z.looseObject({ options: strings, aspect: z.string() }),
  GuideChosen: z.looseObject({ guide: z.string(), aspect: z.string(), subject: z.string().nullable(), journey: z.string().optional() }),
  GuideDropped: z.looseObject({ guide: z.string() }),
  SwitchOffered: z.looseObject({ guide: z.string(), aspect: z.string() }),
  SwitchDeclined: z.looseObject({}),
  WalkStarted: z.looseObject({ guide: z.string() }),
  FactGiven: z.looseObject({ guide: z.string(), fact: z.string(), value: answer }),
  FactWithdrawn: z.looseObject({ guide: z.string(), fact: z.string() }),
  SubChecklistOpened: z.looseObject({ item: z.string(), guide: z.string(), holder: z.string() }),
  SubChecklistClosed: z.looseObject({ item: z.string() }),
  MaterialMarked: z.looseObject({ item: z.string(), status: z.enum(["have", "lack", "unsure", "open"]) }),
  Missed: z.looseObject({}),
  RegionChosen: z.looseObject({ region: z.string() }),
  Restarted: z.looseObject({}),
  Undone: z.looseObject({ turn: z.int() }),
  HandedOff: z.looseObject({ reason: z.string(), summary: z.string(), live: z.boolean().optional() }),
  HandedBack: z.looseObject({ by }),
  AgentTook: z.looseObject({ by: z.string(), name: z.string() }),
  AgentSaid: z.looseObject({ by: z.string(), text: z.string() }),
  AgentNoted: z.looseObject({ by: z.string(), text: z.string() }),
  Transferred: z.looseObject({ by: z.string(), to: z.string().nullable(), note: z.string() }),
  CallOpened: z.looseObject({ by: z.string(), name: z.string() }),
  MessageLeft: z.looseObject({ text: z.string() }),
  SuggestionJudged: z.looseObject({ by: z.string(), kind: z.enum(SUGGESTION_KINDS), ref: z.string(), verdict: z.enum(SUGGESTION_VERDICTS) }),
  AnswerFound: z.looseObject({ by: z.string(), query: z.string(), guide: z.string() }),
  WrappedUp: z.looseObject({
    by: z.string(),
    summary: z.looseObject({ kind: z.enum(REQUEST_KINDS).optional(), request: z.string(), services: z.string(), facts: z.string(), missing: z.string(), told: z.string(), next: z.string() }),
  }),
  OutcomeTold: z.looseObject({ done: z.boolean().nullable(), lacked: z.string().nullable() }),
  OutcomeAsked: z.looseObject({}),
  EditionChanged: z.looseObject({ edition: z.string() }),
  EditionOffered: z.looseObject({ edition: z.string() }),
  NoticeTold: z.looseObject({ notice: z.string(), version: z.number() }),
  FeedbackGiven: z.looseObject({
    about: z.union([z.looseObject({ seq: z.int() }), z.looseObject({ item: z.string() })]),
    verdict: z.enum(FEEDBACK_VERDICTS), reason: z.string().nullable(),
  }),
  Replied: z.looseObject({ replies: z.array(reply) }),
};

/** Events that hold what a person said, as SQL that the index over them knows (migration 3). */
export const SAID = `substr(body, 1, 18) = '{"type":"UserSaid"'`;

/** Events that name the edition a conversation runs on. */
export const RUNS_ON = `(substr(body, 1, 17) = '{"type":"Started"' OR substr(body, 1, 24) = '{"type":"EditionChanged"')`;

/** The edition in such a row; nothing when it is damaged. */
export function editionIn(body: string): string[] {
  try {
    const { edition } = JSON.parse(body) as { edition?: unknown };
    return typeof edition === "string" ? [edition] : [];
  } catch {
    return [];
  }
}

/** The words in such a row; nothing when it is damaged: one bad row must not stop a replay of thousands. */
export function questionIn(body: string): string[] {
  try {
    const { said } = JSON.parse(body) as { said?: { text?: unknown } };
    return typeof said?.text === "string" ? [said.text] : [];
  } catch {
    return [];
  }
}

export function encodeBody(event: ConversationEvent): string {
  return JSON.stringify(event.body);
}

/**
 * The conversation a store's rows stand for.
 * @param rows in order of seq
 * @throws UnreadableConversation naming the first event that is damaged, unknown or missing
 */
export function decodeConversation(
  head: { readonly id: string; readonly tokenHash: string; readonly createdAt: number }, rows: readonly EventRow[],
): StoredConversation {
  if (rows.length === 0) throw new UnreadableConversation(head.id, 1, "there are no events");
  const events = rows.map((row, i): ConversationEvent => {
    const seq = i + 1;
    if (row.seq !== seq) throw new UnreadableConversation(head.id, seq, `the next stored event is ${row.seq}`);
    return { seq, turn: row.turn, at: row.at, body: decodeBody(head.id, seq, row.body) };
  });
  return { ...head, events };
}

function decodeBody(conversation: string, seq: number, text: string): EventBody {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new UnreadableConversation(conversation, seq, "its body is no JSON");
  }
  const type = (body as { type?: unknown } | null)?.type;
  if (typeof type !== "string" || !Object.hasOwn(BODIES, type)) {
    throw new UnreadableConversation(conversation, seq, "its type is unknown (written by a newer version?)");
  }
  const checked = BODIES[type as EventBody["type"]].safeParse(body);
  if (checked.success) return body as EventBody;
  const [issue] = checked.error.issues;
  throw new UnreadableConversation(conversation, seq, `${type}: ${issue?.path.join(".") ?? ""} ${issue?.code ?? ""}`);
}

export interface PassRow {
  readonly hash: string;
  readonly conversation: string;
  readonly kind: string;
  /** PostgreSQL's `bigint` reaches us as text. */
  readonly expires_at: number | string;
}

/** A row of an unknown kind (written by a newer version) opens nothing. */
export function decodePass(row: PassRow | undefined): Pass | null {
  if (!row || (row.kind !== "link" && row.kind !== "device")) return null;
  return { hash: row.hash, conversation: row.conversation, kind: row.kind, expiresAt: Number(row.expires_at) };
}

/** @throws RangeError when a caller's events do not follow `after` one by one (a bug, never bad input) */
export function mustFollow(after: number, events: readonly ConversationEvent[]): void {
  events.forEach((event, i) => {
    if (event.seq !== after + i + 1) throw new RangeError(`event ${event.seq} cannot follow ${after + i}`);
  });
}
