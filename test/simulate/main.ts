/**
 * `npm run simulate`: the people of test/people talk to a real server over HTTP, each in several wordings. Reports how
 * many leave with exactly the right list (one-trip), in how many turns, after how many questions, and how many were led
 * to a wrong guide. Seeded: the same people say the same things every time.
 * With `--aside` the people of test/aside talk instead: they are only measured, nothing was ever mended by them.
 */
import { setTimeout as wait } from "node:timers/promises";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildChecklist, countingFacts } from "../../src/domain/checklist.ts";
import type { TurnResult } from "../../src/assistant/takeTurn.ts";
import type { StateView } from "../../src/domain/conversation.ts";
import type { Guide } from "../../src/domain/guide.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { differencesByTurn, readTalks } from "../../src/curation/proof/talks.ts";
import { readAside, readPeople, viewIds, type Speaking, type Talker } from "../support/people.ts";

const ROOT = process.cwd();
const PORT = Number(process.env["SIMULATE_PORT"] ?? 3977);
const MAX_TURNS = 40;

/** Ways of saying the same thing: politeness, filler, dialect particles, a run-on opening. */
const WORDINGS: readonly ((text: string) => string)[] = [
  (t) => t,
  (t) => `您好，请问一下，${t}`,
  (t) => `那个啥，${t}哈`,
  (t) => `${t}，谢谢`,
];

interface Outcome { readonly who: string; readonly guide: string; readonly right: boolean; readonly wrongGuide: boolean; readonly turns: number; readonly questions: number; readonly stuck: boolean }

const { edition } = readKnowledge(ROOT);
const outcomes: Outcome[] = [];
const data = mkdtempSync(join(tmpdir(), "yicitong-simulate-"));
const server = spawn(process.execPath, ["scripts/yicitong.mjs", "serve"], {
  env: { ...process.env, PORT: String(PORT), DATA_DIR: data, RATE_LIMIT_PER_MINUTE: "100000", LOG_LEVEL: "silent" }, stdio: "ignore",
});
try {
  await ready();
  for (const { guide: id, person } of process.argv.includes("--aside") ? readAside(ROOT) : shipped()) {
    const guide = edition.guides.get(id);
    if (guide) for (const wording of WORDINGS) outcomes.push(await talk(guide, person, wording));
  }
  report();
  if (process.argv.includes("--aside")) await reportDialogues();
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}

/** The server lives today: people whose table is about another day are for the rules tests. */
function shipped(): Talker[] {
  return readPeople(ROOT).flatMap(({ guide, people }) => people.flatMap((p) => p.words && p.day === "2026-11-24" ? [{ guide, person: { ...p, words: p.words } }] : []));
}

async function ready(): Promise<void> {
  for (let n = 0; n < 600; n++) {
    try { if ((await fetch(`http://127.0.0.1:${PORT}/readyz`)).ok) return; } catch { /* not up yet */ }
    await wait(200);
  }
  throw new Error("the server did not start");
}

async function talk(guide: Guide, person: Speaking, wording: (t: string) => string): Promise<Outcome> {
  const started = await post("/conversations", {}, "") as { id: string; token: string };
  const turn = async (body: object): Promise<StateView> =>
    (await post(`/conversations/${started.id}/turns`, body, started.token) as { state: StateView }).state;
  let state = await turn({ text: wording(person.words.opening) });
  let questions = 0;
  let turns = 1;
  let last = "";
  let stuck = false;
  for (; turns < MAX_TURNS; turns++) {
    const asking = state.asking;
    const named = asking?.choices.find((c) => c.id === `guide:${guide.id}`);
    if (asking?.kind === "choose" && named && state.guides.length === 0) state = await turn({ choice: named.id });
    else if (asking?.kind === "choose" && asking.choices.some((c) => c.id === "act:walk")) state = await turn({ choice: "act:walk" });
    else if (asking?.kind === "fact") {
      questions++;
      // Asked the same again: somebody whose words were not understood picks the button.
      if (last === asking.fact) { stuck = true; state = await turn({ answer: { fact: asking.fact, value: valueOf(guide, person, asking.fact) } }); }
      else state = await turn({ text: person.words.answers[asking.fact] ?? plain(guide, person, asking.fact) });
      last = asking.fact;
    } else break;
  }
  const right = state.guides.length === 1 && state.guides[0]!.id === guide.id && matches(guide, person, state);
  return { who: person.who, guide: guide.id, right, wrongGuide: state.guides.some((g) => g.id !== guide.id) || state.guides.length === 0, turns, questions, stuck };
}

/** The scripted dialogues of test/aside: how many went as written, and how many turns did. */
async function reportDialogues(): Promise<void> {
  let went = 0;
  let turns = 0;
  let failed = 0;
  const talks = readTalks(ROOT, "test/aside/dialogues");
  for (const talk of talks) {
    const { id, token } = await post("/conversations", {}, "") as { id: string; token: string };
    const differences = await differencesByTurn(talk, async (input) => {
      const { kind, ...rest } = input;
      return await post(`/conversations/${id}/turns`, kind === "mark" ? { mark: rest } : kind === "answer" ? { answer: rest } : rest, token) as Pick<TurnResult, "replies" | "state">;
    });
    if (differences.length === 0) went++;
    turns += talk.turns.length;
    failed += new Set(differences.map((d) => d.slice(0, d.indexOf("：")))).size;
  }
  process.stdout.write(`scripted dialogues that went as written: ${went}/${talks.length}, turns: ${turns - failed}/${turns}\n`);
}

function matches(guide: Guide, person: Speaking, state: StateView): boolean {
  const list = buildChecklist(edition, guide, person.facts, person.day);
  if (list.outcome?.verdict === "not-eligible") return state.verdict?.kind === "not-possible";
  if (list.outcome?.verdict === "other-service") return state.verdict?.kind === "other-service";
  const want = list.items.filter((i) => !i.onSite).map((i) => { const p = i.anyOf[0]!.papers[0]!; return `${i.id}${i.certain ? "" : " (uncertain)"} ${p.originals.shown}/${p.originals.surrendered}/${p.copies}`; }).sort();
  return JSON.stringify(viewIds(state.checklist)) === JSON.stringify(want);
}

function valueOf(guide: Guide, person: Speaking, fact: string): unknown {
  return countingFacts(guide, person.facts, person.day)[fact] ?? "not-known";
}

function plain(guide: Guide, person: Speaking, fact: string): string {
  const value = countingFacts(guide, person.facts, person.day)[fact];
  const situation = guide.situations.find((s) => s.situation.id === fact)?.situation;
  if (value === undefined || !situation) return "不知道";
  if (situation.type === "yesno") return value === true ? "是的" : "不是";
  if (situation.type === "choice") return situation.options.find((o) => o.id === value)?.label ?? "不知道";
  return situation.type === "date" ? String(value).replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日") : `${String(value)}${situation.unit ?? ""}`;
}

async function post(path: string, body: object, token: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${PORT}/api/v1${path}`, {
    method: "POST", headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) }, body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function report(): void {
  const share = (of: (o: Outcome) => boolean): string => `${outcomes.filter(of).length}/${outcomes.length} (${(100 * outcomes.filter(of).length / outcomes.length).toFixed(1)}%)`;
  const mean = (of: (o: Outcome) => number): string => (outcomes.reduce((a, o) => a + of(o), 0) / outcomes.length).toFixed(1);
  process.stdout.write([
    `talks: ${outcomes.length}`,
    `one trip (exactly the right list or verdict): ${share((o) => o.right)}`,
    `led to a wrong guide or to none: ${share((o) => o.wrongGuide)}`,
    `had to click because an answer was not understood: ${share((o) => o.stuck)}`,
    `turns: ${mean((o) => o.turns)} on average, questions asked: ${mean((o) => o.questions)}`,
    ...[...new Set(outcomes.filter((o) => !o.right).map((o) => `  not right: ${o.guide} · ${o.who}`))], "",
  ].join("\n"));
}
