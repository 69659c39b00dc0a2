/**
 * `staff first|add|reset|list`: accounts from the command line, for the first administrator and for when nobody can
 * sign in any more. Works beside a running server.
 */
import { parseArgs } from "node:util";
import { readSettings } from "../http/settings.ts";
import { addAccount, resetPassword, type Doing } from "../staff/accounts.ts";
import { foldLogin } from "../staff/account.ts";
import { COMMAND_LINE } from "../staff/audit.ts";
import type { StaffOffice } from "../staff/office.ts";
import { argon2Hasher } from "../staff/passwords.ts";
import { ROLE_NAMES, STAFF_ROLES, type StaffRole } from "../staff/roles.ts";
import { openStoreBeside } from "../storage/open.ts";
import { StoreProblem } from "../storage/problem.ts";

const USAGE = `用法：
  staff first 登录名 姓名            第一个系统管理员
  staff add 登录名 姓名 --roles 岗位  岗位用逗号隔开：${STAFF_ROLES.map((r) => `${r}（${ROLE_NAMES[r]}）`).join("、")}
  staff reset 登录名                 重设密码
  staff list                         有哪些账号
密码由程序给出，只显示一次，第一次登录必须改。
`;

/** @returns the exit code */
export async function runStaff(args: readonly string[]): Promise<number> {
  const read = readSettings(process.env);
  if (!read.ok) return tell(read.problems.join("\n"));
  let store;
  try {
    store = await openStoreBeside({ dataDir: read.settings.dataDir, databaseUrl: read.settings.databaseUrl, onWaiting: tell });
    const office: StaffOffice = { store: store.staff, hasher: await argon2Hasher(), clock: Date.now };
    return await runOn(office, args);
  } catch (error) {
    if (error instanceof StoreProblem) return tell(error.text);
    throw error;
  } finally {
    await store?.close();
  }
}

/** Exported for its test. */
export async function runOn(office: StaffOffice, args: readonly string[], write: (text: string) => void = (text) => process.stdout.write(text)): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: { roles: { type: "string" } } });
  } catch {
    return tell(USAGE);
  }
  const [act, login = "", name = ""] = parsed.positionals;
  const doing: Doing = { actor: COMMAND_LINE, from: null, reason: `staff ${act ?? ""}` };
  switch (act) {
    case "list": return list(office, write);
    case "reset": return reset(office, doing, login, write);
    case "first": {
      const administrator = (await office.store.accounts()).find((a) => !a.disabled && a.roles.includes("administrator"));
      if (administrator) return tell(`已经有系统管理员了：${administrator.login}。忘了密码用 staff reset ${administrator.login}，加人请他在网页上加，或者用 staff add。`);
      return add(office, doing, login, name, ["administrator"], write);
    }
    case "add": {
      const roles = (parsed.values.roles ?? "").split(",").map((r) => r.trim()).filter(Boolean);
      const unknown = roles.filter((r) => !(STAFF_ROLES as readonly string[]).includes(r));
      if (unknown.length > 0) return tell(`没有这个岗位：${unknown.join("、")}。\n${USAGE}`);
      return add(office, doing, login, name, roles as StaffRole[], write);
    }
    default: return tell(USAGE);
  }
}

async function add(office: StaffOffice, doing: Doing, login: string, name: string, roles: readonly StaffRole[], write: (text: string) => void): Promise<number> {
  const result = await addAccount(office, doing, { login, name, roles, departments: [], regions: [] });
  if (!result.ok) return tell(`${result.problems.join("\n")}\n${USAGE}`);
  write(`账号建好了。登录名：${result.account.login}　岗位：${roles.map((r) => ROLE_NAMES[r]).join("、")}\n一次性密码：${result.password}\n第一次登录必须改密码。登录的地址是 /staff。\n`);
  return 0;
}

async function reset(office: StaffOffice, doing: Doing, login: string, write: (text: string) => void): Promise<number> {
  const account = await office.store.accountByLogin(foldLogin(login));
  if (!account) return tell(`没有登录名为“${login}”的账号。用 staff list 看看有哪些。`);
  const result = await resetPassword(office, doing, account.id, account.version);
  if (!result.ok) return tell(result.problems.join("\n"));
  write(`密码重设了，原来的登录都已退出。登录名：${account.login}\n一次性密码：${result.password}\n`);
  return 0;
}

async function list({ store }: StaffOffice, write: (text: string) => void): Promise<number> {
  const accounts = await store.accounts();
  if (accounts.length === 0) write("还没有账号。用 staff first 登录名 姓名 建第一个系统管理员。\n");
  for (const a of accounts) write(`${a.login}\t${a.name}\t${a.roles.map((r) => ROLE_NAMES[r]).join("、")}${a.disabled ? "\t停用" : ""}\n`);
  return 0;
}

function tell(text: string): 1 {
  process.stderr.write(`${text}\n`);
  return 1;
}
