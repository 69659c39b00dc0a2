/** 有用, 没用, 这里写错了: stored for the curators, once, without numbers, and without a trace in the walk. */
import { describe, expect, test } from "vitest";
import type { EventBody } from "../../src/domain/conversation.ts";
import { NOW, surface, type Surface, type Talk } from "./surface.ts";

type Given = Extract<EventBody, { type: "FeedbackGiven" }>;

async function given(store: Surface["store"], id: string): Promise<Given[]> {
  return (await store.load(id))!.events.flatMap(({ body }) => body.type === "FeedbackGiven" ? [body] : []);
}

async function walking(over: Parameters<typeof surface>[0] = {}): Promise<{ talk: Talk; store: Surface["store"]; seq: number; item: string; state: unknown }> {
  const { store, conversation } = await surface(over);
  const talk = await conversation();
  const { body } = await talk.turn({ text: "办护照" });
  return { talk, store, seq: body.seq, item: body.state.checklist[0].id, state: body.state };
}

describe("feedback", () => {
  test("about an answer and about a paper is stored with its reason and thanked for", async () => {
    const { talk, store, seq, item } = await walking();
    const useless = await talk.turn({ feedback: { about: { seq }, verdict: "useless", reason: "答的不是我问的" } });
    const wrong = await talk.turn({ feedback: { about: { item }, verdict: "wrong" } });
    expect([useless, wrong].map((a) => a.body.replies.map((r: { kind: string }) => r.kind))).toEqual([["say"], ["say"]]);
    expect(await given(store, talk.id)).toEqual([
      { type: "FeedbackGiven", about: { seq }, verdict: "useless", reason: "答的不是我问的" },
      { type: "FeedbackGiven", about: { item }, verdict: "wrong", reason: null },
    ]);
  });

  test("sent again under the same key is stored once and answered the same", async () => {
    const { talk, store, seq } = await walking();
    const send = () => talk.turn({ feedback: { about: { seq }, verdict: "useful" } }, { "idempotency-key": "once" });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(await given(store, talk.id)).toHaveLength(1);
  });

  test("does not disturb the walk: the question, the last replies, the transcript and 上一步 stay as they were", async () => {
    const { talk, seq, state } = await walking();
    const before = (await talk.read()).body;
    const answer = await talk.turn({ feedback: { about: { seq }, verdict: "useful" } });
    expect(answer.body.state).toEqual(state);
    const after = (await talk.read()).body;
    expect({ replies: after.replies, events: after.events, state: after.state }).toEqual({ replies: before.replies, events: before.events, state: before.state });
    expect(after.feedback).toEqual([{ about: { seq }, verdict: "useful" }]);
    expect((await talk.turn({ undo: true })).body.state.guides).toEqual([]);
  });

  test("given on coming back leaves the one question after the trip to the next turn", async () => {
    let now = NOW;
    const { talk, seq } = await walking({ assistant: { clock: () => now } });
    for (const [fact, value] of [["applicant.age", 30]] as const) await talk.turn({ answer: { fact, value } });
    for (let i = 0; i < 20; i++) {
      const { asking } = (await talk.read()).body.state;
      if (!asking) break;
      await talk.turn({ choice: (asking.choices.find((c: { id: string }) => /=have$|=false$/.test(c.id)) ?? asking.choices[0]).id });
    }
    now += 24 * 3_600_000;
    const thanks = await talk.turn({ feedback: { about: { seq }, verdict: "useful" } });
    expect(thanks.body.replies).toHaveLength(1);
    const next = await talk.turn({ text: "你好" });
    expect(JSON.stringify(next.body.replies)).toContain("act:outcome-yes");
  });

  test("keeps no number and no more than 300 characters of a reason", async () => {
    const { talk, store, seq } = await walking();
    await talk.turn({ feedback: { about: { seq }, verdict: "wrong", reason: `我的手机 13812345678 ${"很长".repeat(400)}` } });
    const [{ reason }] = await given(store, talk.id) as [Given];
    expect(reason).toContain("[手机号]");
    expect(reason).not.toContain("138");
    expect(reason!.length).toBeLessThanOrEqual(300);
  });

  test("about what was never said or listed is told so and not stored", async () => {
    const { talk, store, seq } = await walking();
    for (const about of [{ seq: seq - 1 }, { seq: 999 }, { item: "no-such-paper" }]) {
      const answer = await talk.turn({ feedback: { about, verdict: "wrong" } });
      expect(answer.body.replies[0].text).toContain("没有记");
    }
    expect(await given(store, talk.id)).toEqual([]);
  });

  test.each([
    ["no verdict", { about: { seq: 2 } }],
    ["an unknown verdict", { about: { seq: 2 }, verdict: "great" }],
    ["about two things", { about: { seq: 2, item: "x" }, verdict: "useful" }],
    ["about nothing", { about: {}, verdict: "useful" }],
  ])("with %s is refused and changes nothing", async (_, feedback) => {
    const { talk, store } = await walking();
    const before = await store.load(talk.id);
    expect((await talk.turn({ feedback })).status).toBe(422);
    expect(await store.load(talk.id)).toEqual(before);
  });
});
