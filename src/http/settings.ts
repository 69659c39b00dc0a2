/**
 * Settings come from the environment, are checked at start, and are listed in docs/settings.md (a test compares).
 */
import { resolve } from "node:path";
import type { CheckedTrustProxy } from "./trustProxy.ts";
import { hidePassword, parseCredentials, parseDatabaseUrl, parseIssuer, parseOrigins, parsePublicUrl, parseApp, parseAppSecret, parseWebhookUrl, integer, secret, Wrong, type ChannelApp, type ChannelCredentials } from "./settingValues.ts";
import { parseTrustProxy } from "./trustProxy.ts";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface Settings {
  readonly port: number;
  readonly host: string;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly retentionDays: number;
  /** 0: no limit. */
  readonly rateLimitPerMinute: number;
  /** 0: no limit. */
  readonly turnsPerMinute: number;
  readonly wechat: ChannelCredentials | null;
  readonly wecom: ChannelCredentials | null;
  /** Lets us write to people of our own accord. */
  readonly wechatSecret: string | null;
  readonly wecomApp: ChannelApp | null;
  readonly webhookUrl: string | null;
  /** Takes work orders; signed with the same secret. */
  readonly workOrderUrl: string | null;
  readonly webhookSecret: string | null;
  readonly webhookNetworks: readonly string[];
  readonly logLevel: LogLevel;
  readonly publishAlone: boolean;
  readonly trustProxy: CheckedTrustProxy;
  /** When agents are there, in words. */
  readonly deskHours: string;
  /** Seals telephone numbers; null: none is taken. */
  readonly contactKey: string | null;
  readonly contactDays: number;
  readonly smsWebhook: string | null;
  /** Signs what is sent there. */
  readonly smsSecret: string | null;
  /** The identity provider of the house; null: staff sign in with passwords only. */
  readonly oidcIssuer: string | null;
  readonly oidcClientId: string | null;
  readonly oidcClientSecret: string | null;
  /** The claim that names an account. */
  readonly oidcClaim: string;
  /** Without a slash at the end. */
  readonly publicUrl: string | null;
  /** Origins of other sites whose pages may hold the widget; `*`: any. */
  readonly embedOrigins: readonly string[];
}

export interface SettingDescription {
  readonly name: string;
  readonly key: keyof Settings;
  /** As it would be written in the environment. */
  readonly standard: string;
  /** What it does, in one sentence of the user's language. */
  readonly does: string;
  readonly example: string;
}

interface Setting<K extends keyof Settings> extends SettingDescription {
  readonly key: K;
  readonly parse: (text: string) => Settings[K] | Wrong;
  /** Never shown, not even when it is wrong. */
  readonly secret?: boolean;
}

const setting = <K extends keyof Settings>(s: Setting<K>): Setting<K> => s;

const ALL = [
  setting({
    name: "PORT", key: "port", standard: "3000", example: "PORT=3001",
    does: "网站开在哪个端口；0 表示随便挑一个空着的", parse: integer(0, 65_535),
  }),
  setting({
    name: "HOST", key: "host", standard: "0.0.0.0", example: "HOST=127.0.0.1",
    does: "监听哪个网卡地址；只让本机访问就写 127.0.0.1",
    parse: (text) => /^[0-9A-Za-z.:_-]{1,255}$/.test(text) ? text : new Wrong("要是一个 IP 地址或主机名"),
  }),
  setting({
    name: "DATA_DIR", key: "dataDir", standard: "./data", example: "DATA_DIR=/var/lib/yicitong",
    does: "自带数据库放在哪个文件夹；用 DATABASE_URL 时不用管",
    parse: (text) => text.includes("\0") ? new Wrong("要是一个文件夹的路径") : resolve(text),
  }),
  setting({
    name: "DATABASE_URL", key: "databaseUrl", standard: "", example: "DATABASE_URL=postgres://yicitong:密码@10.0.0.5:5432/yicitong",
    does: "用 PostgreSQL 存会话时的地址；留空用自带数据库", parse: parseDatabaseUrl,
  }),
  setting({
    name: "RETENTION_DAYS", key: "retentionDays", standard: "90", example: "RETENTION_DAYS=30",
    does: "最后一次说话多少天以后，自动删掉整个会话", parse: integer(1, 3_650),
  }),
  setting({
    name: "RATE_LIMIT_PER_MINUTE", key: "rateLimitPerMinute", standard: "600", example: "RATE_LIMIT_PER_MINUTE=120",
    does: "同一个网络地址一分钟最多请求多少次；0 表示不限", parse: integer(0, 1_000_000),
  }),
  setting({
    name: "TURNS_PER_MINUTE", key: "turnsPerMinute", standard: "120", example: "TURNS_PER_MINUTE=60",
    does: "同一个会话一分钟最多说多少句、点多少下；0 表示不限", parse: integer(0, 1_000_000),
  }),
  setting({
    name: "WECHAT", key: "wechat", standard: "", example: `WECHAT=wx0123456789abcdef,MyToken2026,${"x".repeat(43)}`, secret: true,
    does: "接微信公众号：AppID、Token、EncodingAESKey，用逗号隔开；地址填 /channels/wechat，选安全模式", parse: parseCredentials,
  }),
  setting({
    name: "WECOM", key: "wecom", standard: "", example: `WECOM=ww0123456789abcdef,MyToken2026,${"x".repeat(43)}`, secret: true,
    does: "接企业微信应用：CorpID、Token、EncodingAESKey，用逗号隔开；地址填 /channels/wecom", parse: parseCredentials,
  }),
  setting({
    name: "WECHAT_SECRET", key: "wechatSecret", standard: "", example: `WECHAT_SECRET=${"x".repeat(32)}`, secret: true,
    does: "公众号的 AppSecret：坐席说的话用“客服消息”送到微信；不写就等市民下次说话时带过去", parse: parseAppSecret,
  }),
  setting({
    name: "WECOM_APP", key: "wecomApp", standard: "", example: `WECOM_APP=1000002,${"x".repeat(43)}`, secret: true,
    does: "企业微信应用的 AgentId 和 Secret，用逗号隔开：坐席说的话送到企业微信；不写同上", parse: parseApp,
  }),
  setting({
    name: "WEBHOOK_URL", key: "webhookUrl", standard: "", example: "WEBHOOK_URL=https://hotline.example.gov.cn/yicitong",
    does: "有人要找人工时，通知这个地址；要配 WEBHOOK_SECRET", parse: parseWebhookUrl,
  }),
  setting({
    name: "WORK_ORDER_URL", key: "workOrderUrl", standard: "", example: "WORK_ORDER_URL=https://hotline.example.gov.cn/orders",
    does: "工单交给哪个地址；要配 WEBHOOK_SECRET；留空就只能导出", parse: parseWebhookUrl,
  }),
  setting({
    name: "WEBHOOK_SECRET", key: "webhookSecret", standard: "", example: "WEBHOOK_SECRET=至少16个字符的一串密钥，两边一样", secret: true,
    does: "通知和工单的签名密钥，和收的一方约定",
    parse: secret(16),
  }),
  setting({
    name: "WEBHOOK_NETWORKS", key: "webhookNetworks", standard: "", example: "WEBHOOK_NETWORKS=10.1.0.0/16",
    does: "通知和工单可以发到哪些内部网段，用逗号隔开；不写就只发到外网地址",
    parse: (text) => {
      const networks = text === "" ? [] : text.split(",").map((part) => part.trim());
      return networks.every((network) => parseTrustProxy(network) instanceof Array && /^[\d.:a-f/]+$/i.test(network)) ? networks : new Wrong("要是用逗号隔开的网段");
    },
  }),
  setting({
    name: "LOG_LEVEL", key: "logLevel", standard: "info", example: "LOG_LEVEL=warn",
    does: `日志写多细：${LOG_LEVELS.join("、")}`,
    parse: (text) => LOG_LEVELS.find((level) => level === text) ?? new Wrong(`只能是 ${LOG_LEVELS.join("、")}`),
  }),
  setting({
    name: "PUBLISH_ALONE", key: "publishAlone", standard: "no", example: "PUBLISH_ALONE=yes",
    does: "写 yes，改指南的人自己也能发布（只有一个人的时候）；不写就要两个人把关",
    parse: (text) => text === "yes" ? true : text === "no" ? false : new Wrong("只能是 yes 或 no"),
  }),
  setting({
    name: "TRUST_PROXY", key: "trustProxy", standard: "0", example: "TRUST_PROXY=1",
    does: "前面有几层自己的反向代理，或它们的地址；写错会让限流认错人",
    parse: (text) => parseTrustProxy(text) ?? new Wrong("要是代理的层数，或用逗号隔开的 IP、网段、loopback"),
  }),
  setting({
    name: "PUBLIC_URL", key: "publicUrl", standard: "", example: "PUBLIC_URL=https://banshi.example.gov.cn",
    does: "市民看到的网址；https 开头时会要求浏览器只走加密连接", parse: parsePublicUrl,
  }),
  setting({
    name: "EMBED_ORIGINS", key: "embedOrigins", standard: "", example: "EMBED_ORIGINS=https://www.example.gov.cn,https://msj.example.gov.cn",
    does: "哪些别的网站可以嵌入一次通，用逗号隔开；* 表示都可以，留空表示只有自己", parse: parseOrigins,
  }),
  setting({
    name: "OIDC_ISSUER", key: "oidcIssuer", standard: "", example: "OIDC_ISSUER=https://sso.example.gov.cn/realms/gov",
    does: "单位的统一身份认证（OpenID Connect）的发行者地址，工作人员可以从那里登录；留空就只用密码", parse: parseIssuer,
  }),
  setting({
    name: "OIDC_CLIENT_ID", key: "oidcClientId", standard: "", example: "OIDC_CLIENT_ID=yicitong",
    does: "在统一身份认证那边登记的客户端编号；回调地址填 PUBLIC_URL 加 /staff/sign-in/oidc/callback",
    parse: (text) => text === "" ? null : text.length <= 200 ? text : new Wrong("最多 200 个字符"),
  }),
  setting({
    name: "OIDC_CLIENT_SECRET", key: "oidcClientSecret", standard: "", example: "OIDC_CLIENT_SECRET=（统一身份认证那边给的一串密钥）", secret: true,
    does: "统一身份认证给这个客户端的密钥",
    parse: secret(16),
  }),
  setting({
    name: "OIDC_CLAIM", key: "oidcClaim", standard: "preferred_username", example: "OIDC_CLAIM=employee_number",
    does: "统一身份认证的哪一项就是这里的登录名；要选单位管着、本人改不了的一项",
    parse: (text) => /^[A-Za-z][\w.:/-]{0,99}$/.test(text) ? text : new Wrong("要是一项的名称，字母开头"),
  }),
  setting({
    name: "DESK_HOURS", key: "deskHours", standard: "工作日 9:00—17:00", example: "DESK_HOURS=每天 8:00—20:00",
    does: "没有坐席在线时，告诉市民网上的人工坐席什么时候在",
    parse: (text) => text.length <= 60 ? text : new Wrong("最多 60 个字"),
  }),
  setting({
    name: "CONTACT_KEY", key: "contactKey", standard: "", example: "CONTACT_KEY=（用 openssl rand -hex 32 现做一个，不要抄别处的）", secret: true,
    does: "给市民留的电话加密用的密钥，至少 32 个字符；留空就不收电话", parse: secret(32),
  }),
  setting({
    name: "CONTACT_DAYS", key: "contactDays", standard: "7", example: "CONTACT_DAYS=3",
    does: "市民留的回电号码最多存几天", parse: integer(1, 30),
  }),
  setting({
    name: "SMS_WEBHOOK", key: "smsWebhook", standard: "", example: "SMS_WEBHOOK=https://sms.example.gov.cn/send",
    does: "短信交给哪个地址去发；留空就不发短信", parse: parsePublicUrl,
  }),
  setting({
    name: "SMS_SECRET", key: "smsSecret", standard: "", example: "SMS_SECRET=（用 openssl rand -hex 32 现做一个，和短信平台说好）", secret: true,
    does: "给短信平台的请求签名用的密钥，至少 32 个字符", parse: secret(32),
  }),
] as const;

export const SETTINGS: readonly SettingDescription[] = ALL;

export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** @param env as `process.env`; an empty value counts as absent */
export function readSettings(env: Readonly<Record<string, string | undefined>>): ReadSettings {
  const values: Partial<Record<keyof Settings, unknown>> = {};
  const problems: string[] = [];
  for (const { name, key, standard, example, parse, secret } of ALL) {
    const written = env[name]?.trim() || standard;
    const value = parse(written);
    if (value instanceof Wrong) problems.push(`设置 ${name} 写得不对：${value.why}，现在是“${secret ? "（不显示）" : hidePassword(written)}”。例如：${example}`);
    else values[key] = value;
  }
  if ((values.webhookUrl || values.workOrderUrl) && values.webhookSecret === null) problems.push("设置 WEBHOOK_SECRET 没有写：有了 WEBHOOK_URL 或 WORK_ORDER_URL 就要有它，两边一样，至少 16 个字符。例如：WEBHOOK_SECRET=至少16个字符的一串密钥，两边一样");
  if (values.oidcIssuer) {
    const needed = [["OIDC_CLIENT_ID", values.oidcClientId, "yicitong"], ["OIDC_CLIENT_SECRET", values.oidcClientSecret, "（统一身份认证那边给的一串密钥）"], ["PUBLIC_URL", values.publicUrl, "https://banshi.example.gov.cn"]] as const;
    for (const [name, value, example] of needed) if (value === null) problems.push(`设置 ${name} 没有写：有了 OIDC_ISSUER 就要有它。例如：${name}=${example}`);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: values as Settings };
}
