/**
 * Civil-calendar arithmetic on `YYYY-MM-DD` strings. Pure: "today" is always passed in.
 */
import type { Day } from "./facts.ts";

export interface Duration {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a real calendar day. */
export function isDay(text: string): boolean {
  const m = DAY.exec(text);
  if (!m) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

/** The civil day in China (UTC+8, no daylight saving) at an instant in epoch milliseconds. */
export function dayInChina(epochMs: number): Day {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The day `duration` after `day` (a negative part goes back). A month's missing last day becomes its last. */
export function addToDay(day: Day, duration: Duration): Day {
  const [y = 0, m = 1, d = 1] = day.split("-").map(Number);
  const monthIndex = (m - 1) + (duration.months ?? 0) + 12 * (duration.years ?? 0);
  const first = new Date(Date.UTC(y, monthIndex, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(d, lastOfMonth));
  first.setUTCDate(first.getUTCDate() + (duration.days ?? 0));
  return first.toISOString().slice(0, 10);
}

/** Whole years from `born` to `day` (周岁: complete on the birthday itself). */
export function yearsBetween(born: Day, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) >= born.slice(5) ? years : years - 1;
}

/** `2026-09-20` as 2026年9月20日. */
export function spokenDay(day: Day): string {
  const [y, m, d] = day.split("-").map(Number);
  return `${y}年${m}月${d}日`;
}
