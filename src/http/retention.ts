/** Old conversations, expired links, sessions of staff that are over and telephone numbers and people's ids on channels whose time is up are deleted, at start and every hour. */
import type { Clock, ConversationStore } from "../assistant/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffOffice } from "../staff/office.ts";
import { tidyStaff } from "../staff/signIn.ts";
import { safeError } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface RetentionOptions {
  readonly store: ConversationStore;
  readonly clock: Clock;
  readonly days: number;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** @returns a function that ends it */
export function startRetention(options: RetentionOptions, office: StaffOffice, desk: DeskStore, forgetPeople: (now: number) => Promise<unknown>): () => void {
  const run = (): void => {
    void deleteOld(options);
    void tidyStaff(office).catch((error: unknown) => options.log.error({ error: safeError(error) }, "sessions of staff could not be deleted"));
    void desk.dropContactsBefore(options.clock()).catch((error: unknown) => options.log.error({ error: safeError(error) }, "telephone numbers could not be deleted"));
    void forgetPeople(options.clock()).catch((error: unknown) => options.log.error({ error: safeError(error) }, "who is on other channels could not be forgotten"));
  };
  run();
  const timer = setInterval(run, HOUR);
  timer.unref();
  return () => clearInterval(timer);
}

/** Failures are logged and left to the next hour. */
export async function deleteOld({ store, clock, days, log, metrics }: RetentionOptions): Promise<number> {
  try {
    await store.deletePassesBefore(clock());
    const deleted = await store.deleteBefore(clock() - days * DAY);
    metrics.deleted.inc(deleted);
    if (deleted > 0) log.info({ deleted, days }, "old conversations deleted");
    return deleted;
  } catch (error) {
    log.error({ error: safeError(error) }, "old conversations could not be deleted");
    return 0;
  }
}
