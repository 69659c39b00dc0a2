/**
 * How long ago a guide was last checked against its sources. One that was not looked at for long says so; past a limit,
 * which a guide may set for itself, it is not to be relied on any more: 请先核实, and whom to ask.
 */
import { spokenDay } from "./days.ts";
import type { Edition } from "./edition.ts";
import type { Day } from "./facts.ts";
import type { Guide, Rule } from "./guide.ts";

/** Days after which a guide says when it was last checked. */
export const MARKED_AFTER = 365;
/** Days after which nobody may rely on it, where the guide sets no limit of its own. */
export const TRUSTED_FOR = 730;
const DAY_MS = 86_400_000;

export interface Freshness {
  readonly state: "fresh" | "old" | "too-old";
  /** The day of the oldest check that still stands; null when nothing was ever checked (its points say so themselves). */
  readonly on: Day | null;
}

export function freshnessOf(guide: Guide, day: Day): Freshness {
  const rules: readonly Rule[] = [...guide.materials, ...guide.outcomes, ...guide.fees, ...guide.lines.times, ...guide.lines.places, ...guide.lines.who, ...guide.lines.online];
  const days = rules.flatMap(({ citation: { verified } }) => verified.on !== undefined && verified.how !== "expertise" ? [verified.on] : []);
  const on = days.reduce<Day | null>((oldest, d) => oldest === null || d < oldest ? d : oldest, null);
  if (on === null) return { state: "fresh", on };
  const age = (Date.parse(day) - Date.parse(on)) / DAY_MS;
  return { state: age > (guide.trustDays ?? TRUSTED_FOR) ? "too-old" : age > Math.min(MARKED_AFTER, guide.trustDays ?? MARKED_AFTER) ? "old" : "fresh", on };
}

/** What is said in the place of a guide that nobody may rely on any more. */
export function tooOldText(name: string, on: Day): string {
  return `“${name}”的说明上次核对是 ${spokenDay(on)}，太久了，规定可能变了，不敢让您照着办。请先核实：打 12345（外地打当地的，前面加区号），或问办理窗口。`;
}

/** The edition as it may be relied on that day: old guides say so, those that are too old step back. */
export function withAges(edition: Edition, day: Day): Edition {
  const aged = [...edition.guides.values()].flatMap((guide) => {
    const { state, on } = freshnessOf(guide, day);
    return state === "fresh" || on === null ? [] : [{ guide, state, on }];
  });
  if (aged.length === 0) return edition;
  const [guides, services] = [new Map(edition.guides), new Map(edition.services)];
  for (const { guide, state, on } of aged) {
    if (state === "old") { guides.set(guide.id, { ...guide, checkedOn: on }); continue; }
    guides.delete(guide.id);
    const service = services.get(guide.id);
    if (service) services.set(guide.id, { ...service, withdrawn: tooOldText(guide.plain, on) });
  }
  return { ...edition, guides, services };
}
