/**
 * How much one address and one conversation may ask in a minute. With a database behind several nodes they count
 * together: each node counts for itself and settles with the others every half second, so that no request waits for
 * the database, and a database in trouble leaves every node with its own count.
 */
import { createHash } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { ipKeyGenerator, rateLimit, type ClientRateLimitInfo, type Store } from "express-rate-limit";
import type { Clock } from "../assistant/ports.ts";
import type { SharedCounts } from "./ports.ts";
import { Problem, sendProblem } from "./problems.ts";

const MINUTE = 60_000;
/** Milliseconds between two settlements: what a crowd spread over all nodes can have beyond the limit. */
const SETTLE = 500;

export class Limits {
  readonly #counts: WindowCounts;
  readonly #refused: (limit: "address" | "conversation") => void;

  /** @param refused told of every request that was too many */
  constructor(clock: Clock, shared: SharedCounts | null, refused: (limit: "address" | "conversation") => void) {
    this.#refused = refused;
    this.#counts = new WindowCounts(clock, shared);
  }

  /** Per address, per /56 for IPv6. 0: no limit. */
  perAddress(perMinute: number): RequestHandler {
    return this.#limit(perMinute, "address", (req) => ipKeyGenerator(req.ip ?? ""),
      (seconds) => `这个网络地址一分钟里请求太多了。这一条没有处理，之前的都在。请过 ${seconds} 秒再试。`);
  }

  /** Per conversation and token: whoever only knows the id cannot use up its owner's share. */
  perConversation(perMinute: number): RequestHandler {
    return this.#limit(perMinute, "conversation", (req) => `${String(req.params["id"])} ${req.get("Authorization") ?? ""}`,
      (seconds) => `这个会话一分钟里说得太多了。这一条没有处理，之前的都在。请过 ${seconds} 秒再说。`);
  }

  stop(): void {
    this.#counts.stop();
  }

  #limit(limit: number, name: "address" | "conversation", keyGenerator: (req: Request) => string, says: (seconds: number) => string): RequestHandler {
    if (limit === 0) return (_req, _res, next) => next();
    return rateLimit({
      windowMs: MINUTE, limit, standardHeaders: "draft-8", legacyHeaders: false,
      keyGenerator: (req) => `${name} ${keyGenerator(req)}`,
      store: this.#counts,
      // Its checks write to the console where a proxy is not declared; docs/settings.md explains TRUST_PROXY instead.
      validate: false,
      handler: (_req, res) => {
        this.#refused(name);
        const seconds = Number(res.getHeader("Retry-After")) || 60;
        sendProblem(res, new Problem("too-many-requests", says(seconds), { retryAfter: seconds }));
      },
    });
  }
}

interface Count {
  /** What all nodes had counted when they last settled, this one's share included. */
  told: number;
  /** What was counted here since. */
  fresh: number;
}

/** Hits by key in the current minute. Keys are hashed: neither memory nor database holds an address or a token. */
export class WindowCounts implements Store {
  readonly #clock: Clock;
  readonly #shared: SharedCounts | null;
  readonly #timer: NodeJS.Timeout | null;
  #window = 0;
  #counts = new Map<string, Count>();
  #settling = false;

  constructor(clock: Clock, shared: SharedCounts | null) {
    this.#clock = clock;
    this.#shared = shared;
    this.#timer = shared && setInterval(() => void this.settle(), SETTLE);
    this.#timer?.unref();
  }

  increment(key: string): ClientRateLimitInfo {
    const window = Math.floor(this.#clock() / MINUTE);
    if (window !== this.#window) {
      this.#window = window;
      this.#counts = new Map();
    }
    const hashed = hash(window, key);
    const count = this.#counts.get(hashed) ?? { told: 0, fresh: 0 };
    count.fresh++;
    this.#counts.set(hashed, count);
    return { totalHits: count.told + count.fresh, resetTime: new Date((window + 1) * MINUTE) };
  }

  decrement(key: string): void {
    const count = this.#counts.get(hash(this.#window, key));
    if (count) count.fresh--;
  }

  resetKey(key: string): void {
    this.#counts.delete(hash(this.#window, key));
  }

  /** Tells the other nodes what was counted here, and hears what they have counted. */
  async settle(): Promise<void> {
    const counts = this.#counts;
    const fresh = new Map([...counts].filter(([, count]) => count.fresh > 0).map(([key, count]) => [key, count.fresh]));
    if (!this.#shared || this.#settling || fresh.size === 0) return;
    this.#settling = true;
    try {
      const totals = await this.#shared.add(this.#window, fresh);
      for (const [key, added] of fresh) {
        const count = counts.get(key);
        if (!count) continue;
        count.told = totals.get(key) ?? count.told + added;
        count.fresh -= added;
      }
    } catch {
      // The database is in trouble, which the turns will tell: this node goes on with its own count.
    } finally {
      this.#settling = false;
    }
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }
}

/** The minute is part of it: the same address is another key a minute later. */
function hash(window: number, key: string): string {
  return createHash("sha256").update(`${window} ${key}`).digest("base64url").slice(0, 22);
}
