/**
 * The HTTP surface as the page uses it (docs/http.md). Three ways to fail, told apart because the page does
 * something different for each: not reached or overloaded (try again), refused (say why), gone (start afresh).
 */
import type { Answer } from "../../domain/facts.ts";
import type { Feedback, MarkStatus, Reply, StateView } from "../../domain/conversation.ts";

export interface Session {
  readonly id: string;
  readonly token: string;
}

export interface TurnResult {
  readonly seq: number;
  readonly replies: readonly Reply[];
  readonly state: StateView;
}

/** One entry of the conversation as the server tells it. */
export interface ServerEntry {
  readonly seq: number;
  readonly from: "citizen" | "bot" | "person";
  readonly text: string;
  readonly replies?: readonly Reply[];
}

export interface WholeConversation extends TurnResult {
  readonly id: string;
  readonly feedback: readonly Feedback[];
  readonly events: readonly ServerEntry[];
}

/** What a person does in one turn; exactly one key. */
export type TurnBody =
  | { readonly text: string }
  | { readonly choice: string }
  | { readonly answer: { readonly fact: string; readonly value: Answer } }
  | { readonly mark: { readonly item: string; readonly status: MarkStatus | "open" } }
  | { readonly undo: true }
  | { readonly feedback: Feedback & { readonly reason?: string } };

/** The server was not reached, did not answer in time, or asks to come back later. The turn may be sent again. */
export class Unreachable extends Error {
  /** Seconds the server asks to wait, when it said so. */
  readonly retryAfter: number | null;
  constructor(message: string, retryAfter: number | null = null) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** The server said no, in the user's language (RFC 9457). Sending the same again would not help. */
export class Refused extends Error {
  readonly status: number;
  readonly detail: string;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
    this.detail = detail;
  }
}

/** The conversation is not there any more, or not ours. */
export class Gone extends Error {}

/** How long an answer may take before the turn is sent again, in milliseconds. */
const TIMEOUT = 15_000;
/** Statuses that pass: too many requests, a conflict of two turns, and everything the server calls its own fault. */
const PASSING = new Set([408, 409, 425, 429]);

export interface Api {
  /** @param region adcode of where things are to be done; null: as everywhere */
  start(region: string | null): Promise<Session & TurnResult>;
  turn(session: Session, body: TurnBody, seen: number, key: string): Promise<TurnResult>;
  read(session: Session): Promise<WholeConversation>;
  /** For an agent who calls back: stored with the conversation, the number apart and encrypted. */
  leaveMessage(session: Session, text: string, phone: string): Promise<{ readonly seq: number }>;
  /** The raw stream of server-sent events; ends when the signal aborts. */
  stream(session: Session, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Any other JSON of ours (the search index). */
  json<T>(path: string): Promise<T>;
  /** What belongs to the conversation besides its turns: links. */
  ask<T>(session: Session, method: "POST" | "DELETE", path: string): Promise<T>;
  /** A file made from the conversation: the trip card, the visit. */
  file(session: Session, path: string, body: unknown): Promise<Blob>;
  /** A link's code → a token of this device's own. */
  follow(code: string): Promise<Session>;
}

/** @param base origin of the server, empty for the page's own */
export function createApi(base = "", channel = "web"): Api {
  const call = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const response = await reach(`${base}${path}`, init);
    await check(response);
    try {
      return await response.json() as T;
    } catch {
      throw new Unreachable("the answer was cut off");
    }
  };
  const post = <T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<T> =>
    call<T>(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
  const at = (session: Session): string => `/api/v1/conversations/${encodeURIComponent(session.id)}`;
  return {
    start: (region) => post("/api/v1/conversations", { channel, ...(region ? { region } : {}) }),
    turn: (session, body, seen, key) =>
      post(`${at(session)}/turns`, { ...body, seen }, { ...bearer(session), "idempotency-key": key }),
    read: (session) => call(at(session), { headers: bearer(session) }),
    leaveMessage: (session, text, phone) => post(`${at(session)}/message`, { text, phone, consent: true }, bearer(session)),
    async stream(session, signal) {
      const response = await fetch(`${base}${at(session)}/stream`, { headers: bearer(session), signal });
      await check(response);
      if (!response.body) throw new Unreachable("no stream");
      return response.body;
    },
    json: (path) => call(path),
    ask: (session, method, path) => call(`${at(session)}${path}`, { method, headers: bearer(session) }),
    async file(session, path, body) {
      const response = await reach(`${base}${at(session)}${path}`, {
        method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...bearer(session) },
      });
      await check(response);
      return response.blob();
    },
    follow: (code) => post("/api/v1/links", { code }),
  };
}

const bearer = (session: Session): Record<string, string> => ({ authorization: `Bearer ${session.token}` });

async function reach(url: string, init: RequestInit): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  try {
    return await fetch(url, { ...init, signal: abort.signal, cache: "no-store" });
  } catch {
    throw new Unreachable("not reached");
  } finally {
    clearTimeout(timer);
  }
}

async function check(response: Response): Promise<void> {
  if (response.ok) return;
  const { status } = response;
  if (status >= 500 || PASSING.has(status)) {
    const after = Number(response.headers.get("retry-after"));
    throw new Unreachable(`status ${status}`, after > 0 ? after : null);
  }
  if (status === 404 || status === 401 || status === 403 || status === 410) throw new Gone(`status ${status}`);
  throw new Refused(status, await detailOf(response));
}

async function detailOf(response: Response): Promise<string> {
  try {
    const problem = await response.json() as { detail?: unknown; title?: unknown };
    if (typeof problem.detail === "string") return problem.detail;
    if (typeof problem.title === "string") return problem.title;
  } catch {
    // not a problem document
  }
  return "这一条没能处理。";
}
