import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings, SETTINGS } from "../../src/http/settings.ts";
import { ROOT } from "../support/root.ts";

describe("settings", () => {
  test("have defaults that run", () => {
    expect(readSettings({})).toEqual({
      ok: true,
      settings: {
        port: 3000, host: "0.0.0.0", dataDir: resolve("data"), databaseUrl: null, retentionDays: 90, rateLimitPerMinute: 600, turnsPerMinute: 120, wechat: null, wecom: null, wechatSecret: null, wecomApp: null, webhookUrl: null, workOrderUrl: null, webhookSecret: null, webhookNetworks: [],
        logLevel: "info", publishAlone: false, trustProxy: 0, publicUrl: null, embedOrigins: [], oidcIssuer: null, oidcClientId: null, oidcClientSecret: null, oidcClaim: "preferred_username",
        deskHours: "工作日 9:00—17:00", contactKey: null, contactDays: 7, smsWebhook: null, smsSecret: null,
      },
    });
  });

  test("that are empty count as absent", () => {
    expect(readSettings({ PORT: "", DATABASE_URL: " " })).toEqual(readSettings({}));
  });

  const GOOD: readonly (readonly [string, string, string, unknown])[] = [
    ["PORT", "0", "port", 0], ["PORT", "65535", "port", 65_535], ["HOST", "::1", "host", "::1"],
    ["TRUST_PROXY", "2", "trustProxy", 2], ["TRUST_PROXY", "loopback, 10.0.0.0/8,fd00::/8", "trustProxy", ["loopback", "10.0.0.0/8", "fd00::/8"]],
    ["PUBLIC_URL", "https://banshi.example.gov.cn/", "publicUrl", "https://banshi.example.gov.cn"],
    ["DATABASE_URL", "postgresql://u:p@h/d", "databaseUrl", "postgresql://u:p@h/d"], ["RATE_LIMIT_PER_MINUTE", "0", "rateLimitPerMinute", 0],
    ["WORK_ORDER_URL", "", "workOrderUrl", null], ["WECOM_APP", `1000002, ${"a".repeat(43)}`, "wecomApp", { agentId: "1000002", secret: "a".repeat(43) }], ["WECHAT_SECRET", "a".repeat(32), "wechatSecret", "a".repeat(32)],
    ["EMBED_ORIGINS", "https://a.gov.cn, http://b.gov.cn:8080", "embedOrigins", ["https://a.gov.cn", "http://b.gov.cn:8080"]], ["EMBED_ORIGINS", "*", "embedOrigins", ["*"]],
  ];
  test.each(GOOD)("%s=%s is taken", (name, text, key, value) => {
    const read = readSettings({ [name]: text });
    expect(read.ok && read.settings[key as "port"]).toEqual(value);
  });

  const BAD: readonly (readonly [string, string])[] = [
    ["PORT", "三千"], ["PORT", "65536"], ["PORT", "-1"], ["PORT", "80.5"], ["PORT", "0x50"], ["HOST", "a b"],
    ["DATABASE_URL", "mysql://u@h/d"], ["DATABASE_URL", "10.0.0.5"], ["RETENTION_DAYS", "0"], ["RETENTION_DAYS", "forever"],
    ["RATE_LIMIT_PER_MINUTE", "many"], ["TURNS_PER_MINUTE", "-1"], ["WEBHOOK_URL", "http://a.example/"], ["WEBHOOK_URL", "a.example"], ["WORK_ORDER_URL", "http://a.example/"], ["WEBHOOK_NETWORKS", "10.0.0.0/99"], ["WEBHOOK_NETWORKS", "2"], ["LOG_LEVEL", "loud"], ["TRUST_PROXY", "yes"], ["TRUST_PROXY", "10.0.0.0/99"], ["TRUST_PROXY", "11"],
    ["PUBLIC_URL", "banshi.example"], ["PUBLIC_URL", "ftp://x"], ["PUBLIC_URL", "https://x/?a=1"],
    ["OIDC_ISSUER", "http://sso.example.gov.cn"], ["OIDC_ISSUER", "sso.example.gov.cn"], ["OIDC_ISSUER", "https://sso.example/x?y"], ["OIDC_CLAIM", "a b"],
    ["EMBED_ORIGINS", "a.gov.cn"], ["EMBED_ORIGINS", "https://a.gov.cn/"], ["EMBED_ORIGINS", "https://a.gov.cn/page"], ["EMBED_ORIGINS", "https://a.gov.cn https://b.gov.cn"],
  ];
  test.each(BAD)("%s=%s is refused with the name, what is wrong, what it is, and an example", (name, text) => {
    const read = readSettings({ [name]: text });
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problems).toHaveLength(1);
    expect(read.problems[0]).toMatch(new RegExp(`^设置 ${name} 写得不对：.+，现在是“.*”。例如：${name}=.+`, "s"));
    expect(read.problems[0]).toContain(text);
  });

  test("a webhook without its secret is not begun", () => {
    for (const name of ["WEBHOOK_URL", "WORK_ORDER_URL"]) {
      const read = readSettings({ [name]: "https://a.example/" });
      expect(!read.ok && read.problems.join()).toMatch(/^设置 WEBHOOK_SECRET 没有写.+例如/);
    }
    expect(readSettings({ WORK_ORDER_URL: "https://a.example/", WEBHOOK_SECRET: "s".repeat(16) }).ok).toBe(true);
  });

  test("an identity provider without the rest of what it needs is not begun; with it, plain http only on this machine", () => {
    const bare = readSettings({ OIDC_ISSUER: "https://sso.example.gov.cn" });
    expect(!bare.ok && bare.problems.map((p) => /^设置 (\w+) 没有写：有了 OIDC_ISSUER/.exec(p)?.[1])).toEqual(["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "PUBLIC_URL"]);
    const whole = { OIDC_CLIENT_ID: "yicitong", OIDC_CLIENT_SECRET: "x".repeat(16), PUBLIC_URL: "https://banshi.example" };
    for (const issuer of ["https://sso.example.gov.cn/realms/gov", "http://127.0.0.1:8080", "http://localhost:8080/x"]) expect(readSettings({ ...whole, OIDC_ISSUER: issuer }).ok, issuer).toBe(true);
    const short = readSettings({ ...whole, OIDC_ISSUER: "https://a.example", OIDC_CLIENT_SECRET: "secret-word" });
    expect(!short.ok && short.problems.join()).not.toContain("secret-word");
  });

  test("are all told at once", () => {
    const read = readSettings({ PORT: "x", LOG_LEVEL: "y" });
    expect(!read.ok && read.problems).toHaveLength(2);
  });

  test("never show a password", () => {
    const read = readSettings({ DATABASE_URL: "mysql://me:hunter2@host/db" });
    expect(!read.ok && read.problems.join()).toContain("me:***@host");
    for (const name of ["WECHAT", "WECOM", "WECOM_APP"]) {
      const wrong = readSettings({ [name]: "wx1,hunter2,tooShort" });
      expect(!wrong.ok && wrong.problems.join()).toMatch(/^设置 \w+ 写得不对：.+（不显示）.+例如/);
      expect(!wrong.ok && wrong.problems.join()).not.toMatch(/hunter2|tooShort/);
    }
  });

  test("never show a key", () => {
    const read = readSettings({ CONTACT_KEY: "hunter2", SMS_SECRET: "hunter2" });
    expect(!read.ok && read.problems).toHaveLength(2);
    expect(!read.ok && read.problems.join()).not.toContain("hunter2");
  });

  test.each(SETTINGS)("$name: its own example is right", ({ name, example }) => {
    expect(example.startsWith(`${name}=`)).toBe(true);
    expect(readSettings({ WEBHOOK_SECRET: "a secret of some length", OIDC_CLIENT_ID: "x", OIDC_CLIENT_SECRET: "x".repeat(16), PUBLIC_URL: "https://banshi.example", [name]: example.slice(name.length + 1) }).ok).toBe(true);
  });
});

describe("docs/settings.md", () => {
  const rows = readFileSync(join(ROOT, "docs", "settings.md"), "utf8").split("\n").filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replace(/^`|`$/g, "")));

  test("lists every setting with its default, its meaning and an example, as the program has them", () => {
    expect(rows).toEqual(SETTINGS.map((s) => [s.name, s.standard === "" ? "（空）" : s.standard, s.does, s.example]));
  });
});
