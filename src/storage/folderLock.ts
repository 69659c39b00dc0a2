/**
 * One process per data folder. The lock is the operating system's own (held through SQLite on a file of its own),
 * so a killed process leaves none behind; the data file itself stays readable for backups.
 */
import Database from "libsql";
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreProblem, codeOf, messageOf } from "./problem.ts";

export interface FolderLock {
  release(): void;
}

/** @throws StoreProblem when another process holds the folder or it cannot be written */
export function lockFolder(folder: string): FolderLock {
  const holder = join(folder, "holder");
  try {
    mkdirSync(folder, { recursive: true });
    closeSync(openSync(holder, "a"));
  } catch (error) {
    throw folderProblem(folder, error);
  }
  let lock: Database.Database;
  try {
    lock = new Database(join(folder, "lock"));
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if (codeOf(error) === "SQLITE_BUSY") throw inUse(folder, holder);
    throw folderProblem(folder, error);
  }
  writeFileSync(holder, String(process.pid));
  return {
    release() {
      lock.exec("ROLLBACK");
      lock.close();
    },
  };
}

function inUse(folder: string, holder: string): StoreProblem {
  return new StoreProblem("refused",
    `数据文件夹 ${folder} 正被另一个一次通${pidIn(holder)}使用，所以这一个没有启动。数据没有动过，什么都没丢。`
    + "请先停掉那一个；想同时开两个，就给这一个换个文件夹：DATA_DIR=./data2 npm start。", "FOLDER_IN_USE");
}

function pidIn(holder: string): string {
  try {
    const pid = readFileSync(holder, "utf8").trim();
    return /^\d+$/.test(pid) ? `（进程号 ${pid}）` : "";
  } catch {
    return "";
  }
}

export function folderProblem(folder: string, error: unknown): StoreProblem {
  const code = codeOf(error);
  const why = WHY[code] ?? `打不开或写不进去（${code || messageOf(error)}）`;
  return new StoreProblem("refused",
    `数据文件夹 ${folder} ${why}，所以没有启动。数据没有动过，什么都没丢。`
    + "请让运行程序的用户能读写它，或者换一个文件夹：DATA_DIR=/var/lib/yicitong npm start。", code, error);
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: "没有写入权限",
  EPERM: "没有写入权限",
  EROFS: "在只读的磁盘上",
  ENOSPC: "所在的磁盘满了",
  ENOTDIR: "不是文件夹",
  EEXIST: "不是文件夹",
  ENOENT: "不存在，也建不起来",
};
