import type pg from "pg";
import { NOTED, pending } from "./migrations/list.ts";
import type { Migration } from "./migrations/migration.ts";

/** Any number that is ours: nodes that start together migrate one after the other. */
const MIGRATION_LOCK = 727_116_001;

/** Brings the schema up to date in one transaction. */
export async function migratePostgres(pool: pg.Pool, migrations: readonly Migration[]): Promise<void> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query(NOTED.postgres);
    const { rows } = await client.query<{ version: number }>("SELECT version FROM migrations");
    for (const migration of pending(rows.map((row) => row.version), migrations)) {
      for (const statement of migration.postgres) await client.query(statement);
      await client.query("INSERT INTO migrations (version, name, applied_at) VALUES ($1, $2, $3)",
        [migration.version, migration.name, Date.now()]);
    }
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch((failed: Error) => { broken = failed; });
    throw error;
  } finally {
    client.release(broken);
  }
}
