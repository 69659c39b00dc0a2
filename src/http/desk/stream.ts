/** What an agent's page follows: the queue, the agent's own conversations, and the one that is open. */
import type { Request, Response } from "express";
import type { Desk } from "../../desk/desk.ts";
import type { DeskView } from "../../domain/desk.ts";
import type { HttpContext } from "../context.ts";
import { safeError } from "../errors.ts";
import { AGENT_TOPIC, QUEUE_TOPIC } from "./topics.ts";

/** The queue is told at most so often, in milliseconds: many things happen in it at once. */
const QUEUE_PAUSE = 400;
/** How often a page that is open counts as seen. */
const SEEN = 20_000;
/** Entries of the queue a page shows; the number of all is told. */
export const QUEUE_SHOWN = 50;

export interface DeskStreamOptions {
  readonly context: HttpContext;
  readonly desk: Desk;
  readonly agent: string;
  /** The conversation that is open on the page, and how it is read: `gone` once the agent may not look any more. */
  readonly watch: { readonly id: string; readonly read: () => Promise<DeskView | { readonly gone: string }> } | null;
  /** Notes that the agent's page is there. */
  readonly seen: () => Promise<void>;
}

export async function deskStream({ context, desk, agent, watch, seen }: DeskStreamOptions, _req: Request, res: Response): Promise<void> {
  const { bus, streams, log } = context;
  const send = async (what: string, read: () => Promise<unknown>): Promise<void> => {
    try {
      const data = await read();
      if (!res.closed) streams.send(res, what, null, data);
    } catch (error) {
      log.warn({ error: safeError(error) }, "a desk stream could not read");
    }
  };
  const queue = throttled(() => send("queue", async () => queueView(await desk.waiting())), QUEUE_PAUSE);
  const mine = throttled(() => send("mine", () => desk.mine(agent)), 0);
  const view = throttled(async () => {
    if (watch === null) return;
    const read = await watch.read().catch((error: unknown) => { log.warn({ error: safeError(error) }, "a desk stream could not read"); return null; });
    if (read) await send("gone" in read ? "gone" : "view", () => Promise.resolve(read));
  }, 0);
  streams.open(res, `@agent:${agent}`);
  const leave = [
    bus.subscribe(QUEUE_TOPIC, queue), bus.subscribe(`${AGENT_TOPIC}${agent}`, mine),
    ...watch === null ? [] : [bus.subscribe(watch.id, view)],
  ];
  const timer = setInterval(() => void seen().catch(() => {}), SEEN);
  timer.unref();
  res.once("close", () => {
    clearInterval(timer);
    for (const end of leave) end();
  });
  await seen();
  queue();
  mine();
  if (watch !== null) view();
}

export function queueView<E>(entries: readonly E[]): { readonly total: number; readonly entries: readonly E[] } {
  return { total: entries.length, entries: entries.slice(0, QUEUE_SHOWN) };
}

/** Runs now, or once more when what runs is done and the pause is over: a burst leads to two runs, the last one sees all. */
function throttled(run: () => Promise<void>, pause: number): () => void {
  let running = false;
  let again = false;
  const start = (): void => {
    running = true;
    again = false;
    void run().then(() => {
      setTimeout(() => {
        running = false;
        if (again) start();
      }, pause);
    });
  };
  return () => { if (running) again = true; else start(); };
}
