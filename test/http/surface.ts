/** The HTTP surface over a store in memory and hand-made understanding: fast, and without the trained model. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { onTestFinished } from "vitest";
import type { ConversationStore } from "../../src/assistant/ports.ts";
import type { Assistant } from "../../src/assistant/takeTurn.ts";
import { createApp, type App, type AppOptions } from "../../src/http/app.ts";
import type { StaffOffice } from "../../src/staff/office.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { readKnowledge } from "../../src/knowledge/read.ts";
import { testInbox } from "../support/inbox.ts";
import { testCuration } from "../support/curation.ts";
import { projectWith } from "../support/fixture.ts";
import { ROOT } from "../support/root.ts";
import { said } from "../support/said.ts";

export const { edition } = readKnowledge(ROOT);
export const NOW = Date.parse("2026-11-24T12:00:00+08:00");

/** 护照 is one service, 证 could be several, anything else is not understood. */
export const understand: Assistant["understand"] = (text) => said(text, {
  match: text.includes("护照") ? { decision: "answer", guides: ["passport-first"], candidates: [{ id: "passport-first", score: 0.9, why: ["护照"] }] }
    : text.includes("证") ? { decision: "clarify", options: ["passport-first", "id-card-first"] } : {},
});

export interface Surface {
  readonly base: string;
  readonly app: App;
  /** Every line that was logged. */
  readonly logged: string[];
  readonly store: ConversationStore;
  readonly office: StaffOffice;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** A conversation with its own way to take turns. */
  conversation(): Promise<Talk>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export interface Talk {
  readonly id: string;
  readonly token: string;
  readonly auth: Record<string, string>;
  turn(body: unknown, headers?: Record<string, string>): Promise<Answer>;
  read(): Promise<Answer>;
}

/** Passwords are not hashed where nothing depends on it: argon2 itself is tested in test/unit/staff/passwords.test.ts. */
const plainHasher: StaffOffice["hasher"] = { hash: async (password) => `plain:${password}`, verify: async (hash, password) => hash === `plain:${password}` };

type Over = Partial<Omit<AppOptions, "assistant" | "office" | "settings">> & {
  assistant?: Partial<Assistant>; office?: Partial<StaffOffice>; settings?: Partial<AppOptions["settings"]>;
};

/** Curation stands on a small project: most tests have nothing to do with it. */
let smallProject: string | undefined;

/** The application, not listening. */
export function build(over: Over = {}): Pick<Surface, "app" | "logged" | "store" | "office"> {
  const logged: string[] = [];
  const log = pino({ level: "debug", base: null }, { write: (line) => { logged.push(line); } });
  const memory = new MemoryStore();
  const store = over.assistant?.store ?? memory;
  const clock = over.assistant?.clock ?? (() => NOW);
  const office: StaffOffice = { store: new MemoryStore().staff, hasher: plainHasher, clock: () => NOW, ...over.office };
  const curation = over.curation ?? testCuration({ root: smallProject ??= projectWith(), understand, clock: () => NOW });
  const app = createApp({
    desk: { store: new MemoryStore().desk, hours: "工作日 9:00—17:00", contactKey: "k".repeat(32), contactDays: 7, sendSms: null },
    log, web: "/nonexistent", version: "0.0.0", ...over,
    settings: { publicUrl: null, embedOrigins: [], rateLimitPerMinute: 0, trustProxy: 0, ...over.settings },
    assistant: { store, clock: () => NOW, edition, understand, ...over.assistant },
    office, curation, inbox: over.inbox ?? testInbox(memory, clock, (id) => edition.guides.get(id)?.name ?? edition.services.get(id)?.name ?? id),
  });
  return { app, logged, store, office };
}

export async function surface(over: Over = {}): Promise<Surface> {
  const { app, logged, store, office } = build(over);
  const server = createServer(app.express);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    app.stop();
    server.closeAllConnections();
    server.close();
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(base + path, {
      method, redirect: "manual",
      body: body === undefined ? undefined : typeof body === "string" || body instanceof Uint8Array ? body as string : JSON.stringify(body),
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parse(text) };
  };
  const conversation = async (): Promise<Talk> => {
    const { body: { id, token } } = await call("POST", "/api/v1/conversations", { channel: "test" });
    const auth = { authorization: `Bearer ${token}` };
    return {
      id, token, auth,
      turn: (body, headers) => call("POST", `/api/v1/conversations/${id}/turns`, body, { ...auth, ...headers }),
      read: () => call("GET", `/api/v1/conversations/${id}`, undefined, auth),
    };
  };
  return { base, app, logged, store, office, call, conversation };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
