/** The tools as another assistant uses them: the SDK's own client, over standard input and output and over HTTP. */
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ROOT } from "../support/root.ts";
import "../support/serve.ts";
import { surface } from "./surface.ts";

const textOf = ({ content }: CallToolResult): string => content.map((c) => c.type === "text" ? c.text : "").join("\n");
const use = async (client: Client, name: string, args: Record<string, unknown>): Promise<CallToolResult> =>
  await client.callTool({ name, arguments: args }) as CallToolResult;

describe("over standard input and output, with the real matcher", () => {
  const client = new Client({ name: "test", version: "1" });
  beforeAll(async () => {
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [join(ROOT, "dist", "cli.mjs"), "mcp"], cwd: ROOT, stderr: "ignore" }));
  }, 60_000);
  afterAll(() => client.close());

  test("offers three tools that only read", async () => {
    const { tools } = await client.listTools();
    expect(tools.map((t) => t.name)).toEqual(["find_guides", "get_checklist", "explain_sources"]);
    for (const tool of tools) expect(tool).toMatchObject({ annotations: { readOnlyHint: true }, description: expect.stringMatching(/[一-鿿]/) });
  });

  test("finds the service people mean, and says when there is none", async () => {
    const found = await use(client, "find_guides", { query: "给三岁的孩子办护照要带什么" });
    expect(found.structuredContent).toMatchObject({ decision: "answer", guides: ["passport-first"] });
    expect(textOf(found)).toContain("（passport-first）");
    const none = await use(client, "find_guides", { query: "今天天气怎么样" });
    expect(none.structuredContent).toMatchObject({ decision: "none" });
  });

  test("the checklist for stated facts: no question that is answered, every line with its source", async () => {
    const open = await use(client, "get_checklist", { guide: "passport-first" });
    const facts = (open.structuredContent as { open: { fact: string }[] }).open.map((s) => s.fact);
    expect(facts).toContain("applicant.age");
    const child = await use(client, "get_checklist", { guide: "passport-first", answers: { "applicant.age": 3 }, day: "2026-12-01" });
    const view = child.structuredContent as { open: { fact: string }[]; items: { name: string; source: { title: string } }[]; day: string };
    expect(view.open.map((s) => s.fact)).not.toContain("applicant.age");
    expect(view.day).toBe("2026-12-01");
    expect(view.items.length).toBeGreaterThan(2);
    for (const item of view.items) {
      expect(textOf(child)).toContain(item.name);
      expect(textOf(child)).toContain(`〔${item.source.title}`);
    }
  });

  test("explains what a guide stands on, and how each was checked", async () => {
    const told = await use(client, "explain_sources", { guide: "passport-first" });
    expect(textOf(told)).toMatch(/护照法第.+条（读过原文，\d{4}-\d\d-\d\d 核对）|护照法/);
    expect((told.structuredContent as { sources: unknown[] }).sources.length).toBeGreaterThan(2);
  });

  test.each([
    ["get_checklist", { guide: "no-such" }, /没有这个编号/],
    ["get_checklist", { guide: "__proto__" }, /没有这个编号/],
    ["get_checklist", { guide: "passport-first", answers: { "moon.phase": "full" } }, /不问“moon.phase”/],
    ["get_checklist", { guide: "passport-first", answers: { "applicant.age": "三" } }, /要答数字/],
    ["explain_sources", { guide: "no-such" }, /没有这个编号/],
  ])("%s %j is told what is wrong, and goes on", async (name, args, says) => {
    const told = await use(client, name, args);
    expect(told.isError).toBe(true);
    expect(textOf(told)).toMatch(says);
    expect((await client.listTools()).tools).toHaveLength(3);
  });
});

describe("over HTTP", () => {
  test("the same tools; a request needs no session, so any node can answer", async () => {
    const s = await surface();
    const client = new Client({ name: "test", version: "1" });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${s.base}/mcp`)));
    onTestFinished(() => client.close());
    expect((await client.listTools()).tools).toHaveLength(3);
    expect((await use(client, "get_checklist", { guide: "passport-first", answers: { "applicant.age": 3 } })).structuredContent).toMatchObject({ guide: "passport-first" });
    const alone = await s.call("POST", "/mcp", { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "explain_sources", arguments: { guide: "passport-first" } } },
      { accept: "application/json, text/event-stream" });
    expect(alone).toMatchObject({ status: 200, body: { id: 1, result: { structuredContent: { guide: "passport-first" } } } });
  });

  test("what is not the protocol is refused, and a body is as small as elsewhere", async () => {
    const { call } = await surface();
    expect((await call("GET", "/mcp")).status).toBe(405);
    expect((await call("POST", "/mcp", "{", { accept: "application/json, text/event-stream" })).status).toBe(400);
    expect((await call("POST", "/mcp", { a: "x".repeat(70_000) })).status).toBe(413);
  });
});
