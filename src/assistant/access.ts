/**
 * Who may see a conversation: whoever has its token, or the token of a device that came by one of its links.
 * Links (QR, 带到别的设备) hold a code, never a token: a code is exchanged for a token of the new device's own, and all
 * of them can be taken back. Only hashes are stored.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { ConversationStore, StoredConversation } from "./ports.ts";

const DAY = 86_400_000;
/** How long a link opens the conversation: long enough for a paper in a pocket. */
export const LINK_DAYS = 7;
/** How long a device that came by a link stays in, at most; the conversation's own end comes first. */
const DEVICE_DAYS = 365;

export function newToken(): string {
  return randomBytes(24).toString("base64url");
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** @returns null for "no such conversation" and "not yours" alike: ids cannot be probed */
export async function openConversation(store: ConversationStore, id: string, token: string, now: number): Promise<StoredConversation | null> {
  const conversation = await store.load(id);
  if (!conversation) return null;
  const hash = hashToken(token);
  if (isSame(conversation.tokenHash, hash)) return conversation;
  const pass = await store.pass(hash);
  return pass?.kind === "device" && pass.conversation === id && pass.expiresAt > now ? conversation : null;
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, "hex"), Buffer.from(b, "hex")];
  return left.length === right.length && timingSafeEqual(left, right);
}

export interface Link {
  /** 128 random bits; told only this once. */
  readonly code: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** A link that takes the conversation along; null when it is not the caller's. */
export async function makeLink(store: ConversationStore, id: string, token: string, now: number): Promise<Link | null> {
  return await openConversation(store, id, token, now) ? linkTo(store, id, now) : null;
}

/** As `makeLink`, for an agent who sends it to whom the conversation is; null when there is none. */
export async function linkTo(store: ConversationStore, id: string, now: number): Promise<Link | null> {
  const link: Link = { code: randomBytes(16).toString("base64url"), expiresAt: now + LINK_DAYS * DAY };
  const isStored = await store.addPass({ hash: hashToken(link.code), conversation: id, kind: "link", expiresAt: link.expiresAt });
  return isStored ? link : null;
}

/** A token of its own for the device that brings a link's code; null when the code opens nothing (any more). */
export async function followLink(store: ConversationStore, code: string, now: number, token = newToken()): Promise<{ id: string; token: string } | null> {
  const link = await store.pass(hashToken(code));
  if (link?.kind !== "link" || link.expiresAt <= now) return null;
  const isStored = await store.addPass({ hash: hashToken(token), conversation: link.conversation, kind: "device", expiresAt: now + DEVICE_DAYS * DAY });
  return isStored ? { id: link.conversation, token } : null;
}

/** Takes back every link and every device that came by one, except the caller's own; null when it is not the caller's. */
export async function revokeLinks(store: ConversationStore, id: string, token: string, now: number): Promise<number | null> {
  if (!await openConversation(store, id, token, now)) return null;
  return store.revokePasses(id, hashToken(token));
}
