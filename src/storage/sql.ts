/** What tables that are the same on both databases need of one. Both speak the same SQL here; only how a statement is run differs. */
import type Database from "libsql";
import type { PostgresAccess } from "./postgresAccess.ts";
import type { SqliteAccess } from "./sqliteAccess.ts";

type Value = string | number | null;

export interface Sql {
  /** @param sql with `$1`, `$2` … for the values */
  all<Row extends object>(sql: string, values: readonly Value[]): Promise<Row[]>;
  /** @returns how many rows were changed */
  run(sql: string, values: readonly Value[]): Promise<number>;
}

export function sqliteSql(access: SqliteAccess): Sql {
  // Only constant statements: it does not grow.
  const prepared = new Map<string, Database.Statement>();
  const statement = (sql: string): Database.Statement => {
    const known = prepared.get(sql) ?? access.db.prepare(sql.replaceAll("$", "?"));
    prepared.set(sql, known);
    return known;
  };
  return {
    async all<Row extends object>(sql: string, values: readonly Value[]) {
      return access.read(() => statement(sql).all([...values]) as Row[]);
    },
    async run(sql, values) {
      return access.write(() => statement(sql).run([...values]).changes);
    },
  };
}

export function postgresSql(access: PostgresAccess): Sql {
  return {
    all<Row extends object>(sql: string, values: readonly Value[]) {
      return access.read<Row>(sql, values);
    },
    async run(sql, values) {
      return (await access.write(sql, values)).rowCount ?? 0;
    },
  };
}
