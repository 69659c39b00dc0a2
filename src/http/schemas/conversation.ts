/**
 * What the HTTP surface says, as schemas: they make the OpenAPI document, and tests check every answer against them.
 * The types at the end make the compiler refuse a schema that differs from the domain.
 */
import { z } from "zod";
import type { WholeConversation, TurnResult } from "../../assistant/takeTurn.ts";
import { FEEDBACK_VERDICTS, REPLY_KINDS, VERDICTS, type ItemView, type Plan, type Reply, type StateView } from "../../domain/conversation.ts";
import { ASPECTS, type Match } from "../../domain/match.ts";

const count = z.int().min(0);

export const citation = z.object({
  source: z.string().describe("Id of the source"),
  title: z.string(),
  article: z.string().optional().describe("第六条"),
  url: z.string().optional(),
  verified: z.object({
    on: z.string().optional().describe("The day the text was read, YYYY-MM-DD"),
    how: z.enum(["original", "secondary", "expertise"]).describe("The text itself, a reliable report of it, or common practice nobody has checked"),
  }),
}).meta({ id: "Source", description: "Where a requirement comes from, and how that was checked" });

export const choice = z.object({
  id: z.string().describe("What `choice` sends back: `guide:ID`, `fact:FACT=VALUE`, `mark:ITEM=STATUS`, `act:NAME` …"),
  label: z.string(),
}).meta({ id: "Choice", description: "May be clicked, or said in the person's own words" });

const originals = z.object({
  shown: count.describe("Originals the counter looks at"), surrendered: count.describe("Originals the counter keeps"),
});

const paper = z.object({
  paper: z.string().describe("Id of the material"), name: z.string(), holder: z.string().describe("Whose paper it is, in words"),
  originals, copies: count, spec: z.string().optional().describe("近3个月, 2寸 …: another paper from one without it"),
}).meta({ id: "Paper" });

export const item = z.object({
  id: z.string(),
  name: z.string(),
  holder: z.string(),
  guides: z.array(z.string()).describe("The services of the trip that need it"),
  originals,
  copies: count,
  spec: z.string().optional(),
  anyOf: z.array(z.object({ label: z.string().optional(), papers: z.array(paper) })).optional()
    .describe("Several ways, of which one suffices; the fields above then describe the first"),
  status: z.enum(["have", "lack", "unsure", "open"]),
  onSite: z.boolean().describe("Made or collected at the counter: nothing to bring"),
  certain: z.boolean().describe("False while it depends on something the person does not know"),
  because: z.string(),
  note: z.string().optional(),
  source: citation,
}).meta({ id: "Item", description: "One line of a personal checklist" });

const verdict = z.object({
  kind: z.enum(VERDICTS), text: z.string(), missing: z.array(z.string()), guide: z.string().optional(),
}).meta({ id: "Verdict", description: "Can one set out?" });

const plan = z.object({
  title: z.string(),
  guides: z.array(z.object({ id: z.string(), name: z.string() })),
  papers: z.array(item),
  sections: z.array(z.object({
    title: z.string(), lines: z.array(z.object({ text: z.string(), source: citation.optional() })),
  })),
  sms: z.string().describe("The same as a text message"),
}).meta({ id: "Plan", description: "The trip card: what the person leaves with" });

export const reply = z.object({
  kind: z.enum(REPLY_KINDS),
  text: z.string().describe("Stands alone in plain Chinese"),
  choices: z.array(choice).optional(),
  checklist: z.array(item).optional(),
  plan: plan.optional(),
  sources: z.array(citation).optional(),
}).meta({ id: "Reply" });

const answerValue = z.union([z.string(), z.number(), z.boolean()]);

const asking = z.union([
  z.object({ kind: z.literal("fact"), fact: z.string(), text: z.string(), choices: z.array(choice) }),
  z.object({ kind: z.literal("item"), item: z.string(), text: z.string(), choices: z.array(choice) }),
  z.object({ kind: z.literal("choose"), text: z.string(), choices: z.array(choice) }),
]).meta({ id: "Asking", description: "The question being asked, or the paper being walked" });

const subChecklist = z.object({
  item: z.string(), name: z.string(),
  guide: z.string().describe("The service that obtains the lacking paper"),
  under: z.string().nullable().describe("The item for whose sake it is needed, when it stands on a sub-checklist itself"),
  status: z.enum(["open", "pending", "done"]).describe("open: being walked now; done: its papers are all in hand"),
  how: z.string(), days: z.string().optional(), cost: z.string().optional(),
  checklist: z.array(item).describe("What getting it takes, for the facts known"),
}).meta({ id: "SubChecklist", description: "How to get one paper that is lacking" });

export const state = z.object({
  guides: z.array(z.object({ id: z.string(), name: z.string() })),
  asking: asking.nullable(),
  facts: z.array(z.object({ guide: z.string(), fact: z.string(), ask: z.string(), value: answerValue, label: z.string() })),
  checklist: z.array(item),
  verdict: verdict.nullable(),
  pendingSubChecklists: z.array(subChecklist),
  speaker: z.enum(["bot", "waiting", "person"]).describe("Who is speaking; waiting: a person was asked for"),
}).meta({ id: "State", description: "Derived from the conversation's events" });

const seq = z.int().min(0).describe("The last event's number; send it back as `seen`");

export const turnResult = z.object({ seq, replies: z.array(reply), state }).meta({ id: "TurnResult" });

export const started = z.object({
  id: z.string(), token: z.string().describe("Shown once; whoever has it owns the conversation"), seq, replies: z.array(reply), state,
}).meta({ id: "Started" });

export const entry = z.object({
  seq: z.int(), at: z.int().describe("Epoch milliseconds"), from: z.enum(["citizen", "bot", "person"]),
  text: z.string(), replies: z.array(reply).optional(),
}).meta({ id: "Entry", description: "One thing that was said" });

export const whole = z.object({
  id: z.string(), seq, replies: z.array(reply).describe("The last replies"), state, events: z.array(entry),
  feedback: z.array(z.object({ about: z.union([z.object({ seq: z.int() }), z.object({ item: z.string() })]), verdict: z.enum(FEEDBACK_VERDICTS) }))
    .describe("What was told of its answers and papers; the last about each counts"),
}).meta({ id: "Conversation" });

export const streamEvent = z.object({ seq, events: z.array(entry), state })
  .meta({ id: "StreamEvent", description: "Data of a `turn` event: what is new since the last one" });

export const match = z.object({
  query: z.string(),
  decision: z.enum(["answer", "clarify", "none"]),
  guides: z.array(z.string()),
  options: z.array(z.string()),
  aspect: z.enum(ASPECTS),
  referral: z.string().nullable(),
  journey: z.string().nullable(),
  talk: z.string().nullable(),
  candidates: z.array(z.object({ id: z.string(), score: z.number().min(0).max(1), why: z.array(z.string()) })).max(10),
  together: z.number().min(0).max(1).optional().describe("Several services answered: how probable it is that all are asked for"),
}).meta({ id: "Match" });

/** Fails to compile when the domain's type holds something its schema does not describe, or the other way round. */
type Same<Domain, Schema extends z.ZodType> =
  [DeepMutable<Domain>] extends [z.output<Schema>] ? ([z.output<Schema>] extends [DeepMutable<Domain>] ? true : never) : never;
type DeepMutable<T> = T extends object ? { -readonly [K in keyof T]: DeepMutable<T[K]> } : T;
export const SAME: {
  item: Same<ItemView, typeof item>; plan: Same<Plan, typeof plan>; reply: Same<Reply, typeof reply>; state: Same<StateView, typeof state>;
  turn: Same<TurnResult, typeof turnResult>; whole: Same<WholeConversation, typeof whole>; match: Same<Match, typeof match>;
} = { item: true, plan: true, reply: true, state: true, turn: true, whole: true, match: true };
