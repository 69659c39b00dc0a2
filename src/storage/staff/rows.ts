/** Accounts, sessions and audit entries ↔ rows. What is read is checked: a damaged row is an error, never a guess. */
import { z } from "zod";
import { AUDIT_ACTIONS, STAFF_ROLES, type Account, type AccountWithHash, type Attempts, type AuditAction, type AuditEntry, type NewAuditEntry, type Session } from "../../staff/ports.ts";

const strings = z.array(z.string());
const accountBody = z.object({
  name: z.string(), roles: z.array(z.enum(STAFF_ROLES)), departments: strings, regions: strings,
  disabled: z.boolean(), mustChangePassword: z.boolean(), createdAt: z.number(), passwordHash: z.string(),
  /** Absent in what older programs stored. */
  identity: z.object({ issuer: z.string(), subject: z.string() }).nullable().default(null),
});

export interface AccountRow { readonly id: string; readonly login: string; readonly version: number; readonly body: string }

export function accountRow({ id, login, version, ...body }: AccountWithHash): AccountRow {
  return { id, login, version, body: JSON.stringify(body) };
}

/** @throws when the body is not an account's */
export function accountOf({ id, login, version, body }: AccountRow): AccountWithHash {
  return { id, login, version, ...accountBody.parse(JSON.parse(body)) };
}

export function withoutHash({ passwordHash: _, ...account }: AccountWithHash): Account {
  return account;
}

/** PostgreSQL's `bigint` reaches us as text. */
type Time = number | string;

export interface SessionRow { readonly token_hash: string; readonly account: string; readonly created_at: Time; readonly seen_at: Time; readonly address: string | null }

export function sessionOf(row: SessionRow): Session {
  return { tokenHash: row.token_hash, account: row.account, createdAt: Number(row.created_at), seenAt: Number(row.seen_at), from: row.address };
}

export interface AttemptsRow { readonly failures: number; readonly last_at: Time; readonly locked_until: Time }

export function attemptsOf(row: AttemptsRow): Attempts {
  return { failures: row.failures, lastAt: Number(row.last_at), lockedUntil: Number(row.locked_until) };
}

const auditBody = z.object({
  actorName: z.string(), target: z.string(), reason: z.string().nullable(), from: z.string().nullable(), detail: z.string().nullable(),
});

export interface AuditRow { readonly at: Time; readonly actor: string | null; readonly action: string; readonly body: string }

export function auditRow({ at, actor, action, target, reason, from, detail }: NewAuditEntry): AuditRow {
  return { at, actor: actor.id, action, body: JSON.stringify({ actorName: actor.name, target, reason, from, detail } satisfies z.input<typeof auditBody>) };
}

export function auditOf({ seq, at, actor, action, body }: AuditRow & { readonly seq: Time }): AuditEntry {
  const { actorName, ...rest } = auditBody.parse(JSON.parse(body));
  if (!Object.hasOwn(AUDIT_ACTIONS, action)) throw new Error(`audit entry ${seq}: unknown action`);
  return { seq: Number(seq), at: Number(at), actor: { id: actor, name: actorName }, action: action as AuditAction, ...rest };
}
