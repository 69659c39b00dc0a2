import { describe, expect, test } from "vitest";
import { argon2Hasher } from "../../src/staff/passwords.ts";
import { IDLE, LONGEST } from "../../src/staff/session.ts";
import { account, cookieOf, FORM, form, member, memberWith, PASSWORD, signInAs } from "./staffSupport.ts";
import { NOW, surface, type Surface } from "./surface.ts";

/** A surface whose clock can be moved. */
async function withClock(over: Parameters<typeof surface>[0] = {}): Promise<Surface & { pass(ms: number): void }> {
  let now = NOW;
  const at = await surface({ ...over, office: { clock: () => now, ...over.office } });
  return { ...at, pass: (ms) => { now += ms; } };
}

const ME = "/api/v1/staff/me";
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe("signing in", () => {
  test("leads to where one wanted to go, and says who one is", async () => {
    const at = await surface();
    await account(at, "wang", ["curator"], ["330100"]);
    const entered = await at.call("POST", "/staff/sign-in", form({ login: " WANG ", password: PASSWORD, next: "/curation?day=2026-11-24" }), { ...FORM, origin: at.base });
    expect(entered.status).toBe(303);
    expect(entered.headers.get("location")).toBe("/curation?day=2026-11-24");
    const { body } = await at.call("GET", ME, undefined, { cookie: cookieOf(entered) });
    expect(body).toMatchObject({ login: "wang", roles: ["curator"], regions: ["330100"] });
    expect(JSON.stringify(body)).not.toMatch(/plain:|hash/i);
  });

  test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "/staff/../../x", "/staff\r\nx: y", "/staff/sign-in"])("never leads elsewhere: %j", async (next) => {
    const at = await surface();
    await account(at, "wang", ["curator"]);
    const entered = await at.call("POST", "/staff/sign-in", form({ login: "wang", password: PASSWORD, next }), { ...FORM, origin: at.base });
    expect(entered.headers.get("location")).toBe("/staff");
  });

  test("the cookie is out of reach of scripts and other sites; over TLS it is bound to this host", async () => {
    const plain = await surface();
    await account(plain, "wang", ["agent"]);
    expect((await signInAs(plain, "wang", PASSWORD)).headers.get("set-cookie")).toMatch(/^yicitong_staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const tls = await surface({ settings: { publicUrl: "https://banshi.example", rateLimitPerMinute: 0, trustProxy: 0 } });
    await account(tls, "wang", ["agent"]);
    expect((await signInAs(tls, "wang", PASSWORD, { origin: "https://banshi.example" })).headers.get("set-cookie"))
      .toMatch(/^__Host-yicitong_staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test("fixation: a token that was there before is worthless after", async () => {
    const at = await surface();
    const first = await member(at, ["agent"], "wang");
    const again = await signInAs(at, "wang", PASSWORD, { cookie: first.cookie });
    expect(cookieOf(again)).not.toBe(first.cookie);
    expect((await at.call("GET", ME, undefined, { cookie: first.cookie })).status).toBe(401);
    const planted = `yicitong_staff=${"A".repeat(43)}`;
    expect(cookieOf(await signInAs(at, "wang", PASSWORD, { cookie: planted }))).not.toBe(planted);
  });

  test("the store never holds the token itself", async () => {
    const at = await surface();
    const { cookie } = await member(at, ["agent"]);
    const token = cookie.split("=")[1]!;
    expect(await at.office.store.session(token)).toBeNull();
  });
});

describe("enumeration: an unknown login, a wrong password and a disabled account look alike", () => {
  test("the same status, the same words, and the same hash is worked on", async () => {
    const real = await argon2Hasher({ memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    const worked: (string | null)[] = [];
    const at = await surface({ office: { hasher: { hash: real.hash, verify: (hash, password) => { worked.push(hash); return real.verify(hash, password); } } } });
    await account(at, "wang", ["agent"]);
    const gone = await account(at, "gone", ["agent"]);
    const stored = (await at.office.store.account(gone.id))!;
    await at.office.store.changeAccount({ ...stored, disabled: true, version: stored.version + 1 },
      { at: 0, actor: { id: null, name: "" }, action: "account.disable", target: "gone", reason: null, from: null, detail: null }, "all");
    const wrong = [await signInAs(at, "wang", "not this one 1"), await signInAs(at, "nobody", "not this one 1"), await signInAs(at, "gone", PASSWORD)];
    expect(wrong.map((w) => w.status)).toEqual([401, 401, 401]);
    expect(new Set(wrong.map((w) => String(w.body).replace(/value="(wang|nobody|gone)"/, ""))).size).toBe(1);
    expect(worked).toHaveLength(3);
  });

  test("an unknown login is locked as well, and it is not written down", async () => {
    const at = await withClock();
    for (let i = 0; i < 5; i++) expect((await signInAs(at, "hunter2-my-password", "x")).status).toBe(401);
    expect((await signInAs(at, "hunter2-my-password", "x")).status).toBe(429);
    expect(JSON.stringify(await at.office.store.audit({ limit: 100 }))).not.toContain("hunter2");
  });
});

describe("lockout", () => {
  test("after five wrong ones not even the right one is tried, until the lock is over", async () => {
    const at = await withClock();
    await account(at, "wang", ["agent"]);
    for (let i = 0; i < 5; i++) await signInAs(at, "wang", `wrong ${i}`);
    const locked = await signInAs(at, "wang", PASSWORD);
    expect(locked.status).toBe(429);
    expect(locked.headers.get("retry-after")).toBe("60");
    expect(locked.body).toMatch(/请过 1 分钟再试.*请系统管理员重设/);
    at.pass(MINUTE);
    expect((await signInAs(at, "wang", PASSWORD)).status).toBe(303);
  });

  test("many at once are no way around", async () => {
    const at = await withClock();
    await account(at, "wang", ["agent"]);
    const all = await Promise.all(Array.from({ length: 30 }, (_, i) => signInAs(at, "wang", `wrong ${i}`)));
    expect(all.filter((a) => a.status === 401)).toHaveLength(5);
  });

  test("an address that tries many logins is locked for all of them", async () => {
    const at = await withClock();
    await account(at, "wang", ["agent"]);
    for (let i = 0; i < 30; i++) await signInAs(at, `login${i}`, "x");
    expect((await signInAs(at, "wang", PASSWORD)).status).toBe(429);
  });

  test("a colleague's mistakes do not lock out anybody else", async () => {
    const at = await withClock();
    await account(at, "wang", ["agent"]);
    await account(at, "li", ["agent"]);
    for (let i = 0; i < 6; i++) await signInAs(at, "wang", "x");
    expect((await signInAs(at, "li", PASSWORD)).status).toBe(303);
  });
});

describe("a session ends", () => {
  test("when it was not used for an hour; use keeps it, until a shift is over", async () => {
    const at = await withClock();
    const wang = await member(at, ["agent"], "wang");
    at.pass(IDLE - 1);
    expect((await wang.get(ME)).status).toBe(200);
    at.pass(IDLE - 1);
    expect((await wang.get(ME)).status).toBe(200);
    at.pass(IDLE);
    expect((await wang.get(ME)).status).toBe(401);

    const li = await member(at, ["agent"], "li");
    for (let passed = 0; passed < LONGEST - 1; passed += IDLE / 2) {
      expect((await li.get(ME)).status).toBe(200);
      at.pass(IDLE / 2);
    }
    expect((await li.get(ME)).status).toBe(401);
  });

  test("on signing out, in the store and not only in the browser", async () => {
    const at = await surface();
    const wang = await member(at, ["agent"]);
    const out = await wang.post("/staff/sign-out");
    expect(out.headers.get("set-cookie")).toMatch(/^yicitong_staff=;.*1970/);
    expect((await wang.get(ME)).status).toBe(401);
  });

  test("everywhere else on a new password, and by button", async () => {
    const at = await surface();
    const here = await member(at, ["agent"], "wang");
    const elsewhere = memberWith(at, here.id, "wang", cookieOf(await signInAs(at, "wang", PASSWORD)));
    expect((await here.post("/staff/password", { old: PASSWORD, new: "gaoshan-liushui-9", again: "gaoshan-liushui-9" })).body).toContain("密码改好了");
    expect((await elsewhere.get(ME)).status).toBe(401);
    expect((await here.get(ME)).status).toBe(200);
    const again = memberWith(at, here.id, "wang", cookieOf(await signInAs(at, "wang", "gaoshan-liushui-9")));
    await here.post("/staff/sign-out-elsewhere");
    expect((await again.get(ME)).status).toBe(401);
    expect((await here.get(ME)).status).toBe(200);
  });

  test("at once when the account is disabled", async () => {
    const at = await surface();
    const [admin, wang] = [await member(at, ["administrator"]), await member(at, ["agent"], "wang")];
    expect((await admin.post(`/staff/accounts/${wang.id}/disable`, { version: "2", reason: "离职" })).status).toBe(200);
    expect((await wang.get(ME)).status).toBe(401);
  });
});

describe("requests from elsewhere change nothing", () => {
  test.each([
    ["another site's form", { origin: "https://evil.example" }],
    ["a form whose origin is hidden", { origin: "null" }],
    ["a browser that says cross-site", { "sec-fetch-site": "cross-site" }],
    ["a sibling site", { "sec-fetch-site": "same-site" }],
    ["no word of where it comes from", {}],
  ])("%s", async (_, headers) => {
    const at = await surface();
    const wang = await member(at, ["agent"]);
    const answer = await at.call("POST", "/staff/sign-out", form({}), { ...FORM, cookie: wang.cookie, ...headers });
    expect(answer.status).toBe(403);
    expect((await wang.get(ME)).status).toBe(200);
    expect((await at.call("POST", "/staff/sign-in", form({ login: "agent", password: PASSWORD }), { ...FORM, ...headers })).status).toBe(403);
  });

  test.each([
    ["our own page", (base: string) => ({ origin: base })],
    ["a browser that says same-origin", () => ({ "sec-fetch-site": "same-origin" })],
    ["a program with the header that no other site can send", () => ({ "x-yicitong-staff": "1" })],
  ])("%s may", async (_, headers) => {
    const at = await surface();
    const wang = await member(at, ["agent"]);
    expect((await at.call("POST", "/staff/sign-out", form({}), { ...FORM, cookie: wang.cookie, ...headers(at.base) })).status).toBe(303);
  });

  test("pages of staff let browsers say where their forms come from, and stay in no cache", async () => {
    const at = await surface();
    const { headers } = await (await member(at, ["agent"])).get("/staff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("a password given by somebody else", () => {
  test("is good for changing it, and for nothing else", async () => {
    const at = await surface();
    const admin = await member(at, ["administrator"]);
    const given = await admin.post("/staff/accounts/new", { login: "li", name: "李", roles: ["administrator"], departments: "", regions: "" });
    const password = /class="secret">([^<]+)</.exec(given.body)?.[1] ?? "";
    const entered = await signInAs(at, "li", password);
    expect(entered.headers.get("location")).toBe("/staff/password");
    const li = memberWith(at, "", "li", cookieOf(entered));
    expect((await li.get("/staff/accounts")).headers.get("location")).toBe("/staff/password");
    expect((await li.get(ME)).body.type).toBe("/problems/password-must-change");
    expect((await li.post("/staff/password", { old: password, new: "short", again: "short" })).body).toContain("至少 12 位");
    expect((await li.post("/staff/password", { old: password, new: PASSWORD, again: `${PASSWORD}!` })).body).toContain("不一样");
    expect((await li.post("/staff/password", { old: "wrong", new: PASSWORD, again: PASSWORD })).body).toContain("现在的密码不对");
    expect((await li.post("/staff/password", { old: password, new: PASSWORD, again: PASSWORD })).headers.get("location")).toBe("/staff");
    expect((await li.get("/staff/accounts")).status).toBe(200);
  });
});

describe("accounts, by an administrator", () => {
  test("a change needs a reason, and both are in the log", async () => {
    const at = await surface();
    const [admin, wang] = [await member(at, ["administrator"]), await member(at, ["agent"], "wang")];
    const change = { version: "2", name: "王芳", roles: ["agent", "supervisor"], departments: "公安局、人社局", regions: "330100" };
    const without = await admin.post(`/staff/accounts/${wang.id}`, change);
    expect(without.status).toBe(422);
    expect(without.body).toContain("请写一句为什么");
    expect((await admin.post(`/staff/accounts/${wang.id}`, { ...change, reason: "升班长" })).body).toContain("改好了");
    expect((await wang.get(ME)).body).toMatchObject({ name: "王芳", roles: ["agent", "supervisor"], departments: ["公安局", "人社局"] });
    expect((await at.office.store.audit({ limit: 1, action: "account.change" }))[0]).toMatchObject({
      actor: { id: admin.id }, target: "wang", reason: "升班长", from: expect.stringContaining("127.0.0.1"), detail: expect.stringContaining("→ 王芳，坐席、班长"),
    });
  });

  test("a change of what somebody else has just changed is refused and said", async () => {
    const at = await surface();
    const [admin, wang] = [await member(at, ["administrator"]), await member(at, ["agent"], "wang")];
    const change = (name: string) => admin.post(`/staff/accounts/${wang.id}`, { version: "2", name, roles: "agent", departments: "", regions: "", reason: "改名" });
    await change("王芳");
    expect((await change("王方")).body).toContain("刚被别人改过");
    expect((await at.office.store.account(wang.id))?.name).toBe("王芳");
  });

  test("the last administrator cannot be lost", async () => {
    const at = await surface();
    const admin = await member(at, ["administrator"]);
    expect((await admin.post(`/staff/accounts/${admin.id}/disable`, { version: "2", reason: "试试" })).body).toContain("最后一个能用的系统管理员");
    expect((await admin.post(`/staff/accounts/${admin.id}`, { version: "2", name: "李", roles: "agent", departments: "", regions: "", reason: "试试" })).body)
      .toContain("最后一个能用的系统管理员");
    expect((await admin.get("/staff/accounts")).status).toBe(200);
  });

  test.each([
    [{ login: "王芳" }, "登录名要以英文字母开头"],
    [{ name: "" }, "姓名要写"],
    [{ roles: "god" }, "至少选一个岗位"],
    [{ regions: "杭州" }, "六位行政区划代码"],
    [{ regions: "999999" }, "没有代码为 999999 的地区"],
    [{ login: "administrator" }, "已经有人用了"],
  ])("%j is refused, and nothing is stored", async (wrong, why) => {
    const at = await surface();
    const admin = await member(at, ["administrator"]);
    const answer = await admin.post("/staff/accounts/new", { login: "new.one", name: "新人", roles: "agent", departments: "", regions: "", ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain(why);
    expect(await at.office.store.accounts()).toHaveLength(1);
  });

  test("words with markup are shown as words", async () => {
    const at = await surface();
    const admin = await member(at, ["administrator"]);
    await admin.post("/staff/accounts/new", { login: "x.y", name: "<script>alert(1)</script>", roles: "agent", departments: "\"><img src=x>", regions: "" });
    const { body } = await admin.get("/staff/accounts");
    expect(body).toContain("&lt;script&gt;");
    expect(body).not.toMatch(/<script>alert|<img src=x/);
  });
});

test("the audit log shows who did what, and that it was looked at", async () => {
  const at = await surface();
  const admin = await member(at, ["administrator"]);
  await admin.get("/staff/audit");
  const { body } = await admin.get("/staff/audit?action=audit.read");
  expect(body).toContain("工作人员administrator");
  expect(body).toContain("查看操作记录");
});

test("a wrong address below ours, and an unknown account, are answered with a page", async () => {
  const at = await surface();
  const admin = await member(at, ["administrator"]);
  const unknown = await admin.get("/staff/accounts/none");
  expect([unknown.status, unknown.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  expect(unknown.body).toContain("没有这个账号");
});

test("nothing of what is typed into these pages is logged", async () => {
  const at = await surface();
  await member(at, ["administrator"], "secretlogin");
  await signInAs(at, "secretlogin", "secretpassword");
  expect(at.logged.join()).not.toMatch(/secretlogin|secretpassword|yicitong_staff=/);
});
