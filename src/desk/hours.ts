/**
 * Whether an agent is there is known from presence; the hours are only told. Nobody is promised a person because of a
 * timetable.
 */
import type { Presence } from "../domain/desk.ts";
import type { Duty } from "../dialogue/draft.ts";

/** An agent's page that has not been heard of for so long is closed or cut off. */
export const PRESENCE_LIFE = 60_000;

/** @param waiting how many citizens wait already */
export function dutyOf(presences: readonly Presence[], waiting: number, hours: string, now: number): Duty {
  const there = presences.some((p) => p.presence !== "away" && now - p.seenAt <= PRESENCE_LIFE);
  return there ? { kind: "on", ahead: waiting } : { kind: "off", hours };
}
