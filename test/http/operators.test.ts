import { describe, expect, test } from "vitest";
import { UnreadableConversation } from "../../src/assistant/ports.ts";
import { measuredStore } from "../../src/http/measuredStore.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { StoreProblem } from "../../src/storage/problem.ts";
import { deleteOld } from "../../src/http/retention.ts";
import { createMetrics } from "../../src/http/metrics.ts";
import { NOW, surface } from "./surface.ts";

describe("health", () => {
  test("alive and ready", async () => {
    const { call } = await surface();
    expect((await call("GET", "/healthz")).body).toEqual({ status: "ok" });
    expect((await call("GET", "/readyz")).body).toEqual({ status: "ready" });
  });

  test("alive but not ready while the store does not answer", async () => {
    const store = new MemoryStore();
    store.ping = async () => { throw new StoreProblem("unavailable", "数据库没有回应。"); };
    const { call } = await surface({ assistant: { store } });
    expect((await call("GET", "/healthz")).status).toBe(200);
    expect(await call("GET", "/readyz")).toMatchObject({ status: 503, body: { status: "not-ready", reason: "store-unavailable" } });
  });

  test("not ready while stopping", async () => {
    const { call, app } = await surface();
    app.stop();
    expect(await call("GET", "/readyz")).toMatchObject({ status: 503, body: { reason: "stopping" } });
  });
});

describe("metrics", () => {
  test("count turns, replies, matches and streams under names that do not grow with what strangers send", async () => {
    const { call, conversation } = await surface();
    const talk = await conversation();
    await talk.turn({ text: "办护照" });
    await talk.turn({ undo: true });
    await call("POST", "/api/v1/match", { query: "办护照" });
    await call("GET", "/secret-address-1");
    await call("GET", "/secret-address-2");
    const { body, headers } = await call("GET", "/metrics");
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    expect(body).toContain("yicitong_conversations_started_total 1");
    expect(body).toContain('yicitong_turns_total{input="text"} 1');
    expect(body).toContain('yicitong_turns_total{input="undo"} 1');
    expect(body).toMatch(/yicitong_replies_total\{kind="\w+"\} \d/);
    expect(body).toContain('yicitong_matches_total{decision="answer"} 1');
    expect(body).toMatch(/yicitong_http_request_seconds_count\{route="POST \/conversations\/:id\/turns",method="POST",status="200"\} 2/);
    expect(body).toMatch(/route="other",method="GET",status="404"\} 2/);
    expect(body).not.toContain("secret-address");
    expect(body).not.toContain(talk.id);
  });
});

describe("metrics of what lies below", () => {
  test("time the store, count what was understood, and say which edition is in force and whether nodes hear each other", async () => {
    const metrics = createMetrics();
    const store = measuredStore(new MemoryStore(), metrics);
    const { call, conversation } = await surface({ metrics, assistant: { store } });
    const talk = await conversation();
    await talk.turn({ text: "办护照" });
    await talk.turn({ text: "什么证" });
    await talk.turn({ undo: true });
    const { body } = await call("GET", "/metrics");
    expect(body).toContain('yicitong_decisions_total{decision="answer"} 1');
    expect(body).toContain('yicitong_decisions_total{decision="clarify"} 1');
    expect(body).toContain('yicitong_store_seconds_count{operation="append",outcome="ok"} 3');
    expect(body).toMatch(/yicitong_edition_info\{edition="[0-9a-f]{16}",version="0.0.0"\} 1/);
    expect(body).toContain("yicitong_bus_connected 1");
  });

  test("a store that fails is timed as failed, and its failure goes on", async () => {
    const metrics = createMetrics();
    const broken = new MemoryStore();
    broken.load = async () => { throw new StoreProblem("unavailable", "连不上"); };
    await expect(measuredStore(broken, metrics).load("x")).rejects.toBeInstanceOf(StoreProblem);
    expect(await metrics.registry.metrics()).toContain('yicitong_store_seconds_count{operation="load",outcome="failed"} 1');
  });

  test("count what a limit refused", async () => {
    const { call } = await surface({ settings: { publicUrl: null, rateLimitPerMinute: 1, trustProxy: 0, embedOrigins: [] } });
    for (let i = 0; i < 3; i++) await call("GET", "/api/v1/openapi.json");
    expect((await call("GET", "/metrics")).body).toContain('yicitong_limited_total{limit="address"} 2');
  });
});

describe("logs", () => {
  const SECRETS = { text: "我是张三丰，手机 13912345678，办护照", address: "/api/v1/guides?phone=13912345678&name=张三丰" };

  test("hold routes, outcomes and ids, and nothing of what a person said, sent or is", async () => {
    const store = new MemoryStore();
    const { call, conversation, logged } = await surface({ assistant: { store } });
    const talk = await conversation();
    await talk.turn({ text: SECRETS.text }, { "idempotency-key": "key-13912345678", "user-agent": "张三丰的手机".replace(/./gu, "Z") });
    await talk.turn(`{"text":"${SECRETS.text}`);
    await talk.turn({ [SECRETS.text]: 1 });
    await call("GET", encodeURI(SECRETS.address));
    store.load = async () => { throw new Error(`boom ${SECRETS.text}`); };
    expect((await talk.turn({ text: SECRETS.text })).status).toBe(500);
    const all = logged.join("");
    expect(logged.length).toBeGreaterThan(5);
    for (const secret of ["13912345678", "张三丰", encodeURIComponent("张三丰"), talk.token, "ZZZ", "127.0.0.1", "phone="]) expect(all).not.toContain(secret);
    expect(all).toContain(talk.id);
    expect(all).toContain('"route":"POST /conversations/:id/turns"');
    expect(all).toContain('"frames":["at ');
  });
});

describe("trouble on our side", () => {
  test("the store is down: 503 in Chinese with when to come back; then it goes on", async () => {
    const store = new MemoryStore();
    const { conversation, logged, call } = await surface({ assistant: { store } });
    const talk = await conversation();
    const append = store.append.bind(store);
    store.append = async () => { throw new StoreProblem("unavailable", "服务器连不上数据库，刚才这一步没有存上。", "ECONNREFUSED"); };
    const failed = await talk.turn({ text: "办护照" });
    expect(failed).toMatchObject({ status: 503, body: { type: "/problems/store-unavailable", detail: "服务器连不上数据库，刚才这一步没有存上。" } });
    expect(Number(failed.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(logged.join("")).toContain("ECONNREFUSED");
    store.append = append;
    expect((await talk.turn({ text: "办护照" })).status).toBe(200);
    expect((await talk.read()).body.events).toHaveLength(3);
    expect((await call("GET", "/metrics")).body).toContain('yicitong_failures_total{kind="store"} 1');
  });

  test("a conversation that cannot be read is refused alone, and operators hear which event", async () => {
    const store = new MemoryStore();
    const { conversation, logged } = await surface({ assistant: { store } });
    const [bad, good] = [await conversation(), await conversation()];
    const load = store.load.bind(store);
    store.load = async (id) => { if (id === bad.id) throw new UnreadableConversation(id, 2, "its body is no JSON"); return load(id); };
    expect(await bad.turn({ text: "办护照" })).toMatchObject({ status: 410, body: { type: "/problems/unreadable-conversation" } });
    expect((await good.turn({ text: "办护照" })).status).toBe(200);
    expect(logged.join("")).toContain(`conversation ${bad.id}, event 2`);
  });
});

describe("old conversations", () => {
  const DAY = 86_400_000;

  test("are deleted after the retention time, the others stay", async () => {
    const store = new MemoryStore();
    let now = NOW;
    const { conversation, app } = await surface({ assistant: { store, clock: () => now } });
    const old = await conversation();
    now = NOW + 80 * DAY;
    const young = await conversation();
    now = NOW + 91 * DAY;
    const log = { info: () => {}, error: () => {} } as never;
    expect(await deleteOld({ store, clock: () => now, days: 90, log, metrics: app.metrics })).toBe(1);
    expect((await old.read()).status).toBe(404);
    expect((await young.read()).status).toBe(200);
  });

  test("a failure is logged and left to the next hour", async () => {
    const store = new MemoryStore();
    store.deleteBefore = async () => { throw new StoreProblem("unavailable", "数据库没有回应。"); };
    const errors: unknown[] = [];
    const log = { info: () => {}, error: (e: unknown) => errors.push(e) } as never;
    expect(await deleteOld({ store, clock: () => NOW, days: 90, log, metrics: createMetrics() })).toBe(0);
    expect(errors).toHaveLength(1);
  });
});
