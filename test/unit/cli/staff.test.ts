/** `staff` on the command line: the first administrator, and the way back in when nobody can sign in. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { runOn } from "../../../src/cli/staff.ts";
import type { StaffOffice } from "../../../src/staff/office.ts";
import { signIn } from "../../../src/staff/signIn.ts";
import { MemoryStore } from "../../../src/storage/memory.ts";

const hasher: StaffOffice["hasher"] = { hash: async (p) => `plain:${p}`, verify: async (h, p) => h === `plain:${p}` };
let office: StaffOffice;
let complained = "";
beforeEach(() => {
  office = { store: new MemoryStore().staff, hasher, clock: () => 1_764_000_000_000 };
  complained = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => { complained += String(text); return true; });
});
afterEach(() => { vi.restoreAllMocks(); });

async function run(...args: string[]): Promise<{ code: number; out: string }> {
  let out = "";
  return { code: await runOn(office, args, (text) => { out += text; }), out };
}
const passwordIn = (out: string): string => /密码：(\S+)/.exec(out)?.[1] ?? "";
const entersWith = async (login: string, password: string): Promise<boolean> => (await signIn(office, { login, password, from: null })).ok;

describe("staff", () => {
  test("first makes one administrator with a password that must be changed, and no second", async () => {
    const { code, out } = await run("first", "Li.Guan", "李管");
    expect(code).toBe(0);
    expect(await entersWith("li.guan", passwordIn(out))).toBe(true);
    expect(await office.store.accountByLogin("li.guan")).toMatchObject({ roles: ["administrator"], mustChangePassword: true });
    expect((await run("first", "another", "王芳")).code).toBe(1);
    expect(complained).toContain("已经有系统管理员了：li.guan");
    expect(await office.store.accounts()).toHaveLength(1);
  });

  test("add gives the roles that are named; a role that does not exist is said", async () => {
    expect((await run("add", "wang", "王芳", "--roles", "agent, curator")).code).toBe(0);
    expect((await office.store.accountByLogin("wang"))?.roles).toEqual(["agent", "curator"]);
    expect((await run("add", "li", "李", "--roles", "boss")).code).toBe(1);
    expect(complained).toContain("没有这个岗位：boss");
  });

  test("reset gives a new password, the old one is worth nothing, and the log says who did it", async () => {
    const old = passwordIn((await run("first", "li.guan", "李管")).out);
    const { out } = await run("reset", "LI.GUAN");
    expect([await entersWith("li.guan", old), await entersWith("li.guan", passwordIn(out))]).toEqual([false, true]);
    expect((await office.store.audit({ limit: 1, action: "account.reset-password" }))[0]?.actor).toEqual({ id: null, name: "命令行" });
    expect((await run("reset", "nobody")).code).toBe(1);
  });

  test("list names accounts, never a password", async () => {
    expect((await run("list")).out).toContain("还没有账号");
    await run("first", "li.guan", "李管");
    expect((await run("list")).out).toBe("li.guan\t李管\t系统管理员\n");
  });

  test.each([[[]], [["dance"]], [["add", "王芳", "x"]], [["first"]], [["list", "--password", "x"]]])("%j is answered with how it is used", async (args) => {
    expect((await run(...args)).code).toBe(1);
    expect(complained).toContain("用法");
  });
});
