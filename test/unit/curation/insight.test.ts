/** What a conversation counts for, and what many of them come to. */
import { describe, expect, test } from "vitest";
import { startConversation, takeTurn, type RawInput } from "../../../src/assistant/takeTurn.ts";
import { figuresOf, type Figures } from "../../../src/curation/insight/figures.ts";
import { summarise } from "../../../src/curation/insight/summary.ts";
import { inSlices } from "../../../src/curation/inbox/slices.ts";
import { spoken } from "../../../src/http/insight/page.ts";
import { MemoryStore } from "../../../src/storage/memory.ts";
import { edition, NOW, understand } from "../../http/surface.ts";
import { figures } from "../../storage/inboxContract.ts";

async function counted(turns: readonly (string | RawInput)[]): Promise<Figures> {
  const store = new MemoryStore();
  const assistant = { store, edition, understand, clock: () => NOW };
  const { id, token } = await startConversation(assistant, "330100", "web");
  for (const turn of turns) await takeTurn(assistant, { id, token, input: typeof turn === "string" ? { kind: "text", text: turn } : turn });
  return figuresOf(id, (await store.load(id))!.events);
}

describe("a conversation counts", () => {
  test("when nobody said anything, as opened", async () => {
    expect(await counted([])).toMatchObject({ at: NOW, region: "330100", channel: "web", reached: ["opened"], questions: { answered: 0, clarified: 0, none: 0, aside: 0 }, stoppedAt: null });
  });

  test("each question by what it got; answers to our own questions are none", async () => {
    const { questions } = await counted(["帮我弄那个东东", "办个证", "护照怎么办", "嘚啵嘚啵嘚"]);
    expect(questions).toEqual({ answered: 1, clarified: 1, none: 1, aside: 0 });
  });

  test("the steps it reached, the services it chose, and the situation it stopped at", async () => {
    expect(await counted(["护照怎么办"])).toMatchObject({ reached: ["opened", "asked", "chosen", "walked"], services: ["passport-first"], stoppedAt: expect.stringMatching(/^\w+\.\w/) });
  });

  test("feedback as no step of the way", async () => {
    const before = await counted(["护照怎么办"]);
    const { conversation: _, ...after } = await counted(["护照怎么办", { kind: "feedback", feedback: { about: { seq: 2 }, verdict: "useful" }, reason: null }]);
    expect(after).toEqual({ ...after, reached: before.reached, stoppedAt: before.stoppedAt, questions: before.questions });
  });

  test("that a person was wanted", async () => {
    expect((await counted([{ kind: "choice", choice: "act:human" }])).handedOff).toBe("citizen asked");
  });
});

describe("many conversations", () => {
  const many = (n: number, over: Partial<Figures> = {}): Figures[] => Array.from({ length: n }, (_, i) => figures(`c${i}`, { at: NOW, ...over }));

  test("come to days in China, shares of what they are shares of, and the most first", async () => {
    const s = await inSlices(summarise([
      ...many(30, { questions: { answered: 2, clarified: 1, none: 1, aside: 0 } }),
      ...many(2, { at: Date.parse("2026-11-24T23:59:00+08:00"), services: ["hukou"], outcome: "not-done" }),
      ...many(1, { at: Date.parse("2026-11-25T00:01:00+08:00"), outcome: "unclear" }),
    ]));
    expect(s.days.map((d) => [d.day, d.conversations])).toEqual([["2026-11-24", 32], ["2026-11-25", 1]]);
    expect(s.questions).toBe(30 * 4 + 3 * 3);
    expect(s.none).toMatchObject({ part: 30 + 6, of: s.questions });
    expect(s.done).toMatchObject({ part: 30, of: 32 });
    expect(s.services).toEqual([{ id: "passport-first", count: 31 }, { id: "hukou", count: 2 }]);
    expect(s.steps.find((x) => x.step === "asked")).toMatchObject({ reached: 33, share: { of: 33 } });
  });

  test("none at all is no error", async () => {
    expect(await inSlices(summarise([]))).toMatchObject({ conversations: 0, days: [], questions: 0, done: { part: 0, of: 0 } });
  });

  test("a share of a few is told as it is, of many with its interval", async () => {
    const few = await inSlices(summarise(many(3)));
    expect(spoken(few.done)).toBe("3/3");
    const more = await inSlices(summarise(many(40)));
    expect(spoken(more.done)).toBe("100%（91.2%–100%）");
    expect(spoken((await inSlices(summarise([]))).done)).toBe("还没有");
  });
});
