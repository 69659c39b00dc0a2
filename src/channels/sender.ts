/**
 * Messages of our own accord: 客服消息 of a WeChat official account, application messages of 企业微信. Both want an access
 * token that is asked for with a secret and used until it expires.
 */

/**
 * sent · closed: the person may not be written to (any more), until they write themselves · full: as many as the vendor
 * lets us send are sent · failed: it may work later
 */
export type SendOutcome = "sent" | "closed" | "full" | "failed";

export interface Sender {
  /** @param to the vendor's id of the person; never throws */
  send(to: string, text: string): Promise<SendOutcome>;
}

export interface SenderOptions {
  /** Where the vendor's interface is: another in tests. */
  readonly base?: string;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Told why a message did not go, without a word of it. */
  readonly failed: (reason: string) => void;
}

export interface WeChatAccount {
  readonly appId: string;
  readonly secret: string;
}

export interface WeComApp {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
}

/** Milliseconds one call may take. */
const TIMEOUT = 4_000;
/** A token is renewed so long before it expires, in milliseconds. */
const EARLY = 300_000;
/** The vendor's codes: the token is not good (any more). */
const TOKEN_OVER: ReadonlySet<number> = new Set([40_001, 40_014, 41_001, 42_001]);
/** Silent for more than 48 hours, or no longer following; an id that is nobody's; nobody the application may write to. */
const CLOSED: ReadonlySet<number> = new Set([45_015, 40_003, 43_004, 81_013]);
/** More than the vendor takes for one message of the person. */
const FULL = 45_047;

interface Vendor {
  readonly token: (fresh: boolean) => Promise<Answer>;
  readonly message: (token: string, to: string, text: string) => Promise<Answer>;
}

interface Answer {
  readonly errcode?: unknown;
  readonly access_token?: unknown;
  readonly expires_in?: unknown;
  readonly invaliduser?: unknown;
}

export function weChatSender({ appId, secret }: WeChatAccount, { base = "https://api.weixin.qq.com", ...options }: SenderOptions): Sender {
  return senderOf({
    // The stable token: nodes that ask for it do not end each other's.
    token: (fresh) => post(`${base}/cgi-bin/stable_token`, { grant_type: "client_credential", appid: appId, secret, force_refresh: fresh }),
    message: (token, to, text) => post(`${base}/cgi-bin/message/custom/send?access_token=${encodeURIComponent(token)}`, { touser: to, msgtype: "text", text: { content: text } }),
  }, options);
}

export function weComSender({ corpId, agentId, secret }: WeComApp, { base = "https://qyapi.weixin.qq.com", ...options }: SenderOptions): Sender {
  return senderOf({
    token: () => call(`${base}/cgi-bin/gettoken?${new URLSearchParams({ corpid: corpId, corpsecret: secret }).toString()}`, {}),
    message: (token, to, text) => post(`${base}/cgi-bin/message/send?access_token=${encodeURIComponent(token)}`, { touser: to, msgtype: "text", agentid: Number(agentId), text: { content: text } }),
  }, options);
}

function senderOf(vendor: Vendor, { clock, failed }: Omit<SenderOptions, "base">): Sender {
  let known: { readonly token: string; readonly until: number } | null = null;
  const token = async (fresh: boolean): Promise<string> => {
    if (known && !fresh && known.until > clock()) return known.token;
    const { access_token, expires_in, errcode } = await vendor.token(fresh);
    if (typeof access_token !== "string") throw new Error(`no token, errcode ${String(errcode)}`);
    known = { token: access_token, until: clock() + Number(expires_in ?? 0) * 1_000 - EARLY };
    return access_token;
  };
  return {
    async send(to, text) {
      try {
        let answer = await vendor.message(await token(false), to, text);
        if (TOKEN_OVER.has(Number(answer.errcode))) answer = await vendor.message(await token(true), to, text);
        const code = Number(answer.errcode ?? 0);
        if (code === 0) return answer.invaliduser ? "closed" : "sent";
        failed(`errcode ${code}`);
        return CLOSED.has(code) ? "closed" : code === FULL ? "full" : "failed";
      } catch (error) {
        failed(error instanceof Error ? error.message : "unknown");
        return "failed";
      }
    },
  };
}

const post = (url: string, body: unknown): Promise<Answer> => call(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json; charset=utf-8" } });

/** What goes wrong is told without the address: secrets stand in it. */
async function call(url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(TIMEOUT) });
  } catch {
    throw new Error("the vendor was not reached");
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok || typeof answer !== "object" || answer === null) throw new Error(`the vendor answered ${response.status}`);
  return answer;
}
