/** The knowledge base as the HTTP surface shows it. */
import { z } from "zod";
import { citation, item } from "./conversation.ts";

const line = z.object({
  text: z.string(),
  conditional: z.boolean().describe("True when it does not hold for everybody"),
  varies: z.string().optional().describe("What differs from place to place"),
  source: citation,
});

export const guideSummary = z.object({
  id: z.string(),
  name: z.string().describe("Official name"),
  plain: z.string().describe("What people call it"),
  tier: z.enum(["exact", "skeleton", "listed"])
    .describe("exact: papers proven by people tables; skeleton: what is national and certain; listed: recognised, not written yet"),
  audience: z.string(),
  authority: z.string(),
  summary: z.string(),
}).meta({ id: "GuideSummary" });

export const guideList = z.object({
  edition: z.string().describe("Content hash: same edition, same answers"), guides: z.array(guideSummary),
}).meta({ id: "GuideList" });

export const situation = z.object({
  fact: z.string().describe("Key of `answers`"),
  type: z.enum(["choice", "yesno", "number", "date"]),
  ask: z.string(),
  hint: z.string().optional(),
  options: z.array(z.object({ id: z.string(), label: z.string() })).optional(),
  unit: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
}).meta({ id: "Situation", description: "A question that may change the checklist; `not-known` is always an answer" });

const some = z.array(line);
const lines = z.object({
  times: some, places: some, hours: some, phones: some, online: some, who: some, eligibility: some, validity: some,
  progress: some, deadlines: some, steps: some, pitfalls: some,
}).describe("By the question they answer");

const fee = z.object({
  item: z.string(), amount: z.number().optional().describe("Yuan"), per: z.string().optional(), text: z.string().optional(),
  conditional: z.boolean(), varies: z.string().optional(), source: citation,
}).meta({ id: "Fee" });

export const guide = guideSummary.extend({
  roles: z.array(z.object({ id: z.string(), label: z.string() })),
  situations: z.array(situation),
  items: z.array(item).describe("Every paper that somebody may need; a personal list comes from `checklist`"),
  fees: z.array(fee),
  lines,
  faq: z.array(z.object({ question: z.string(), answer: z.string(), source: citation })),
  gives: z.array(z.string()).describe("Material ids it issues"),
  related: z.array(z.object({ guide: z.string(), differs: z.string() })),
}).meta({ id: "Guide" });

export const outcome = z.object({
  verdict: z.enum(["not-eligible", "other-service", "first", "no-visit"]),
  text: z.string(), guide: z.string().optional(), source: citation,
}).meta({ id: "Outcome", description: "Ends the way to this service, or bends it" });

export const checklist = z.object({
  guide: z.string(),
  day: z.string().describe("The day of the visit it was made for, YYYY-MM-DD"),
  outcome: outcome.nullable().describe("Holds for certain"),
  possibleOutcomes: z.array(outcome),
  open: z.array(situation).describe("Questions that could still change it"),
  items: z.array(item),
  fees: z.array(fee),
  lines,
}).meta({ id: "Checklist" });
