/** Signing in and out, and who is behind a token. */
import { createHash } from "node:crypto";
import { foldLogin, type Account } from "./account.ts";
import { countAttempt, FORGET_AFTER, PER_ADDRESS, PER_LOGIN } from "./attempts.ts";
import type { StaffOffice } from "./office.ts";
import { MAX_PASSWORD } from "./passwordRules.ts";
import { hashToken, isLive, newToken, NOTE_EVERY, over, type Session } from "./session.ts";

export interface SignedIn {
  readonly account: Account;
  readonly session: Session;
}

export type SignInResult =
  | { readonly ok: true; readonly token: string; readonly account: Account }
  /** One answer for an unknown login, a wrong password and a disabled account. */
  | { readonly ok: false; readonly why: "wrong" }
  | { readonly ok: false; readonly why: "locked"; readonly seconds: number };

export const UNKNOWN = { id: null, name: "没有登录的人" };

/**
 * Checks a password and begins a session with a token that did not exist before: whatever the browser held is worthless.
 * @param from the network address, counted against as well
 */
export async function signIn(office: StaffOffice, typed: { readonly login: string; readonly password: string; readonly from: string | null }): Promise<SignInResult> {
  const { store, hasher, clock } = office;
  const now = clock();
  const login = foldLogin(typed.login);
  const keys = [attemptKey("login", login), ...typed.from === null ? [] : [attemptKey("address", typed.from)]];
  for (const [i, key] of keys.entries()) {
    const { counted, attempts } = await store.countAttempt(key, (before) => countAttempt(before, now, i === 0 ? PER_LOGIN : PER_ADDRESS));
    if (!counted) return { ok: false, why: "locked", seconds: Math.ceil((attempts.lockedUntil - now) / 1_000) };
  }
  const account = await store.accountByLogin(login);
  const fits = typed.password.length <= MAX_PASSWORD * 4 && await hasher.verify(account?.passwordHash ?? null, typed.password);
  if (!account || !fits || account.disabled) {
    // A login that does not exist may be a password in the wrong box: it is not written down.
    await store.appendAudit({
      at: now, actor: UNKNOWN, action: "session.refused", target: account?.login ?? "没有这个登录名", reason: null, from: typed.from,
      detail: account?.disabled ? "账号已停用" : null,
    });
    return { ok: false, why: "wrong" };
  }
  await store.forgetAttempts(keys);
  return { ok: true, ...await beginSession(office, account, typed.from, null) };
}

/** @param by how it was shown who somebody is, where not by a password */
export async function beginSession({ store, clock }: StaffOffice, account: Account, from: string | null, by: string | null): Promise<{ readonly token: string; readonly account: Account }> {
  const [now, token] = [clock(), newToken()];
  await store.addSession({ tokenHash: hashToken(token), account: account.id, createdAt: now, seenAt: now, from },
    { at: now, actor: { id: account.id, name: account.name }, action: "session.begin", target: account.login, reason: null, from, detail: by });
  return { token, account };
}

/** Logins and addresses that fail are kept only as hashes. */
function attemptKey(kind: "login" | "address", value: string): string {
  return `${kind}:${createHash("sha256").update(value).digest("hex")}`;
}

/** Who is behind a token; null when nobody is, any more. Notes that the session was used. */
export async function whoIs({ store, clock }: StaffOffice, token: string): Promise<SignedIn | null> {
  const now = clock();
  const found = await store.session(hashToken(token));
  if (!found || found.account.disabled || !isLive(found.session, now)) return null;
  if (now - found.session.seenAt >= NOTE_EVERY) await store.noteSessionUse(found.session.tokenHash, now);
  return found;
}

export async function signOut({ store, clock }: StaffOffice, { account, session }: SignedIn, from: string | null): Promise<void> {
  await store.endSession(session.tokenHash, { at: clock(), actor: account, action: "session.end", target: account.login, reason: null, from, detail: null });
}

/** Deletes sessions and failures whose time is up; they count for nothing before that as well. */
export async function tidyStaff({ store, clock }: StaffOffice): Promise<void> {
  const now = clock();
  await store.deleteSessions(over(now));
  await store.deleteAttempts(now - FORGET_AFTER);
}
