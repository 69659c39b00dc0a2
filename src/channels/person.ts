import { createHmac } from "node:crypto";

/** What stands in the store for a person of a channel: nobody without the secret can tell who it is. */
export function personOf(secret: string, channel: string, from: string): string {
  return keyed(secret, `person ${channel} ${from}`);
}

/** The token of the person's conversation: derived, so that it need not be kept. */
export function tokenOf(secret: string, channel: string, from: string): string {
  return keyed(secret, `token ${channel} ${from}`);
}

function keyed(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text).digest("base64url");
}
