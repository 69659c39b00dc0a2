/**
 * The schema's history. A migration is never edited once released: a change of the schema is a new one.
 */
import { StoreProblem } from "../problem.ts";
import type { Migration } from "./migration.ts";
import { conversations } from "./0001-conversations.ts";
import { staff } from "./0002-staff.ts";
import { curation } from "./0003-curation.ts";
import { passes } from "./0004-passes.ts";
import { inbox } from "./0005-inbox.ts";
import { platform } from "./0006-platform.ts";
import { desk } from "./0007-desk.ts";
import { outward } from "./0008-outward.ts";

export const MIGRATIONS: readonly Migration[] = [conversations, staff, curation, passes, inbox, platform, desk, outward];

/** Where applied versions are noted. */
export const NOTED = {
  sqlite: "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  postgres: "CREATE TABLE IF NOT EXISTS migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)",
};

/**
 * The migrations that are still to run.
 * @param applied versions noted in the store, in any order
 * @throws StoreProblem when the store was written by a newer program
 */
export function pending(applied: readonly number[], migrations: readonly Migration[]): readonly Migration[] {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = Math.max(0, ...applied);
  if (found > newest) {
    throw new StoreProblem("refused",
      `数据是更新的版本写的（结构 ${found}），这个程序只认到结构 ${newest}，所以没有启动。数据原样未动，什么都没丢。`
      + "请换回新版本的程序；一定要用这个旧版本的话，请恢复升级前的备份。", "NEWER_SCHEMA");
  }
  const done = new Set(applied);
  return migrations.filter((m) => !done.has(m.version));
}
