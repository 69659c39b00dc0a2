/**
 * A person who never gives up: sends turn after turn, and sends a turn again under the same key until it is answered.
 * Keeps what was answered, to be held against what the server remembers.
 */
import { setTimeout as sleep } from "node:timers/promises";

interface Session {
  readonly id: string;
  readonly token: string;
}

export interface Acknowledged {
  readonly text: string;
  readonly seq: number;
}

export interface Entry {
  readonly seq: number;
  readonly from: string;
  readonly text: string;
}

/** Milliseconds between two attempts while the server is away. */
const RETRY = 30;

export class Person {
  readonly acknowledged: Acknowledged[] = [];
  /** How often a turn had to be sent again. */
  retries = 0;
  readonly #name: string;
  readonly #base: () => string | null;
  #session: Session | null = null;
  #stopped = false;

  /** @param base where the server is now; null while it is away */
  constructor(name: string, base: () => string | null) {
    this.#name = name;
    this.#base = base;
  }

  async talk(): Promise<void> {
    while (!this.#stopped) await this.#turn(`办护照，第${this.#name}${this.acknowledged.length}句`);
  }

  stop(): void {
    this.#stopped = true;
  }

  /** One more turn after everything: the conversation must go on. */
  async oneMore(): Promise<void> {
    await this.#turn(`还在吗，第${this.#name}${this.acknowledged.length}句`);
  }

  async read(): Promise<readonly Entry[]> {
    const { id } = this.#session!;
    const { events } = await this.#untilAnswered<{ events: Entry[] }>("GET", `/api/v1/conversations/${id}`);
    return events;
  }

  async #turn(text: string): Promise<void> {
    this.#session ??= await this.#untilAnswered<Session>("POST", "/api/v1/conversations", {});
    const key = encodeURIComponent(`${this.#name}-${this.acknowledged.length}`);
    const { seq } = await this.#untilAnswered<{ seq: number }>("POST", `/api/v1/conversations/${this.#session.id}/turns`, { text }, key);
    this.acknowledged.push({ text, seq });
  }

  async #untilAnswered<T>(method: string, path: string, body?: unknown, key?: string): Promise<T> {
    for (;; await sleep(RETRY)) {
      const base = this.#base();
      if (base === null) continue;
      try {
        const response = await fetch(base + path, {
          method, body: body === undefined ? undefined : JSON.stringify(body),
          headers: {
            "content-type": "application/json",
            ...(this.#session ? { authorization: `Bearer ${this.#session.token}` } : {}),
            ...(key === undefined ? {} : { "idempotency-key": key }),
          },
          signal: AbortSignal.timeout(10_000),
        });
        const answer: unknown = await response.json();
        if (response.ok) return answer as T;
        if (response.status < 500) throw new Lost(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
      } catch (error) {
        if (error instanceof Lost || !isConnectionLost(error)) throw error;
      }
      this.retries++;
    }
  }
}

/** What a killed server looks like from here: no connection, a broken one, half an answer, or none in time. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && (error.message === "fetch failed" || error.message === "terminated" || error instanceof SyntaxError || error.name === "TimeoutError");
}

/** The server refuses what it had accepted before: something is lost. */
class Lost extends Error {}
