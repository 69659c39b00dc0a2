/** People who sign in, for the tests of staff routes. */
import { addAccount } from "../../src/staff/accounts.ts";
import { COMMAND_LINE } from "../../src/staff/audit.ts";
import type { StaffRole } from "../../src/staff/roles.ts";
import type { Answer, Surface } from "./surface.ts";

export const PASSWORD = "lihua-mingyue-07";

export interface Member {
  readonly id: string;
  readonly login: string;
  readonly cookie: string;
  get(path: string): Promise<Answer>;
  /** A form, sent as our own pages send it. */
  post(path: string, form?: Readonly<Record<string, string | readonly string[]>>, headers?: Record<string, string>): Promise<Answer>;
  /** JSON, sent as our own pages send it. */
  send(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** An account whose password is its own; not signed in. */
export async function account({ office }: Surface, login: string, roles: readonly StaffRole[], regions: readonly string[] = [], departments: readonly string[] = []): Promise<{ id: string; password: string }> {
  const added = await addAccount(office, { actor: COMMAND_LINE, from: null, reason: null }, { login, name: `工作人员${login}`, roles, departments, regions });
  if (!added.ok) throw new Error(added.problems.join());
  const stored = (await office.store.account(added.account.id))!;
  await office.store.changeAccount({ ...stored, version: 2, mustChangePassword: false, passwordHash: await office.hasher.hash(PASSWORD) },
    { at: 0, actor: COMMAND_LINE, action: "account.change-password", target: login, reason: null, from: null, detail: null }, "none");
  return { id: stored.id, password: PASSWORD };
}

/** The form of the sign-in page; headers of a browser on it. */
export function signInAs({ base, call }: Pick<Surface, "base" | "call">, login: string, password: string, headers: Record<string, string> = {}): Promise<Answer> {
  return call("POST", "/staff/sign-in", form({ login, password }), { ...FORM, origin: base, ...headers });
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieOf(answer: Answer): string {
  return (answer.headers.get("set-cookie") ?? "").split(";")[0]!;
}

/** Somebody with these roles who has signed in. */
export async function member(at: Surface, roles: readonly StaffRole[], login = roles.join(".") || "nobody", regions: readonly string[] = [], departments: readonly string[] = []): Promise<Member> {
  const { id } = await account(at, login, roles, regions, departments);
  return memberWith(at, id, login, cookieOf(await signInAs(at, login, PASSWORD)));
}

export function memberWith({ base, call }: Surface, id: string, login: string, cookie: string): Member {
  return {
    id, login, cookie,
    get: (path) => call("GET", path, undefined, { cookie, accept: "text/html" }),
    post: (path, fields = {}, headers = {}) => call("POST", path, form(fields), { ...FORM, cookie, origin: base, ...headers }),
    send: (method, path, body) => call(method, path, body, { cookie, origin: base }),
  };
}

export const FORM = { "content-type": "application/x-www-form-urlencoded" };

export function form(fields: Readonly<Record<string, string | readonly string[]>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const v of [value].flat()) params.append(name, v);
  return params.toString();
}
