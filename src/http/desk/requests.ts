/** What the desk's routes take. Unknown keys are refused: a misspelt one must not be dropped in silence. */
import { z } from "zod";
import { REQUEST_KINDS, SUGGESTION_KINDS, SUGGESTION_VERDICTS } from "../../domain/conversation.ts";
import { PRESENCES } from "../../domain/desk.ts";

const MAX_ID = 400;
export const MAX_TEXT = 1_000;
const id = z.string().min(1).max(MAX_ID);
const words = z.string().min(1).max(MAX_TEXT);
const anyWords = z.string().max(MAX_TEXT);
const phone = z.string().min(7).max(30);

const ACTIONS = ["take", "takeOver", "say", "note", "transfer", "handBack", "text", "choice", "answer", "mark", "undo", "adopt", "judge", "found", "wrapUp"] as const;

export const actionRequest = z.strictObject({
  take: z.literal(true).optional().describe("接待: the bot goes quiet"),
  takeOver: z.literal(true).optional().describe("Supervisors only: from an agent who is away"),
  say: words.optional().describe("What the agent says to the citizen, or said on the telephone"),
  note: words.optional().describe("Internal, never shown to the citizen"),
  transfer: z.strictObject({ to: id.nullable(), note: anyWords }).optional().describe("To an agent, or with null back into the queue"),
  handBack: z.literal(true).optional().describe("The bot answers again; ends a call"),
  text: words.optional().describe("Calls only: what the caller says"),
  choice: id.optional(),
  answer: z.strictObject({ fact: id, value: z.union([z.string().max(MAX_ID), z.number(), z.boolean()]) }).optional(),
  mark: z.strictObject({ item: id, status: z.enum(["have", "lack", "unsure", "open"]) }).optional(),
  undo: z.literal(true).optional(),
  adopt: z.literal(true).optional().describe("Everything that was heard counts"),
  judge: z.strictObject({ kind: z.enum(SUGGESTION_KINDS), ref: id, verdict: z.enum(SUGGESTION_VERDICTS) }).optional(),
  found: z.strictObject({ query: words, guide: id }).optional().describe("A guide found by hand for what was asked; goes to the curators"),
  wrapUp: z.strictObject({ kind: z.enum(REQUEST_KINDS).optional(), request: anyWords, services: anyWords, facts: anyWords, missing: anyWords, told: anyWords, next: anyWords }).optional(),
});
export type ActionBody = z.output<typeof actionRequest>;

/** The one action of a request; null when there are none or several. */
export function theOneAction(body: ActionBody): (typeof ACTIONS)[number] | null {
  const given = ACTIONS.filter((key) => body[key] !== undefined);
  return given.length === 1 ? given[0]! : null;
}

export const presenceRequest = z.strictObject({ presence: z.enum(PRESENCES) });
export const callRequest = z.strictObject({ region: z.string().regex(/^\d{6}$/).optional() });
export const wordingRequest = z.strictObject({ id: id.optional(), team: z.string().max(50).nullable(), title: z.string().min(1).max(40), text: words });
export const smsRequest = z.strictObject({ phone, consent: z.literal(true).describe("The citizen has agreed to be sent this message") });

export const messageRequest = z.strictObject({
  text: words.describe("What an agent should know"),
  phone: phone.describe("Where to call back; kept encrypted, apart from the conversation, for a few days"),
  consent: z.literal(true).describe("The person agrees that the number is kept and called for this"),
}).meta({ id: "MessageRequest" });

/** Segments one request holds: a recogniser sends one to a few at a time. */
const MAX_SEGMENTS = 50;

export const transcriptRequest = z.strictObject({
  segments: z.array(z.strictObject({
    speaker: z.enum(["caller", "agent"]),
    at: z.int().min(0).optional().describe("Epoch milliseconds at which it began"),
    text: words.describe("As recognised; errors are expected"),
  })).min(1).max(MAX_SEGMENTS),
}).meta({ id: "TranscriptRequest", description: "What a speech recogniser heard, in order" });
export const kept = z.object({ seq: z.int().min(0).describe("The last event's number") }).meta({ id: "Kept" });
