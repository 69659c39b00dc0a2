/**
 * Questions with what they ask for, as curators labelled them: measured with every proof and every day. No model learns
 * from them, so what they say about an edition is not flattered. Their words were masked before anybody saw them.
 */
import type { LiveEdition } from "../assistant/ports.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { parseExpectation, scoreOf, type LabelledQuestion, type Outcome } from "../matching/evaluate.ts";
import { MOST_TEXTS } from "./inbox/stage.ts";
import type { Proposal } from "./inbox/propose.ts";
import type { Actor, CurationStore } from "./ports.ts";
import { get, list, write, type LabelRecord } from "./records.ts";
import { noSuchService } from "./serviceNames.ts";
import { hashOf } from "./tree.ts";
import { utteranceKey } from "./utteranceKey.ts";

/** As much of a question as can be typed: what is longer was cut already, or is nobody's question. */
export const LONGEST_QUERY = 300;
/** So many are labelled with one click, and so many services may stand in one label. */
export const MOST_AT_ONCE = 20;
const MOST_SERVICES = 6;
/** Who works on labels by the thousand has a file for it. */
export const MOST_LABELS = 5_000;
const MAX_ATTEMPTS = 5;

/** What the questions of one click ask for: their words may differ, the label is one. */
export type Expected =
  | { readonly kind: "one" | "all" | "clarify"; readonly ids: readonly string[] }
  | { readonly kind: "none" };
export const EXPECTED_KINDS = ["one", "all", "clarify", "none"] as const satisfies readonly Expected["kind"][];

/** One right service is written `x`; where several are right by themselves, `x|y` (matching/evaluate.ts). */
export function expectOf(expected: Expected): string {
  switch (expected.kind) {
    case "one": return expected.ids.join("|");
    case "all": return expected.ids.join("+");
    case "clarify": return `CLARIFY:${expected.ids.join("|")}`;
    case "none": return "NONE";
  }
}

/** @returns what is wrong, in sentences; none when it can be kept */
export function labelProblems(edition: Edition, queries: readonly string[], expected: Expected): readonly string[] {
  const problems: string[] = [];
  if (queries.length === 0) problems.push("至少留一句问法。");
  if (queries.length > MOST_AT_ONCE || queries.some((q) => q.length > LONGEST_QUERY)) problems.push(`一次最多标 ${MOST_AT_ONCE} 句，每句最多 ${LONGEST_QUERY} 个字。`);
  if (expected.kind === "none") return problems;
  const { kind, ids } = expected;
  problems.push(...ids.filter((id) => !edition.services.has(id)).map((id) => noSuchService(edition, id)));
  if (new Set(ids).size < ids.length) problems.push("同一件事写了两遍。");
  if (ids.length === 0) problems.push("请选该答哪件事。");
  else if (kind !== "one" && ids.length < 2) problems.push(kind === "all" ? "“几件一起问”至少要写两件。" : "“先问是哪件”至少要写两件。");
  if (ids.length > MOST_SERVICES) problems.push(`最多写 ${MOST_SERVICES} 件事。`);
  return problems;
}

/** What a cluster's proposal says its questions ask for; null when it says nothing of the kind. */
export function expectedBy(proposal: Proposal): Expected | null {
  switch (proposal.kind) {
    case "utterance": case "synonym": case "boundary": return { kind: "one", ids: [proposal.guide] };
    case "not-ours": case "referral": return { kind: "none" };
    default: return null;
  }
}

/** The label in words. */
export function spokenExpect(expect: string, edition: Edition): string {
  const { kind, ids } = parseExpectation(expect);
  const names = ids.map((id) => serviceName(edition, id));
  switch (kind) {
    case "one": return names.join("，或者");
    case "all": return `一起问的：${names.join("、")}`;
    case "clarify": return `先问是哪件：${names.join("、")}`;
    case "none": return "不归我们管";
  }
}

/** Those that count, newest first. */
export async function labels(store: CurationStore): Promise<readonly LabelRecord[]> {
  return (await list(store, "label")).map((k) => k.record).filter((l) => !l.isRemoved).sort((a, b) => lastOf(b).at - lastOf(a).at || (a.id < b.id ? -1 : 1));
}

/** As the proof takes them, always in the same order. */
export async function labelledQuestions(store: CurationStore): Promise<readonly LabelledQuestion[]> {
  return [...await labels(store)].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ query, expect }) => ({ query, expect, kind: "inbox", note: "", aspects: [] }));
}

/** Who labelled it last, and when. */
export function lastOf({ log }: LabelRecord): LabelRecord["log"][number] {
  return log.at(-1)!;
}

/**
 * Labels questions, all or none; one that has a label already gets the new one.
 * @returns what keeps it from being stored, or null
 */
export async function label(store: CurationStore, by: Actor, now: number, queries: readonly string[], expect: string): Promise<string | null> {
  const wanted = new Map(queries.map((query) => [idOf(query), query]));
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const there = await labels(store);
    if (there.length + [...wanted.keys()].filter((k) => !there.some((l) => l.id === k)).length > MOST_LABELS) return `标注最多 ${MOST_LABELS} 句。先导出存好，再删掉一些旧的。`;
    const writes = await Promise.all([...wanted].map(async ([key, query]) => {
      const kept = await get(store, "label", key);
      const entry = { what: `标成 ${expect}`, by: plain(by), at: now };
      return write("label", key, kept?.version ?? 0, { id: key, query, expect, isRemoved: false, log: [...kept?.record.log ?? [], entry].slice(-MOST_LOG) });
    }));
    if (await store.commit(writes, [], now) === "stored") return null;
  }
  return "刚才别人也在标同样的问题，这一次没有存上。请再点一次。";
}

/** @returns the question that is labelled no more; null when there is none */
export async function unlabel(store: CurationStore, by: Actor, now: number, id: string): Promise<string | null> {
  const kept = await get(store, "label", id);
  if (!kept || kept.record.isRemoved) return null;
  const log = [...kept.record.log, { what: "删掉了", by: plain(by), at: now }].slice(-MOST_LOG);
  return await store.commit([write("label", id, kept.version, { ...kept.record, isRemoved: true, log })], [], now) === "stored" ? kept.record.query : null;
}

/** What the edition makes of each now; a question at a time, so that those who are talking are answered in between. */
export async function outcomesOf(some: readonly LabelRecord[], { understand }: LiveEdition, now: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { query, expect } of some) {
    outcomes.push(scoreOf(parseExpectation(expect), understand(query, now).match).outcome);
    await new Promise(setImmediate);
  }
  return outcomes;
}

/** Whether the services it names are still there. */
export function isAnswerable({ services }: Edition, expect: string): boolean {
  return parseExpectation(expect).ids.every((id) => services.has(id));
}

/** The labels of these questions, of those that have one. */
export function labelsAmong(all: readonly LabelRecord[], queries: readonly string[]): readonly LabelRecord[] {
  const ids = new Set(queries.map(idOf));
  return all.filter((l) => ids.has(l.id));
}

/** What one click labels of a cluster: different questions, those asked most first. */
export function queriesToLabel(texts: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const t of texts.map((x) => x.trim()).filter((x) => x !== "")) times.set(t, (times.get(t) ?? 0) + 1);
  return [...times].sort(([, n], [, m]) => m - n).slice(0, MOST_TEXTS).map(([t]) => t);
}

/** In the form of test/questions: header and one question a line. */
export function asTsv(all: readonly LabelRecord[], dayOf: (at: number) => string): string {
  const line = (l: LabelRecord): string => [oneCell(l.query), l.expect, "inbox", `found=inbox ${dayOf(lastOf(l).at)}`].join("\t");
  return `${["query\texpect\tkind\tnote", ...[...all].sort((a, b) => (a.id < b.id ? -1 : 1)).map(line)].join("\n")}\n`;
}

/** Spreadsheets run what begins with these; a space before it means the same to the matcher and nothing to them. */
function oneCell(query: string): string {
  const flat = query.replace(/[\t\r\n]+/g, " ").trim();
  return /^[=+\-@]/.test(flat) ? ` ${flat}` : flat;
}

const MOST_LOG = 20;

const plain = ({ id, name }: Actor): Actor => ({ id, name });

/** The same words have one label. */
function idOf(query: string): string {
  return hashOf(utteranceKey(query) || query).slice(0, 20);
}
