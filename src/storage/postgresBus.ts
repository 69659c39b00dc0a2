/**
 * The bus between nodes: PostgreSQL's LISTEN/NOTIFY on one connection of its own (docs/adr/0040).
 * Notices of this node reach its own listeners at once and the other nodes in batches, after the commit. What is lost
 * on the way (a cut connection, a node killed between commit and notice) is made up for by asking the store, at once
 * after every reconnect and every few seconds, how far the conversations that somebody here follows have grown.
 */
import { randomBytes } from "node:crypto";
import type pg from "pg";
import { GONE, type ConversationBus, type ConversationNotice } from "../assistant/ports.ts";
import { ProcessBus } from "./processBus.ts";

/** Milliseconds between two looks at what may have been missed. */
const RECHECK = 15_000;
/** Pauses before connecting again, in milliseconds; the last one repeats. */
const PAUSES = [100, 250, 500, 1_000, 2_000, 5_000];
/** A notification holds less than 8,000 bytes. */
const MAX_PAYLOAD = 7_500;
/** Conversations that one catch-up statement asks about. */
const STEP = 500;

const GROWN = `
  SELECT asked.id, (SELECT max(seq) FROM events WHERE conversation = asked.id) AS seq FROM unnest($1::text[]) AS asked(id)`;

export interface PostgresBusOptions {
  readonly pool: pg.Pool;
  /** A fresh, unconnected connection to the same database. */
  readonly openListener: () => pg.Client;
  readonly recheck?: number;
}

export class PostgresBus implements ConversationBus {
  readonly #here = new ProcessBus();
  readonly #node = randomBytes(6).toString("hex");
  readonly #options: PostgresBusOptions;
  /** What other nodes have not been told yet: the furthest seq of each conversation. */
  readonly #untold = new Map<string, number>();
  #telling: Promise<void> | null = null;
  #channel = "";
  #listener: pg.Client | null = null;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: PostgresBusOptions) {
    this.#options = options;
  }

  /** Listens from now on; when that cannot be had yet, goes on trying by itself. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => void this.#recheck(), this.#options.recheck ?? RECHECK);
    this.#timer.unref();
    await this.#listen(0);
  }

  /** Whether notices of other nodes arrive right now. */
  get connected(): boolean {
    return this.#listener !== null;
  }

  publish(notice: ConversationNotice): void {
    this.#here.publish(notice);
    this.#untold.set(notice.conversation, Math.max(notice.seq, this.#untold.get(notice.conversation) ?? 0));
    this.#telling ??= this.#tell().finally(() => { this.#telling = null; });
  }

  subscribe(conversation: string, listener: (notice: ConversationNotice) => void): () => void {
    return this.#here.subscribe(conversation, listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#telling;
    const listener = this.#listener;
    this.#listener = null;
    await listener?.end().catch(() => {});
  }

  /** One statement at a time: while it is under way, what else happens gathers for the next one. */
  async #tell(): Promise<void> {
    // What this very tick stores goes out together.
    await new Promise(setImmediate);
    while (this.#untold.size > 0) {
      const payloads = payloadsOf(this.#node, [...this.#untold]);
      this.#untold.clear();
      try {
        await this.#options.pool.query("SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload", [await this.#channelName(), payloads]);
      } catch {
        return; // The others look for themselves, see RECHECK.
      }
    }
  }

  /** Notifications know no schemas, so the name holds it: two installations in one database do not hear each other. */
  async #channelName(): Promise<string> {
    if (this.#channel === "") {
      const { rows } = await this.#options.pool.query<{ name: string }>("SELECT 'yicitong_' || md5(current_schema()) AS name");
      this.#channel = rows[0]!.name;
    }
    return this.#channel;
  }

  async #listen(attempt: number): Promise<void> {
    if (this.#closed) return;
    const client = this.#options.openListener();
    let ended = false;
    const again = (): void => {
      if (ended) return;
      ended = true;
      if (this.#listener === client) this.#listener = null;
      void client.end().catch(() => {});
      setTimeout(() => void this.#listen(attempt + 1), PAUSES[Math.min(attempt, PAUSES.length - 1)]!).unref();
    };
    client.on("error", again);
    client.on("end", again);
    client.on("notification", ({ payload }) => { this.#hear(payload ?? ""); });
    try {
      await client.connect();
      await client.query(`LISTEN ${await this.#channelName()}`);
      if (ended) return;
      this.#listener = client;
      attempt = 0;
      await this.#catchUp(true);
    } catch {
      again();
    }
  }

  #hear(payload: string): void {
    for (const notice of noticesOf(this.#node, payload)) this.#here.publish(notice);
  }

  /** @param all also what is no conversation: only its listeners can know what they missed */
  async #catchUp(all: boolean): Promise<void> {
    const topics = this.#here.topics();
    if (all) for (const topic of topics) if (isTopic(topic)) this.#here.publish({ conversation: topic, seq: Date.now() });
    const ids = topics.filter((topic) => !isTopic(topic));
    for (let from = 0; from < ids.length; from += STEP) {
      const { rows } = await this.#options.pool.query<{ id: string; seq: number | null }>(GROWN, [ids.slice(from, from + STEP)]);
      for (const { id, seq } of rows) this.#here.publish({ conversation: id, seq: seq ?? GONE });
    }
  }

  async #recheck(): Promise<void> {
    const listener = this.#listener;
    // A connection that died without a word is found by using it.
    await listener?.query("SELECT 1").catch((error: Error) => listener.emit("error", error));
    await this.#catchUp(false).catch(() => {});
  }
}

const isTopic = (conversation: string): boolean => conversation.startsWith("@");

/** As few notifications as hold all notices: `[node, [conversation, seq], …]`. */
function payloadsOf(node: string, notices: readonly (readonly [string, number])[]): readonly string[] {
  const payloads: string[] = [];
  let text = "";
  for (const notice of notices) {
    const next = JSON.stringify(notice);
    if (text !== "" && text.length + next.length > MAX_PAYLOAD) {
      payloads.push(`["${node}"${text}]`);
      text = "";
    }
    text += `,${next}`;
  }
  payloads.push(`["${node}"${text}]`);
  return payloads;
}

/** What another node told; nothing of what this node told itself, and nothing that is no notice. */
function noticesOf(node: string, payload: string): readonly ConversationNotice[] {
  let told: unknown;
  try {
    told = JSON.parse(payload);
  } catch {
    return [];
  }
  if (!Array.isArray(told) || told[0] === node) return [];
  return told.slice(1).flatMap((pair: unknown) => Array.isArray(pair) && typeof pair[0] === "string" && typeof pair[1] === "number"
    ? [{ conversation: pair[0], seq: pair[1] }] : []);
}
