import { mkdirSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { freshFolder } from "../support/folder.ts";
import { surface } from "./surface.ts";

describe("headers that browsers enforce", () => {
  test("allow nothing inline and nothing from elsewhere, on pages, answers and problems alike", async () => {
    const { call } = await surface();
    for (const path of ["/api/v1/guides", "/nothing", "/healthz"]) {
      const { headers } = await call("GET", path);
      const policy = headers.get("content-security-policy")!;
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe-|\*|https?:/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-powered-by")).toBeNull();
    }
  });

  test("ask for encryption only where the site has it", async () => {
    const plain = await (await surface()).call("GET", "/healthz");
    const secure = await (await surface({ settings: { publicUrl: "https://x.example", rateLimitPerMinute: 0, trustProxy: 0 } })).call("GET", "/healthz");
    expect(plain.headers.get("strict-transport-security")).toBeNull();
    expect(secure.headers.get("strict-transport-security")).toContain("max-age=");
  });
});

describe("the limit per address", () => {
  const limited = (trustProxy: number) => surface({ settings: { publicUrl: null, rateLimitPerMinute: 3, trustProxy } });

  test("says when to come back, and spares health checks", async () => {
    const { call } = await limited(0);
    for (let i = 0; i < 3; i++) expect((await call("GET", "/api/v1/guides/passport-first")).status).toBe(200);
    const answer = await call("GET", "/api/v1/guides/passport-first");
    expect(answer).toMatchObject({ status: 429, body: { type: "/problems/too-many-requests" } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.body.detail).toMatch(/之前的都在/);
    for (let i = 0; i < 5; i++) expect((await call("GET", "/healthz")).status).toBe(200);
  });

  test("cannot be dodged with a made-up forwarding header", async () => {
    const { call } = await limited(0);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await call("GET", "/api/v1/guides/passport-first", undefined, { "x-forwarded-for": `10.0.0.${i}` })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
  });

  test("behind a declared proxy counts each person", async () => {
    const { call } = await limited(1);
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await call("GET", "/api/v1/guides/passport-first", undefined, { "x-forwarded-for": `10.0.0.${i}` })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
  });
});

describe("the limit per conversation", () => {
  const limited = () => surface({ settings: { publicUrl: null, rateLimitPerMinute: 0, trustProxy: 0, turnsPerMinute: 3 } });

  test("says when to come back; other conversations and reading are not held up", async () => {
    const s = await limited();
    const [talk, other] = [await s.conversation(), await s.conversation()];
    for (let i = 0; i < 3; i++) expect((await talk.turn({ text: "办护照" })).status).toBe(200);
    const before = await s.store.load(talk.id);
    const answer = await talk.turn({ text: "办护照" });
    expect(answer).toMatchObject({ status: 429, body: { type: "/problems/too-many-requests", detail: expect.stringContaining("之前的都在") } });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await s.store.load(talk.id)).toEqual(before);
    expect((await other.turn({ text: "办护照" })).status).toBe(200);
    expect((await talk.read()).status).toBe(200);
  });

  test("cannot be used up by somebody who only knows the id", async () => {
    const s = await limited();
    const talk = await s.conversation();
    for (let i = 0; i < 10; i++) await s.call("POST", `/api/v1/conversations/${talk.id}/turns`, { text: "x" }, { authorization: `Bearer guess${i}` });
    expect((await talk.turn({ text: "办护照" })).status).toBe(200);
  });
});

describe("one's own data", () => {
  test("can be read out and deleted by whoever has the token, and by nobody else", async () => {
    const s = await surface();
    const talk = await s.conversation();
    await talk.turn({ text: "办护照" });
    expect((await talk.read()).body.events.map((e: { text: string }) => e.text)).toContain("办护照");
    expect((await s.call("DELETE", `/api/v1/conversations/${talk.id}`)).status).toBe(401);
    expect((await s.call("DELETE", `/api/v1/conversations/${talk.id}`, undefined, { authorization: "Bearer guess" })).status).toBe(404);
    expect((await talk.read()).status).toBe(200);
    expect((await s.call("DELETE", `/api/v1/conversations/${talk.id}`, undefined, talk.auth)).status).toBe(204);
    expect(await s.store.load(talk.id)).toBeNull();
    expect((await talk.read()).status).toBe(404);
    expect((await s.call("DELETE", `/api/v1/conversations/${talk.id}`, undefined, talk.auth)).status).toBe(404);
  });
});

describe("the pages", () => {
  function pagesFolder(): string {
    const folder = freshFolder();
    mkdirSync(join(folder, "assets"));
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>一次通</title>");
    writeFileSync(join(folder, "index.html.br"), "br of index");
    writeFileSync(join(folder, "index.html.gz"), "gz of index");
    writeFileSync(join(folder, "assets", "chunk-4KZTQ7UA.js"), "export {}");
    writeFileSync(join(folder, "chat.css"), "a{}");
    return folder;
  }

  /** As the bytes come over the wire: `fetch` would unpack them. */
  function raw(url: string, headers: Record<string, string>): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
    return new Promise((resolve, reject) => {
      get(url, { headers }, (res) => {
        let text = "";
        res.on("data", (chunk: Buffer) => { text += chunk.toString(); });
        res.on("end", () => resolve({ status: res.statusCode!, headers: res.headers, text }));
      }).on("error", reject);
    });
  }

  test("are asked for again only when they changed", async () => {
    const { base } = await surface({ web: pagesFolder() });
    const first = await raw(`${base}/`, {});
    expect(first).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", vary: "Accept-Encoding" } });
    const again = await raw(`${base}/`, { "if-none-match": String(first.headers["etag"]) });
    expect(again).toMatchObject({ status: 304, text: "" });
  });

  test("go out compressed as the browser likes it", async () => {
    const { base } = await surface({ web: pagesFolder() });
    expect(await raw(`${base}/`, { "accept-encoding": "gzip, br" })).toMatchObject({ headers: { "content-encoding": "br" }, text: "br of index" });
    expect(await raw(`${base}/`, { "accept-encoding": "gzip" })).toMatchObject({ headers: { "content-encoding": "gzip" }, text: "gz of index" });
    const plain = await raw(`${base}/`, { "accept-encoding": "identity" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(plain.text).toContain("一次通");
    const css = await raw(`${base}/chat.css`, { "accept-encoding": "gzip, br" });
    expect(css).toMatchObject({ text: "a{}", headers: { "content-type": "text/css; charset=utf-8" } });
  });

  test("with a hash in their name are kept for good", async () => {
    const { call } = await surface({ web: pagesFolder() });
    expect((await call("GET", "/assets/chunk-4KZTQ7UA.js")).headers.get("cache-control")).toContain("immutable");
  });

  test("answer HEAD without a body, and nothing but GET and HEAD", async () => {
    const { call } = await surface({ web: pagesFolder() });
    const head = await call("HEAD", "/");
    expect(head).toMatchObject({ status: 200, body: "" });
    expect((await call("POST", "/", {})).status).toBe(404);
  });
});
