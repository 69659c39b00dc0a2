import type { Migration } from "./migration.ts";

/**
 * Conversations and their event logs.
 * `body` is JSON as text, not a JSON type: a person may send U+0000 or half a surrogate pair, which stand escaped in
 * JSON text but which PostgreSQL refuses to read inside `json` and to store inside `jsonb` (docs/adr/0021).
 */
export const conversations: Migration = {
  version: 1,
  name: "conversations",
  sqlite: [
    `CREATE TABLE conversations (
      id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX conversations_last_at ON conversations (last_at)`,
    `CREATE TABLE events (
      conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (conversation, seq)
    ) STRICT`,
    `CREATE TABLE answered (
      conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      key TEXT NOT NULL,
      response TEXT NOT NULL,
      PRIMARY KEY (conversation, key)
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE conversations (
      id text PRIMARY KEY,
      token_hash text NOT NULL,
      created_at bigint NOT NULL,
      last_at bigint NOT NULL
    )`,
    `CREATE INDEX conversations_last_at ON conversations (last_at)`,
    `CREATE TABLE events (
      conversation text NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      seq integer NOT NULL,
      turn integer NOT NULL,
      at bigint NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (conversation, seq)
    )`,
    `CREATE TABLE answered (
      conversation text NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
      key text NOT NULL,
      response text NOT NULL,
      PRIMARY KEY (conversation, key)
    )`,
  ],
};
