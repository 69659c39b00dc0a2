/**
 * The open event streams of this process: their number, heartbeats, and their end when the server stops.
 */
import type { Response } from "express";
import type { Metrics } from "./metrics.ts";
import { Problem } from "./problems.ts";

/** Milliseconds; proxies cut what is silent for a minute. */
export const HEARTBEAT = 15_000;
/** Devices and tabs of one conversation. */
const MAX_PER_CONVERSATION = 10;
const MAX_OPEN = 20_000;
/** A client that has not taken this many bytes is gone or too slow: it reconnects and catches up. */
const MAX_UNREAD = 256 * 1024;

export class Streams {
  readonly #open = new Map<Response, string>();
  readonly #metrics: Metrics;
  readonly #timer: NodeJS.Timeout;
  #stopped = false;

  constructor(metrics: Metrics, heartbeat = HEARTBEAT) {
    this.#metrics = metrics;
    this.#timer = setInterval(() => this.#beat(), heartbeat);
    this.#timer.unref();
  }

  /** @throws Problem too-many-streams, stopping */
  open(res: Response, conversation: string): void {
    if (this.#stopped) throw new Problem("stopping", "服务正在停止，过一会儿会自动连上。会话都在。", { retryAfter: 2 });
    const own = [...this.#open.values()].filter((id) => id === conversation).length;
    if (own >= MAX_PER_CONVERSATION || this.#open.size >= MAX_OPEN) {
      throw new Problem("too-many-streams", "这个会话同时开着的页面太多了。会话都在，关掉几个再试。", { retryAfter: 30 });
    }
    this.#open.set(res, conversation);
    this.#metrics.streams.set(this.#open.size);
    res.once("close", () => {
      this.#open.delete(res);
      this.#metrics.streams.set(this.#open.size);
    });
    res.status(200).set({
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "no-store",
      // nginx would otherwise hold events back.
      "X-Accel-Buffering": "no",
    });
    res.flushHeaders();
    res.write("retry: 2000\n\n");
  }

  /** @returns false when the client did not keep up and was cut off */
  send(res: Response, event: string, id: number | null, data: unknown): boolean {
    if (res.writableLength > MAX_UNREAD) {
      res.destroy();
      return false;
    }
    res.write(`event: ${event}\n${id === null ? "" : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
    return true;
  }

  /** Ends every stream; clients come back after `retry`. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
    for (const res of this.#open.keys()) res.end();
  }

  #beat(): void {
    for (const res of this.#open.keys()) {
      if (res.writableLength > MAX_UNREAD) res.destroy();
      else res.write(": 在\n\n");
    }
  }
}
