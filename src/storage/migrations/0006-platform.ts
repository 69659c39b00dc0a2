import type { Migration } from "./migration.ts";

const people = (int: string): string => `CREATE TABLE channel_people (
      person TEXT PRIMARY KEY,
      conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      shown ${int} NOT NULL
    )`;

/** Who of another channel talks in which conversation; and what nodes count together for their limits. */
export const platform: Migration = {
  version: 6,
  name: "platform",
  sqlite: [
    `${people("INTEGER")} STRICT`,
    `CREATE INDEX channel_people_conversation ON channel_people (conversation)`,
  ],
  postgres: [
    people("integer"),
    `CREATE INDEX channel_people_conversation ON channel_people (conversation)`,
    // Not written ahead: it costs no disk, and a crash that empties it only forgives a minute's requests.
    `CREATE UNLOGGED TABLE rate_counts (
      during bigint NOT NULL,
      key text NOT NULL,
      hits integer NOT NULL,
      PRIMARY KEY (during, key)
    )`,
  ],
};
