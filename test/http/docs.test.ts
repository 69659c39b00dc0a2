import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { OPERATIONS, openApiDocument } from "../../src/http/openapi.ts";
import { PROBLEMS } from "../../src/http/problems.ts";
import { ROOT } from "../support/root.ts";
import { surface } from "./surface.ts";

const text = readFileSync(join(ROOT, "docs", "http.md"), "utf8");
const rows = (heading: string): string[][] => text.split(`## ${heading}\n`)[1]!.split("\n## ")[0]!.split("\n")
  .filter((line) => /^\| `(?!type`)/.test(line)).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replace(/^`|`$/g, "")));

describe("docs/http.md", () => {
  test("lists every address of the surface", () => {
    expect(rows("Addresses").map(([call]) => call)).toEqual(OPERATIONS.map((o) => `${o.method.toUpperCase()} ${o.path}`));
  });

  test("lists every problem with its status and title", () => {
    expect(rows("Problems")).toEqual(Object.entries(PROBLEMS).map(([type, p]) => [`/problems/${type}`, String(p.status), p.title]));
  });
});

type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any

describe("/api/v1/openapi.json", () => {
  const document = openApiDocument("https://x.example", "1.2.3") as Json;

  test("is served, with this server's address", async () => {
    const { call } = await surface();
    const { body } = await call("GET", "/api/v1/openapi.json");
    expect(body).toMatchObject({ openapi: "3.1.0", servers: [{ url: "/" }] });
    expect(document).toMatchObject({ info: { version: "1.2.3" }, servers: [{ url: "https://x.example" }] });
  });

  test("refers only to what it holds, and holds only what it refers to", () => {
    const refs = new Set([...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"/]+)"/g)].map((m) => m[1]!));
    expect([...refs].sort()).toEqual(Object.keys(document.components.schemas).sort());
    expect(JSON.stringify(document)).not.toMatch(/"\$ref":"(?!#\/components\/schemas\/)/);
    expect(JSON.stringify(document)).not.toContain("__schema");
  });

  test("says that exactly one input makes a turn", () => {
    const turn = document.components.schemas.TurnRequest;
    expect(turn.oneOf).toHaveLength(6);
    expect(turn.additionalProperties).toBe(false);
  });

  test.each(OPERATIONS.map((o) => [o.id, o] as const))("%s: the running server answers as described, and its example works", async (_, { method, path, request, answers, secured }) => {
    const { call, conversation } = await surface();
    const talk = await conversation();
    await talk.turn({ text: "办护照" });
    if (path.endsWith("/stream")) return; // test/http/stream.test.ts
    if (path.startsWith("/api/v1/calls/")) return; // test/http/desk.test.ts: needs a call that an agent has opened
    if (path.endsWith("/v1/links")) return; // test/http/takeaway.test.ts: an example cannot know a code
    const at = path.replace("{id}", path.includes("/guides/") ? "passport-first" : talk.id);
    const { status } = await call(method.toUpperCase(), at, request?.example, secured ? talk.auth : {});
    expect(status).toBe(answers.status);
  });

  test("every operation has an id of its own and names its problems", () => {
    expect(new Set(OPERATIONS.map((o) => o.id)).size).toBe(OPERATIONS.length);
    for (const path of Object.values(document.paths) as Json[]) {
      for (const operation of Object.values(path) as Json[]) expect(operation.responses["500"].content["application/problem+json"]).toBeDefined();
    }
  });
});
