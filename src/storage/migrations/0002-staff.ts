import type { Migration } from "./migration.ts";

/** Accounts of staff with their sessions, failures to sign in, and the audit log. Bodies are JSON text, as with events. */
export const staff: Migration = {
  version: 2,
  name: "staff",
  sqlite: [
    `CREATE TABLE staff_accounts (
      id TEXT PRIMARY KEY,
      login TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE staff_sessions (
      token_hash TEXT PRIMARY KEY,
      account TEXT NOT NULL REFERENCES staff_accounts (id) ON DELETE CASCADE,
      created_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      address TEXT
    ) STRICT`,
    `CREATE INDEX staff_sessions_account ON staff_sessions (account)`,
    `CREATE TABLE staff_attempts (
      key TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      locked_until INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE staff_audit (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT,
      action TEXT NOT NULL,
      body TEXT NOT NULL
    ) STRICT`,
  ],
  postgres: [
    `CREATE TABLE staff_accounts (
      id text PRIMARY KEY,
      login text NOT NULL UNIQUE,
      version integer NOT NULL,
      body text NOT NULL
    )`,
    `CREATE TABLE staff_sessions (
      token_hash text PRIMARY KEY,
      account text NOT NULL REFERENCES staff_accounts (id) ON DELETE CASCADE,
      created_at bigint NOT NULL,
      seen_at bigint NOT NULL,
      address text
    )`,
    `CREATE INDEX staff_sessions_account ON staff_sessions (account)`,
    `CREATE TABLE staff_attempts (
      key text PRIMARY KEY,
      failures integer NOT NULL,
      last_at bigint NOT NULL,
      locked_until bigint NOT NULL
    )`,
    `CREATE TABLE staff_audit (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      at bigint NOT NULL,
      actor text,
      action text NOT NULL,
      body text NOT NULL
    )`,
  ],
};
