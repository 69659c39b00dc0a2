import type { Migration } from "./migration.ts";

const tables = (number: string): string[] => [
  `CREATE TABLE desk_orders (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at ${number} NOT NULL,
    changed_at ${number} NOT NULL,
    problem TEXT,
    body TEXT NOT NULL
  )`,
  "CREATE INDEX desk_orders_due ON desk_orders (next_at) WHERE state = 'waiting'",
  "CREATE INDEX desk_orders_conversation ON desk_orders (conversation)",
  `CREATE TABLE channel_reach (
    conversation TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    sealed TEXT,
    heard_at ${number} NOT NULL,
    sent INTEGER NOT NULL,
    told INTEGER NOT NULL
  )`,
  "CREATE INDEX channel_reach_heard_at ON channel_reach (heard_at) WHERE sealed IS NOT NULL",
];

/** What the desk hands to others: work orders on their way, and how far somebody on another channel has been told. */
export const outward: Migration = { version: 8, name: "outward", sqlite: tables("INTEGER"), postgres: tables("bigint") };
