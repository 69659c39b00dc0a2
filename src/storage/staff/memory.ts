/** Staff in memory, for tests: passes the same contract as the durable stores. */
import type { Account, AccountWithHash, Attempts, AuditEntry, AuditQuery, NewAuditEntry, Session, StaffStore } from "../../staff/ports.ts";
import { withoutHash } from "./rows.ts";

export class MemoryStaff implements StaffStore {
  readonly #accounts = new Map<string, AccountWithHash>();
  readonly #sessions = new Map<string, Session>();
  readonly #attempts = new Map<string, Attempts>();
  readonly #audit: AuditEntry[] = [];

  async addAccount(account: AccountWithHash, entry: NewAuditEntry): Promise<"stored" | "taken"> {
    if (await this.accountByLogin(account.login)) return "taken";
    this.#accounts.set(account.id, account);
    this.#note(entry);
    return "stored";
  }

  async account(id: string): Promise<AccountWithHash | null> {
    return this.#accounts.get(id) ?? null;
  }

  async accountByLogin(login: string): Promise<AccountWithHash | null> {
    return [...this.#accounts.values()].find((a) => a.login === login) ?? null;
  }

  async accounts(): Promise<readonly Account[]> {
    return [...this.#accounts.values()].map(withoutHash).sort((a, b) => a.login < b.login ? -1 : 1);
  }

  async changeAccount(account: AccountWithHash, entry: NewAuditEntry, endSessions: "all" | "none" | { readonly except: string }): Promise<"stored" | "conflict"> {
    if (this.#accounts.get(account.id)?.version !== account.version - 1) return "conflict";
    this.#accounts.set(account.id, account);
    if (endSessions !== "none") {
      for (const s of [...this.#sessions.values()]) {
        if (s.account === account.id && (endSessions === "all" || s.tokenHash !== endSessions.except)) this.#sessions.delete(s.tokenHash);
      }
    }
    this.#note(entry);
    return "stored";
  }

  async addSession(session: Session, entry: NewAuditEntry): Promise<void> {
    this.#sessions.set(session.tokenHash, session);
    this.#note(entry);
  }

  async session(tokenHash: string): Promise<{ session: Session; account: Account } | null> {
    const session = this.#sessions.get(tokenHash);
    const account = session && this.#accounts.get(session.account);
    return session && account ? { session, account: withoutHash(account) } : null;
  }

  async noteSessionUse(tokenHash: string, at: number): Promise<void> {
    const session = this.#sessions.get(tokenHash);
    if (session) this.#sessions.set(tokenHash, { ...session, seenAt: at });
  }

  async endSession(tokenHash: string, entry: NewAuditEntry): Promise<void> {
    this.#sessions.delete(tokenHash);
    this.#note(entry);
  }

  async deleteSessions({ begunBefore, seenBefore }: { begunBefore: number; seenBefore: number }): Promise<number> {
    const old = [...this.#sessions.values()].filter((s) => s.createdAt <= begunBefore || s.seenAt <= seenBefore);
    for (const { tokenHash } of old) this.#sessions.delete(tokenHash);
    return old.length;
  }

  async countAttempt(key: string, change: (before: Attempts | null) => Attempts | null): Promise<{ counted: boolean; attempts: Attempts }> {
    const before = this.#attempts.get(key) ?? null;
    const after = change(before);
    if (after) this.#attempts.set(key, after);
    return { counted: after !== null, attempts: after ?? before ?? { failures: 0, lastAt: 0, lockedUntil: 0 } };
  }

  async forgetAttempts(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#attempts.delete(key);
  }

  async deleteAttempts(before: number): Promise<void> {
    for (const [key, { lastAt }] of [...this.#attempts]) if (lastAt < before) this.#attempts.delete(key);
  }

  async appendAudit(entry: NewAuditEntry): Promise<void> {
    this.#note(entry);
  }

  async audit({ before = Infinity, actor, action, limit }: AuditQuery): Promise<readonly AuditEntry[]> {
    return this.#audit.filter((e) => e.seq < before && (actor === undefined || e.actor.id === actor) && (action === undefined || e.action === action))
      .reverse().slice(0, limit);
  }

  #note({ actor: { id, name }, ...entry }: NewAuditEntry): void {
    this.#audit.push({ ...entry, actor: { id, name }, seq: this.#audit.length + 1 });
  }
}
