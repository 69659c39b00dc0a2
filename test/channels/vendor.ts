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
