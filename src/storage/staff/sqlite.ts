/** Staff in the embedded store. */
import type Database from "libsql";
import type { Account, AccountWithHash, Attempts, AuditEntry, AuditQuery, NewAuditEntry, Session, StaffStore } from "../../staff/ports.ts";
import type { SqliteAccess } from "../sqliteAccess.ts";
import { accountOf, accountRow, attemptsOf, auditOf, auditRow, sessionOf, withoutHash, type AccountRow, type AttemptsRow, type AuditRow, type SessionRow } from "./rows.ts";

export class SqliteStaff implements StaffStore {
  readonly #access: SqliteAccess;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(access: SqliteAccess) {
    this.#access = access;
    this.#sql = prepare(access.db);
  }

  async addAccount(account: AccountWithHash, entry: NewAuditEntry): Promise<"stored" | "taken"> {
    const { id, login, version, body } = accountRow(account);
    return this.#access.write(() => {
      if (this.#sql.byLogin.get(login)) return "taken";
      this.#sql.addAccount.run(id, login, version, body);
      this.#note(entry);
      return "stored";
    });
  }

  async account(id: string): Promise<AccountWithHash | null> {
    return this.#access.read(() => found(this.#sql.byId.get(id)));
  }

  async accountByLogin(login: string): Promise<AccountWithHash | null> {
    return this.#access.read(() => found(this.#sql.byLogin.get(login)));
  }

  async accounts(): Promise<readonly Account[]> {
    return this.#access.read(() => (this.#sql.accounts.all() as AccountRow[]).map((row) => withoutHash(accountOf(row))));
  }

  async changeAccount(account: AccountWithHash, entry: NewAuditEntry, endSessions: "all" | "none" | { readonly except: string }): Promise<"stored" | "conflict"> {
    const { id, version, body } = accountRow(account);
    return this.#access.write(() => {
      if (this.#sql.changeAccount.run(version, body, id, version - 1).changes === 0) return "conflict";
      if (endSessions !== "none") this.#sql.endSessions.run(id, endSessions === "all" ? "" : endSessions.except);
      this.#note(entry);
      return "stored";
    });
  }

  async addSession(s: Session, entry: NewAuditEntry): Promise<void> {
    this.#access.write(() => {
      this.#sql.addSession.run(s.tokenHash, s.account, s.createdAt, s.seenAt, s.from);
      this.#note(entry);
    });
  }

  async session(tokenHash: string): Promise<{ session: Session; account: Account } | null> {
    return this.#access.read(() => {
      const row = this.#sql.session.get(tokenHash) as SessionRow & AccountRow | undefined;
      return row ? { session: sessionOf(row), account: withoutHash(accountOf(row)) } : null;
    });
  }

  async noteSessionUse(tokenHash: string, at: number): Promise<void> {
    this.#access.write(() => this.#sql.noteUse.run(at, tokenHash));
  }

  async endSession(tokenHash: string, entry: NewAuditEntry): Promise<void> {
    this.#access.write(() => {
      this.#sql.endSession.run(tokenHash);
      this.#note(entry);
    });
  }

  async deleteSessions({ begunBefore, seenBefore }: { begunBefore: number; seenBefore: number }): Promise<number> {
    return this.#access.write(() => this.#sql.deleteSessions.run(begunBefore, seenBefore).changes);
  }

  async countAttempt(key: string, change: (before: Attempts | null) => Attempts | null): Promise<{ counted: boolean; attempts: Attempts }> {
    return this.#access.write(() => {
      const row = this.#sql.attempts.get(key) as AttemptsRow | undefined;
      const before = row ? attemptsOf(row) : null;
      const after = change(before);
      if (after) this.#sql.setAttempts.run(key, after.failures, after.lastAt, after.lockedUntil);
      return { counted: after !== null, attempts: after ?? before ?? { failures: 0, lastAt: 0, lockedUntil: 0 } };
    });
  }

  async forgetAttempts(keys: readonly string[]): Promise<void> {
    this.#access.write(() => { for (const key of keys) this.#sql.forgetAttempts.run(key); });
  }

  async deleteAttempts(before: number): Promise<void> {
    this.#access.write(() => this.#sql.deleteAttempts.run(before));
  }

  async appendAudit(entry: NewAuditEntry): Promise<void> {
    this.#access.write(() => this.#note(entry));
  }

  async audit({ before, actor, action, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    return this.#access.read(() => (this.#sql.audit.all(
      { before: before ?? Number.MAX_SAFE_INTEGER, actor: actor ?? null, action: action ?? null, limit },
    ) as (AuditRow & { seq: number })[]).map(auditOf));
  }

  #note(entry: NewAuditEntry): void {
    noteAuditSqlite(this.#sql.note, entry);
  }
}

/** For other stores: writes an audit entry within their own transaction. */
export function noteAuditSqlite(statement: Database.Statement, entry: NewAuditEntry): void {
  const { at, actor, action, body } = auditRow(entry);
  statement.run(at, actor, action, body);
}

export const NOTE_AUDIT_SQLITE = "INSERT INTO staff_audit (at, actor, action, body) VALUES (?, ?, ?, ?)";

function found(row: unknown): AccountWithHash | null {
  return row ? accountOf(row as AccountRow) : null;
}

function prepare(db: Database.Database) {
  return {
    addAccount: db.prepare("INSERT INTO staff_accounts (id, login, version, body) VALUES (?, ?, ?, ?)"),
    byId: db.prepare("SELECT id, login, version, body FROM staff_accounts WHERE id = ?"),
    byLogin: db.prepare("SELECT id, login, version, body FROM staff_accounts WHERE login = ?"),
    accounts: db.prepare("SELECT id, login, version, body FROM staff_accounts ORDER BY login"),
    changeAccount: db.prepare("UPDATE staff_accounts SET version = ?, body = ? WHERE id = ? AND version = ?"),
    addSession: db.prepare("INSERT INTO staff_sessions (token_hash, account, created_at, seen_at, address) VALUES (?, ?, ?, ?, ?)"),
    session: db.prepare("SELECT s.*, a.id, a.login, a.version, a.body FROM staff_sessions s JOIN staff_accounts a ON a.id = s.account WHERE s.token_hash = ?"),
    noteUse: db.prepare("UPDATE staff_sessions SET seen_at = ? WHERE token_hash = ?"),
    endSession: db.prepare("DELETE FROM staff_sessions WHERE token_hash = ?"),
    endSessions: db.prepare("DELETE FROM staff_sessions WHERE account = ? AND token_hash <> ?"),
    deleteSessions: db.prepare("DELETE FROM staff_sessions WHERE created_at <= ? OR seen_at <= ?"),
    attempts: db.prepare("SELECT failures, last_at, locked_until FROM staff_attempts WHERE key = ?"),
    setAttempts: db.prepare("INSERT OR REPLACE INTO staff_attempts (key, failures, last_at, locked_until) VALUES (?, ?, ?, ?)"),
    forgetAttempts: db.prepare("DELETE FROM staff_attempts WHERE key = ?"),
    deleteAttempts: db.prepare("DELETE FROM staff_attempts WHERE last_at < ?"),
    note: db.prepare(NOTE_AUDIT_SQLITE),
    audit: db.prepare(`SELECT seq, at, actor, action, body FROM staff_audit
      WHERE seq < :before AND (:actor IS NULL OR actor = :actor) AND (:action IS NULL OR action = :action) ORDER BY seq DESC LIMIT :limit`),
  };
}
