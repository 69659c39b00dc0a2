import type { Migration } from "./migration.ts";

/** Ways into a conversation besides its first token: links to take it along, and the devices that came by one. Only hashes. */
export const passes: Migration = {
  version: 4,
  name: "passes",
  sqlite: [
    `CREATE TABLE passes (
      hash TEXT PRIMARY KEY,
      conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX passes_conversation ON passes (conversation)`,
    `CREATE INDEX passes_expires_at ON passes (expires_at)`,
  ],
  postgres: [
    `CREATE TABLE passes (
      hash text PRIMARY KEY,
      conversation text NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      kind text NOT NULL,
      expires_at bigint NOT NULL
    )`,
    `CREATE INDEX passes_conversation ON passes (conversation)`,
    `CREATE INDEX passes_expires_at ON passes (expires_at)`,
  ],
};
