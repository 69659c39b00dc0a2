/** The desk's calls to the server. The sign-in travels in a cookie that scripts cannot read. */
import { readEvents } from "../chat/stream.ts";

/** The server said no, or was not reached; `text` is for the agent. */
export class Trouble extends Error {
  readonly status: number;
  readonly text: string;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
    this.text = text;
  }
}

/** How long an answer may take, in milliseconds. */
const TIMEOUT = 15_000;

export async function call<T>(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), TIMEOUT);
  let response: Response;
  try {
    response = await fetch(path, {
      method, signal: abort.signal, cache: "no-store", credentials: "same-origin",
      ...body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } },
    });
  } catch {
    throw new Trouble(0, "网络断了，这一步没有发出去。写好的字都在，连上以后再点一次。");
  } finally {
    clearTimeout(timer);
  }
  if (response.ok) return await response.json() as T;
  if (response.status === 401) throw new Trouble(401, "登录已经过期。请在新的标签页重新登录，回来再点一次；写好的字都在。");
  const problem = await response.json().catch(() => ({})) as { detail?: unknown };
  throw new Trouble(response.status, typeof problem.detail === "string" ? problem.detail : "这一步没有成功，会话没有变。请再试一次。");
}

/** Pauses between attempts to follow, in milliseconds: doubles from the first to the second. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

export interface Following {
  /** Follows another conversation, or none. */
  watch(id: string | null): void;
}

/** Follows the server's stream for as long as the page is open; `onNet` tells whether it does. */
export function follow(onEvent: (event: string, data: unknown) => void, onNet: (isThere: boolean) => void): Following {
  let watched: string | null = null;
  let abort = new AbortController();
  void (async () => {
    for (let pause = FIRST_PAUSE; ;) {
      abort = new AbortController();
      try {
        const response = await fetch(`/api/v1/desk/stream${watched === null ? "" : `?watch=${encodeURIComponent(watched)}`}`, { signal: abort.signal, credentials: "same-origin" });
        if (response.ok && response.body) {
          onNet(true);
          pause = FIRST_PAUSE;
          await readEvents(response.body, ({ event, data }) => onEvent(event, JSON.parse(data)));
        }
      } catch {
        // dropped, or another conversation is wanted: the loop goes on
      }
      if (abort.signal.aborted) continue;
      onNet(false);
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  })();
  return {
    watch(id) {
      if (id === watched) return;
      watched = id;
      abort.abort();
    },
  };
}
