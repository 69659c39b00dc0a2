/** Which part of the inbox is shown, as the address says it. */
import type { Request } from "express";
import { MISS_KINDS, type MissKind } from "../../curation/inbox/miss.ts";
import type { ClusterState, Filter } from "../../curation/inbox/inbox.ts";
import type { Account } from "../../staff/account.ts";

/** Milliseconds a page waits for what is new to be read. */
export const PATIENCE = 2_000;
const DAY = 86_400_000;
export const SPANS = [7, 30, 90] as const;
/** Long enough for whatever is still stored (settings: RETENTION_DAYS). */
const USUAL_SPAN = 30;
export const STATES = ["open", "done", "ignored"] as const satisfies readonly ClusterState[];
export const STATE_NAMES: Readonly<Record<ClusterState, string>> = { open: "待办", done: "处理过", ignored: "不处理" };

export interface Shown {
  readonly days: number;
  readonly region: string;
  readonly channel: string;
  readonly kind: MissKind | "";
  readonly state: ClusterState;
}

/** What the address asks for; anything unknown counts as not written. */
export function shownIn(req: Request): Shown {
  const text = (name: string, fits: RegExp): string => {
    const value = req.query[name];
    return typeof value === "string" && fits.test(value) ? value : "";
  };
  return {
    days: SPANS.find((n) => String(n) === req.query["days"]) ?? USUAL_SPAN,
    region: text("region", /^\d{6}$/),
    channel: text("channel", /^[a-z][a-z0-9-]{0,19}$/),
    kind: MISS_KINDS.find((k) => k === req.query["kind"]) ?? "",
    state: STATES.find((s) => s === req.query["state"]) ?? "open",
  };
}

export function filterOf({ days, region, channel, kind }: Omit<Shown, "state">, { regions }: Account, now: number): Filter {
  return { from: now - days * DAY, until: now + DAY, region: region || null, channel: channel || null, kind: kind || null, own: regions };
}

/** Everything there is: an item is found again under the address it had yesterday. */
export function wholeFilter(account: Account, now: number): Filter {
  return filterOf({ days: 10 * 365, region: "", channel: "", kind: "" }, account, now);
}

/** The address of the same list with something else changed. */
export function listAt(shown: Shown, change: Partial<Shown> & { readonly page?: number } = {}): string {
  const { page, ...rest } = { ...shown, ...change };
  const query = new URLSearchParams(Object.entries(rest).filter(([, v]) => v !== "").map(([k, v]) => [k, String(v)]));
  if (page !== undefined && page > 1) query.set("page", String(page));
  return `/curation?${query.toString()}`;
}
