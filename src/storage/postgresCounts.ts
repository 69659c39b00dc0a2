import type { SharedCounts } from "../http/ports.ts";
import type { PostgresAccess } from "./postgresAccess.ts";

const ADD = `
  INSERT INTO rate_counts (during, key, hits) SELECT $1, * FROM unnest($2::text[], $3::int[])
  ON CONFLICT (during, key) DO UPDATE SET hits = rate_counts.hits + excluded.hits
  RETURNING key, hits`;

/** Counts of all nodes in a table that a crash of the database may empty: they only hold for a minute anyway. */
export class PostgresCounts implements SharedCounts {
  readonly #access: PostgresAccess;
  #window = 0;

  constructor(access: PostgresAccess) {
    this.#access = access;
  }

  async add(window: number, counts: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
    // Always in the same order: two nodes that add the same keys wait for each other instead of blocking each other.
    const keys = [...counts.keys()].sort();
    const { rows } = await this.#access.write<{ key: string; hits: number }>(ADD, [window, keys, keys.map((key) => counts.get(key))]);
    if (window > this.#window) {
      this.#window = window;
      await this.#access.write("DELETE FROM rate_counts WHERE during < $1", [window]);
    }
    return new Map(rows.map(({ key, hits }) => [key, hits]));
  }
}
