/** What the staff sign-in needs from outside. storage/ implements it; the command line wires it. */
import type { Account, AccountWithHash } from "./account.ts";
import type { Attempts } from "./attempts.ts";
import type { AuditAction, AuditEntry, NewAuditEntry } from "./audit.ts";
import type { Session } from "./session.ts";

export type { Account, AccountWithHash } from "./account.ts";
export type { Attempts } from "./attempts.ts";
export type { AuditEntry, NewAuditEntry } from "./audit.ts";
export type { Session } from "./session.ts";
export { STAFF_ROLES } from "./roles.ts";
export { AUDIT_ACTIONS, type AuditAction } from "./audit.ts";

/** Which entries of the audit log are wanted, newest first. */
export interface AuditQuery {
  /** Only entries before this seq: the next page. */
  readonly before?: number;
  readonly actor?: string;
  readonly action?: AuditAction;
  readonly limit: number;
}

/** Whatever is given with an audit entry is stored together with it or not at all. */
export interface StaffStore {
  /** "taken" when the login exists. */
  addAccount(account: AccountWithHash, entry: NewAuditEntry): Promise<"stored" | "taken">;
  account(id: string): Promise<AccountWithHash | null>;
  accountByLogin(login: string): Promise<AccountWithHash | null>;
  /** All accounts by login. */
  accounts(): Promise<readonly Account[]>;
  /**
   * Stores an account whose `version` is one more than what is stored; "conflict" when somebody was faster.
   * @param endSessions of this account: `all`, `none`, or all but the one with this token hash
   */
  changeAccount(account: AccountWithHash, entry: NewAuditEntry, endSessions: "all" | "none" | { readonly except: string }): Promise<"stored" | "conflict">;

  addSession(session: Session, entry: NewAuditEntry): Promise<void>;
  /** A session with its account, whether or not its time is up. */
  session(tokenHash: string): Promise<{ readonly session: Session; readonly account: Account } | null>;
  noteSessionUse(tokenHash: string, at: number): Promise<void>;
  endSession(tokenHash: string, entry: NewAuditEntry): Promise<void>;
  /** @returns how many were deleted */
  deleteSessions(over: { readonly begunBefore: number; readonly seenBefore: number }): Promise<number>;

  /**
   * Reads, decides and stores in one step that no other one comes between.
   * @param change returns null where nothing is to be stored
   * @returns what is stored afterwards, and whether `change` stored it
   */
  countAttempt(key: string, change: (before: Attempts | null) => Attempts | null): Promise<{ readonly counted: boolean; readonly attempts: Attempts }>;
  forgetAttempts(keys: readonly string[]): Promise<void>;
  /** Forgets everything that was last counted before. */
  deleteAttempts(before: number): Promise<void>;

  appendAudit(entry: NewAuditEntry): Promise<void>;
  audit(query: AuditQuery): Promise<readonly AuditEntry[]>;
}
