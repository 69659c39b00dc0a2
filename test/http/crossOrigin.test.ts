import { describe, expect, test } from "vitest";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freshFolder } from "../support/folder.ts";
import { surface } from "./surface.ts";

const HOST = "https://www.example.gov.cn";
const allowing = (...embedOrigins: string[]) => surface({ settings: { embedOrigins } });

describe("other sites' pages", () => {
  test("that are named may call the citizens' API, preflight included, and read problems too", async () => {
    const { call } = await allowing(HOST, "https://b.gov.cn");
    const preflight = await call("OPTIONS", "/api/v1/conversations/x/turns", undefined, {
      origin: HOST, "access-control-request-method": "POST", "access-control-request-headers": "authorization,content-type,idempotency-key",
    });
    expect(preflight.status).toBe(204);
    for (const header of ["authorization", "content-type", "idempotency-key"]) expect(preflight.headers.get("access-control-allow-headers")).toContain(header);
    for (const method of ["GET", "POST", "DELETE"]) expect(preflight.headers.get("access-control-allow-methods")).toContain(method);
    for (const path of ["/api/v1/guides", "/api/v1/conversations/none"]) {
      const { headers } = await call("GET", path, undefined, { origin: HOST });
      expect(headers.get("access-control-allow-origin")).toBe(HOST);
      expect(headers.get("vary")).toMatch(/origin/i);
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("that are not named may not, and nobody may where none is named", async () => {
    const named = await allowing(HOST);
    for (const origin of ["https://evil.example", `${HOST}.evil.example`, "null"]) {
      expect((await named.call("GET", "/api/v1/guides", undefined, { origin })).headers.get("access-control-allow-origin")).toBeNull();
    }
    expect((await (await surface()).call("GET", "/api/v1/guides", undefined, { origin: HOST })).headers.get("access-control-allow-origin")).toBeNull();
  });

  test("may reach only what the widget needs", async () => {
    const { call } = await allowing("*");
    for (const path of ["/metrics", "/readyz", "/api/v1/openapi.json", "/guides/passport-first", "/"]) {
      expect((await call("GET", path, undefined, { origin: HOST })).headers.get("access-control-allow-origin"), path).toBeNull();
    }
    expect((await call("GET", "/regions.json", undefined, { origin: HOST })).headers.get("access-control-allow-origin")).toBe(HOST);
  });

  test("may load the widget's files, in every compressed form", async () => {
    const web = freshFolder();
    mkdirSync(web, { recursive: true });
    for (const name of ["yicitong.js", "chat.js"]) writeFileSync(join(web, name), "0");
    const { call } = await surface({ web, settings: { embedOrigins: [HOST] } });
    const script = await call("GET", "/yicitong.js", undefined, { origin: HOST });
    expect(script.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(script.headers.get("access-control-allow-origin")).toBe(HOST);
    expect(script.headers.get("vary")).toMatch(/origin/i);
    expect(script.headers.get("vary")).toMatch(/accept-encoding/i);
    expect((await call("GET", "/chat.js", undefined, { origin: HOST })).headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });
});
