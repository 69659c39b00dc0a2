/** The typed client speaks to the real surface, and its types are those of the OpenAPI document (npm run client renews them). */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";
import { expect, test } from "vitest";
import { ApiProblem, yicitong } from "../clients/typescript/client.ts";
import { openApiDocument } from "../src/http/openapi.ts";
import { surface } from "./http/surface.ts";
import { ROOT } from "./support/root.ts";

const FILE = join(ROOT, "clients/typescript/schema.ts");

test("its types are made from the OpenAPI document as it is", async () => {
  const made = `// Made from the OpenAPI document by npm run client. Never edited.\n${astToString(await openapiTS(openApiDocument(null, "1") as never))}`;
  if (process.env["UPDATE_CLIENT"]) writeFileSync(FILE, made);
  expect(existsSync(FILE) && readFileSync(FILE, "utf8")).toBe(made);
});

test("a conversation from the first word to its deletion, followed from elsewhere", async () => {
  const { base } = await surface();
  const api = yicitong({ base });
  const talk = await api.start({ channel: "kiosk" });
  expect(talk.replies.length).toBeGreaterThan(0);
  const elsewhere = api.resume(talk.id, talk.token).follow(talk.seq);
  const { seq, replies } = await talk.turn({ text: "办护照" }, talk.seq);
  expect(replies.length).toBeGreaterThan(0);
  for await (const event of elsewhere) {
    if (event.seq < seq) continue;
    expect(event.events.map((e) => e.text)).toContain("办护照");
    break;
  }
  expect((await talk.read()).events.map((e) => e.text)).toContain("办护照");
  await talk.delete();
  await expect(talk.read()).rejects.toMatchObject({ type: "/problems/unknown-conversation", status: 404 });
});

test("matches, guides and checklists", async () => {
  const api = yicitong({ base: (await surface()).base });
  expect((await api.match("办护照")).guides).toEqual(["passport-first"]);
  expect((await api.guides()).guides.length).toBeGreaterThan(100);
  const { situations } = await api.guide("passport-first");
  const { items, open } = await api.checklist("passport-first", { answers: { "applicant.age": 3 } });
  expect(items.length).toBeGreaterThan(0);
  expect(open.length).toBeLessThan(situations.length);
  await expect(api.guide("none")).rejects.toBeInstanceOf(ApiProblem);
});

test("a turn whose answer was lost on the way is sent again, and counts once", async () => {
  const { base } = await surface();
  let lose = 0;
  const api = yicitong({ base, fetch: async (input, init) => {
    const response = await fetch(input, init);
    if (init?.method === "POST" && String(input).endsWith("/turns") && lose++ < 2) throw new TypeError("fetch failed");
    return response;
  } });
  const talk = await api.start();
  await talk.turn({ text: "办护照" });
  expect(lose).toBe(3);
  expect((await talk.read()).events.filter((e) => e.from === "citizen")).toHaveLength(1);
});

test("what is refused is not sent again", async () => {
  const { base } = await surface();
  let sent = 0;
  const talk = await yicitong({ base, fetch: (input, init) => { sent++; return fetch(input, init); } }).start();
  await expect(talk.turn({ text: "" })).rejects.toMatchObject({ type: "/problems/empty-text" });
  expect(sent).toBe(2);
});
