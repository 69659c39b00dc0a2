/** What of a conversation lands in the inbox. Conversations are real turns over the real dialogue. */
import { describe, expect, test } from "vitest";
import { startConversation, takeTurn, type RawInput } from "../../../src/assistant/takeTurn.ts";
import { ABANDONED_AFTER, deriveMisses } from "../../../src/curation/inbox/derive.ts";
import type { Miss } from "../../../src/curation/inbox/miss.ts";
import type { EventBody } from "../../../src/domain/conversation.ts";
import { MemoryStore } from "../../../src/storage/memory.ts";
import { edition, NOW, understand } from "../../http/surface.ts";

const MINUTE = 60_000;

/** Takes the turns one a minute apart and derives at `later` after the last. */
async function missed(turns: readonly (string | RawInput)[], later = 0): Promise<readonly Miss[]> {
  const store = new MemoryStore();
  let now = NOW;
  const assistant = { store, edition, understand, clock: () => now };
  const { id, token } = await startConversation(assistant, "330100", "web");
  for (const turn of turns) {
    now += MINUTE;
    const result = await takeTurn(assistant, { id, token, input: typeof turn === "string" ? { kind: "text", text: turn } : turn });
    if ("problem" in result) throw new Error(result.text);
  }
  return deriveMisses(id, (await store.load(id))!.events, now + later);
}

/** The turns, and then events as an agent or somebody who came back leaves them. */
async function missedBy(bodies: readonly EventBody[], turns: readonly string[] = []): Promise<readonly Miss[]> {
  const store = new MemoryStore();
  let now = NOW;
  const assistant = { store, edition, understand, clock: () => now };
  const { id, token } = await startConversation(assistant, "330100", "web");
  for (const text of turns) {
    now += MINUTE;
    await takeTurn(assistant, { id, token, input: { kind: "text", text } });
  }
  const { events } = (await store.load(id))!;
  const last = events.at(-1)!;
  const more = bodies.map((body, i) => ({ seq: last.seq + i + 1, turn: last.turn + i + 1, at: now + MINUTE, body }));
  return deriveMisses(id, [...events, ...more], now + 2 * MINUTE);
}

const click = (choice: string): RawInput => ({ kind: "choice", choice });
const brief = (misses: readonly Miss[]) => misses.map(({ kind, text, answered, went }) => ({ kind, text, answered, went }));

describe("what lands in the inbox", () => {
  test("nothing of a conversation that went well", async () => {
    expect(await missed(["护照多少钱"])).toEqual([]);
  });

  test("words that were not understood, with where, when, and what the matcher thought", async () => {
    const [miss] = await missed(["帮我弄那个东东"]);
    expect(miss).toMatchObject({
      kind: "unanswered", text: "帮我弄那个东东", region: "330100", channel: "web", edition: edition.id, decision: "none", at: NOW + MINUTE, id: `${miss!.conversation}.${miss!.seq}`,
    });
  });

  test("with where the person went afterwards", async () => {
    expect(brief(await missed(["出国那个本本", click("guide:passport-first")]))).toEqual([
      { kind: "unanswered", text: "出国那个本本", answered: null, went: "passport-first" },
    ]);
  });

  test("an answer that an agent found by hand, with the guide that was right", async () => {
    expect(brief(await missedBy([{ type: "AnswerFound", by: "a1", query: "出国那个本本", guide: "passport-first" }]))).toEqual([
      { kind: "override", text: "出国那个本本", answered: null, went: "passport-first" },
    ]);
  });

  test("an answer found by hand for words before the last ones: those words, and the service that was wrong for them", async () => {
    expect(brief(await missedBy([{ type: "AnswerFound", by: "a1", query: "护照多少钱", guide: "id-card-first" }], ["护照多少钱", "三十五"]))).toContainEqual(
      { kind: "override", text: "护照多少钱", answered: "passport-first", went: "id-card-first" },
    );
  });

  test("a service that the copilot suggested and the agent rejected, with the words it was suggested for", async () => {
    expect(brief(await missedBy([{ type: "SuggestionJudged", by: "a1", kind: "service", ref: "id-card-first", verdict: "rejected" }], ["护照多少钱"]))).toEqual([
      { kind: "override", text: "护照多少钱", answered: "id-card-first", went: null },
    ]);
  });

  test("a suggestion that was used, or one of wording that was not, is none", async () => {
    expect(await missedBy([
      { type: "SuggestionJudged", by: "a1", kind: "service", ref: "passport-first", verdict: "accepted" },
      { type: "SuggestionJudged", by: "a1", kind: "question", ref: "applicant.age", verdict: "rejected" },
    ], ["护照多少钱"])).toEqual([]);
  });

  test("a trip that did not work out, with what was lacking", async () => {
    expect(await missedBy([{ type: "OutcomeTold", done: false, lacked: "照片不合格" }], ["护照多少钱"])).toMatchObject([{ kind: "lacked", answered: "passport-first", note: "照片不合格" }]);
    expect(await missedBy([{ type: "OutcomeTold", done: true, lacked: null }], ["护照多少钱"])).toEqual([]);
  });

  test("the same words again cost one person, not two", async () => {
    expect(await missed(["帮我弄那个东东", "帮我弄那个东东"])).toHaveLength(1);
  });

  test("a question back that nobody answered, once the person has gone", async () => {
    expect(await missed(["办个证"], ABANDONED_AFTER - 1)).toEqual([]);
    const [miss] = await missed(["办个证"], ABANDONED_AFTER);
    expect(miss).toMatchObject({ kind: "abandoned", options: ["passport-first", "id-card-first"], decision: "clarify" });
  });

  test("a question back that was answered is none", async () => {
    expect(await missed(["办个证", click("guide:passport-first")], ABANDONED_AFTER)).toEqual([]);
  });

  test("options that were all wrong", async () => {
    expect(brief(await missed(["办个证", click("act:none")]))).toEqual([{ kind: "none-fit", text: "办个证", answered: null, went: null }]);
  });

  test("an answer that was taken back at once, and what was chosen instead", async () => {
    expect(brief(await missed(["护照掉了", { kind: "undo" }, click("guide:id-card-replace")]))).toEqual([
      { kind: "corrected", text: "护照掉了", answered: "passport-first", went: "id-card-replace" },
    ]);
    expect(brief(await missed(["护照掉了", click("act:restart")]))).toEqual([{ kind: "corrected", text: "护照掉了", answered: "passport-first", went: null }]);
  });

  test("a later step taken back is no wrong answer", async () => {
    expect(await missed(["护照怎么办", { kind: "answer", fact: "applicant.age", value: 30 }, { kind: "undo" }])).toEqual([]);
  });

  test("words that answered our question and were not understood are kept apart", async () => {
    const misses = await missed(["护照怎么办", click("act:walk"), "嘚啵嘚啵嘚"]);
    expect(misses.map((m) => m.kind)).toEqual(["unread"]);
  });
});

describe("what people told us", () => {
  const lastSeq = 6;

  test("没用 under an answer: the question, the service, the reason; masked", async () => {
    const [miss] = await missed(["护照多少钱", { kind: "feedback", feedback: { about: { seq: lastSeq }, verdict: "useless" }, reason: "没说加急的，打13812345678" }]);
    expect(miss).toMatchObject({ kind: "useless", text: "护照多少钱", answered: "passport-first" });
    expect(miss!.note).toContain("没说加急的");
    expect(miss!.note).not.toContain("13812345678");
  });

  test("这里写错了 on a paper of the list goes to that service and paper", async () => {
    const store = new MemoryStore();
    const assistant = { store, edition, understand, clock: () => NOW };
    const { id, token } = await startConversation(assistant, null, "web");
    const turn = (input: RawInput) => takeTurn(assistant, { id, token, input });
    const walked = await turn({ kind: "text", text: "护照怎么办" });
    if ("problem" in walked) throw new Error(walked.text);
    const item = walked.state.checklist[0]!.id;
    await turn({ kind: "feedback", feedback: { about: { item }, verdict: "wrong" }, reason: "现场能拍" });
    expect(deriveMisses(id, (await store.load(id))!.events, NOW)).toMatchObject([{ kind: "wrong", answered: "passport-first", item, note: "现场能拍" }]);
  });

  test("有用 is no miss", async () => {
    expect(await missed(["护照多少钱", { kind: "feedback", feedback: { about: { seq: lastSeq }, verdict: "useful" }, reason: null }])).toEqual([]);
  });
});

test("the same events give the same misses, and as many events more cost nothing that was there", async () => {
  const turns = ["帮我弄那个东东", "办个证", click("act:none"), "护照掉了", { kind: "undo" } as const];
  const [once, again] = [await missed(turns), await missed(turns)];
  expect(brief(once)).toEqual(brief(again));
  expect(once.map((m) => m.kind)).toEqual(["unanswered", "none-fit", "corrected"]);
});
