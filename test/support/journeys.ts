/**
 * Journey tables (test/journeys/<journey-id>.yaml): persons to whom one event in life has happened, what they take of
 * it, and what must come out of the trip. The walk is the real conversation's: docs/tasks/add-a-journey.md.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { readPlan } from "../../src/assistant/takeAway.ts";
import { startConversation, takeTurn, type Assistant, type RawInput, type TurnResult } from "../../src/assistant/takeTurn.ts";
import { actualPapers, expectedPapers, papers } from "../../src/curation/proof/people.ts";
import type { ItemView, Plan, StateView } from "../../src/domain/conversation.ts";
import type { Edition } from "../../src/domain/edition.ts";
import { NOT_KNOWN } from "../../src/domain/facts.ts";
import { factOfStep, type Journey } from "../../src/domain/journey.ts";
import { wording } from "../../src/dialogue/wording.ts";

const traveller = z.strictObject({
  who: z.string(),
  day: z.string().default("2026-11-24"),
  /** The life scene in their own words; absent: a click on the journey. */
  opening: z.string().optional(),
  /** By the persons of the journey. `guide/fact` where two services mean different things by one id. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** The services that remain of the journey, in the order of doing. */
  takes: z.array(z.string()).min(1),
  /** Services that are refused on the way, with a reason. */
  refused: z.array(z.string()).default([]),
  papers,
  mustNot: z.array(z.string()).default([]),
  /** Services that need no visit. */
  online: z.array(z.string()).default([]),
  /** Services that are done at one counter. */
  together: z.array(z.array(z.string()).min(2)).default([]),
  /** What the trip card says of a service's days, word for word. */
  days: z.record(z.string(), z.string()).default({}),
});
export type Traveller = z.output<typeof traveller>;

const journeyTable = z.strictObject({ journey: z.string(), law: z.array(z.string()).min(1), people: z.array(traveller).min(3) });
export type JourneyTable = z.output<typeof journeyTable>;

export function readTravellers(root: string): JourneyTable[] {
  const folder = join(root, "test/journeys");
  return readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort().map((f) => {
    const read = journeyTable.safeParse(parse(readFileSync(join(folder, f), "utf8")));
    if (!read.success) throw new Error(`test/journeys/${f}：${z.prettifyError(read.error)}`);
    return read.data;
  });
}

/** No trip needs more turns than this; a longer one is a loop. */
const MAX_TURNS = 80;

export interface Walked {
  readonly state: StateView;
  readonly plan: Plan;
  /** Everything the bot said. */
  readonly said: readonly string[];
  /** What went wrong on the way, in plain words. */
  readonly trouble: readonly string[];
}

/** The person's whole conversation, by clicks after the opening. */
export async function walkJourney(assistant: Assistant, { id }: Journey, person: Traveller): Promise<Walked> {
  const { id: conversation, token } = await startConversation(assistant, null, "test");
  const said: string[] = [];
  const trouble: string[] = [];
  const turn = async (input: RawInput): Promise<TurnResult> => {
    const result = await takeTurn(assistant, { id: conversation, token, input });
    if ("problem" in result) throw new Error(result.text);
    said.push(...result.replies.map((r) => r.text));
    return result;
  };
  let offered = true;
  if (person.opening !== undefined) {
    const heard = await turn({ kind: "text", text: person.opening });
    offered = heard.replies.some((r) => r.choices?.some((c) => c.id === `journey:${id}`));
    if (!offered) trouble.push(`“${person.opening}”没引到这件事，回的是：${heard.replies.map((r) => r.text).join(" ")}`);
  }
  let result = await turn({ kind: "choice", choice: `journey:${id}` });
  for (const input of unasked(assistant.edition, result.state, id, person)) result = await turn(input);
  const asked: string[] = [];
  for (let n = 0; result.state.asking?.kind === "fact"; n++) {
    const { fact, text } = result.state.asking;
    const value = factOf(assistant.edition, result.state, id, person, fact, text);
    const question = `${fact}（${text}）`;
    if (value === undefined) trouble.push(`问了表里没写的：${question}`);
    if (asked.includes(question)) trouble.push(`问了两遍：${question}`);
    if (n > MAX_TURNS) throw new Error(`走不完：${asked.join("、")}`);
    asked.push(question);
    result = await turn({ kind: "answer", fact, value: value ?? NOT_KNOWN });
  }
  for (const { guide, fact, value } of result.state.facts) {
    const told = person.facts[`${guide}/${fact}`] ?? person.facts[fact];
    if (told !== undefined && told !== value) trouble.push(`${guide} 把 ${fact} 记成了 ${String(value)}，应当是 ${String(told)}`);
  }
  // What decides which services remain is proved by those that do.
  const gates = assistant.edition.journeys.get(id)?.situations.map((s) => s.situation.id) ?? [];
  const known = new Set([...gates, ...asked.map((q) => q.replace(/（.*/, "")), ...result.state.facts.map((f) => f.fact)]);
  for (const fact of Object.keys(person.facts)) if (!known.has(fact.replace(/.*\//, ""))) trouble.push(`表里写了，没用到：${fact}`);
  const read = await readPlan(assistant, conversation, token);
  if ("problem" in read || read.plan === null) throw new Error(`没有出行单：${said.at(-1) ?? ""}`);
  return { state: result.state, plan: read.plan, said, trouble };
}

/** What a guide assumes and would not ask, where this person differs. */
function unasked(edition: Edition, state: StateView, journey: string, person: Traveller): RawInput[] {
  const steps = edition.journeys.get(journey)?.steps ?? [];
  return steps.filter((s) => state.guides.some((g) => g.id === s.guide)).flatMap((s) => edition.guides.get(s.guide)?.situations.flatMap(({ situation, assume }): RawInput[] => {
    const fact = factOfStep(s, situation.id);
    const value = person.facts[`${s.guide}/${fact}`] ?? person.facts[fact];
    return assume !== undefined && value !== undefined && value !== assume ? [{ kind: "answer", fact, value }] : [];
  }) ?? []);
}

/** The answer to a question: what stands under the service that asks it, else under the fact alone. */
function factOf(edition: Edition, state: StateView, journey: string, person: Traveller, fact: string, text: string): Traveller["facts"][string] | undefined {
  const steps = edition.journeys.get(journey)?.steps ?? [];
  const asking = steps.filter((s) => state.guides.some((g) => g.id === s.guide)
    && edition.guides.get(s.guide)?.situations.some(({ situation }) => factOfStep(s, situation.id) === fact && situation.ask === text));
  const own = asking.map((s) => person.facts[`${s.guide}/${fact}`]).find((v) => v !== undefined);
  return own ?? person.facts[fact];
}

/** How the trip differs from what the table says, in plain words; empty when it is exactly right. */
export function differences(edition: Edition, person: Traveller, { state, plan, said, trouble }: Walked): string[] {
  const order = plan.guides.map((g) => g.id);
  const [actual, expected] = [actualPapers(state.checklist.map(itemOf)), expectedPapers(person)];
  const plain = (id: string): string => edition.guides.get(id)?.plain ?? id;
  const lines = (title: string): string[] => plan.sections.find((s) => s.title === title)?.lines.map((l) => l.text) ?? [];
  const ways = lines(wording.counterTitle);
  const expectLine = (from: readonly string[], line: string, what: string): string[] => from.includes(line) ? [] : [`${what}应当说“${line}”，出行单上是：${from.join("；") || "没有"}`];
  const online = wording.onlineOnly(order.filter((id) => person.online.includes(id)).map(plain).join("、"));
  return [
    ...trouble,
    ...order.join() === person.takes.join() ? [] : [`先后应当是 ${person.takes.join(" → ")}，现在是 ${order.join(" → ") || "一件也没有"}`],
    ...person.refused.filter((id) => !said.some((t) => t.includes(wording.journeyWithout(plain(id), "")))).map((id) => `没说“${plain(id)}”为什么办不了`),
    ...expected.filter((e) => !actual.includes(e)).map((e) => `少了：${e}`),
    ...actual.filter((a) => !expected.includes(a)).map((a) => `多了：${a}`),
    ...actual.filter((a, i) => actual.indexOf(a) !== i).map((a) => `列了两遍：${a}`),
    ...person.mustNot.filter((p) => state.checklist.some((i) => i.id.split(/[|+]/).some((k) => k.startsWith(`${p}.`)))).map((p) => `不该要：${p}`),
    ...person.online.length > 0 ? expectLine(ways, online, "网上办的") : ways.filter((w) => w.startsWith(wording.onlineOnly(""))).map((w) => `表里没写网上能办的：${w}`),
    ...person.together.flatMap((ids) => expectLine(ways, wording.counter(edition.guides.get(ids[0]!)?.authority ?? "", ids.map(plain).join("、"), ids.length), "一个窗口办的")),
    ...Object.entries(person.days).flatMap(([id, text]) => expectLine(lines("多久办好"), `${plain(id)}：${text}`, "日子")),
  ];
}

/** An item of the view as `actualPapers` compares it: whose paper it is stands in its id. */
function itemOf(view: ItemView): Parameters<typeof actualPapers>[0][number] {
  const seen = view.anyOf ?? [{ papers: [{ originals: view.originals, copies: view.copies, spec: view.spec }] }];
  const anyOf = view.id.split("|").map((branch, b) => ({
    papers: branch.split("+").map((key, p) => {
      const [, paper = "", holder = ""] = /^([^.]+)\.([^~]+)/.exec(key) ?? [];
      const { originals, copies, spec } = seen[b]!.papers[p]!;
      return { paper, holder, originals, copies, spec };
    }),
  }));
  return { onSite: view.onSite, certain: view.certain, anyOf };
}
