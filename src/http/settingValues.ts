/** What the words of a setting mean, or what is wrong with them. */

/** What the vendor's console shows for one account. */
export interface ChannelCredentials {
  readonly receiver: string;
  readonly token: string;
  readonly aesKey: string;
}

/** A value that is not right: what is wrong with it, in words that follow the setting's name. */
export class Wrong {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

export const integer = (min: number, max: number) => (text: string): number | Wrong => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  return value >= min && value <= max ? value : new Wrong(`要是 ${min} 到 ${max} 之间的整数`);
};

export function parseDatabaseUrl(text: string): string | null | Wrong {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === "postgres:" || url.protocol === "postgresql:")) return text;
  return new Wrong("要以 postgres:// 开头，后面是用户、密码、主机和库名");
}

export function parseCredentials(text: string): ChannelCredentials | null | Wrong {
  if (text === "") return null;
  const [receiver = "", token = "", aesKey = "", ...more] = text.split(",").map((part) => part.trim());
  const isWhole = more.length === 0 && /^[\w-]{1,64}$/.test(receiver) && /^[A-Za-z0-9]{3,32}$/.test(token) && /^[A-Za-z0-9+/]{43}$/.test(aesKey);
  return isWhole ? { receiver, token, aesKey } : new Wrong("要是三段：编号、Token（3 到 32 个字母数字）、EncodingAESKey（43 个字符）");
}

/** The application of 企业微信 that writes to people. */
export interface ChannelApp {
  readonly agentId: string;
  readonly secret: string;
}

export function parseAppSecret(text: string): string | null | Wrong {
  return text === "" ? null : /^[\w-]{32,64}$/.test(text) ? text : new Wrong("要是公众平台给的那一串（32 到 64 个字母数字）");
}

export function parseApp(text: string): ChannelApp | null | Wrong {
  if (text === "") return null;
  const [agentId = "", secret = "", ...more] = text.split(",").map((part) => part.trim());
  return more.length === 0 && /^\d{1,12}$/.test(agentId) && /^[\w-]{32,64}$/.test(secret) ? { agentId, secret } : new Wrong("要是两段：AgentId（数字）、Secret（32 到 64 个字符）");
}

export function parseWebhookUrl(text: string): string | null | Wrong {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && url.username === "" && url.password === "" ? url.href : new Wrong("要是 https:// 开头的完整网址，不带用户名和密码");
}

/** A secret of so many characters at least: guessing it must be hopeless even when it was typed by hand. */
export const secret = (fewest: number) => (text: string): string | null | Wrong =>
  text === "" ? null : text.length >= fewest ? text : new Wrong(`至少要 ${fewest} 个字符`);

export function parsePublicUrl(text: string): string | null | Wrong {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.search === "" && url.hash === "") return url.href.replace(/\/$/, "");
  return new Wrong("要是完整的网址，以 https:// 或 http:// 开头");
}

/** What a provider says about people must not be changed on the way: plain http only on this very machine. */
export function parseIssuer(text: string): string | null | Wrong {
  if (text === "") return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname));
  return url && isSafe && url.username === "" && url.password === "" && url.search === "" && url.hash === "" ? text : new Wrong("要是 https:// 开头的网址，和统一身份认证那边写的一字不差");
}

export function parseOrigins(text: string): readonly string[] | Wrong {
  const origins = text.split(",").map((part) => part.trim()).filter(Boolean);
  const isOrigin = (part: string): boolean => part === "*" || (URL.canParse(part) && /^https?:$/.test(new URL(part).protocol) && new URL(part).origin === part);
  return origins.every(isOrigin) ? origins : new Wrong("要是网站的来源（https:// 加域名，后面没有路径和斜杠），用逗号隔开，或者 *");
}

export function hidePassword(text: string): string {
  return text.replace(/(:\/\/[^:@/\s]*):[^@\s]*@/, "$1:***@").slice(0, 200);
}
