/**
 * People tables (test/people/<guide-id>.yaml): persons with their facts, and what the law asks of each of them.
 * Written from the law alone by somebody who did not write the guide.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { buildChecklist } from "../../domain/checklist.ts";
import type { ItemView } from "../../domain/conversation.ts";
import type { Edition } from "../../domain/edition.ts";

export const paper = z.strictObject({
  paper: z.string(), holder: z.string(),
  shown: z.int().default(0), surrendered: z.int().default(0), copies: z.int().default(0), spec: z.string().optional(),
});

export const papers = z.array(z.union([paper, z.strictObject({ anyOf: z.array(z.array(paper)).min(2) })]));

export const person = z.strictObject({
  who: z.string(),
  /** The day of the visit; the day the suite was written when absent. */
  day: z.string().default("2026-11-24"),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Exactly what must be brought: no more, no less. What is done at the counter is not listed. */
  papers,
  mustNot: z.array(z.string()).default([]),
  /** Yuan in all; absent when the fee is a share or varies. */
  fee: z.number().optional(),
  verdict: z.enum(["eligible", "not-eligible", "other-service", "first", "no-visit"]).default("eligible"),
  goTo: z.string().optional(),
  /** The person's own words: the opening sentence, and an answer by situation. */
  words: z.strictObject({ opening: z.string(), answers: z.record(z.string(), z.string()).default({}) }).optional(),
});

export const peopleTable = z.strictObject({ guide: z.string(), law: z.array(z.string()).min(1), people: z.array(person).min(3) });
export type PeopleTable = z.output<typeof peopleTable>;
export type Person = z.output<typeof person>;
type Paper = z.output<typeof paper>;

export function readPeople(root: string): PeopleTable[] {
  const folder = join(root, "test/people");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort()
    .map((f) => peopleTable.parse(parse(readFileSync(join(folder, f), "utf8"))));
}

const line = (p: Paper): string => `${p.paper} of ${p.holder}${p.spec ? ` (${p.spec})` : ""}: shown ${p.shown}, surrendered ${p.surrendered}, copies ${p.copies}`;

/** The papers a person must bring, one sorted line each. */
export function expectedPapers(person: Pick<Person, "papers">): string[] {
  return person.papers.map((p) => "anyOf" in p ? `any of ${p.anyOf.map((b) => b.map(line).join(" + ")).sort().join(" | ")}` : line(p)).sort();
}

interface PaperLike {
  readonly paper: string; readonly holder: string; readonly spec?: string; readonly copies: number;
  readonly originals: { readonly shown: number; readonly surrendered: number };
}

/** The same lines for what the rules give. */
export function actualPapers(items: readonly { readonly onSite: boolean; readonly certain: boolean; readonly anyOf: readonly { readonly papers: readonly PaperLike[] }[] }[]): string[] {
  const of = (p: PaperLike): string => line({ ...p, ...p.originals });
  return items.filter((i) => !i.onSite).map((i) => {
    const text = i.anyOf.length === 1 ? i.anyOf[0]!.papers.map(of).join(" + ") : `any of ${i.anyOf.map((b) => b.papers.map(of).join(" + ")).sort().join(" | ")}`;
    return i.certain ? text : `${text} (uncertain)`;
  }).sort();
}

/** Ids of the items a caller sees, to compare ways of reaching a checklist. */
export function viewIds(items: readonly ItemView[]): string[] {
  return items.filter((i) => !i.onSite).map((i) => `${i.id}${i.certain ? "" : " (uncertain)"} ${i.originals.shown}/${i.originals.surrendered}/${i.copies}`).sort();
}

/** What a person gets by the rules that the law does not ask, or the other way round: empty when it is exactly right. */
export function differencesByRules(edition: Edition, guideId: string, person: Person): string[] {
  const guide = edition.guides.get(guideId);
  if (!guide) return ["没有这份指南了"];
  const list = buildChecklist(edition, guide, person.facts, person.day);
  const verdict = list.outcome?.verdict ?? "eligible";
  if (verdict !== person.verdict) return [`结论应当是 ${person.verdict}，现在是 ${verdict}`];
  if (person.goTo && list.outcome?.guide !== person.goTo) return [`应当去办 ${person.goTo}，现在是 ${list.outcome?.guide ?? "没写"}`];
  if (verdict === "not-eligible" || verdict === "other-service") return [];
  const [actual, expected] = [actualPapers(list.items), expectedPapers(person)];
  const papers = list.items.flatMap((i) => i.anyOf.flatMap((b) => b.papers.map((p) => p.paper)));
  const fee = list.fees.filter((f) => f.certain).reduce((sum, f) => sum + (f.rule.amount ?? 0), 0);
  return [
    ...expected.filter((e) => !actual.includes(e)).map((e) => `少了：${e}`),
    ...actual.filter((a) => !expected.includes(a)).map((a) => `多了：${a}`),
    ...person.mustNot.filter((p) => papers.includes(p)).map((p) => `不该要：${p}`),
    ...person.fee !== undefined && person.fee !== fee ? [`收费应当是 ${person.fee} 元，现在是 ${fee} 元`] : [],
  ];
}
