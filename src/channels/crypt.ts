/**
 * How WeChat's official accounts (安全模式) and 企业微信 sign and encrypt: SHA-1 over the sorted parts as a signature,
 * AES-256-CBC around random bytes, length, message, receiver. Both vendors describe the very same scheme.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** What the vendor's console shows. */
export interface Credentials {
  /** AppID or CorpID: whom messages are for. */
  readonly receiver: string;
  readonly token: string;
  /** 43 characters. */
  readonly aesKey: string;
}

/** Padding goes to multiples of 32 bytes, unlike the cipher's own 16. */
const BLOCK = 32;
const RANDOM = 16;

export function signatureOf(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash("sha1").update([token, timestamp, nonce, encrypted].sort().join("")).digest("hex");
}

export function isSigned(signature: string, token: string, timestamp: string, nonce: string, encrypted: string): boolean {
  const [a, b] = [Buffer.from(signature), Buffer.from(signatureOf(token, timestamp, nonce, encrypted))];
  return a.length === b.length && timingSafeEqual(a, b);
}

export function encrypt(message: string, { receiver, aesKey }: Credentials, random = randomBytes(RANDOM)): string {
  const text = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  const body = Buffer.concat([random, length, text, Buffer.from(receiver)]);
  const padding = BLOCK - body.length % BLOCK;
  const cipher = createCipheriv("aes-256-cbc", ...keys(aesKey)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([body, Buffer.alloc(padding, padding)])), cipher.final()]).toString("base64");
}

/** @returns null when it is not for us or not whole */
export function decrypt(encrypted: string, { receiver, aesKey }: Credentials): string | null {
  const bytes = Buffer.from(encrypted, "base64");
  if (bytes.length === 0 || bytes.length % 16 !== 0) return null;
  const decipher = createDecipheriv("aes-256-cbc", ...keys(aesKey)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(bytes), decipher.final()]);
  const padding = padded.at(-1) ?? 0;
  const body = padded.subarray(0, padding >= 1 && padding <= BLOCK ? padded.length - padding : padded.length);
  if (body.length < RANDOM + 4) return null;
  const length = body.readUInt32BE(RANDOM);
  const text = body.subarray(RANDOM + 4, RANDOM + 4 + length);
  const isOurs = text.length === length && body.subarray(RANDOM + 4 + length).toString() === receiver;
  return isOurs ? text.toString() : null;
}

function keys(aesKey: string): [Buffer, Buffer] {
  const key = Buffer.from(`${aesKey}=`, "base64");
  return [key, key.subarray(0, 16)];
}
