/**
 * The embedded store: one file, one process, nothing to install (docs/adr/0020).
 * WAL with synchronous=FULL: a turn that was answered is on the disk.
 */
import Database from "libsql";
import { join } from "node:path";
import { GONE, type Answered, type Pass, type StoredConversation } from "../assistant/ports.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { ChannelPeople } from "../channels/ports.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";
import { SqlDesk } from "./desk/desk.ts";
import { sqliteSql } from "./sql.ts";
import { decodeConversation, decodePass, editionIn, encodeBody, mustFollow, questionIn, RUNS_ON, SAID, type EventRow, type PassRow } from "./eventCodec.ts";
import { folderProblem, lockFolder, type FolderLock } from "./folderLock.ts";
import { MIGRATIONS } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { StoreProblem, codeOf } from "./problem.ts";
import { ProcessBus } from "./processBus.ts";
import { SqliteAccess } from "./sqliteAccess.ts";
import { migrateSqlite, mustBeMigrated } from "./sqliteMigrate.ts";
import { SqlChannels } from "./channels/channels.ts";
import { SqliteCuration } from "./curation/sqlite.ts";
import { SqliteInbox } from "./inbox/sqlite.ts";
import { SqliteStaff } from "./staff/sqlite.ts";
import type { Store } from "./store.ts";

/** How many conversations one deletion step takes, so that turns are served in between. */
const DELETE_STEP = 200;
/** So many conversations are looked at in one step for the editions they run on. */
const LIVELY_STEP = 200;
/** How long a backup that reads the file may make a write wait, in milliseconds. */
const BUSY_TIMEOUT = 2_000;

/** @throws StoreProblem with what is wrong and what to do */
export function openSqlite(folder: string, migrations: readonly Migration[] = MIGRATIONS): SqliteStore {
  return open(folder, lockFolder(folder), (db) => migrateSqlite(db, migrations));
}

/**
 * The data of a running server, opened a second time for one short command: SQLite itself keeps their writes apart.
 * Only the program that holds the folder's lock may change the schema.
 * @throws StoreProblem when the server runs on another version of it
 */
export function openSqliteBeside(folder: string): SqliteStore {
  return open(folder, { release: () => {} }, (db) => mustBeMigrated(db, MIGRATIONS));
}

function open(folder: string, lock: FolderLock, prepareSchema: (db: Database.Database) => void): SqliteStore {
  try {
    const db = new Database(join(folder, "yicitong.db"), { timeout: BUSY_TIMEOUT });
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    prepareSchema(db);
    return new SqliteStore(db, lock);
  } catch (error) {
    lock.release();
    if (error instanceof StoreProblem) throw error;
    if (codeOf(error) !== "SQLITE_NOTADB" && codeOf(error) !== "SQLITE_CORRUPT") throw folderProblem(folder, error);
    throw new StoreProblem("refused",
      `数据文件 ${join(folder, "yicitong.db")} 坏了，读不出来，所以没有启动。程序没有改动它。`
      + "请把它移到别处留着，再恢复最近的备份；没有备份的话，移走以后会从空的开始。", codeOf(error), error);
  }
}

export class SqliteStore implements Store {
  /** For tests and backups of this folder only. */
  readonly db: Database.Database;
  readonly bus = new ProcessBus();
  readonly staff: StaffStore;
  readonly counts = null;
  readonly channels: ChannelPeople;
  readonly curation: CurationStore;
  readonly inbox: InboxStore;
  readonly desk: DeskStore;
  readonly #access: SqliteAccess;
  readonly #lock: FolderLock;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(db: Database.Database, lock: FolderLock) {
    this.db = db;
    this.#access = new SqliteAccess(db);
    this.staff = new SqliteStaff(this.#access);
    this.channels = new SqlChannels(sqliteSql(this.#access));
    this.curation = new SqliteCuration(this.#access);
    this.inbox = new SqliteInbox(this.#access);
    this.desk = new SqlDesk(sqliteSql(this.#access));
    this.#lock = lock;
    this.#sql = prepare(db);
  }

  async create({ id, tokenHash, createdAt, events }: StoredConversation): Promise<void> {
    mustFollow(0, events);
    await this.#access.writeTogether(() => {
      this.#sql.addConversation.run(id, tokenHash, createdAt, events.at(-1)?.at ?? createdAt);
      this.#insert(id, events);
    });
  }

  async load(id: string): Promise<StoredConversation | null> {
    return this.#access.read(() => {
      const head = this.#sql.conversation.get(id) as { token_hash: string; created_at: number } | undefined;
      if (!head) return null;
      const rows = this.#sql.events.all(id) as EventRow[];
      return decodeConversation({ id, tokenHash: head.token_hash, createdAt: head.created_at }, rows);
    });
  }

  async append(id: string, after: number, events: readonly ConversationEvent[], answered: Answered | null): Promise<"stored" | "conflict"> {
    mustFollow(after, events);
    const outcome = await this.#access.writeTogether((): "stored" | "conflict" => {
      const last = this.#sql.lastSeq.get(id) as { last: number | null };
      if (last.last !== after) return "conflict";
      // A request with this key came first: the caller finds its answer when it tries again.
      if (answered && this.#sql.answered.get(id, answered.key)) return "conflict";
      this.#insert(id, events);
      this.#sql.touch.run(events.at(-1)?.at ?? 0, id);
      if (answered) this.#sql.addAnswered.run(id, answered.key, answered.response);
      return "stored";
    });
    if (outcome === "stored") this.bus.publish({ conversation: id, seq: after + events.length });
    return outcome;
  }

  async answered(id: string, key: string): Promise<string | null> {
    return this.#access.read(() => (this.#sql.answered.get(id, key) as { response: string } | undefined)?.response ?? null);
  }

  async deleteBefore(epochMs: number): Promise<number> {
    let deleted = 0;
    for (let step = DELETE_STEP; step === DELETE_STEP; deleted += step) {
      step = this.#access.write(() => this.#sql.deleteBefore.run(epochMs, DELETE_STEP).changes);
      await new Promise(setImmediate);
    }
    return deleted;
  }

  async delete(id: string): Promise<boolean> {
    const isDeleted = this.#access.write(() => this.#sql.delete.run(id).changes > 0);
    if (isDeleted) this.bus.publish({ conversation: id, seq: GONE });
    return isDeleted;
  }

  async recentQuestions(limit: number): Promise<readonly string[]> {
    return this.#access.read(() => (this.#sql.questions.all(limit) as { body: string }[]).flatMap(({ body }) => questionIn(body)));
  }

  async editionsInUse(since: number): Promise<readonly string[]> {
    const editions = new Set<string>();
    let after = { at: since, id: "" };
    for (;;) {
      const lively = this.#access.read(() => this.#sql.lively.all(after.at, after.id, LIVELY_STEP) as { at: number; id: string }[]);
      for (const { id } of lively) for (const { body } of this.#access.read(() => this.#sql.runsOn.all(id) as { body: string }[])) for (const e of editionIn(body)) editions.add(e);
      const last = lively.at(-1);
      if (!last || lively.length < LIVELY_STEP) return [...editions];
      after = last;
      // All their events are looked at: those who are talking are answered in between.
      await new Promise(setImmediate);
    }
  }

  async addPass({ hash, conversation, kind, expiresAt }: Pass): Promise<boolean> {
    return this.#access.write(() => this.#sql.addPass.run(hash, kind, expiresAt, conversation).changes > 0);
  }

  async pass(hash: string): Promise<Pass | null> {
    return this.#access.read(() => decodePass(this.#sql.pass.get(hash) as PassRow | undefined));
  }

  async revokePasses(conversation: string, except: string | null): Promise<number> {
    return this.#access.write(() => this.#sql.revokePasses.run(conversation, except ?? "").changes);
  }

  async deletePassesBefore(epochMs: number): Promise<number> {
    return this.#access.write(() => this.#sql.deletePasses.run(epochMs).changes);
  }

  async ping(): Promise<void> {
    this.#access.read(() => this.#sql.ping.get());
  }

  async close(): Promise<void> {
    if (this.#access.close()) this.#lock.release();
  }

  #insert(id: string, events: readonly ConversationEvent[]): void {
    for (const e of events) this.#sql.addEvent.run(id, e.seq, e.turn, e.at, encodeBody(e));
  }
}

function prepare(db: Database.Database) {
  return {
    addConversation: db.prepare("INSERT INTO conversations (id, token_hash, created_at, last_at) VALUES (?, ?, ?, ?)"),
    addEvent: db.prepare("INSERT INTO events (conversation, seq, turn, at, body) VALUES (?, ?, ?, ?, ?)"),
    addAnswered: db.prepare("INSERT INTO answered (conversation, key, response) VALUES (?, ?, ?)"),
    touch: db.prepare("UPDATE conversations SET last_at = ? WHERE id = ?"),
    lastSeq: db.prepare("SELECT max(seq) AS last FROM events WHERE conversation = ?"),
    conversation: db.prepare("SELECT token_hash, created_at FROM conversations WHERE id = ?"),
    events: db.prepare("SELECT seq, turn, at, body FROM events WHERE conversation = ? ORDER BY seq"),
    answered: db.prepare("SELECT response FROM answered WHERE conversation = ? AND key = ?"),
    deleteBefore: db.prepare("DELETE FROM conversations WHERE id IN (SELECT id FROM conversations WHERE last_at < ? LIMIT ?)"),
    delete: db.prepare("DELETE FROM conversations WHERE id = ?"),
    // Selected from the conversation, so that a deleted one gets no pass.
    addPass: db.prepare("INSERT INTO passes (hash, conversation, kind, expires_at) SELECT ?, id, ?, ? FROM conversations WHERE id = ?"),
    pass: db.prepare("SELECT hash, conversation, kind, expires_at FROM passes WHERE hash = ?"),
    revokePasses: db.prepare("DELETE FROM passes WHERE conversation = ? AND hash <> ?"),
    deletePasses: db.prepare("DELETE FROM passes WHERE expires_at < ?"),
    questions: db.prepare(`SELECT body FROM events WHERE ${SAID} ORDER BY at DESC LIMIT ?`),
    lively: db.prepare("SELECT last_at AS at, id FROM conversations WHERE (last_at, id) > (?, ?) ORDER BY last_at, id LIMIT ?"),
    runsOn: db.prepare(`SELECT body FROM events WHERE conversation = ? AND ${RUNS_ON}`),
    ping: db.prepare("SELECT 1 FROM migrations LIMIT 1"),
  };
}
