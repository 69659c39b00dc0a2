/**
 * Every person of every people table gets exactly the papers the law asks for, three ways: from the rules directly,
 * by clicking through the conversation, and by talking.
 */
import { describe, expect, it } from "vitest";
import { startConversation, takeTurn, type Assistant, type RawInput, type TurnResult } from "../src/assistant/takeTurn.ts";
import { buildChecklist, countingFacts } from "../src/domain/checklist.ts";
import { NOT_KNOWN } from "../src/domain/facts.ts";
import type { Guide } from "../src/domain/guide.ts";
import { differencesByRules, readPeople, viewIds, type Person } from "./support/people.ts";
import { edition, ROOT, testAssistant } from "./support/knowledge.ts";

/** No walk needs more turns than this; a longer one is a loop. */
const MAX_TURNS = 30;

const noonOf = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);

for (const table of readPeople(ROOT)) {
  const guide = edition.guides.get(table.guide);
  describe(`${table.guide}`, () => {
    it("has a guide", () => expect(guide).toBeDefined());
    if (!guide) return;
    for (const person of table.people) {
      describe(person.who, () => {
        it("gets the papers, fee and verdict by the rules", () => byRules(guide, person));
        it("gets the same by clicks", () => byClicks(guide, person));
        if (person.words) it("gets the same in words", () => inWords(guide, person, person.words!));
      });
    }
  });
}

function byRules(guide: Guide, person: Person): void {
  expect(differencesByRules(edition, guide.id, person)).toEqual([]);
}

/** @param firsts the opening, and what is told unasked */
async function walk(wanted: string, assistant: Assistant, firsts: readonly RawInput[], answer: (asking: NonNullable<TurnResult["state"]["asking"]>) => RawInput): Promise<TurnResult> {
  const { id, token } = await startConversation(assistant, null, "test");
  const turn = async (input: RawInput): Promise<TurnResult> => {
    const result = await takeTurn(assistant, { id, token, input });
    if ("problem" in result) throw new Error(result.text);
    return result;
  };
  let result = await turn(firsts[0]!);
  for (const more of firsts.slice(1)) result = await turn(more);
  for (let n = 0; n < MAX_TURNS; n++) {
    const asking = result.state.asking;
    const named = asking?.choices.find((c) => c.id === `guide:${wanted}`);
    // "您说的是哪一件？": somebody who means this service picks it.
    if (asking?.kind === "choose" && named && result.state.guides.length === 0) result = await turn({ kind: "choice", choice: named.id });
    else if (asking?.kind === "choose" && asking.choices.some((c) => c.id === "act:walk")) result = await turn({ kind: "choice", choice: "act:walk" });
    else if (asking?.kind === "fact") result = await turn(answer(asking));
    else return result;
  }
  throw new Error("the walk does not end");
}

function expectSame(guide: Guide, person: Person, { state }: TurnResult): void {
  expect(state.guides.map((g) => g.id)).toEqual([guide.id]);
  const list = buildChecklist(edition, guide, person.facts, person.day);
  const verdicts: Partial<Record<Person["verdict"], string>> = { "not-eligible": "not-possible", "other-service": "other-service", first: "first-another" };
  if (verdicts[person.verdict]) expect(state.verdict?.kind).toBe(verdicts[person.verdict]);
  const bring = (items: typeof list.items) => items.filter((i) => !i.onSite).map((i) => {
    const p = i.anyOf[0]!.papers[0]!;
    return `${i.id}${i.certain ? "" : " (uncertain)"} ${p.originals.shown}/${p.originals.surrendered}/${p.copies}`;
  }).sort();
  expect(viewIds(state.checklist)).toEqual(bring(list.items));
}

/** What the guide assumes and would not ask, where this person differs. */
function unasked(guide: Guide, person: Person): RawInput[] {
  return guide.situations.flatMap(({ situation: { id }, assume }): RawInput[] => {
    const value = person.facts[id];
    return assume !== undefined && value !== undefined && value !== assume ? [{ kind: "answer", fact: id, value }] : [];
  });
}

async function byClicks(guide: Guide, person: Person): Promise<void> {
  const result = await walk(guide.id, testAssistant(() => noonOf(person.day)), [{ kind: "choice", choice: `guide:${guide.id}` }, ...unasked(guide, person)], (asking) => {
    const fact = asking.kind === "fact" ? asking.fact : "";
    return { kind: "answer", fact, value: person.facts[fact] ?? NOT_KNOWN };
  });
  expectSame(guide, person, result);
}

async function inWords(guide: Guide, person: Person, words: NonNullable<Person["words"]>): Promise<void> {
  const result = await walk(guide.id, testAssistant(() => noonOf(person.day)), [{ kind: "text", text: words.opening }], (asking) => {
    const fact = asking.kind === "fact" ? asking.fact : "";
    return { kind: "text", text: words.answers[fact] ?? plainAnswer(guide, person, fact) };
  });
  expectSame(guide, person, result);
}

/** How somebody would answer who just says it: the option's label, the number with its unit, 是 or 不是. */
function plainAnswer(guide: Guide, person: Person, fact: string): string {
  const value = countingFacts(guide, person.facts, person.day)[fact];
  const situation = guide.situations.find((s) => s.situation.id === fact)?.situation;
  if (value === undefined || !situation) return "不知道";
  if (situation.type === "yesno") return value === true ? "是的" : "不是";
  if (situation.type === "choice") return situation.options.find((o) => o.id === value)?.label ?? "不知道";
  if (situation.type === "date") return String(value).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
  return `${String(value)}${situation.unit ?? ""}`;
}
