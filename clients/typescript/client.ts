/**
 * A small client for the HTTP surface: typed from its OpenAPI document (schema.ts is generated from it), without
 * dependencies, for Node 20 and browsers. A turn is sent again by itself after a lost connection and counts once.
 */
import type { components } from "./schema.ts";

type Schemas = components["schemas"];
export type Reply = Schemas["Reply"];
export type State = Schemas["State"];
export type Match = Schemas["Match"];
export type Guide = Schemas["Guide"];
export type Checklist = Schemas["Checklist"];
export type StreamEvent = Schemas["StreamEvent"];
/** One thing a person does: exactly one of text, choice, answer, mark, undo, feedback. */
export type Input = Omit<Schemas["TurnRequest"], "seen">;

export interface Options {
  /** `https://banshi.example.gov.cn` */
  readonly base: string;
  readonly fetch?: typeof fetch;
  /** How often a request is sent again when the server is away, busy or starting. */
  readonly retries?: number;
}

/** What the server answered instead; `type` is stable, `message` is Chinese for people. */
export class ApiProblem extends Error {
  readonly type: string;
  readonly status: number;
  constructor({ type, status, detail }: Pick<Schemas["Problem"], "type" | "status" | "detail">) {
    super(detail);
    this.type = type;
    this.status = status;
  }
}

const RETRIES = 4;
/** Milliseconds before the first repetition; doubled for each further one. */
const PAUSE = 250;

export function yicitong({ base, fetch: send = fetch, retries = RETRIES }: Options) {
  const call = async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      const response = await send(`${base}/api/v1${path}`, {
        method, body: body === undefined ? undefined : JSON.stringify(body),
        headers: { ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      }).catch((error: unknown) => { if (attempt >= retries) throw error; return null; });
      if (response?.ok) return (response.status === 204 ? undefined : await response.json()) as T;
      if (response && !(attempt < retries && (response.status === 429 || response.status === 503))) throw new ApiProblem(await problemIn(response));
      const wait = Number(response?.headers.get("Retry-After") ?? 0) * 1_000;
      await new Promise((resolve) => setTimeout(resolve, Math.max(wait, PAUSE * 2 ** attempt)));
    }
  };
  const resume = (id: string, token: string) => conversation(call, send, base, id, token);
  return {
    match: (query: string) => call<Match>("POST", "/match", { query }),
    guides: () => call<Schemas["GuideList"]>("GET", "/guides"),
    guide: (id: string) => call<Guide>("GET", `/guides/${encodeURIComponent(id)}`),
    checklist: (id: string, request: Schemas["ChecklistRequest"]) => call<Checklist>("POST", `/guides/${encodeURIComponent(id)}/checklist`, request),
    start: async (request: Schemas["StartRequest"] = {}) => {
      const { id, token, seq, replies, state } = await call<Schemas["Started"]>("POST", "/conversations", request);
      return { ...resume(id, token), seq, replies, state };
    },
    /** A conversation that was begun before: keep its id and token. */
    resume,
  };
}

type Call = <T>(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<T>;

function conversation(call: Call, send: typeof fetch, base: string, id: string, token: string) {
  const at = `/conversations/${encodeURIComponent(id)}`;
  const auth = { Authorization: `Bearer ${token}` };
  return {
    id, token,
    /** @param seen the last seq that was shown: a click on something older is explained, not guessed */
    turn: (input: Input, seen?: number) => call<Schemas["TurnResult"]>("POST", `${at}/turns`, { ...input, ...(seen === undefined ? {} : { seen }) }, { ...auth, "Idempotency-Key": crypto.randomUUID() }),
    read: () => call<Schemas["Conversation"]>("GET", at, undefined, auth),
    delete: () => call<void>("DELETE", at, undefined, auth),
    /** What happens elsewhere, as it happens, until the conversation is deleted or the signal aborts. Call again with the last seq after a lost connection. */
    follow: (after?: number, signal?: AbortSignal) => follow(send, `${base}/api/v1${at}/stream`, { ...auth, ...(after === undefined ? {} : { "Last-Event-ID": String(after) }) }, signal),
  };
}

async function* follow(send: typeof fetch, url: string, headers: Record<string, string>, signal?: AbortSignal): AsyncGenerator<StreamEvent> {
  const response = await send(url, { headers, signal });
  if (!response.ok || !response.body) throw new ApiProblem(await problemIn(response));
  let text = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const blocks = (text + read.value).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      if (/^event: gone$/m.test(block)) return;
      const data = /^event: turn$/m.test(block) ? /^data: (.*)$/m.exec(block)?.[1] : undefined;
      if (data !== undefined) yield JSON.parse(data) as StreamEvent;
    }
  }
}

async function problemIn(response: Response): Promise<Pick<Schemas["Problem"], "type" | "status" | "detail">> {
  const { type = "about:blank", detail = `status ${response.status}` } = await response.json().catch(() => ({})) as Partial<Schemas["Problem"]>;
  return { type, status: response.status, detail };
}
