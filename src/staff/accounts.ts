/** Adding and changing accounts. Everything an administrator does comes with a reason, and all of it is in the audit log. */
import { randomBytes } from "node:crypto";
import { fieldProblems, foldLogin, loginProblems, type Account, type AccountFields, type AccountWithHash } from "./account.ts";
import type { Actor, AuditAction } from "./audit.ts";
import type { StaffOffice } from "./office.ts";
import { passwordProblems } from "./passwordRules.ts";
import { ROLE_NAMES } from "./roles.ts";
import type { SignedIn } from "./signIn.ts";

/** Who does it, from where, and why. */
export interface Doing {
  readonly actor: Actor;
  readonly from: string | null;
  readonly reason: string | null;
}

export type Done<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problems: readonly string[] };

const refused = (...problems: string[]): { ok: false; problems: readonly string[] } => ({ ok: false, problems });

/** A password nobody has to remember: it must be changed when it is first used. About 95 bits. */
const oneTimePassword = (): string => randomBytes(12).toString("base64url").match(/.{4}/g)!.join("-");

/** @returns the account and its one-time password, which is told only here */
export async function addAccount(office: StaffOffice, doing: Doing, typed: AccountFields & { readonly login: string }): Promise<Done<{ account: Account; password: string }>> {
  const login = foldLogin(typed.login);
  const problems = [...loginProblems(login), ...fieldProblems(typed)];
  if (problems.length > 0) return { ok: false, problems };
  const password = oneTimePassword();
  const account: AccountWithHash = {
    ...fieldsOf(typed), id: randomBytes(9).toString("base64url"), login, disabled: false, mustChangePassword: true, identity: null,
    createdAt: office.clock(), version: 1, passwordHash: await office.hasher.hash(password),
  };
  const stored = await office.store.addAccount(account, entry(office, doing, "account.add", account, spokenFields(account)));
  return stored === "stored" ? { ok: true, account, password } : refused(`登录名“${login}”已经有人用了，换一个。`);
}

/** Changes name, roles, departments and regions; the account's sessions go on with what it may do now. */
export async function changeAccount(office: StaffOffice, doing: Doing, id: string, version: number, typed: AccountFields): Promise<Done> {
  const problems = fieldProblems(typed);
  if (problems.length > 0) return { ok: false, problems };
  return change(office, doing, { id, version, action: "account.change", sessions: "none" }, (before) => ({
    after: { ...before, ...fieldsOf(typed) }, detail: `${spokenFields(before)} → ${spokenFields(fieldsOf(typed))}`,
  }));
}

/** A disabled account's sessions end at once. */
export async function setDisabled(office: StaffOffice, doing: Doing, id: string, version: number, disabled: boolean): Promise<Done> {
  return change(office, doing, { id, version, action: disabled ? "account.disable" : "account.enable", sessions: disabled ? "all" : "none" },
    (before) => ({ after: { ...before, disabled }, detail: null }));
}

/** Gives an account a new one-time password and ends its sessions. */
export async function resetPassword(office: StaffOffice, doing: Doing, id: string, version: number): Promise<Done<{ password: string }>> {
  const password = oneTimePassword();
  const passwordHash = await office.hasher.hash(password);
  const done = await change(office, doing, { id, version, action: "account.reset-password", sessions: "all" },
    (before) => ({ after: { ...before, passwordHash, mustChangePassword: true }, detail: null }));
  return done.ok ? { ok: true, password } : done;
}

/** Whoever signs in from the identity provider next under this login is the one; sessions end. */
export async function unbindIdentity(office: StaffOffice, doing: Doing, id: string, version: number): Promise<Done> {
  return change(office, doing, { id, version, action: "account.unbind", sessions: "all" }, (before) => ({ after: { ...before, identity: null }, detail: null }));
}

/** One's own password; every other session of the account ends. */
export async function changeOwnPassword(
  office: StaffOffice, { account, session }: SignedIn, from: string | null, typed: { readonly old: string; readonly next: string; readonly again: string },
): Promise<Done> {
  const before = await office.store.account(account.id);
  if (!before || !await office.hasher.verify(before.passwordHash, typed.old)) return refused("现在的密码不对。");
  if (typed.next !== typed.again) return refused("两次写的新密码不一样。");
  if (typed.next === typed.old) return refused("新密码和现在的一样，换一个。");
  const problems = passwordProblems(typed.next, account);
  if (problems.length > 0) return { ok: false, problems };
  const after = { ...before, passwordHash: await office.hasher.hash(typed.next), mustChangePassword: false, version: before.version + 1 };
  const stored = await office.store.changeAccount(after,
    entry(office, { actor: account, from, reason: null }, "account.change-password", account, null), { except: session.tokenHash });
  return stored === "stored" ? { ok: true } : refused(CHANGED_MEANWHILE);
}

/** Ends every other session of one's own account. */
export async function signOutElsewhere(office: StaffOffice, { account, session }: SignedIn, from: string | null): Promise<Done> {
  return change(office, { actor: account, from, reason: null }, { id: account.id, version: account.version, action: "session.end-all", sessions: { except: session.tokenHash } },
    (before) => ({ after: before, detail: null }));
}

const CHANGED_MEANWHILE = "这个账号刚被别人改过，您的改动没有存。请看看现在的样子，再改一次。";

interface Change {
  readonly id: string;
  readonly version: number;
  readonly action: AuditAction;
  readonly sessions: "all" | "none" | { readonly except: string };
}

async function change(
  office: StaffOffice, doing: Doing, { id, version, action, sessions }: Change,
  make: (before: AccountWithHash) => { readonly after: AccountWithHash; readonly detail: string | null },
): Promise<Done> {
  const before = await office.store.account(id);
  if (!before) return refused("没有这个账号。");
  if (before.version !== version) return refused(CHANGED_MEANWHILE);
  const { after, detail } = make(before);
  if (isAdministrator(before) && !isAdministrator(after) && await isLastAdministrator(office, id)) {
    return refused("这是最后一个能用的系统管理员，停用或去掉岗位以后就没人能管账号了。请先让另一个人当系统管理员。");
  }
  const stored = await office.store.changeAccount({ ...after, version: version + 1 }, entry(office, doing, action, before, detail), sessions);
  return stored === "stored" ? { ok: true } : refused(CHANGED_MEANWHILE);
}

const isAdministrator = ({ roles, disabled }: Account): boolean => !disabled && roles.includes("administrator");

async function isLastAdministrator({ store }: StaffOffice, id: string): Promise<boolean> {
  return !(await store.accounts()).some((a) => a.id !== id && isAdministrator(a));
}

function entry({ clock }: StaffOffice, { actor, from, reason }: Doing, action: AuditAction, { login }: Account, detail: string | null) {
  return { at: clock(), actor: { id: actor.id, name: actor.name }, action, target: login, reason, from, detail };
}

function fieldsOf({ name, roles, departments, regions }: AccountFields): AccountFields {
  return { name: name.trim(), roles: [...new Set(roles)], departments: [...new Set(departments)], regions: [...new Set(regions)] };
}

function spokenFields({ name, roles, departments, regions }: AccountFields): string {
  return [name, roles.map((r) => ROLE_NAMES[r]).join("、"), departments.join("、"), regions.join("、")].filter(Boolean).join("，");
}
