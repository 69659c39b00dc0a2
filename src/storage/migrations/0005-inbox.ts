import type { Migration } from "./migration.ts";

const tables = (number: string, strict: string): string[] => [
  `CREATE TABLE inbox_misses (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    at ${number} NOT NULL,
    decision TEXT,
    body TEXT NOT NULL
  )${strict}`,
  "CREATE INDEX inbox_misses_at ON inbox_misses (at)",
  "CREATE INDEX inbox_misses_conversation ON inbox_misses (conversation)",
  "CREATE INDEX inbox_misses_decision ON inbox_misses (decision)",
  `CREATE TABLE inbox_figures (conversation TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE, at ${number} NOT NULL, body TEXT NOT NULL)${strict}`,
  "CREATE INDEX inbox_figures_at ON inbox_figures (at)",
  `CREATE TABLE inbox_decisions (id TEXT PRIMARY KEY, at ${number} NOT NULL, body TEXT NOT NULL)${strict}`,
  `CREATE TABLE inbox_positions (reader TEXT PRIMARY KEY, at ${number} NOT NULL, id TEXT NOT NULL)${strict}`,
];

/** What went wrong in conversations and their figures, derived from their events; both go with them. Decisions stay. */
export const inbox: Migration = { version: 5, name: "inbox", sqlite: tables("INTEGER", " STRICT"), postgres: tables("bigint", "") };
