import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { streamEvent } from "../../src/http/schemas/conversation.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { StoreProblem } from "../../src/storage/problem.ts";
import { surface, type Surface, type Talk } from "./surface.ts";

interface Heard {
  readonly event: string;
  readonly id: string | null;
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** A stream as a client reads it. */
class Listener {
  readonly heard: Heard[] = [];
  raw = "";
  ended = false;
  readonly status: number;
  readonly headers: Headers;
  readonly #abort: AbortController;

  constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
    void this.#read(response);
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    const reader = response.body!.getReader();
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) this.#take(decoder.decode(read.value, { stream: true }));
    } catch { /* aborted */ }
    this.ended = true;
  }

  #take(text: string): void {
    this.raw += text;
    this.heard.length = 0;
    for (const block of this.raw.split("\n\n").slice(0, -1)) {
      const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? null;
      if (field("event")) this.heard.push({ event: field("event")!, id: field("id"), data: JSON.parse(field("data")!) });
    }
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await sleep(5);
  }

  close(): void {
    this.#abort.abort();
  }
}

async function listen({ base }: Surface, talk: Pick<Talk, "id" | "auth">, headers: Record<string, string> = {}): Promise<Listener> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${base}/api/v1/conversations/${talk.id}/stream`, { headers: { ...talk.auth, ...headers }, signal: abort.signal });
  return new Listener(response, abort);
}

describe("the stream of a conversation", () => {
  test("says at once how far it is, so that a page knows whether it missed something", async () => {
    const s = await surface();
    const talk = await s.conversation();
    const listener = await listen(s, talk);
    await listener.until(() => listener.heard.length === 1);
    expect(listener.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(listener.headers.get("cache-control")).toBe("no-store");
    expect(listener.heard[0]).toMatchObject({ event: "turn", id: "2", data: { seq: 2, events: [] } });
    expect(streamEvent.parse(listener.heard[0]!.data)).toEqual(listener.heard[0]!.data);
  });

  test("tells every other tab and device what was said and answered, in order", async () => {
    const s = await surface();
    const talk = await s.conversation();
    const [a, b] = [await listen(s, talk), await listen(s, talk)];
    for (const listener of [a, b]) await listener.until(() => listener.heard.length === 1);
    const first = (await talk.turn({ text: "办护照" })).body;
    const second = (await talk.turn({ choice: "act:list" })).body;
    for (const listener of [a, b]) {
      await listener.until(() => listener.heard.at(-1)?.data.seq === second.seq);
      const entries = listener.heard.flatMap((h) => h.data.events);
      expect(entries.map((e) => e.from)).toEqual(["citizen", "bot", "citizen", "bot"]);
      expect(entries[0]).toMatchObject({ from: "citizen", text: "办护照" });
      expect(entries[1].replies).toEqual(first.replies);
      expect(listener.heard.at(-1)!.data.state).toEqual(second.state);
    }
  });

  test("catches up after a lost connection", async () => {
    const s = await surface();
    const talk = await s.conversation();
    await talk.turn({ text: "办护照" });
    const listener = await listen(s, talk, { "last-event-id": "2" });
    await listener.until(() => listener.heard.length === 1);
    expect(listener.heard[0]!.data.events.map((e: { text: string }) => e.text)[0]).toBe("办护照");
  });

  test("tells nobody else", async () => {
    const s = await surface();
    const [mine, other] = [await s.conversation(), await s.conversation()];
    const listener = await listen(s, other);
    await mine.turn({ text: "办护照" });
    await other.turn({ text: "你好" });
    await listener.until(() => listener.heard.length >= 2);
    expect(listener.raw).not.toContain("办护照");
  });

  test("sends a heartbeat, which is no event", async () => {
    const s = await surface({ heartbeat: 20 });
    const listener = await listen(s, await s.conversation());
    await listener.until(() => listener.raw.includes("\n\n: "));
    expect(listener.heard.filter((h) => h.event !== "turn")).toEqual([]);
  });

  test("needs the token in the header", async () => {
    const s = await surface();
    const talk = await s.conversation();
    expect((await listen(s, { id: talk.id, auth: {} })).status).toBe(401);
    expect((await listen(s, { id: talk.id, auth: { authorization: "Bearer no" } })).status).toBe(404);
    const { body } = await s.call("GET", `/api/v1/conversations/${talk.id}/stream?token=${talk.token}`);
    expect(body.type).toBe("/problems/missing-token");
  });

  test("ends when the conversation is deleted, and says so", async () => {
    const s = await surface();
    const talk = await s.conversation();
    const listener = await listen(s, talk);
    await listener.until(() => listener.heard.length === 1);
    const { seq } = (await talk.turn({ text: "办护照" })).body;
    await listener.until(() => listener.heard.at(-1)?.data.seq === seq);
    await s.store.delete(talk.id);
    await listener.until(() => listener.ended);
    expect(listener.heard.at(-1)!.event).toBe("gone");
  });

  test("survives a store in trouble and catches up by itself", async () => {
    const store = new MemoryStore();
    const s = await surface({ assistant: { store } });
    const talk = await s.conversation();
    const listener = await listen(s, talk);
    await listener.until(() => listener.heard.length === 1);
    const load = store.load.bind(store);
    let failures = 0;
    store.load = async (id) => { if (failures++ === 1) throw new StoreProblem("unavailable", "数据库没有回应。"); return load(id); };
    const { seq } = (await talk.turn({ text: "办护照" })).body;
    await listener.until(() => listener.heard.at(-1)?.data.seq === seq);
    expect(failures).toBe(3);
  });

  test("no conversation holds more than ten open", async () => {
    const s = await surface();
    const [talk, other] = [await s.conversation(), await s.conversation()];
    const open = [];
    for (let i = 0; i < 10; i++) open.push(await listen(s, talk));
    expect((await listen(s, talk)).status).toBe(429);
    expect((await listen(s, other)).status).toBe(200);
    open[0]!.close();
    let status = 429;
    while (status === 429) status = (await listen(s, talk)).status;
    expect(status).toBe(200);
  });

  test("a client that left before the first word is not kept", async () => {
    const store = new MemoryStore();
    const s = await surface({ assistant: { store } });
    const talk = await s.conversation();
    const load = store.load.bind(store);
    let asked = 0;
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => { answer = resolve; });
    store.load = async (id) => { asked++; await held; return load(id); };
    const abort = new AbortController();
    const opening = fetch(`${s.base}/api/v1/conversations/${talk.id}/stream`, { headers: talk.auth, signal: abort.signal }).catch(() => null);
    while (asked === 0) await sleep(5);
    abort.abort();
    await opening;
    // The server hears of the end before it is answered.
    while (!s.logged.some((line) => line.includes("/stream"))) await sleep(5);
    answer();
    await sleep(20);
    expect((await s.call("GET", "/metrics")).body).toContain("yicitong_streams_open 0");
  });

  test("ends when the server stops, and new ones are told to come back", async () => {
    const s = await surface();
    const talk = await s.conversation();
    const listener = await listen(s, talk);
    s.app.stop();
    await listener.until(() => listener.ended);
    const again = await s.call("GET", `/api/v1/conversations/${talk.id}/stream`, undefined, talk.auth);
    expect(again.status).toBe(503);
    expect(again.headers.get("retry-after")).not.toBeNull();
  });
});
