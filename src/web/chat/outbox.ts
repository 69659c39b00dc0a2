/**
 * Turns on their way, kept in the browser one by one: a reload, a crash or a dead battery loses none,
 * and two tabs that find the same turn send it under the same key, so that it counts once.
 */
import type { Keep } from "../shared/keep.ts";
import type { PendingTurn } from "./page.ts";

const PREFIX = "turn.";

export function keepTurn(keep: Keep, turn: PendingTurn): void {
  keep.set(PREFIX + turn.key, turn);
}

export function forgetTurn(keep: Keep, key: string): void {
  keep.remove(PREFIX + key);
}

export function keptTurns(keep: Keep): PendingTurn[] {
  return keep.names(PREFIX)
    .flatMap((name) => { const turn = keep.get<PendingTurn>(name); return turn ? [turn] : []; })
    .sort((a, b) => a.at - b.at);
}

/** Seconds to wait before each further attempt; the last one repeats. */
const WAITS = [1, 2, 4, 8, 15] as const;

/** @param attempt 1 after the first failure; @param asked what the server asked for, in seconds */
export function waitBefore(attempt: number, asked: number | null): number {
  return 1000 * Math.max(WAITS[Math.min(attempt, WAITS.length) - 1] ?? 1, asked ?? 0);
}

/** Unguessable and unique; browsers on plain http lack randomUUID. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
}
