/**
 * Text messages to whatever provider: one signed POST, sent again when it was not taken. The receiver checks the
 * signature (HMAC-SHA256 over time, a dot and the body) and drops what it has seen: `id` is the same on every attempt.
 */
import { createHmac, randomUUID } from "node:crypto";
import type { Settings } from "../settings.ts";

/** Pauses between attempts, in milliseconds. */
const PAUSES = [0, 1_000, 4_000];
const TIMEOUT = 5_000;

/** @returns null when no provider is set */
export function smsWebhook({ smsWebhook: url, smsSecret: secret }: Pick<Settings, "smsWebhook" | "smsSecret">, pauses: readonly number[] = PAUSES):
((phone: string, messages: readonly string[]) => Promise<boolean>) | null {
  if (url === null || secret === null) return null;
  return async (phone, messages) => {
    const body = JSON.stringify({ id: randomUUID(), phone, messages });
    for (const pause of pauses) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (await post(url, secret, body)) return true;
    }
    return false;
  };
}

async function post(url: string, secret: string, body: string): Promise<boolean> {
  const time = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  try {
    const response = await fetch(url, {
      method: "POST", body, redirect: "error", signal: AbortSignal.timeout(TIMEOUT),
      headers: { "content-type": "application/json", "x-yicitong-time": time, "x-yicitong-signature": `sha256=${signature}` },
    });
    return response.ok;
  } catch {
    return false;
  }
}
