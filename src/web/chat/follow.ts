/**
 * Hears of what happens to the conversation elsewhere: other tabs (BroadcastChannel), other devices and people
 * (the server's stream). Only that something is new and up to where; the page then reads the conversation.
 */
import type { Api, Session } from "../shared/api.ts";
import { readEvents } from "./stream.ts";

export interface Follower {
  session(): Session | null;
  heard(seq: number): void;
  online(): void;
  /** The page is looked at again after it was hidden. */
  back(): void;
}

/** Pause before the stream is opened again, in milliseconds: doubles from the first to the second. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** How often a page without a conversation looks whether it has one now. */
const LOOK = 1_000;

export function follow(api: Api, follower: Follower): void {
  window.addEventListener("online", () => follower.online());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) follower.back(); });
  if (typeof BroadcastChannel !== "undefined") {
    new BroadcastChannel("yicitong").addEventListener("message", (event: MessageEvent<unknown>) => {
      const told = event.data as { id?: unknown; seq?: unknown };
      if (told.id === follower.session()?.id && typeof told.seq === "number") follower.heard(told.seq);
    });
  }
  void streamForever(api, follower);
}

/** Tells the other tabs of this browser; the stream tells other devices. */
export function announceToTabs(id: string, seq: number): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel("yicitong");
  channel.postMessage({ id, seq });
  channel.close();
}

async function streamForever(api: Api, follower: Follower): Promise<void> {
  let pause = FIRST_PAUSE;
  for (;;) {
    const session = follower.session();
    if (!session || document.hidden) {
      await sleep(LOOK);
      continue;
    }
    const opened = Date.now();
    await streamOnce(api, follower, session);
    // A stream that held for a while was a good one: start over with a short pause.
    pause = Date.now() - opened > LONGEST_PAUSE ? FIRST_PAUSE : Math.min(pause * 2, LONGEST_PAUSE);
    await sleep(pause);
  }
}

/** Streams until the server ends it, the conversation changes, or the page is hidden (a browser has few connections). */
async function streamOnce(api: Api, follower: Follower, session: Session): Promise<void> {
  const abort = new AbortController();
  const watch = setInterval(() => {
    if (document.hidden || follower.session()?.id !== session.id) abort.abort();
  }, LOOK);
  try {
    await readEvents(await api.stream(session, abort.signal), ({ data }) => {
      const seq = seqOf(data);
      if (seq !== null) follower.heard(seq);
    });
  } catch {
    // dropped, or we left: the loop decides what next
  } finally {
    clearInterval(watch);
  }
}

function seqOf(data: string): number | null {
  try {
    const told = JSON.parse(data) as { seq?: unknown };
    return typeof told.seq === "number" ? told.seq : null;
  } catch {
    return null;
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
