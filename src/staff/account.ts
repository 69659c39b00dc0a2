/** Accounts of staff, and what may stand in their fields. */
import type { StaffRole } from "./roles.ts";

/** A person at an identity provider: the only pair that never changes and is never given to somebody else. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

export interface Account {
  readonly id: string;
  /** As it is typed to sign in; lower case, unique. */
  readonly login: string;
  /** As colleagues and the audit log call the person. */
  readonly name: string;
  readonly roles: readonly StaffRole[];
  /** Names of departments whose guides are theirs; none: all. */
  readonly departments: readonly string[];
  /** Adcodes whose citizens and guides are theirs; none: all. */
  readonly regions: readonly string[];
  readonly disabled: boolean;
  /** The password was given by somebody else: nothing else may be done before it is changed. */
  readonly mustChangePassword: boolean;
  /** Who it is at the identity provider, once they have signed in from there. */
  readonly identity: Identity | null;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** 1, 2, 3 …: a change is stored only on the version it was made from. */
  readonly version: number;
}

/** Leaves the store only towards the sign-in. */
export interface AccountWithHash extends Account {
  /** Argon2id, in the PHC format. */
  readonly passwordHash: string;
}

/** What an administrator fills in. */
export interface AccountFields {
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly departments: readonly string[];
  readonly regions: readonly string[];
}

const LOGIN = /^[a-z][a-z0-9._-]{1,31}$/;
const MAX_NAME = 30;
const MAX_LIST = 50;
const ADCODE = /^\d{6}$/;

/** A login is compared without case and width: `ＷＡＮＧ ` is `wang`. */
export function foldLogin(typed: string): string {
  return typed.normalize("NFKC").trim().toLowerCase();
}

/** @returns what is wrong, in sentences that say how to put it right; none when nothing is */
export function loginProblems(login: string): readonly string[] {
  return LOGIN.test(login) ? [] : ["登录名要以英文字母开头，2 到 32 位，只用小写字母、数字、点、横线和下划线，例如 wang.fang。"];
}

/** @returns as `loginProblems` */
export function fieldProblems({ name, roles, departments, regions }: AccountFields): readonly string[] {
  const problems: string[] = [];
  if (name.trim() === "" || name.length > MAX_NAME) problems.push(`姓名要写，最多 ${MAX_NAME} 个字。`);
  if (/\d{6,}/.test(name)) problems.push("姓名里不要写证件号、电话这样的号码。");
  if (roles.length === 0) problems.push("至少选一个岗位，没有岗位的账号什么都做不了。");
  if (departments.length > MAX_LIST || departments.some((d) => d.length > MAX_NAME)) problems.push(`部门最多 ${MAX_LIST} 个，每个最多 ${MAX_NAME} 个字。`);
  if (regions.length > MAX_LIST || regions.some((r) => !ADCODE.test(r))) problems.push(`地区要写六位行政区划代码，最多 ${MAX_LIST} 个，例如 330100。`);
  return problems;
}

/** May this account see what belongs to the region? Everything that is nobody's in particular is everybody's. */
export function coversRegion({ regions }: Pick<Account, "regions">, region: string | null): boolean {
  if (regions.length === 0 || region === null) return true;
  return regions.some((own) => region.startsWith(own.replace(/(00){1,2}$/, "")));
}
