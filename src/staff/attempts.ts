/**
 * Locking after wrong passwords. An attempt is counted before the password is looked at, so that many at once are as
 * good as many in a row. A login that does not exist is counted like any other: nobody learns which ones do.
 */
export interface Attempts {
  readonly failures: number;
  readonly lastAt: number;
  readonly lockedUntil: number;
}

/** How many failures are free, and how long a lock lasts: the first one, and the longest after doubling. Milliseconds. */
export interface AttemptLimit {
  readonly free: number;
  readonly firstLock: number;
  readonly longestLock: number;
}

const MINUTE = 60_000;
/** Short and growing: guessing gets nowhere, and nobody can lock a colleague out for a day. */
export const PER_LOGIN: AttemptLimit = { free: 5, firstLock: MINUTE, longestLock: 15 * MINUTE };
/** A whole office may share one address. */
export const PER_ADDRESS: AttemptLimit = { free: 30, firstLock: MINUTE, longestLock: 60 * MINUTE };
/** Failures are forgotten after this long without another one. */
export const FORGET_AFTER = 24 * 60 * MINUTE;

/**
 * Counts one attempt.
 * @returns what is to be stored, or null while a lock holds: such an attempt counts for nothing and must not be tried
 */
export function countAttempt(before: Attempts | null, now: number, limit: AttemptLimit): Attempts | null {
  const past = before !== null && now - before.lastAt < FORGET_AFTER ? before : { failures: 0, lastAt: now, lockedUntil: 0 };
  if (past.lockedUntil > now) return null;
  const failures = past.failures + 1;
  const over = failures - limit.free;
  const lock = over < 0 ? 0 : Math.min(limit.firstLock * 2 ** Math.min(over, 20), limit.longestLock);
  return { failures, lastAt: now, lockedUntil: lock === 0 ? 0 : now + lock };
}
