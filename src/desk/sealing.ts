/**
 * Numbers to call back: checked, sealed with a key from the environment (AES-256-GCM), opened only to be used.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** A mobile or landline number as people write it; null when it is none. */
export function phoneOf(written: string): string | null {
  const digits = written.normalize("NFKC").replace(/[\s\-‐–—()]/g, "").replace(/^(\+?86)(?=1)/, "");
  return /^1[3-9]\d{9}$/.test(digits) || /^0\d{2,3}[2-9]\d{6,7}$/.test(digits) ? digits : null;
}

/** "138****5678": enough to tell two apart, no more. */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** @param context what the number belongs to; a sealed number moved to another record does not open */
export function seal(secret: string, context: string, phone: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([cipher.update(phone, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** Null when it was sealed with another key, for something else, or was changed. */
export function unseal(secret: string, context: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < 28) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, 12)).setAAD(Buffer.from(context));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", "yicitong contact", 32));
}
