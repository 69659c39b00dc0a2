import type Database from "libsql";
import { NOTED, pending } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
import { StoreProblem } from "./problem.ts";
import { inTransaction } from "./sqliteSupport.ts";

/** Brings the schema up to date, each migration all or nothing. */
export function migrateSqlite(db: Database.Database, migrations: readonly Migration[]): void {
  db.exec(NOTED.sqlite);
  const applied = (db.prepare("SELECT version FROM migrations").all() as { version: number }[]).map((row) => row.version);
  for (const migration of pending(applied, migrations)) {
    inTransaction(db, () => {
      for (const statement of migration.sqlite) db.exec(statement);
      db.prepare("INSERT INTO migrations (version, name, applied_at) VALUES (?, ?, ?)").run(migration.version, migration.name, Date.now());
    });
  }
}

/** @throws StoreProblem when the file is not of this program's version: it belongs to a server that is running */
export function mustBeMigrated(db: Database.Database, migrations: readonly Migration[]): void {
  const applied = (db.prepare("SELECT version FROM migrations").all() as { version: number }[]).map((row) => row.version);
  if (pending(applied, migrations).length === 0) return;
  throw new StoreProblem("refused",
    "正在运行的服务是旧版本，这个命令是新版本，所以什么都没做。数据没有动过。请先用新版本重新启动服务，再运行一次。", "OLDER_SCHEMA");
}
