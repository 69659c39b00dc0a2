/**
 * A stand-in for the real server while the page is being made: the real dialogue and knowledge behind a few routes,
 * conversations in memory, words understood by a handful of patterns. Not shipped.
 */
import express, { type Request, type Response } from "express";
import { readConversation, startConversation, takeTurn, type Assistant, type RawInput } from "../../src/assistant/takeTurn.ts";
import type { Edition } from "../../src/domain/edition.ts";
import type { Match } from "../../src/domain/match.ts";
import type { Mention, Understanding } from "../../src/domain/understanding.ts";
import { pages } from "../../src/http/pages/router.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { MemoryStore } from "../../src/storage/memory.ts";

const [root = ".", web = "dist/web", port = "3999"] = process.argv.slice(2);
const { edition } = readKnowledge(root);
const assistant: Assistant = { store: new MemoryStore(), clock: () => Date.now(), edition, understand: (text) => understand(edition, text) };
const streams = new Map<string, Set<Response>>();

const app = express();
app.use((_request, response, next) => {
  response.set("content-security-policy", "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
  next();
});
app.use(express.json());
app.use(pages(edition));
app.use(express.static(web));

const token = (request: Request): string => (request.headers.authorization ?? "").replace("Bearer ", "");
const problem = (response: Response, status: number, detail: string): void => {
  response.status(status).type("application/problem+json").send(JSON.stringify({ type: "/problems/test", status, title: detail, detail }));
};

app.post("/api/v1/conversations", async (_request, response) => {
  response.status(201).json(await startConversation(assistant, null, "web"));
});
app.get("/api/v1/conversations/:id", async (request, response) => {
  const whole = await readConversation(assistant, request.params.id, token(request));
  if ("problem" in whole) return problem(response, 404, whole.text);
  response.json(whole);
});
app.post("/api/v1/conversations/:id/turns", async (request, response) => {
  const { seen, ...rest } = request.body as Record<string, unknown>;
  const result = await takeTurn(assistant, {
    id: request.params.id, token: token(request), input: inputOf(rest), seen: seen as number,
    idempotencyKey: request.header("idempotency-key"),
  });
  if ("problem" in result) return problem(response, result.problem === "busy" ? 409 : 404, result.text);
  response.json(result);
  for (const stream of streams.get(request.params.id) ?? []) stream.write(`event: turn\ndata: ${JSON.stringify({ seq: result.seq })}\n\n`);
});
app.get("/api/v1/conversations/:id/stream", (request, response) => {
  response.set({ "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write(": hello\n\n");
  const set = streams.get(request.params.id) ?? new Set();
  streams.set(request.params.id, set.add(response));
  request.on("close", () => set.delete(response));
});
app.listen(Number(port), () => process.stdout.write(`http://127.0.0.1:${port}\n`));

function inputOf(body: Record<string, unknown>): RawInput {
  if (typeof body["text"] === "string") return { kind: "text", text: body["text"] };
  if (typeof body["choice"] === "string") return { kind: "choice", choice: body["choice"] };
  if (body["undo"]) return { kind: "undo" };
  return { kind: "mark", ...(body["mark"] as { item: string; status: "have" }) };
}

const DIGITS = "零一二三四五六七八九十";

function understand(edition: Edition, text: string): Understanding {
  const age = /([\d一二三四五六七八九十]+)岁/.exec(text) ?? /^(\d+)$/.exec(text);
  const value = age ? (/\d/.test(age[1]!) ? Number(age[1]) : DIGITS.indexOf(age[1]!)) : 0;
  const mentions: Mention[] = age ? [{ kind: "number", value, unit: text.includes("岁") ? "岁" : "", at: [age.index, age.index + age[0].length] }] : [];
  return {
    text, normal: text, mentions, masked: [], place: null, match: matchOf(edition, text),
    short: { yes: /^(是|对|有)/.test(text), no: /^(不|没)/.test(text), unsure: /不知道/.test(text), none: false, ordinal: null },
  };
}

function matchOf(edition: Edition, text: string): Match {
  const none: Match = { query: text, decision: "none", guides: [], options: [], aspect: "how", referral: null, journey: null, talk: null, candidates: [] };
  const aspect = /多少钱|要钱/.test(text) ? "fee" : /要带什么|材料/.test(text) ? "materials" : "how";
  const guide = /离婚/.test(text) ? "divorce-register" : /结婚/.test(text) ? "marriage-register" : /护照/.test(text) ? "passport-first" : null;
  if (guide && edition.guides.has(guide)) return { ...none, decision: "answer", guides: [guide], aspect };
  if (/身份证/.test(text)) return { ...none, decision: "clarify", options: ["id-card-replace", "id-card-renew", "id-card-first"] };
  if (/退休/.test(text)) return { ...none, decision: "answer", guides: ["retirement-apply"] };
  return none;
}
