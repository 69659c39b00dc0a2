import type { Migration } from "./migration.ts";

/** What nodes count together for their limits; the embedded store has one process, which counts for itself. */
export const rateCounts: Migration = {
  version: 4,
  name: "rate-counts",
  sqlite: [],
  postgres: [
    // Not written ahead: it costs no disk, and a crash that empties it only forgives a minute's requests.
    `CREATE UNLOGGED TABLE rate_counts (
      during bigint NOT NULL,
      key text NOT NULL,
      hits integer NOT NULL,
      PRIMARY KEY (during, key)
    )`,
  ],
};
