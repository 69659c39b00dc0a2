/** What every store of staff must do. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AccountWithHash } from "../../src/staff/account.ts";
import { countAttempt, PER_LOGIN } from "../../src/staff/attempts.ts";
import type { NewAuditEntry } from "../../src/staff/audit.ts";
import type { StaffStore } from "../../src/staff/ports.ts";

let made = 0;

export function account(over: Partial<AccountWithHash> = {}): AccountWithHash {
  made++;
  return {
    id: `a${made}`, login: `login${made}`, name: "王芳", roles: ["agent", "curator"], departments: ["公安局"], regions: ["330100"], disabled: false,
    mustChangePassword: true, identity: { issuer: "https://sso.example", subject: `p${made}` }, createdAt: 1_764_000_000_000, version: 1, passwordHash: "$argon2id$hash", ...over,
  };
}

export function entry(over: Partial<NewAuditEntry> = {}): NewAuditEntry {
  return { at: 1_764_000_000_000, actor: { id: "admin", name: "李管" }, action: "account.add", target: "x", reason: "因为\0\ud800", from: "::1", detail: null, ...over };
}

export function staffContract(name: string, open: () => Promise<{ staff: StaffStore; destroy: () => Promise<void> }>): void {
  describe(`${name}: the contract of a store of staff`, () => {
    let staff: StaffStore;
    let destroy = async (): Promise<void> => {};
    beforeAll(async () => { ({ staff, destroy } = await open()); });
    afterAll(() => destroy());
    const added = async (over: Partial<AccountWithHash> = {}): Promise<AccountWithHash> => {
      const a = account(over);
      expect(await staff.addAccount(a, entry())).toBe("stored");
      return a;
    };
    const begun = async (a: AccountWithHash, tokenHash: string, at = 1_000): Promise<void> => {
      await staff.addSession({ tokenHash, account: a.id, createdAt: at, seenAt: at, from: "10.0.0.1" }, entry({ action: "session.begin" }));
    };
    const entries = async (): Promise<number> => (await staff.audit({ limit: 10_000 })).length;

    describe("accounts", () => {
      test("come back exactly as they were stored, by id and by login", async () => {
        const a = await added();
        expect(await staff.account(a.id)).toEqual(a);
        expect(await staff.accountByLogin(a.login)).toEqual(a);
      });

      test("an unknown one is null, whatever it looks like", async () => {
        for (const odd of ["none", "", "'; DROP TABLE staff_accounts; --", "a\0b", "\ud800"]) {
          expect(await staff.account(odd)).toBeNull();
          expect(await staff.accountByLogin(odd)).toBeNull();
        }
      });

      test("a login is taken once; the second one is not stored, nor its audit entry", async () => {
        const a = await added();
        const before = await entries();
        expect(await staff.addAccount(account({ login: a.login }), entry())).toBe("taken");
        expect(await staff.accountByLogin(a.login)).toEqual(a);
        expect(await entries()).toBe(before);
      });

      test("the list is in order of logins and holds no hash", async () => {
        await added({ login: "zz" });
        await added({ login: "a-first" });
        const list = await staff.accounts();
        expect(list.map((a) => a.login)).toEqual([...list.map((a) => a.login)].sort());
        expect(JSON.stringify(list)).not.toContain("argon2id");
      });

      test("of two changes to one version exactly one is stored, with its entry", async () => {
        const a = await added();
        const before = await entries();
        const change = (name: string) => staff.changeAccount({ ...a, name, version: 2 }, entry({ action: "account.change", detail: name }), "none");
        expect((await Promise.all([change("甲"), change("乙")])).sort()).toEqual(["conflict", "stored"]);
        expect(await entries()).toBe(before + 1);
        const [last] = await staff.audit({ limit: 1 });
        expect((await staff.account(a.id))?.name).toBe(last?.detail);
      });
    });

    describe("sessions", () => {
      test("come back with their account, without its hash", async () => {
        const a = await added();
        await begun(a, "s1");
        const { passwordHash: _, ...shown } = a;
        expect(await staff.session("s1")).toEqual({ session: { tokenHash: "s1", account: a.id, createdAt: 1_000, seenAt: 1_000, from: "10.0.0.1" }, account: shown });
        await staff.noteSessionUse("s1", 2_000);
        expect((await staff.session("s1"))?.session.seenAt).toBe(2_000);
        await staff.endSession("s1", entry({ action: "session.end" }));
        expect(await staff.session("s1")).toBeNull();
      });

      test("end with a change of the account: none, all, or all but one; other accounts' stay", async () => {
        const [a, b] = [await added(), await added()];
        for (const s of ["k1", "k2", "k3"]) await begun(a, s);
        await begun(b, "k4");
        const left = async () => (await Promise.all(["k1", "k2", "k3", "k4"].map(async (s) => await staff.session(s) ? s : ""))).join("");
        await staff.changeAccount({ ...a, version: 2 }, entry(), "none");
        expect(await left()).toBe("k1k2k3k4");
        await staff.changeAccount({ ...a, version: 3 }, entry(), { except: "k2" });
        expect(await left()).toBe("k2k4");
        await staff.changeAccount({ ...a, version: 4 }, entry(), "all");
        expect(await left()).toBe("k4");
      });

      test("a change that meets a conflict ends none", async () => {
        const a = await added();
        await begun(a, "c1");
        expect(await staff.changeAccount({ ...a, version: 7 }, entry(), "all")).toBe("conflict");
        expect(await staff.session("c1")).not.toBeNull();
      });

      test("that are over are deleted, by when they began and when they were last used", async () => {
        const a = await added();
        await begun(a, "old", 100_000);
        await staff.noteSessionUse("old", 200_000);
        await begun(a, "unused", 150_000);
        await begun(a, "fresh", 190_000);
        await staff.deleteSessions({ begunBefore: 100_000, seenBefore: 150_000 });
        expect(await Promise.all(["old", "unused", "fresh"].map(async (s) => await staff.session(s) !== null))).toEqual([false, false, true]);
      });
    });

    describe("attempts", () => {
      test("are counted one by one, also when they come at once", async () => {
        const count = () => staff.countAttempt("login:x", (before) => countAttempt(before, 1_000, PER_LOGIN));
        const all = await Promise.all(Array.from({ length: 20 }, count));
        expect(all.filter((a) => a.counted)).toHaveLength(PER_LOGIN.free);
        expect(all.every((a) => a.counted || a.attempts.lockedUntil === 61_000)).toBe(true);
      });

      test("are forgotten by key, and by age", async () => {
        const failures = async (key: string): Promise<number> => (await staff.countAttempt(key, () => null)).attempts.failures;
        await staff.countAttempt("a", () => ({ failures: 3, lastAt: 10, lockedUntil: 0 }));
        await staff.countAttempt("b", () => ({ failures: 3, lastAt: 30, lockedUntil: 0 }));
        await staff.deleteAttempts(20);
        expect([await failures("a"), await failures("b")]).toEqual([0, 3]);
        await staff.forgetAttempts(["b", "none"]);
        expect(await failures("b")).toBe(0);
      });
    });

    describe("the audit log", () => {
      test("gives entries newest first, exactly as they were written, page by page", async () => {
        await staff.appendAudit(entry({ detail: "一" }));
        await staff.appendAudit(entry({ detail: "二", reason: null, from: null, actor: { id: null, name: "命令行" } }));
        const [second, first] = await staff.audit({ limit: 2 });
        expect(first).toEqual({ ...entry({ detail: "一" }), seq: first!.seq });
        expect(second).toEqual({ ...entry({ detail: "二", reason: null, from: null, actor: { id: null, name: "命令行" } }), seq: second!.seq });
        expect(second!.seq).toBeGreaterThan(first!.seq);
        expect((await staff.audit({ limit: 1, before: second!.seq }))[0]).toEqual(first);
      });

      test("can be asked for one person's, and for one kind", async () => {
        await staff.appendAudit(entry({ actor: { id: "only-me", name: "我" }, action: "account.disable" }));
        await staff.appendAudit(entry({ actor: { id: "only-me", name: "我" }, action: "audit.read" }));
        expect(await staff.audit({ limit: 10, actor: "only-me" })).toHaveLength(2);
        expect(await staff.audit({ limit: 10, actor: "only-me", action: "audit.read" })).toHaveLength(1);
        expect(await staff.audit({ limit: 10, actor: "nobody" })).toEqual([]);
      });
    });
  });
}
