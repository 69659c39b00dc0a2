/** The desk's tables in memory, for the terminal and for tests: the same code on a database that nobody keeps. */
import Database from "libsql";
import { MIGRATIONS } from "../migrations/list.ts";
import { SqliteAccess } from "../sqliteAccess.ts";
import { migrateSqlite } from "../sqliteMigrate.ts";
import { SqlDesk } from "./desk.ts";
import { sqliteSql } from "../sql.ts";

/** Conversations live elsewhere here, so nothing refers to them and nothing is deleted with them. */
export function memoryDesk(): SqlDesk {
  const db = new Database(":memory:");
  migrateSqlite(db, MIGRATIONS);
  db.pragma("foreign_keys = OFF");
  return new SqlDesk(sqliteSql(new SqliteAccess(db)));
}
