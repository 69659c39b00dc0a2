/** Transactions and errors of the embedded store. */
import type Database from "libsql";
import { StoreProblem, codeOf } from "./problem.ts";

/**
 * Runs `work` in one transaction; what it throws is thrown on after everything was taken back.
 * (The driver's own wrapper fails with a second error where SQLite has rolled back by itself, as on a full disk.)
 */
export function inTransaction<T>(db: Database.Database, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.inTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

const UNAVAILABLE: Readonly<Record<string, string>> = {
  SQLITE_FULL: "磁盘满了",
  SQLITE_IOERR: "磁盘读写出错",
  SQLITE_READONLY: "数据文件变成只读的了",
  SQLITE_BUSY: "数据文件正被别的程序占着",
  SQLITE_CANTOPEN: "数据文件打不开",
  SQLITE_CORRUPT: "数据文件损坏了",
};

/** A driver's error as what the person should hear; anything that is not the disk's fault is given back as it is. */
export function sqliteProblem(error: unknown): unknown {
  const code = codeOf(error);
  const base = Object.keys(UNAVAILABLE).find((known) => code === known || code.startsWith(`${known}_`));
  if (base === undefined) return error;
  return new StoreProblem("unavailable",
    `服务器这边${UNAVAILABLE[base]}，刚才这一步没有存上，之前的都在。请过一会儿再试一次。`, code, error);
}
