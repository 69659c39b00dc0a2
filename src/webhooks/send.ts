/**
 * Tells another system something: one POST, signed. The receiver knows it is ours by the signature over id, time and
 * body, and a repetition by the id. What happened is tried again from memory, with growing pauses; work orders are kept
 * in the store and tried again by the desk.
 */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { request } from "node:https";
import type { BlockList, LookupFunction } from "node:net";
import { guardedLookup, targetOf } from "./target.ts";

export interface Hook {
  readonly url: string;
  /** Shared with the receiver. */
  readonly secret: string;
  /** Networks inside that may be reached. */
  readonly networks: BlockList;
}

/** What is told. Holds no words of the citizen beyond the summary that the desk sees. */
export interface HookEvent {
  readonly type: "handoff";
  readonly conversation: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly reason: string;
  readonly summary: string;
}

/** Pauses between attempts, in milliseconds: eleven minutes in all. */
const PAUSES = [1_000, 5_000, 30_000, 120_000, 500_000];
const TIMEOUT = 10_000;

/** Sends the request; resolves to its status. */
export type Post = (url: URL, body: string, headers: Readonly<Record<string, string>>, lookup: LookupFunction) => Promise<number>;

export interface AttemptOptions {
  readonly post?: Post;
  readonly now?: () => number;
}

export interface SendOptions extends AttemptOptions {
  readonly pauses?: readonly number[];
}

/**
 * One attempt.
 * @param id the same for the same thing, however often it is sent
 * @returns the status it was answered with
 * @throws when it did not get there; RefusedTarget where it may not go at all
 */
export async function attempt(hook: Hook, id: string, body: string, { post = overTls, now = Date.now }: AttemptOptions = {}): Promise<number> {
  const url = targetOf(hook.url, hook.networks);
  const timestamp = String(Math.floor(now() / 1_000));
  return post(url, body, {
    "Content-Type": "application/json", "Webhook-Id": id, "Webhook-Timestamp": timestamp, "Webhook-Signature": sign(hook.secret, id, timestamp, body),
  }, guardedLookup(hook.networks));
}

/** It understood and does not want it: asking again changes nothing. */
export const UNWANTED = 410;
export const isTaken = (status: number): boolean => status >= 200 && status < 300;

/**
 * @returns how many attempts it took
 * @throws the last failure, after all attempts; RefusedTarget at once where it may not go at all
 */
export async function send(hook: Hook, event: HookEvent, { pauses = PAUSES, ...options }: SendOptions = {}): Promise<number> {
  targetOf(hook.url, hook.networks);
  const id = randomUUID();
  const body = JSON.stringify(event);
  for (let made = 0; ; made++) {
    try {
      const status = await attempt(hook, id, body, options);
      if (isTaken(status)) return made + 1;
      if (status === UNWANTED) throw new Gone();
      throw new Error(`status ${status}`);
    } catch (error) {
      if (error instanceof Gone || made >= pauses.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauses[made]).unref());
    }
  }
}

/** The receiver asks not to be told any more. */
class Gone extends Error {
  constructor() {
    super("status 410");
  }
}

/** As https://www.standardwebhooks.com describes it. */
export function sign(secret: string, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** Seconds a delivery may be old. */
const WINDOW = 300;

/** What a receiver does; ours in tests and for those who build on us. */
export function isOurs(secret: string, headers: Readonly<Record<string, string>>, body: string, now: number): boolean {
  const { "Webhook-Id": id = "", "Webhook-Timestamp": timestamp = "", "Webhook-Signature": given = "" } = headers;
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > WINDOW) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(sign(secret, id, timestamp, body))];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Redirects are not followed: they could lead inside. */
const overTls: Post = (url, body, headers, lookup) => new Promise((resolve, reject) => {
  const req = request(url, { method: "POST", headers: { ...headers, "Content-Length": Buffer.byteLength(body) }, timeout: TIMEOUT, lookup }, (res) => {
    res.resume();
    resolve(res.statusCode ?? 0);
  });
  req.once("timeout", () => req.destroy(new Error("timeout")));
  req.once("error", reject);
  req.end(body);
});
