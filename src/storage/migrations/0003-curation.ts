import type { Migration } from "./migration.ts";

/** What people asked, newest first: the replay of real questions reads nothing else (eventCodec.ts). */
const SAID = `substr(body, 1, 18) = '{"type":"UserSaid"'`;

export const curation: Migration = {
  version: 3,
  name: "curation",
  sqlite: [
    `CREATE TABLE curation_documents (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      version INTEGER NOT NULL,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    ) STRICT`,
    `CREATE TABLE curation_blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`,
    `CREATE TABLE curation_revision (revision INTEGER NOT NULL) STRICT`,
    `INSERT INTO curation_revision (revision) VALUES (0)`,
    `CREATE INDEX events_said ON events (at) WHERE ${SAID}`,
  ],
  postgres: [
    `CREATE TABLE curation_documents (
      kind text NOT NULL,
      id text NOT NULL,
      version integer NOT NULL,
      at bigint NOT NULL,
      body text NOT NULL,
      PRIMARY KEY (kind, id)
    )`,
    `CREATE TABLE curation_blobs (hash text PRIMARY KEY, bytes bytea NOT NULL)`,
    `CREATE TABLE curation_revision (revision bigint NOT NULL)`,
    `INSERT INTO curation_revision (revision) VALUES (0)`,
    `CREATE INDEX events_said ON events (at) WHERE ${SAID}`,
  ],
};
