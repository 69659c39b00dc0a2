/** Signing in by an identity provider, against one on this machine that signs real tokens. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StaffRole } from "../../src/staff/roles.ts";
import { OidcProvider } from "../../src/staff/oidc.ts";
import { CLIENT, startProvider, type Person, type Provider, type Spoiled } from "../support/provider.ts";
import { account, cookieOf, member, PASSWORD, signInAs } from "./staffSupport.ts";
import { NOW, surface, type Answer, type Surface } from "./surface.ts";

const START = "/staff/sign-in/oidc";
const CALLBACK = "/staff/sign-in/oidc/callback";
const ME = "/api/v1/staff/me";
const WANG: Person = { sub: "person-1", preferred_username: "Wang" };

let provider: Provider;
beforeAll(async () => { provider = await startProvider(); });
afterAll(() => provider.stop());

async function house(claim = "preferred_username", over: Parameters<typeof surface>[0] = {}): Promise<Surface> {
  const identity = new OidcProvider({ issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, claim, redirectUri: `http://banshi.example${CALLBACK}` });
  return surface({ identity, ...over });
}

const jar = (answer: Answer): string => answer.headers.getSetCookie().map((c) => c.split(";")[0]!).join("; ");
/** The cookie of a session that an answer sets, "" where it sets none. */
const sessionIn = (answer: Answer): string => answer.headers.getSetCookie().map((c) => c.split(";")[0]!).find((c) => /^yicitong_staff=./.test(c)) ?? "";

/** To the provider, and back with what it says. */
async function goes(at: Surface, person: Person, spoiled: Spoiled = {}, next = ""): Promise<{ readonly back: string; readonly going: string; readonly answer: Answer }> {
  const sent = await at.call("GET", START + (next === "" ? "" : `?next=${encodeURIComponent(next)}`));
  expect(sent.status).toBe(303);
  const [back, going] = [provider.agree(sent.headers.get("location")!, person, spoiled), jar(sent)];
  return { back, going, answer: await at.call("GET", back, undefined, { cookie: going }) };
}

const whoIs = async (at: Surface, cookie: string) => (await at.call("GET", ME, undefined, { cookie })).body as { login?: string; roles?: StaffRole[] };

describe("a person the provider vouches for", () => {
  test("gets into the account of that login, with the roles it has here and to where they wanted to go", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const { answer } = await goes(at, WANG, {}, "/curation/drafts?x=1");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/curation/drafts?x=1");
    expect(await whoIs(at, sessionIn(answer))).toMatchObject({ login: "wang", roles: ["curator"] });
    const log = await at.office.store.audit({ limit: 3 });
    expect(log.map((e) => [e.action, e.detail])).toEqual(expect.arrayContaining([["session.begin", "统一身份认证"], ["account.bind", "统一身份认证"]]));
  });

  test("without an account here gets none, and no role whatever the token claims", async () => {
    const at = await house();
    const { answer } = await goes(at, { ...WANG, roles: ["administrator"], groups: ["administrator"] } as Person);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("还没有您的账号");
    expect(sessionIn(answer)).toBe("");
    expect(await at.office.store.accounts()).toEqual([]);
  });

  test("whose account is disabled stays out", async () => {
    const at = await house();
    const { id } = await account(at, "wang", ["curator"]);
    const stored = (await at.office.store.account(id))!;
    await at.office.store.changeAccount({ ...stored, disabled: true, version: stored.version + 1 }, { at: 0, actor: { id: null, name: "x" }, action: "account.disable", target: "wang", reason: null, from: null, detail: null }, "all");
    const { answer } = await goes(at, WANG);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("已经停用");
    expect(sessionIn(answer)).toBe("");
  });

  test("is the one from then on: nobody else gets in by the same name, until an administrator undoes the binding", async () => {
    const at = await house();
    const { id } = await account(at, "wang", ["curator"]);
    expect((await goes(at, WANG)).answer.status).toBe(303);
    const other = await goes(at, { ...WANG, sub: "person-2" });
    expect(other.answer.status).toBe(401);
    expect(other.answer.body).toContain("绑定的是另一个人");
    const admin = await member(at, ["administrator"], "admin");
    const page = (await admin.get(`/staff/accounts/${id}`)).body as string;
    const version = /name="version" value="(\d+)"/.exec(page)![1]!;
    expect((await admin.post(`/staff/accounts/${id}/unbind`, { version, reason: "换人了" })).status).toBe(200);
    expect((await goes(at, { ...WANG, sub: "person-2" })).answer.status).toBe(303);
  });

  test("keeps their account when the provider renames them, and does not get the one that the new name belongs to", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    await account(at, "admin", ["administrator"]);
    await goes(at, WANG);
    const { answer } = await goes(at, { ...WANG, preferred_username: "admin" });
    expect(await whoIs(at, sessionIn(answer))).toMatchObject({ login: "wang" });
  });

  test("who holds a password given by somebody else needs not change it: it is worth nothing any more", async () => {
    const at = await house();
    const { id } = await account(at, "wang", ["curator"]);
    const stored = (await at.office.store.account(id))!;
    await at.office.store.changeAccount({ ...stored, mustChangePassword: true, version: stored.version + 1 }, { at: 0, actor: { id: null, name: "x" }, action: "account.reset-password", target: "wang", reason: null, from: null, detail: null }, "none");
    const { answer } = await goes(at, WANG, {}, "/curation/drafts");
    expect((await at.call("GET", "/curation/drafts", undefined, { cookie: sessionIn(answer) })).status).toBe(200);
    expect((await signInAs(at, "wang", PASSWORD)).status).toBe(401);
  });

  test("may still sign in with a password of their own, and a browser that held another session loses it", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const li = await member(at, ["publisher"], "li");
    const sent = await at.call("GET", START, undefined, { cookie: li.cookie });
    const answer = await at.call("GET", provider.agree(sent.headers.get("location")!, WANG), undefined, { cookie: `${li.cookie}; ${jar(sent)}` });
    expect(await whoIs(at, sessionIn(answer))).toMatchObject({ login: "wang" });
    expect((await at.call("GET", ME, undefined, { cookie: li.cookie })).status).toBe(401);
    expect(cookieOf(await signInAs(at, "wang", PASSWORD))).toMatch(/^yicitong_staff=/);
  });
});

describe("the claim that names the account", () => {
  test("may stand at the userinfo endpoint, for the same person only", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    expect((await goes(at, WANG, { userinfo: {} })).answer.status).toBe(303);
    const other = await goes(at, WANG, { userinfo: { sub: "person-2" } });
    expect(other.answer.status).toBe(401);
    expect(sessionIn(other.answer)).toBe("");
  });

  test("an address counts only when the provider has checked it", async () => {
    const at = await house("email");
    await account(at, "wang", ["curator"]);
    const person = (verified: boolean): Person => ({ sub: "p", preferred_username: "x", email: "wang", email_verified: verified });
    expect((await goes(at, person(false))).answer.status).toBe(401);
    expect((await goes(at, person(true))).answer.status).toBe(303);
  });

  test.each([["missing", undefined], ["a number", 7], ["empty", " "], ["endless", "x".repeat(65)]])("that is %s names nobody", async (_, preferred_username) => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const { answer } = await goes(at, { sub: "p", preferred_username: preferred_username as string });
    expect(answer.status).toBe(401);
    expect(sessionIn(answer)).toBe("");
  });
});

describe("a token that is not what it should be lets nobody in", () => {
  const now = Math.floor(Date.now() / 1_000);
  const SPOILED: readonly (readonly [string, Spoiled])[] = [
    ["for another nonce", { claims: { nonce: "of-another-sign-in" } }], ["without a nonce", { claims: { nonce: undefined } }],
    ["for another audience", { claims: { aud: "another-client" } }], ["for several audiences, ours not the party", { claims: { aud: [CLIENT.id, "other"], azp: "other" } as Spoiled["claims"] }],
    ["of another issuer", { claims: { iss: "https://evil.example" } }], ["expired", { expiresIn: -300 }], ["not valid yet", { claims: { nbf: now + 3_600 } }],
    ["signed by a stranger", { foreignKey: true }], ["not signed", { unsigned: true }], ["without a subject", { claims: { sub: undefined } }],
  ];
  test.each(SPOILED)("%s", async (_, spoiled) => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const before = provider.exchanged.good;
    const { answer } = await goes(at, WANG, spoiled);
    // The code was good: it is the token that is refused.
    expect(provider.exchanged.good).toBe(before + 1);
    expect(answer.status).toBe(401);
    expect(answer.body).toContain("统一身份认证的回复对不上");
    expect(sessionIn(answer)).toBe("");
    // What the provider said stays out of the log.
    expect(at.logged.join("\n")).not.toContain("person-1");
  });
});

describe("the way back", () => {
  test("counts once: the same address and cookie again let nobody in, and neither does the code in another browser", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const { back, going, answer } = await goes(at, WANG);
    expect(answer.status).toBe(303);
    const again = await at.call("GET", back, undefined, { cookie: going });
    expect(again.status).toBe(401);
    expect(sessionIn(again)).toBe("");
    // A stolen code: another browser began its own sign-in, and brings this code with its own state.
    const sent = await at.call("GET", START);
    const state = new URL(sent.headers.get("location")!).searchParams.get("state")!;
    const [good, refused] = [provider.exchanged.good, provider.exchanged.refused];
    const stolen = await at.call("GET", back.replace(/state=[^&]+/, `state=${state}`), undefined, { cookie: jar(sent) });
    expect(stolen.status).toBe(401);
    expect(sessionIn(stolen)).toBe("");
    expect([provider.exchanged.good - good, provider.exchanged.refused - refused]).toEqual([0, 1]);
  });

  test("a code that was not used yet is worth nothing without the browser that asked for it", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    const sent = await at.call("GET", START);
    const back = provider.agree(sent.headers.get("location")!, WANG);
    // No cookie; a cookie of another sign-in with its own state; the right state with another verifier.
    expect((await at.call("GET", back)).status).toBe(401);
    const other = await at.call("GET", START);
    expect((await at.call("GET", back, undefined, { cookie: jar(other) })).status).toBe(401);
    const third = await at.call("GET", START);
    const state = new URL(third.headers.get("location")!).searchParams.get("state")!;
    const swapped = await at.call("GET", back.replace(/state=[^&]+/, `state=${state}`), undefined, { cookie: jar(third) });
    expect(swapped.status).toBe(401);
    expect(sessionIn(swapped)).toBe("");
  });

  test("comes from the provider that was asked, and within ten minutes", async () => {
    let now = NOW;
    const at = await house("preferred_username", { office: { clock: () => now } });
    await account(at, "wang", ["curator"]);
    const sent = await at.call("GET", START);
    const back = provider.agree(sent.headers.get("location")!, WANG);
    const mixed = await at.call("GET", back.replace(/iss=[^&]+/, "iss=https%3A%2F%2Fevil.example"), undefined, { cookie: jar(sent) });
    expect(mixed.status).toBe(401);
    const late = await at.call("GET", START);
    const lateBack = provider.agree(late.headers.get("location")!, WANG);
    now += 10 * 60_000;
    expect((await at.call("GET", lateBack, undefined, { cookie: jar(late) })).status).toBe(401);
  });

  test("with a refusal of the provider, or with nonsense, says so and keeps the password's way open", async () => {
    const at = await house();
    const sent = await at.call("GET", START);
    const state = new URL(sent.headers.get("location")!).searchParams.get("state")!;
    const declined = await at.call("GET", `${CALLBACK}?error=access_denied&state=${state}`, undefined, { cookie: jar(sent) });
    expect(declined.status).toBe(401);
    expect(declined.body).toContain("没有同意");
    expect(declined.body).toContain('name="password"');
    for (const cookie of ["yicitong_going=", "yicitong_going=e30", "yicitong_going=%%%", `yicitong_going=${"x".repeat(5_000)}`]) expect((await at.call("GET", `${CALLBACK}?code=x&state=y`, undefined, { cookie })).status).toBe(401);
  });

  test("never leads elsewhere", async () => {
    const at = await house();
    await account(at, "wang", ["curator"]);
    expect((await goes(at, WANG, {}, "https://evil.example/")).answer.headers.get("location")).toBe("/staff");
  });

  test("what the browser keeps is out of reach of scripts, and over TLS bound to this host", async () => {
    const plain = await house();
    expect((await plain.call("GET", START)).headers.getSetCookie()[0]).toMatch(/^yicitong_going=[\w-]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const tls = await house("preferred_username", { settings: { publicUrl: "https://banshi.example" } });
    expect((await tls.call("GET", START)).headers.getSetCookie()[0]).toMatch(/^__Host-yicitong_going=[^;]+; .*HttpOnly; Secure; SameSite=Lax$/);
  });
});

describe("a house", () => {
  test("without a provider offers none", async () => {
    const at = await surface();
    expect((await at.call("GET", "/staff/sign-in")).body).not.toContain("统一身份认证");
    expect((await at.call("GET", START)).status).toBe(404);
    expect((await at.call("GET", `${CALLBACK}?code=x&state=y`)).status).toBe(404);
  });

  test("whose provider is down says so, and tries again for whoever comes next", async () => {
    const own = await startProvider();
    const identity = new OidcProvider({ issuer: own.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, claim: "preferred_username", redirectUri: `http://banshi.example${CALLBACK}` });
    const at = await surface({ identity });
    await own.stop();
    for (let i = 0; i < 2; i++) {
      const down = await at.call("GET", START);
      expect(down.status).toBe(503);
      expect(down.body).toContain("连不上");
    }
    expect((await at.call("GET", "/staff/sign-in")).body).toContain("用统一身份认证登录");
  });
});
