/**
 * Signing in by an identity provider of one's own house. It vouches for who somebody is, never for what they may do:
 * an account must be there already, and its roles are what an administrator gave it here.
 */
import { foldLogin, type Account, type Identity } from "./account.ts";
import type { AuditAction } from "./audit.ts";
import type { StaffOffice } from "./office.ts";
import { newToken } from "./session.ts";
import { beginSession, UNKNOWN } from "./signIn.ts";

/** What a provider vouches for. */
export interface Vouched extends Identity {
  /** The claim that names the account here. */
  readonly login: string;
}

/** What the browser keeps while somebody is at the provider. */
export interface Going {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface IdentityProvider {
  /** @throws ProviderProblem when the provider cannot be reached */
  begin(): Promise<{ readonly url: string; readonly going: Going }>;
  /** @param query what the browser brought back @throws ProviderProblem when nobody is vouched for */
  finish(query: URLSearchParams, going: Going): Promise<Vouched>;
}

/** `why` is for the log, and says nothing about the person. */
export class ProviderProblem extends Error {
  readonly kind: "unreachable" | "declined" | "refused";
  constructor(kind: "unreachable" | "declined" | "refused", why: string) {
    super(why);
    this.kind = kind;
  }
}

export type VouchedSignIn =
  | { readonly ok: true; readonly token: string; readonly account: Account }
  | { readonly ok: false; readonly why: "no-account" | "disabled" | "somebody-else" | "again" };

const BY = "统一身份认证";

/**
 * Begins a session for whom a provider vouches for. The first time, the account named by the claim is bound to that
 * person; from then on the person counts, whatever the claim says, and nobody else gets in by the same claim.
 */
export async function signInVouched(office: StaffOffice, vouched: Vouched, from: string | null): Promise<VouchedSignIn> {
  const { store, clock } = office;
  const login = foldLogin(vouched.login);
  const bound = (await store.accounts()).find((a) => a.identity !== null && isSame(a.identity, vouched));
  const found = bound ? await store.account(bound.id) : await store.accountByLogin(login);
  const refused = async (why: Exclude<VouchedSignIn, { ok: true }>["why"], detail: string): Promise<VouchedSignIn> => {
    await store.appendAudit({ at: clock(), actor: UNKNOWN, action: "session.refused", target: found?.login ?? login.slice(0, 64), reason: null, from, detail: `${BY}：${detail}` });
    return { ok: false, why };
  };
  if (!found) return refused("no-account", "没有对应的账号");
  if (found.disabled) return refused("disabled", "账号已停用");
  if (found.identity !== null && !isSame(found.identity, vouched)) return refused("somebody-else", "这个账号绑定的是另一个人");
  let account = found;
  if (account.identity === null || account.mustChangePassword) {
    // A password given by somebody else is no use to a person who is vouched for: it is made unusable, not left about.
    const passwordHash = account.mustChangePassword ? await office.hasher.hash(newToken()) : account.passwordHash;
    account = { ...account, passwordHash, mustChangePassword: false, identity: { issuer: vouched.issuer, subject: vouched.subject }, version: account.version + 1 };
    const action: AuditAction = "account.bind";
    const detail = found.mustChangePassword ? `${BY}，一次性密码作废` : BY;
    const stored = await store.changeAccount(account, { at: clock(), actor: account, action, target: account.login, reason: null, from, detail }, "none");
    if (stored !== "stored") return { ok: false, why: "again" };
  }
  return { ok: true, ...await beginSession(office, account, from, BY) };
}

function isSame(a: Identity, b: Identity): boolean {
  return a.issuer === b.issuer && a.subject === b.subject;
}
