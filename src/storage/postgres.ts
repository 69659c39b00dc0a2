/**
 * The store for several nodes: the same tables on PostgreSQL.
 * One turn is one statement, so it is one transaction without a second round trip.
 */
import type pg from "pg";
import { GONE, type Answered, type ConversationBus, type Pass, type StoredConversation } from "../assistant/ports.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { ChannelPeople } from "../channels/ports.ts";
import type { SharedCounts } from "../http/ports.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";
import { SqlDesk } from "./desk/desk.ts";
import { postgresSql } from "./sql.ts";
import { decodeConversation, decodePass, editionIn, encodeBody, mustFollow, questionIn, RUNS_ON, SAID, type PassRow } from "./eventCodec.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { PostgresAccess } from "./postgresAccess.ts";
import { PostgresBus } from "./postgresBus.ts";
import { PostgresCounts } from "./postgresCounts.ts";
import { migratePostgres } from "./postgresMigrate.ts";
import { isUnavailable, openListener, openPool, startProblem } from "./postgresSupport.ts";
import { codeOf } from "./problem.ts";
import { SqlChannels } from "./channels/channels.ts";
import { PostgresCuration } from "./curation/postgres.ts";
import { PostgresInbox } from "./inbox/postgres.ts";
import { PostgresStaff } from "./staff/postgres.ts";
import type { Store } from "./store.ts";

export interface PostgresOptions {
  readonly url: string;
  /** Tables live in this schema instead of the user's default one. */
  readonly schema?: string;
  readonly migrations?: readonly Migration[];
  /** Told once when the database cannot be reached at start, and again when it can. */
  readonly onWaiting?: (text: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Milliseconds between two looks at what the bus may have missed. */
  readonly recheck?: number;
}

/** Pauses between attempts at start, in milliseconds; the last one repeats. */
const RETRY_PAUSES = [250, 500, 1_000, 2_000, 5_000];
/** How many conversations one deletion step takes: short locks. */
const DELETE_STEP = 500;
const UNIQUE_VIOLATION = "23505";
const FOREIGN_KEY_VIOLATION = "23503";

/**
 * Waits until the database answers, then brings the schema up to date.
 * @throws StoreProblem when waiting cannot help (wrong password, no such database, newer schema)
 */
export async function openPostgres(options: PostgresOptions): Promise<PostgresStore> {
  const pool = openPool(options.url, options.schema ?? null);
  try {
    await connected(pool, options);
    await migratePostgres(pool, options.migrations ?? MIGRATIONS);
    const bus = new PostgresBus({ pool, openListener: () => openListener(options.url, options.schema ?? null), recheck: options.recheck });
    await bus.start();
    return new PostgresStore(pool, bus);
  } catch (error) {
    await pool.end();
    throw startProblem(error) ?? error;
  }
}

async function connected(pool: pg.Pool, { onWaiting, signal }: PostgresOptions): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await pool.query("SELECT 1");
      if (attempt > 0) onWaiting?.("数据库连上了，继续启动。");
      return;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      signal?.throwIfAborted();
      if (attempt === 0) {
        onWaiting?.(`连不上数据库（${codeOf(error) || "没有回应"}），正在等它，连上就继续启动。`
          + "数据没有动过。等太久的话，请看看 PostgreSQL 开着没有、DATABASE_URL 写对没有。");
      }
      await pause(RETRY_PAUSES[Math.min(attempt, RETRY_PAUSES.length - 1)]!, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => { clearTimeout(timer); reject(signal?.reason as Error); };
    const timer = setTimeout(() => { signal?.removeEventListener("abort", stop); resolve(); }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The event that was seen last must still be the last: the row lock of `touched` makes turns queue, the key decides. */
const APPEND = `
  WITH touched AS (
    UPDATE conversations SET last_at = $3
    WHERE id = $1 AND EXISTS (SELECT 1 FROM events WHERE conversation = $1 AND seq = $2)
    RETURNING id
  ), stored AS (
    INSERT INTO events (conversation, seq, turn, at, body)
    SELECT touched.id, e.* FROM touched, unnest($4::int[], $5::int[], $6::bigint[], $7::text[]) AS e
  ), kept AS (
    INSERT INTO answered (conversation, key, response) SELECT id, $8::text, $9::text FROM touched WHERE $8::text IS NOT NULL
  )
  SELECT id FROM touched`;

const CREATE = `
  WITH started AS (INSERT INTO conversations (id, token_hash, created_at, last_at) VALUES ($1, $2, $3, $4) RETURNING id)
  INSERT INTO events (conversation, seq, turn, at, body)
  SELECT started.id, e.* FROM started, unnest($5::int[], $6::int[], $7::bigint[], $8::text[]) AS e`;

/** Head and events in one snapshot; a head without events is still one row. */
const LOAD = `
  SELECT c.token_hash, c.created_at, e.seq, e.turn, e.at, e.body
  FROM conversations c LEFT JOIN events e ON e.conversation = c.id WHERE c.id = $1 ORDER BY e.seq`;

const DELETE_BEFORE = `
  DELETE FROM conversations WHERE id IN (SELECT id FROM conversations WHERE last_at < $1 LIMIT $2)`;

/** Selected from the conversation, so that a deleted one gets no pass. */
const ADD_PASS = `
  INSERT INTO passes (hash, conversation, kind, expires_at) SELECT $1, id, $3, $4 FROM conversations WHERE id = $2`;

interface LoadedRow {
  readonly token_hash: string;
  readonly created_at: string;
  readonly seq: number | null;
  readonly turn: number;
  /** `bigint` reaches us as text. */
  readonly at: string;
  readonly body: string;
}

export class PostgresStore implements Store {
  /** For tests only. */
  readonly pool: pg.Pool;
  readonly bus: ConversationBus;
  readonly staff: StaffStore;
  readonly counts: SharedCounts;
  readonly channels: ChannelPeople;
  readonly curation: CurationStore;
  readonly inbox: InboxStore;
  readonly desk: DeskStore;
  readonly #access: PostgresAccess;
  readonly #bus: PostgresBus;

  constructor(pool: pg.Pool, bus: PostgresBus) {
    this.pool = pool;
    this.bus = this.#bus = bus;
    this.#access = new PostgresAccess(pool);
    this.staff = new PostgresStaff(this.#access);
    this.counts = new PostgresCounts(this.#access);
    this.channels = new SqlChannels(postgresSql(this.#access));
    this.curation = new PostgresCuration(this.#access);
    this.inbox = new PostgresInbox(this.#access);
    this.desk = new SqlDesk(postgresSql(this.#access));
  }

  async create({ id, tokenHash, createdAt, events }: StoredConversation): Promise<void> {
    mustFollow(0, events);
    await this.#access.write(CREATE, [id, tokenHash, createdAt, events.at(-1)?.at ?? createdAt, ...columns(events)]);
  }

  async load(id: string): Promise<StoredConversation | null> {
    if (!isStorable(id)) return null;
    const rows = await this.#access.read<LoadedRow>(LOAD, [id]);
    const [head] = rows;
    if (!head) return null;
    return decodeConversation({ id, tokenHash: head.token_hash, createdAt: Number(head.created_at) },
      rows.filter((r) => r.seq !== null).map((r) => ({ seq: r.seq!, turn: r.turn, at: Number(r.at), body: r.body })));
  }

  async append(id: string, after: number, events: readonly ConversationEvent[], answered: Answered | null): Promise<"stored" | "conflict"> {
    mustFollow(after, events);
    if (!isStorable(id)) return "conflict";
    try {
      const { rowCount } = await this.#access.write(APPEND,
        [id, after, events.at(-1)?.at ?? 0, ...columns(events), answered?.key ?? null, answered?.response ?? null]);
      if (rowCount !== 1) return "conflict";
      this.bus.publish({ conversation: id, seq: after + events.length });
      return "stored";
    } catch (error) {
      // Another turn came first, or the conversation was deleted in between: nothing of this one was stored.
      if (codeOf(error) === UNIQUE_VIOLATION || codeOf(error) === FOREIGN_KEY_VIOLATION) return "conflict";
      throw error;
    }
  }

  async answered(id: string, key: string): Promise<string | null> {
    if (!isStorable(id) || !isStorable(key)) return null;
    const [row] = await this.#access.read<{ response: string }>("SELECT response FROM answered WHERE conversation = $1 AND key = $2", [id, key]);
    return row?.response ?? null;
  }

  async deleteBefore(epochMs: number): Promise<number> {
    let deleted = 0;
    for (let step = DELETE_STEP; step === DELETE_STEP; deleted += step) {
      step = (await this.#access.write(DELETE_BEFORE, [epochMs, DELETE_STEP])).rowCount ?? 0;
    }
    return deleted;
  }

  async delete(id: string): Promise<boolean> {
    if (!isStorable(id)) return false;
    const { rowCount } = await this.#access.write("DELETE FROM conversations WHERE id = $1", [id]);
    if (rowCount !== 1) return false;
    this.bus.publish({ conversation: id, seq: GONE });
    return true;
  }

  async recentQuestions(limit: number): Promise<readonly string[]> {
    return (await this.#access.read<{ body: string }>(`SELECT body FROM events WHERE ${SAID} ORDER BY at DESC LIMIT $1`, [limit])).flatMap(({ body }) => questionIn(body));
  }

  async editionsInUse(since: number): Promise<readonly string[]> {
    const rows = await this.#access.read<{ body: string }>(`SELECT DISTINCT body FROM events WHERE conversation IN (SELECT id FROM conversations WHERE last_at >= $1) AND ${RUNS_ON}`, [since]);
    return [...new Set(rows.flatMap(({ body }) => editionIn(body)))];
  }

  async addPass({ hash, conversation, kind, expiresAt }: Pass): Promise<boolean> {
    if (!isStorable(conversation)) return false;
    try {
      return (await this.#access.write(ADD_PASS, [hash, conversation, kind, expiresAt])).rowCount === 1;
    } catch (error) {
      // Deleted in between.
      if (codeOf(error) === FOREIGN_KEY_VIOLATION) return false;
      throw error;
    }
  }

  async pass(hash: string): Promise<Pass | null> {
    const [row] = await this.#access.read<PassRow>("SELECT hash, conversation, kind, expires_at FROM passes WHERE hash = $1", [hash]);
    return decodePass(row);
  }

  async revokePasses(conversation: string, except: string | null): Promise<number> {
    if (!isStorable(conversation)) return 0;
    return (await this.#access.write("DELETE FROM passes WHERE conversation = $1 AND hash <> $2", [conversation, except ?? ""])).rowCount ?? 0;
  }

  async deletePassesBefore(epochMs: number): Promise<number> {
    return (await this.#access.write("DELETE FROM passes WHERE expires_at < $1", [epochMs])).rowCount ?? 0;
  }

  async ping(): Promise<void> {
    await this.#access.read("SELECT 1 FROM migrations LIMIT 1", []);
  }

  async close(): Promise<void> {
    if (this.pool.ended) return;
    await this.#bus.close();
    await this.pool.end();
  }
}

function columns(events: readonly ConversationEvent[]): [number[], number[], number[], string[]] {
  return [events.map((e) => e.seq), events.map((e) => e.turn), events.map((e) => e.at), events.map(encodeBody)];
}

/** PostgreSQL text holds neither U+0000 nor half a surrogate pair: no id or key that has one can be there. */
function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}
