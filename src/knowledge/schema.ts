/**
 * The shape of the knowledge files, as authors write them. Unknown keys are errors: a typo must not silently
 * drop a requirement. What the files mean is made of it in read.ts.
 */
import { z } from "zod";
import { isDay } from "../domain/days.ts";
import { KIN } from "../domain/facts.ts";

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "编号只用小写字母、数字和连字符");
const factId = z.string().regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/, "情形编号写成 角色.名称,如 applicant.age");
const text = z.string().min(1).max(600);
const day = z.string().refine(isDay, "日期写成 2026-09-20 这样");
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const words = z.array(z.string().min(1)).default([]);

/** `{applicant.age: {under: 16}}`, `{all: […]}`, `{predicate: NAME, with: […]}` – see docs/tasks/add-a-guide.md. */
export type ConditionFile = { [key: string]: unknown };
export const conditionFile: z.ZodType<ConditionFile> = z.record(z.string(), z.unknown());

/** `passport-law 第六条`: the source's id, then the article. */
const rule = {
  when: conditionFile.optional(),
  from: day.optional(),
  until: day.optional(),
  source: z.string().min(1),
  /** Overrides how this very point was verified. */
  how: z.enum(["original", "secondary", "expertise"]).optional(),
  varies: text.optional(),
};

const line = z.strictObject({ text, ...rule });

const paper = {
  paper: id,
  holder: id,
  shown: z.int().min(0).max(9).default(0),
  surrendered: z.int().min(0).max(9).default(0),
  copies: z.int().min(0).max(9).default(0),
  spec: z.string().max(40).optional(),
};

export const option = z.strictObject({ id: id, label: text, say: words, reply: words });

const situationFields = {
  type: z.enum(["choice", "yesno", "number", "date"]),
  ask: z.string().min(2).max(60),
  spoken: text.optional(),
  hint: text.optional(),
  options: z.array(option).default([]),
  yes: words,
  no: words,
  replyYes: words,
  replyNo: words,
  unit: z.string().optional(),
  cues: words,
  min: z.number().optional(),
  max: z.number().optional(),
};

export const situationFile = z.strictObject({ id: factId, ...situationFields });
export const situationsFile = z.array(situationFile);

export const guideFile = z.strictObject({
  id,
  name: text,
  plain: text,
  tier: z.enum(["exact", "skeleton"]),
  /** Days after the last check beyond which it steps back to 请先核实; two years when absent. */
  trustDays: z.int().min(1).max(3_650).optional(),
  audience: text,
  authority: text,
  summary: text,
  roles: z.record(id, z.strictObject({ label: text, kin: z.array(z.enum(KIN)).default([]) })),
  situations: z.array(z.union([
    z.strictObject({ use: factId, ask: z.string().max(60).optional(), when: conditionFile.optional(), assume: scalar.optional() }),
    z.strictObject({ id: factId, ...situationFields, when: conditionFile.optional(), assume: scalar.optional() }),
  ])).default([]),
  outcomes: z.array(z.strictObject({
    verdict: z.enum(["not-eligible", "other-service", "first", "no-visit"]), text, guide: id.optional(), ...rule,
  })).default([]),
  materials: z.array(z.union([
    z.strictObject({ ...paper, because: text, note: text.optional(), onSite: z.boolean().default(false), leniency: text.optional(), ...rule }),
    z.strictObject({
      anyOf: z.array(z.strictObject({ label: text.optional(), papers: z.array(z.strictObject(paper)).min(1) })).min(2),
      because: text, note: text.optional(), onSite: z.boolean().default(false), leniency: text.optional(), ...rule,
    }),
  ])).default([]),
  fees: z.array(z.strictObject({ item: text, amount: z.number().min(0).optional(), per: z.string().optional(), text: text.optional(), ...rule })).default([]),
  times: z.array(z.strictObject({
    kind: z.enum(["statutory", "promised"]), days: z.number().optional(), unit: z.enum(["working", "calendar"]).optional(), text, ...rule,
  })).default([]),
  places: z.array(line).default([]),
  hours: z.array(line).default([]),
  phones: z.array(line).default([]),
  online: z.array(z.strictObject({ depth: z.enum(["full", "partial", "none"]), text, url: z.url().optional(), ...rule })).default([]),
  who: z.array(z.strictObject({ role: id, must: z.enum(["come", "may-send", "not-needed"]), text, ...rule })).default([]),
  eligibility: z.array(line).default([]),
  validity: z.array(line).default([]),
  progress: z.array(line).default([]),
  deadlines: z.array(line).default([]),
  steps: z.array(line).default([]),
  pitfalls: z.array(line).default([]),
  faq: z.array(z.strictObject({ ask: text, answer: text, ...rule })).default([]),
  gives: z.array(id).default([]),
  related: z.array(z.strictObject({ guide: id, differs: text })).default([]),
});
export type GuideFile = z.output<typeof guideFile>;

export const materialFile = z.strictObject({
  id,
  name: text,
  plain: text,
  say: words,
  what: text,
  issuer: text.optional(),
  get: z.strictObject({ how: text, guide: id.optional(), days: z.string().optional(), cost: z.string().optional() }),
  rejects: words,
  instead: text.optional(),
  source: z.string().optional(),
  how: z.enum(["original", "secondary", "expertise"]).optional(),
});
export type MaterialFile = z.output<typeof materialFile>;

export const sourceFile = z.strictObject({
  id,
  title: text,
  number: z.string().optional(),
  url: z.url().optional(),
  effective: day.optional(),
  verified: z.strictObject({ on: day.optional(), how: z.enum(["original", "secondary", "expertise"]) }),
  note: text.optional(),
});

export const catalogueFile = z.array(z.strictObject({ id, name: text, audience: text, authority: text }));

export const journeyFile = z.strictObject({
  id,
  name: text,
  say: text,
  utterances: words,
  /** Services that people tell of it by and that are no step of it. */
  near: z.array(id).default([]),
  same: z.array(factId).default([]),
  alike: z.record(id, z.array(id)).default({}),
  /** Who is who: a person by id, as the steps' `people` name them. */
  people: z.record(id, z.strictObject({ label: text, kin: z.array(z.enum(KIN)).default([]), oneOf: z.array(id).default([]) })).default({}),
  situations: z.array(z.strictObject({ id: factId, ...situationFields, when: conditionFile.optional(), assume: scalar.optional() })).default([]),
  steps: z.array(z.strictObject({
    guide: id, after: z.array(id).default([]), note: text.optional(),
    people: z.record(id, id).default({}),
    papers: z.record(id, id).default({}),
    when: conditionFile.optional(),
    facts: z.array(z.strictObject({ when: conditionFile.optional(), fact: factId, value: scalar })).default([]),
  })).min(2),
});

export type JourneyFile = z.output<typeof journeyFile>;

export const referralFile = z.strictObject({ id, name: text, say: text, near: words, utterances: words });
export const talkFile = z.strictObject({
  id, name: text, utterances: words,
  say: z.union([text, z.array(text)]).optional(),
  /** The service that may be the next step, offered beside what is said. */
  offer: id.optional(),
});
export const regionsFile = z.array(z.strictObject({ adcode: z.string(), name: text, areaCode: z.string().optional(), aliases: words }));

const adcode = z.string().regex(/^\d{6}$/, "行政区划代码是六位数字");
/** The lists of a guide that a place may speak to. */
export const LOCAL_LISTS = ["places", "hours", "phones", "online", "times", "fees", "progress", "steps", "deadlines", "eligibility", "pitfalls"] as const;

/** `knowledge/regions/<adcode>.yaml`: what one place knows better (docs/tasks/add-a-region.md). */
export const regionFile = z.strictObject({
  id: adcode,
  name: text,
  areaCode: z.string().regex(/^0\d{2,3}$/, "区号是 0 开头的三四位数字").optional(),
  invented: z.boolean().default(false),
  sources: z.array(sourceFile).default([]),
  offices: z.array(z.strictObject({
    id, name: text, address: text, hours: text.optional(), phone: z.string().max(60).optional(), guides: z.array(id).min(1), ...rule,
  })).default([]),
  lines: z.array(z.strictObject({
    guide: id, list: z.enum(LOCAL_LISTS), text, amount: z.number().min(0).optional(), per: z.string().optional(),
    days: z.number().optional(), unit: z.enum(["working", "calendar"]).optional(), depth: z.enum(["full", "partial", "none"]).optional(), url: z.url().optional(), ...rule,
  })).default([]),
  papers: z.array(z.strictObject({
    guide: id, do: z.enum(["same", "note", "add"]), ...paper, holder: id.optional(), because: text.optional(), note: text.optional(), ...rule,
  })).default([]),
});
export type RegionFile = z.output<typeof regionFile>;
