/** Staff on PostgreSQL. */
import type { Account, AccountWithHash, Attempts, AuditEntry, AuditQuery, NewAuditEntry, Session, StaffStore } from "../../staff/ports.ts";
import type { PostgresAccess, Query } from "../postgresAccess.ts";
import { accountOf, accountRow, attemptsOf, auditOf, auditRow, sessionOf, withoutHash, type AccountRow, type AttemptsRow, type AuditRow, type SessionRow } from "./rows.ts";

const ACCOUNT = "SELECT id, login, version, body FROM staff_accounts";

export class PostgresStaff implements StaffStore {
  readonly #access: PostgresAccess;

  constructor(access: PostgresAccess) {
    this.#access = access;
  }

  async addAccount(account: AccountWithHash, entry: NewAuditEntry): Promise<"stored" | "taken"> {
    const { id, login, version, body } = accountRow(account);
    return this.#access.transaction(async (query) => {
      const { rowCount } = await query(
        "INSERT INTO staff_accounts (id, login, version, body) VALUES ($1, $2, $3, $4) ON CONFLICT (login) DO NOTHING", [id, login, version, body]);
      if (rowCount === 0) return "taken";
      await noteAuditPostgres(query, entry);
      return "stored";
    });
  }

  async account(id: string): Promise<AccountWithHash | null> {
    return this.#account(`${ACCOUNT} WHERE id = $1`, id);
  }

  async accountByLogin(login: string): Promise<AccountWithHash | null> {
    return this.#account(`${ACCOUNT} WHERE login = $1`, login);
  }

  async accounts(): Promise<readonly Account[]> {
    return (await this.#access.read<AccountRow>(`${ACCOUNT} ORDER BY login COLLATE "C"`, [])).map((row) => withoutHash(accountOf(row)));
  }

  async changeAccount(account: AccountWithHash, entry: NewAuditEntry, endSessions: "all" | "none" | { readonly except: string }): Promise<"stored" | "conflict"> {
    const { id, version, body } = accountRow(account);
    return this.#access.transaction(async (query) => {
      const { rowCount } = await query("UPDATE staff_accounts SET version = $1, body = $2 WHERE id = $3 AND version = $4", [version, body, id, version - 1]);
      if (rowCount === 0) return "conflict";
      if (endSessions !== "none") {
        await query("DELETE FROM staff_sessions WHERE account = $1 AND token_hash <> $2", [id, endSessions === "all" ? "" : endSessions.except]);
      }
      await noteAuditPostgres(query, entry);
      return "stored";
    });
  }

  async addSession(s: Session, entry: NewAuditEntry): Promise<void> {
    await this.#access.transaction(async (query) => {
      await query("INSERT INTO staff_sessions (token_hash, account, created_at, seen_at, address) VALUES ($1, $2, $3, $4, $5)",
        [s.tokenHash, s.account, s.createdAt, s.seenAt, s.from]);
      await noteAuditPostgres(query, entry);
    });
  }

  async session(tokenHash: string): Promise<{ session: Session; account: Account } | null> {
    const [row] = await this.#access.read<SessionRow & AccountRow>(
      `SELECT s.*, a.id, a.login, a.version, a.body FROM staff_sessions s JOIN staff_accounts a ON a.id = s.account WHERE s.token_hash = $1`, [tokenHash]);
    return row ? { session: sessionOf(row), account: withoutHash(accountOf(row)) } : null;
  }

  async noteSessionUse(tokenHash: string, at: number): Promise<void> {
    await this.#access.write("UPDATE staff_sessions SET seen_at = $1 WHERE token_hash = $2", [at, tokenHash]);
  }

  async endSession(tokenHash: string, entry: NewAuditEntry): Promise<void> {
    await this.#access.transaction(async (query) => {
      await query("DELETE FROM staff_sessions WHERE token_hash = $1", [tokenHash]);
      await noteAuditPostgres(query, entry);
    });
  }

  async deleteSessions({ begunBefore, seenBefore }: { begunBefore: number; seenBefore: number }): Promise<number> {
    return (await this.#access.write("DELETE FROM staff_sessions WHERE created_at <= $1 OR seen_at <= $2", [begunBefore, seenBefore])).rowCount ?? 0;
  }

  /** The row is made first, so that there is always one to lock: attempts on several nodes queue. */
  async countAttempt(key: string, change: (before: Attempts | null) => Attempts | null): Promise<{ counted: boolean; attempts: Attempts }> {
    return this.#access.transaction(async (query) => {
      await query("INSERT INTO staff_attempts (key, failures, last_at, locked_until) VALUES ($1, 0, 0, 0) ON CONFLICT (key) DO NOTHING", [key]);
      const { rows } = await query<AttemptsRow>("SELECT failures, last_at, locked_until FROM staff_attempts WHERE key = $1 FOR UPDATE", [key]);
      const before = rows[0] && rows[0].failures > 0 ? attemptsOf(rows[0]) : null;
      const after = change(before);
      if (after) {
        await query("UPDATE staff_attempts SET failures = $2, last_at = $3, locked_until = $4 WHERE key = $1", [key, after.failures, after.lastAt, after.lockedUntil]);
      }
      return { counted: after !== null, attempts: after ?? before ?? { failures: 0, lastAt: 0, lockedUntil: 0 } };
    });
  }

  async forgetAttempts(keys: readonly string[]): Promise<void> {
    await this.#access.write("DELETE FROM staff_attempts WHERE key = ANY ($1::text[])", [keys]);
  }

  async deleteAttempts(before: number): Promise<void> {
    await this.#access.write("DELETE FROM staff_attempts WHERE last_at < $1", [before]);
  }

  async appendAudit(entry: NewAuditEntry): Promise<void> {
    await noteAuditPostgres((sql, values) => this.#access.write(sql, values), entry);
  }

  async audit({ before, actor, action, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    const rows = await this.#access.read<AuditRow & { seq: string }>(`SELECT seq, at, actor, action, body FROM staff_audit
      WHERE seq < $1::bigint AND ($2::text IS NULL OR actor = $2) AND ($3::text IS NULL OR action = $3) ORDER BY seq DESC LIMIT $4::int`,
    [before ?? Number.MAX_SAFE_INTEGER, actor ?? null, action ?? null, limit]);
    return rows.map(auditOf);
  }

  async #account(sql: string, value: string): Promise<AccountWithHash | null> {
    // PostgreSQL text cannot hold it: no account has it.
    if (/[\0\p{Surrogate}]/u.test(value)) return null;
    const [row] = await this.#access.read<AccountRow>(sql, [value]);
    return row ? accountOf(row) : null;
  }
}

/** For other stores: writes an audit entry within their own transaction. */
export async function noteAuditPostgres(query: Query, entry: NewAuditEntry): Promise<void> {
  const { at, actor, action, body } = auditRow(entry);
  await query("INSERT INTO staff_audit (at, actor, action, body) VALUES ($1, $2, $3, $4)", [at, actor, action, body]);
}
