/** One open database file, shared by all stores in it: reads, transactions, and what is said when it cannot answer. */
import type Database from "libsql";
import { closedProblem } from "./problem.ts";
import { inTransaction, sqliteProblem } from "./sqliteSupport.ts";

interface Waiting {
  readonly work: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

export class SqliteAccess {
  readonly db: Database.Database;
  readonly #waiting: Waiting[] = [];
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

  /**
   * As `write`, together with what else is asked for in the meantime: one flush to the disk serves them all
   * (docs/adr/0043). Resolves when it is on the disk; what `work` throws is taken back alone.
   * @throws StoreProblem as `read`
   */
  writeTogether<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#waiting.push({ work, resolve, reject }) === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const outcomes = this.write(() => batch.map(({ work }) => this.#alone(work)));
      batch.forEach(({ resolve, reject }, i) => {
        const { result, error } = outcomes[i]!;
        if (error === undefined) resolve(result as never);
        else reject(sqliteProblem(error));
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** One of several in a transaction: its failure takes back its own changes only. */
  #alone(work: () => unknown): { result?: unknown; error?: unknown } {
    this.db.exec("SAVEPOINT one");
    try {
      const result = work();
      this.db.exec("RELEASE one");
      return { result };
    } catch (error) {
      // A full disk ends the whole transaction by itself: then nothing of anybody was stored.
      if (!this.db.inTransaction) throw error;
      this.db.exec("ROLLBACK TO one; RELEASE one");
      return { error };
    }
  }

  /** @returns false when it was closed before */
  close(): boolean {
    if (this.#closed) return false;
    this.#flush();
    this.#closed = true;
    this.db.pragma("wal_checkpoint(TRUNCATE)");
    this.db.close();
    return true;
  }
}
