/** One open database file, shared by all stores in it: reads, transactions, and what is said when it cannot answer. */
import type Database from "libsql";
import { closedProblem } from "./problem.ts";
import { inTransaction, sqliteProblem } from "./sqliteSupport.ts";

export class SqliteAccess {
  readonly db: Database.Database;
  #closed = false;

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** @throws StoreProblem when the store is closed or the disk fails */
  read<T>(work: () => T): T {
    if (this.#closed) throw closedProblem();
    try {
      return work();
    } catch (error) {
      throw sqliteProblem(error);
    }
  }

  /** Runs `work` in one transaction. @throws StoreProblem as `read` */
  write<T>(work: () => T): T {
    return this.read(() => inTransaction(this.db, work));
  }

  /** @returns false when it was closed before */
  close(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    this.db.pragma("wal_checkpoint(TRUNCATE)");
    this.db.close();
    return true;
  }
}
