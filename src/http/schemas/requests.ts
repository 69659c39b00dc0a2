/** What callers may send. Unknown keys are refused: a misspelt one must not be dropped in silence. */
import { z } from "zod";

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

const INPUTS = ["text", "choice", "answer", "mark", "undo"] as const;

export const turnRequest = z.strictObject({
  text: z.string().optional().describe("The person's own words"),
  choice: z.string().optional().describe("The id of a choice"),
  answer: z.strictObject({ fact: id, value: answerValue }).optional(),
  mark: z.strictObject({ item: id, status: z.enum(["have", "lack", "unsure", "open"]) }).optional(),
  undo: z.literal(true).optional(),
  seen: z.int().min(0).optional().describe("The last seq the caller has seen; a click is judged against it"),
}).meta({ id: "TurnRequest", description: "Exactly one of text, choice, answer, mark, undo", oneOf: INPUTS.map((key) => ({ required: [key] })) });

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
