/** Copies of the embedded store's file: taken while a server runs, checked before anybody relies on them, put back. */
import Database from "libsql";
import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderProblem, lockFolder } from "./folderLock.ts";
import { MIGRATIONS, pending } from "./migrations/list.ts";
import { StoreProblem, codeOf } from "./problem.ts";

const DATA_FILE = "yicitong.db";

/** What a copy holds. */
export interface Copied {
  readonly file: string;
  readonly bytes: number;
  readonly conversations: number;
  readonly events: number;
}

/**
 * A consistent copy of the folder's data, as of one moment, without stopping the server that uses it.
 * The file appears under its name only when it is whole and has been checked.
 * @throws StoreProblem when there is nothing to copy, or it cannot be read or written
 */
export function backupSqlite(folder: string, file: string): Copied {
  const source = join(folder, DATA_FILE);
  if (!existsSync(source)) {
    throw new StoreProblem("refused", `${folder} 里没有数据文件 ${DATA_FILE}，没有可以备份的。请用 DATA_DIR 指到数据所在的文件夹。`, "NO_DATA");
  }
  if (existsSync(file)) throw new StoreProblem("refused", `${file} 已经有了，没有覆盖它。请换一个文件名。`, "EEXIST");
  const part = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    rmSync(part, { force: true });
    const db = new Database(source, { timeout: 10_000 });
    try {
      db.prepare("VACUUM INTO ?").run(part);
    } finally {
      db.close();
    }
    // It holds what people said: for its owner only.
    chmodSync(part, 0o600);
    const copied = checkedCopy(part);
    toDisk(part);
    renameSync(part, file);
    toDisk(dirname(file));
    return { ...copied, file };
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof StoreProblem) throw error;
    throw new StoreProblem("unavailable", `备份没有做成（${codeOf(error) || (error as Error).message}），原来的数据没有动过。请看看 ${dirname(file)} 写不写得进去、磁盘够不够。`, codeOf(error), error);
  }
}

/**
 * Puts a copy in the place of the folder's data. What was there is kept beside it.
 * @returns what is there now, and where the former data was put (null: there was none)
 * @throws StoreProblem when the copy is damaged or newer than this program, the folder is in use, or holds data and
 * `replace` is not set; the data is then as it was
 */
export function restoreSqlite(file: string, folder: string, { replace, now }: { replace: boolean; now: number }): { copied: Copied; former: string | null } {
  if (!existsSync(file)) throw new StoreProblem("refused", `没有 ${file} 这个文件。`, "ENOENT");
  const copied = checkedCopy(file);
  const lock = lockFolder(folder);
  try {
    const target = join(folder, DATA_FILE);
    const isThere = existsSync(target);
    if (isThere && !replace) {
      throw new StoreProblem("refused", `${folder} 里已经有数据，没有动它。确定要换成备份里的，加上 --replace 再运行一次；原来的会改名留在旁边。`, "HAS_DATA");
    }
    const part = `${target}.part`;
    copyFileSync(file, part);
    chmodSync(part, 0o600);
    toDisk(part);
    const former = isThere ? moveAside(target, now) : null;
    renameSync(part, target);
    toDisk(folder);
    return { copied, former };
  } catch (error) {
    throw error instanceof StoreProblem ? error : folderProblem(folder, error);
  } finally {
    lock.release();
  }
}

/** The log that belongs to the file must not stay behind: it would be played into the copy. */
function moveAside(target: string, now: number): string {
  const former = `${target}.${new Date(now).toISOString().replace(/[-:]|\.\d+/g, "")}`;
  const db = new Database(target);
  try {
    db.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
  renameSync(target, former);
  for (const ending of ["-wal", "-shm"]) rmSync(`${target}${ending}`, { force: true });
  return former;
}

/** @throws StoreProblem when the file is no whole database of a version that this program knows */
function checkedCopy(file: string): Copied {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    const [row] = db.prepare("PRAGMA integrity_check").all() as { integrity_check: string }[];
    if (row?.integrity_check !== "ok") throw damaged(file, row?.integrity_check ?? "");
    pending((db.prepare("SELECT version FROM migrations").all() as { version: number }[]).map((r) => r.version), MIGRATIONS);
    const count = (table: "conversations" | "events"): number => (db!.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
    return { file, bytes: statSync(file).size, conversations: count("conversations"), events: count("events") };
  } catch (error) {
    throw error instanceof StoreProblem ? error : damaged(file, codeOf(error) || (error as Error).message);
  } finally {
    db?.close();
  }
}

function damaged(file: string, why: string): StoreProblem {
  return new StoreProblem("refused", `${file} 不是一次通的数据文件，或者坏了（${why}），什么都没有做。请换一份备份。`, "DAMAGED_COPY");
}

function toDisk(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
