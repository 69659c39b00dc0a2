/** Stands in for the vendor's servers: signs and encrypts as they do, and refuses an answer whose signature is wrong. */
import { decrypt, encrypt, isSigned, signatureOf, type Credentials } from "../../src/channels/crypt.ts";
import { readMessage, writeMessage } from "../../src/channels/xml.ts";

export const CREDENTIALS: Credentials = { receiver: "wx5823bf96d3bd56c7", token: "QDG6eK", aesKey: "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C" };

export interface Sent {
  readonly query: string;
  readonly body: string;
}

let messages = 0;

/** A message as it is posted to us. */
export function message(fields: Readonly<Record<string, string | number>>, now: number, credentials = CREDENTIALS): Sent {
  return sealed(writeMessage({ ToUserName: "gh_1", FromUserName: "oABC", CreateTime: Math.floor(now / 1_000), MsgType: "text", MsgId: `m${++messages}`, ...fields }), now, credentials);
}

export function sealed(xml: string, now: number, credentials = CREDENTIALS): Sent {
  const encrypted = encrypt(xml, credentials);
  return { query: signed(encrypted, now, credentials), body: writeMessage({ ToUserName: "gh_1", Encrypt: encrypted }) };
}

export function signed(encrypted: string, now: number, { token } = CREDENTIALS): string {
  const [timestamp, nonce] = [String(Math.floor(now / 1_000)), "1372623149"];
  return new URLSearchParams({ msg_signature: signatureOf(token, timestamp, nonce, encrypted), timestamp, nonce }).toString();
}

/** What the person sees. @throws when the vendor would not have taken the answer */
export function shown(xml: string): { to: string; text: string } {
  const { Encrypt = "", MsgSignature = "", TimeStamp = "", Nonce = "" } = readMessage(xml) ?? {};
  if (!isSigned(MsgSignature, CREDENTIALS.token, TimeStamp, Nonce, Encrypt)) throw new Error(`the vendor refuses: ${xml.slice(0, 100)}`);
  const inner = readMessage(decrypt(Encrypt, CREDENTIALS) ?? "");
  if (!inner || Buffer.byteLength(inner["Content"] ?? "") > 2_048) throw new Error("the vendor refuses: too long");
  return { to: inner["ToUserName"] ?? "", text: inner["Content"] ?? "" };
}

/** The vendor's interface for messages of our own accord, with its rules: a token, 48 hours and five messages. */
export class VendorApi {
  readonly delivered: { readonly to: string; readonly text: string }[] = [];
  /** Tokens that were given out; only the last one is good. */
  tokens = 0;
  /** Answers every message with this code, when it is not 0. */
  refuses = 0;
  readonly #people = new Map<string, { at: number; left: number }>();
  readonly #clock: () => number;
  readonly #account: { readonly id: string; readonly secret: string };

  constructor(clock: () => number, account: { readonly id: string; readonly secret: string }) {
    this.#clock = clock;
    this.#account = account;
  }

  /** The person has written. */
  heard(from: string): void {
    this.#people.set(from, { at: this.#clock(), left: 5 });
  }

  /** The token given out is good no more, before its time. */
  endToken(): void {
    this.tokens++;
  }

  answer(path: string, query: URLSearchParams, body: string): object {
    const asked = (body === "" ? {} : JSON.parse(body)) as Record<string, unknown>;
    const { id, secret } = this.#account;
    switch (path) {
      case "/cgi-bin/stable_token":
        return asked["appid"] === id && asked["secret"] === secret ? { access_token: `t${++this.tokens}`, expires_in: 7_200 } : { errcode: 40_125, errmsg: "invalid appsecret" };
      case "/cgi-bin/gettoken":
        return query.get("corpid") === id && query.get("corpsecret") === secret ? { errcode: 0, access_token: `t${++this.tokens}`, expires_in: 7_200 } : { errcode: 40_001, errmsg: "invalid credential" };
      case "/cgi-bin/message/custom/send": return this.#send(query, asked, true);
      case "/cgi-bin/message/send": return asked["agentid"] === 1_000_002 ? this.#send(query, asked, false) : { errcode: 40_056, errmsg: "invalid agentid" };
      default: return { errcode: 43_002, errmsg: "no such interface" };
    }
  }

  #send(query: URLSearchParams, { touser, msgtype, text }: Record<string, unknown>, isRationed: boolean): object {
    if (query.get("access_token") !== `t${this.tokens}`) return { errcode: 42_001, errmsg: "access_token expired" };
    if (this.refuses !== 0) return { errcode: this.refuses, errmsg: "refused" };
    const person = this.#people.get(String(touser));
    const content = (text as { content?: string } | undefined)?.content ?? "";
    if (msgtype !== "text" || content === "" || Buffer.byteLength(content) > 2_048) return { errcode: 45_002, errmsg: "content size out of limit" };
    if (isRationed && (!person || this.#clock() - person.at > 48 * 3_600_000)) return { errcode: 45_015, errmsg: "response out of time limit or subscription is canceled" };
    if (isRationed && person && person.left-- <= 0) return { errcode: 45_047, errmsg: "out of response count limit" };
    this.delivered.push({ to: String(touser), text: content });
    return { errcode: 0, errmsg: "ok" };
  }
}
