/** A session is a random token in a cookie; the store knows only its hash. */
import { createHash, randomBytes } from "node:crypto";

export interface Session {
  /** SHA-256 of the token, hex. */
  readonly tokenHash: string;
  readonly account: string;
  readonly createdAt: number;
  readonly seenAt: number;
  /** The network address it was begun from. */
  readonly from: string | null;
}

const MINUTE = 60_000;
/** A session that nobody used for this long is over. */
export const IDLE = 60 * MINUTE;
/** A session is over after this long in any case: a shift. */
export const LONGEST = 12 * 60 * MINUTE;
/** Use is noted at most this often: a page full of requests is one write. */
export const NOTE_EVERY = MINUTE;

export function isLive(session: Session, now: number): boolean {
  return now - session.seenAt < IDLE && now - session.createdAt < LONGEST;
}

/** Sessions that began or were used before these times are over, whatever the clock says later. */
export function over(now: number): { readonly begunBefore: number; readonly seenBefore: number } {
  return { begunBefore: now - LONGEST, seenBefore: now - IDLE };
}

export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
