import type { Migration } from "./migration.ts";

/** Events that make a conversation the desk's business: found again after a crash without reading all. */
const DESK_EVENTS = `substr(body, 1, 17) IN ('{"type":"HandedOf', '{"type":"CallOpen', '{"type":"MessageL')`;

const tables = (number: string): string[] => [
  `CREATE TABLE desk_queue (
    conversation TEXT PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    agent TEXT,
    asked_at ${number} NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL
  )`,
  "CREATE INDEX desk_queue_status ON desk_queue (status, asked_at)",
  "CREATE INDEX desk_queue_agent ON desk_queue (agent, status)",
  `CREATE INDEX events_desk ON events (at) WHERE ${DESK_EVENTS}`,
  `CREATE TABLE desk_presence (agent TEXT PRIMARY KEY, seen_at ${number} NOT NULL, body TEXT NOT NULL)`,
  `CREATE TABLE desk_contacts (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    sealed TEXT NOT NULL,
    consent_at ${number} NOT NULL,
    delete_after ${number} NOT NULL,
    PRIMARY KEY (conversation, purpose)
  )`,
  "CREATE INDEX desk_contacts_delete_after ON desk_contacts (delete_after)",
  `CREATE TABLE desk_handled (
    conversation TEXT NOT NULL,
    agent TEXT NOT NULL,
    kind TEXT NOT NULL,
    waited ${number} NOT NULL,
    took ${number} NOT NULL,
    ended_at ${number} NOT NULL
  )`,
  "CREATE INDEX desk_handled_ended_at ON desk_handled (ended_at)",
  `CREATE TABLE desk_suggestions (
    day TEXT NOT NULL,
    agent TEXT NOT NULL,
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (day, agent, kind, verdict)
  )`,
  "CREATE TABLE desk_wording (id TEXT PRIMARY KEY, team TEXT, title TEXT NOT NULL, text TEXT NOT NULL)",
];

/** The agents' desk: its queue is derived from the event logs, the rest has no place in them. */
export const desk: Migration = { version: 7, name: "desk", sqlite: tables("INTEGER"), postgres: tables("bigint") };
