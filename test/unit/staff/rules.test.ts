import { describe, expect, test } from "vitest";
import { coversRegion, fieldProblems, foldLogin, loginProblems } from "../../../src/staff/account.ts";
import { countAttempt, FORGET_AFTER, PER_LOGIN, type Attempts } from "../../../src/staff/attempts.ts";
import { passwordProblems } from "../../../src/staff/passwordRules.ts";
import { argon2Hasher } from "../../../src/staff/passwords.ts";
import { mayUse } from "../../../src/staff/roles.ts";
import { IDLE, isLive, LONGEST } from "../../../src/staff/session.ts";

const OWNER = { login: "wang.fang", name: "王芳" };

describe("passwords that are refused, and why", () => {
  test.each([
    ["short1", "至少 12 位"],
    ["aaaaaaaaaaaaaa", "太好猜"],
    ["abababababab", "太好猜"],
    ["12345-lihua-0", "挨着的"],
    ["lihua-qwerty-0", "挨着的"],
    ["gfedcba-mingyue", "挨着的"],
    ["MyPassw0rd-lihua", "常见密码"],
    ["wang.fang-lihua", "登录名或姓名"],
    ["是王芳的密码没错吧哈哈哈", "登录名或姓名"],
    ["194910012008", "全是数字"],
    ["多".repeat(129), "最多 128 位"],
  ])("%s", (password, why) => expect(passwordProblems(password, OWNER).join()).toContain(why));

  test.each(["lihua-mingyue-07", "山高 水长 月明 风清呀呀", "correct horse battery staple"])("%s is fine", (password) =>
    expect(passwordProblems(password, OWNER)).toEqual([]));
});

describe("argon2id", () => {
  test("a hash says how it was made, fits its password only, and never an account that does not exist", async () => {
    const hasher = await argon2Hasher();
    const hash = await hasher.hash("lihua-mingyue-07");
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hasher.verify(hash, "lihua-mingyue-07")).toBe(true);
    expect(await hasher.verify(hash, "lihua-mingyue-08")).toBe(false);
    expect(await hasher.verify(null, "nobody has this password")).toBe(false);
    expect(await hasher.verify("damaged", "lihua-mingyue-07")).toBe(false);
  });
});

describe("locking after wrong passwords", () => {
  const fail = (times: number, from: Attempts | null = null, at = 0): Attempts | null => {
    let attempts = from;
    for (let i = 0; i < times; i++) attempts = countAttempt(attempts, at, PER_LOGIN) ?? attempts;
    return attempts;
  };

  test("the free ones lock nothing, the next ones do, doubling to the longest", () => {
    expect(fail(PER_LOGIN.free - 1)).toMatchObject({ lockedUntil: 0 });
    let attempts = fail(PER_LOGIN.free);
    const locks: number[] = [];
    for (let at = 0; locks.length < 6; at = attempts!.lockedUntil) {
      if (at > 0) attempts = countAttempt(attempts, at, PER_LOGIN);
      locks.push((attempts!.lockedUntil - at) / 60_000);
    }
    expect(locks).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test("while locked nothing is tried, and trying makes it no longer", () => {
    const locked = fail(PER_LOGIN.free)!;
    expect(countAttempt(locked, 30_000, PER_LOGIN)).toBeNull();
  });

  test("failures are forgotten after a day", () => {
    const locked = fail(PER_LOGIN.free)!;
    expect(countAttempt(locked, FORGET_AFTER, PER_LOGIN)).toEqual({ failures: 1, lastAt: FORGET_AFTER, lockedUntil: 0 });
  });
});

describe("accounts", () => {
  test("a login is typed as it comes", () => expect(foldLogin(" ＷＡＮＧ.Fang ")).toBe("wang.fang"));

  test.each(["王芳", "1wang", "w", "wang fang", "a".repeat(33), ""])("the login “%s” is refused with an example", (login) =>
    expect(loginProblems(login).join()).toContain("wang.fang"));

  test("every field that is wrong is said, none where all is well", () => {
    expect(fieldProblems({ name: "", roles: [], departments: ["很".repeat(31)], regions: ["杭州"] })).toHaveLength(4);
    expect(fieldProblems({ name: "王芳330102199003077777", roles: ["agent"], departments: [], regions: [] }).join()).toContain("不要写证件号");
    expect(fieldProblems({ name: "王芳", roles: ["agent"], departments: ["公安局"], regions: ["330100"] })).toEqual([]);
  });

  test.each([
    [[], "330102", true], [["330100"], "330102", true], [["330000"], "330102", true], [["330100"], "330200", false], [["330102"], "330100", false], [["330100"], null, true],
  ])("regions %j cover %s: %s", (regions, region, covers) => expect(coversRegion({ regions }, region)).toBe(covers));
});

test("who may use a route", () => {
  expect(mayUse("anyone", null)).toBe("yes");
  expect(mayUse("signed-in", null)).toBe("sign-in");
  expect(mayUse("signed-in", ["agent"])).toBe("yes");
  expect(mayUse(["curator"], ["agent"])).toBe("no");
  expect(mayUse(["curator"], ["agent", "curator"])).toBe("yes");
});

test("a session is over when it was not used, and over after a shift in any case", () => {
  const session = { tokenHash: "", account: "a", createdAt: 0, seenAt: 0, from: null };
  expect(isLive(session, IDLE - 1)).toBe(true);
  expect(isLive(session, IDLE)).toBe(false);
  expect(isLive({ ...session, seenAt: LONGEST - 1 }, LONGEST)).toBe(false);
});
