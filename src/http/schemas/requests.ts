/** What callers may send. Unknown keys are refused: a misspelt one must not be dropped in silence. */
import { z } from "zod";
import { FEEDBACK_VERDICTS } from "../../domain/conversation.ts";

/** A sentence for `match`, in characters; a text of a turn is limited by the assistant. */
export const MAX_QUERY = 1_000;
/** Ids, choices and free answers: longer than any that exist. */
const MAX_ID = 400;

const id = z.string().min(1).max(MAX_ID);
const answerValue = z.union([z.string().max(MAX_ID), z.number(), z.boolean()]);
const region = z.string().regex(/^\d{6}$/).describe("adcode, 330100");

export const matchRequest = z.strictObject({ query: z.string(), region: region.optional() }).meta({ id: "MatchRequest" });

export const startRequest = z.strictObject({
  region: region.optional(),
  channel: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/).optional().describe("web, wechat, kiosk …; api when absent"),
}).meta({ id: "StartRequest" });

const INPUTS = ["text", "choice", "answer", "mark", "undo", "feedback"] as const;
/** Longer than what is kept of it, so that a long one is cut rather than refused. */
const MAX_REASON_SENT = 2_000;

export const turnRequest = z.strictObject({
  text: z.string().optional().describe("The person's own words"),
  choice: z.string().optional().describe("The id of a choice"),
  answer: z.strictObject({ fact: id, value: answerValue }).optional(),
  mark: z.strictObject({ item: id, status: z.enum(["have", "lack", "unsure", "open"]) }).optional(),
  undo: z.literal(true).optional(),
  feedback: z.strictObject({
    about: z.union([z.strictObject({ seq: z.int().min(1) }), z.strictObject({ item: id })])
      .describe("An answer by its `seq` in the conversation, or a paper of the checklist by its id"),
    verdict: z.enum(FEEDBACK_VERDICTS),
    reason: z.string().max(MAX_REASON_SENT).optional().describe("In the person's own words; numbers are masked, what is beyond 300 characters is cut"),
  }).optional().describe("For those who keep the guides; the conversation goes on as if it had not been"),
  seen: z.int().min(0).optional().describe("The last seq the caller has seen; a click is judged against it"),
}).meta({ id: "TurnRequest", description: `Exactly one of ${INPUTS.join(", ")}`, oneOf: INPUTS.map((key) => ({ required: [key] })) });

export const checklistRequest = z.strictObject({
  answers: z.record(id, answerValue).describe("Fact → option id, yes or no, number, YYYY-MM-DD, or `not-known`"),
  day: z.iso.date().optional().describe("The day of the visit; today when absent"),
}).meta({ id: "ChecklistRequest" });

export type TurnBody = z.output<typeof turnRequest>;

/** The one input of a turn, or what is wrong with their number. */
export function theOneInput(body: TurnBody): (typeof INPUTS)[number] | "none" | "several" {
  const given = INPUTS.filter((key) => body[key] !== undefined);
  return given.length === 1 ? given[0]! : given.length === 0 ? "none" : "several";
}

export const problem = z.object({
  type: z.string().describe("/problems/…: stable, for programs"),
  title: z.string(), status: z.int(), detail: z.string().describe("For the person"), instance: z.string(),
  errors: z.array(z.object({ path: z.string(), detail: z.string() })).optional(),
}).meta({ id: "Problem", description: "RFC 9457" });
