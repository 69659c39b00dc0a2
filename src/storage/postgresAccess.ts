/** One pool of connections, shared by all stores in the database: reads, writes, and what is said when it cannot answer. */
import type pg from "pg";
import { isUnavailable, postgresProblem } from "./postgresSupport.ts";

/** Runs one statement of a transaction. */
export type Query = <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[]) => Promise<pg.QueryResult<Row>>;

export class PostgresAccess {
  readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  /** A read is tried twice: the first failure may only be a pooled connection that died unnoticed. */
  async read<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<Row[]> {
    const attempt = async (): Promise<Row[]> => (await this.pool.query<Row>(prepared(sql, values))).rows;
    try {
      return await attempt().catch((error: unknown) => { if (isUnavailable(error)) return attempt(); throw error; });
    } catch (error) {
      throw postgresProblem(error, "read");
    }
  }

  /** A write is never repeated here: after a broken connection nobody knows whether it was stored. */
  async write<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    try {
      return await this.pool.query<Row>(prepared(sql, values));
    } catch (error) {
      throw postgresProblem(error, "write");
    }
  }

  /** Several statements, all or nothing; what `work` throws is thrown on after everything was taken back. */
  async transaction<T>(work: (query: Query) => Promise<T>): Promise<T> {
    let broken: Error | undefined;
    let client: pg.PoolClient | undefined;
    try {
      client = await this.pool.connect();
      const connected = client;
      await connected.query("BEGIN");
      const result = await work((sql, values) => connected.query(prepared(sql, values)));
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client?.query("ROLLBACK").catch((failed: Error) => { broken = failed; });
      throw postgresProblem(error, "write");
    } finally {
      client?.release(broken);
    }
  }
}

/** Planned once per connection: the names are ours, one per statement. */
function prepared(text: string, values: readonly unknown[]): pg.QueryConfig {
  let name = NAMES.get(text);
  if (name === undefined) NAMES.set(text, name = `yicitong_${NAMES.size}`);
  return { name, text, values: [...values] };
}

/** Only the constant statements of the stores: it does not grow. */
const NAMES = new Map<string, string>();
