/** How the desk does: handling time, waiting, and how much of what the copilot suggests is used. Pure. */
import { SUGGESTION_KINDS } from "../domain/conversation.ts";
import type { DayOfWork, ShareUsed } from "../domain/desk.ts";
import { dayInChina } from "../domain/days.ts";
import type { Handled, SuggestionCount } from "./ports.ts";

/** Fewer are not turned into a share: one click more or less would swing it. */
export const ENOUGH = 10;

export function daysOfWork(handled: readonly Handled[]): DayOfWork[] {
  const byDay = new Map<string, Handled[]>();
  for (const h of handled) {
    const day = dayInChina(h.endedAt);
    byDay.set(day, [...byDay.get(day) ?? [], h]);
  }
  return [...byDay].sort(([a], [b]) => a < b ? -1 : 1).map(([day, list]) => ({
    day, handled: list.length, took: seconds(median(list.map((h) => h.took))), waited: seconds(median(list.map((h) => h.waited))),
  }));
}

export function sharesUsed(counts: readonly SuggestionCount[]): ShareUsed[] {
  return SUGGESTION_KINDS.map((kind) => {
    const sum = (verdict: SuggestionCount["verdict"]): number => counts.filter((c) => c.kind === kind && c.verdict === verdict).reduce((n, c) => n + c.count, 0);
    const [accepted, edited, rejected] = [sum("accepted"), sum("edited"), sum("rejected")];
    const all = accepted + edited + rejected;
    return { kind, accepted, edited, rejected, used: all < ENOUGH ? null : (accepted + edited) / all };
  });
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const seconds = (ms: number | null): number | null => ms === null ? null : Math.round(ms / 1_000);
