import type Database from "libsql";
import { NOTED, pending } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";
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
