/** Misses, figures and decisions ↔ JSON text. What is read is checked. */
import { z } from "zod";
import { ASPECTS } from "../../domain/match.ts";
import { DECISION_STATES, MISS_KINDS, STEPS, type Decision, type Figures, type Miss } from "../../curation/inbox/ports.ts";

const id = z.string().nullable();
const miss = z.object({
  id: z.string(), conversation: z.string(), seq: z.number(), at: z.number(), kind: z.enum(MISS_KINDS), region: id, channel: z.string(), edition: z.string(),
  text: z.string(), normal: z.string(), decision: z.enum(["answer", "clarify", "none"]).nullable(), aspect: z.enum(ASPECTS).nullable(),
  candidates: z.array(z.object({ id: z.string(), score: z.number(), why: z.array(z.string()) })), options: z.array(z.string()),
  answered: id, went: id, item: id, note: id,
}) satisfies z.ZodType<Miss>;

const decision = z.object({
  id: z.string(), state: z.enum(DECISION_STATES), what: z.string(), reason: z.string(), draft: id, by: z.object({ id: z.string(), name: z.string() }), at: z.number(),
}) satisfies z.ZodType<Decision>;

const figures = z.object({
  conversation: z.string(), at: z.number(), region: id, channel: z.string(), services: z.array(z.string()), reached: z.array(z.enum(STEPS)),
  questions: z.object({ answered: z.number(), clarified: z.number(), none: z.number(), aside: z.number() }),
  stoppedAt: id, handedOff: id, outcome: z.enum(["done", "not-done", "unclear"]).nullable(),
}) satisfies z.ZodType<Figures>;

export const missBody = (m: Miss): string => JSON.stringify(m);
/** @throws when it is damaged */
export const missOf = (body: string): Miss => miss.parse(JSON.parse(body));
export const decisionBody = (d: Decision): string => JSON.stringify(d);
/** @throws when it is damaged */
export const decisionOf = (body: string): Decision => decision.parse(JSON.parse(body));
export const figuresBody = (f: Figures): string => JSON.stringify(f);
/** @throws when it is damaged */
export const figuresOf = (body: string): Figures => figures.parse(JSON.parse(body));
