import { describe, expect, test } from "vitest";
import type { z } from "zod";
import * as conversation from "../../src/http/schemas/conversation.ts";
import * as guides from "../../src/http/schemas/guides.ts";
import { edition, surface, type Answer } from "./surface.ts";

/** The answer is what its schema says, and holds nothing that the schema does not describe. */
function expectShape(schema: z.ZodType, answer: Answer, status = 200): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(schema.parse(answer.body)).toEqual(answer.body);
}

describe("POST /match", () => {
  test("gives the decision with its reasons", async () => {
    const { call } = await surface();
    const answer = await call("POST", "/api/v1/match", { query: "办护照" });
    expectShape(conversation.match, answer);
    expect(answer.body).toMatchObject({ query: "办护照", decision: "answer", guides: ["passport-first"] });
  });
});

describe("a conversation", () => {
  test("starts with an id, a token, the first words, and where to find it", async () => {
    const { call } = await surface();
    const answer = await call("POST", "/api/v1/conversations");
    expectShape(conversation.started, answer, 201);
    expect(answer.headers.get("location")).toBe(`/api/v1/conversations/${answer.body.id}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.body.replies[0].text).not.toBe("");
  });

  test("is walked by words, clicks, answers, marks and steps back, each answer as described", async () => {
    const talk = await (await surface()).conversation();
    expectShape(conversation.turnResult, await talk.turn({ text: "办护照" }));
    expectShape(conversation.turnResult, await talk.turn({ choice: "act:walk" }));
    const asked = await talk.turn({ choice: "act:list" });
    expectShape(conversation.turnResult, asked);
    const { fact } = asked.body.state.asking;
    const answered = await talk.turn({ answer: { fact, value: 30 } });
    expectShape(conversation.turnResult, answered);
    expect(answered.body.state.facts).toContainEqual(expect.objectContaining({ fact, value: 30 }));
    const [first] = answered.body.state.checklist;
    const marked = await talk.turn({ mark: { item: first.id, status: "have" } });
    expectShape(conversation.turnResult, marked);
    expect(marked.body.state.checklist[0].status).toBe("have");
    const undone = await talk.turn({ undo: true });
    expectShape(conversation.turnResult, undone);
    expect(undone.body.state.checklist[0].status).toBe("open");
  });

  test("can be read whole on another device", async () => {
    const talk = await (await surface()).conversation();
    await talk.turn({ text: "办护照" });
    const answer = await talk.read();
    expectShape(conversation.whole, answer);
    expect(answer.body.events.map((e: { from: string }) => e.from)).toEqual(["bot", "citizen", "bot"]);
    expect(answer.body.events[1].text).toBe("办护照");
  });

  test("counts a retried request once and answers it the same", async () => {
    const talk = await (await surface()).conversation();
    const send = () => talk.turn({ text: "办护照" }, { "idempotency-key": "a1" });
    const [first, again] = [await send(), await send()];
    expect(again.body).toEqual(first.body);
    expect((await talk.read()).body.seq).toBe(first.body.seq);
  });

  test("counts a request that arrives twice at once once", async () => {
    const talk = await (await surface()).conversation();
    const answers = await Promise.all([1, 2, 3].map(() => talk.turn({ text: "办护照" }, { "idempotency-key": "a1" })));
    expect(new Set(answers.map((a) => JSON.stringify(a.body))).size).toBe(1);
    expect((await talk.read()).body.events).toHaveLength(3);
  });

  test("takes turns that come at once one after the other", async () => {
    const talk = await (await surface()).conversation();
    const answers = await Promise.all([1, 2, 3].map(() => talk.turn({ text: "办护照" })));
    const done = answers.filter((a) => a.status === 200);
    expect(new Set(done.map((a) => a.body.seq)).size).toBe(done.length);
    for (const busy of answers.filter((a) => a.status !== 200)) expect(busy.body.type).toBe("/problems/busy");
  });

  test("explains a click on something stale instead of guessing", async () => {
    const talk = await (await surface()).conversation();
    const first = await talk.turn({ text: "什么证" });
    const [stale] = first.body.replies.at(-1).choices;
    await talk.turn({ text: "办护照" });
    await talk.turn({ choice: "act:walk" });
    const clicked = await talk.turn({ choice: "act:none", seen: first.body.seq });
    expect(stale).toBeDefined();
    expect(clicked.status).toBe(200);
    expect(clicked.body.state.guides).toEqual([expect.objectContaining({ id: "passport-first" })]);
  });
});

describe("the knowledge base", () => {
  test("lists every service, written or only recognised", async () => {
    const { call } = await surface();
    const answer = await call("GET", "/api/v1/guides");
    expectShape(guides.guideList, answer);
    expect(answer.body.edition).toBe(edition.id);
    expect(answer.body.guides.length).toBe(new Set([...edition.guides.keys(), ...edition.services.keys()]).size);
    expect(answer.headers.get("cache-control")).toContain("max-age");
  });

  test.each([...edition.guides.keys()])("shows %s as described", async (id) => {
    const { call } = await surface();
    expectShape(guides.guide, await call("GET", `/api/v1/guides/${id}`));
    expectShape(guides.checklist, await call("POST", `/api/v1/guides/${id}/checklist`, { answers: {} }));
  });

  test("asking again with the ETag costs nothing", async () => {
    const { call } = await surface();
    const first = await call("GET", "/api/v1/guides/passport-first");
    const again = await call("GET", "/api/v1/guides/passport-first", undefined, { "if-none-match": first.headers.get("etag")!, "cache-control": "max-age=0" });
    expect(again.status).toBe(304);
  });

  test("gives a personal checklist without a conversation, and what is still open", async () => {
    const { call } = await surface();
    const path = "/api/v1/guides/passport-first/checklist";
    const child = await call("POST", path, { answers: { "applicant.age": 3 }, day: "2026-12-01" });
    const grown = await call("POST", path, { answers: { "applicant.age": 30 } });
    expectShape(guides.checklist, child);
    expect(child.body.day).toBe("2026-12-01");
    expect(grown.body.day).toBe("2026-11-24");
    expect(child.body.open.map((s: { fact: string }) => s.fact)).not.toContain("applicant.age");
    expect(child.body.items).not.toEqual(grown.body.items);
  });

  test("takes “不知道” for an answer", async () => {
    const { call } = await surface();
    const { status } = await call("POST", "/api/v1/guides/passport-first/checklist", { answers: { "applicant.age": "not-known" } });
    expect(status).toBe(200);
  });
});
