/**
 * Working days under the national holiday arrangement (调休). The years covered are stated; past them nothing is guessed.
 * Source: 国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号), secondary.
 */
import { addToDay } from "./days.ts";
import type { Day } from "./facts.ts";

interface Year {
  /** Holidays that fall on any weekday, as [first, last]. */
  readonly off: readonly (readonly [Day, Day])[];
  /** Weekend days that are worked instead. */
  readonly worked: readonly Day[];
}

export const HOLIDAYS: Readonly<Record<string, Year>> = {
  "2026": {
    off: [
      ["2026-01-01", "2026-01-03"], ["2026-02-15", "2026-02-23"], ["2026-04-04", "2026-04-06"],
      ["2026-05-01", "2026-05-05"], ["2026-06-19", "2026-06-21"], ["2026-09-25", "2026-09-27"], ["2026-10-01", "2026-10-07"],
    ],
    worked: ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
  },
};

/** Whether offices that keep working days are open; null in a year whose arrangement is not known. */
export function isWorkingDay(day: Day): boolean | null {
  const year = HOLIDAYS[day.slice(0, 4)];
  if (!year) return null;
  if (year.worked.includes(day)) return true;
  if (year.off.some(([first, last]) => first <= day && day <= last)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The day `count` working days after `day`; null when that leaves the years covered. */
export function addWorkingDays(day: Day, count: number): Day | null {
  let current = day;
  for (let left = count; left > 0;) {
    current = addToDay(current, { days: 1 });
    const working = isWorkingDay(current);
    if (working === null) return null;
    if (working) left--;
  }
  return current;
}
