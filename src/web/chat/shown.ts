/** What the components show of the page's state. Pure. */
import type { Feedback, MarkStatus } from "../../domain/conversation.ts";
import type { Entry, Page } from "./page.ts";

/** What the conversation shows: what is settled, then what is on its way. */
export function shownEntries(page: Page): readonly Entry[] {
  return [...page.entries, ...page.pending.filter((t) => !("feedback" in t.body)).map((t): Entry => ({ key: t.key, from: "citizen", text: t.label, replies: [] }))];
}

/** What was told of an answer or a paper; also while it is on its way. */
export function toldOf(page: Page, about: Feedback["about"]): Page["feedback"][number] | null {
  const waiting = page.pending.flatMap(({ body }) => "feedback" in body ? [{ ...body.feedback, thanks: "正在记……" }] : []);
  const same = JSON.stringify(about);
  return [...page.feedback, ...waiting].reverse().find((f) => JSON.stringify(f.about) === same) ?? null;
}

/** Only the last answer's choices may be clicked, and only while nothing is on its way. */
export function liveEntry(page: Page): string | null {
  const last = page.entries.at(-1);
  const isWaiting = page.pending.some((t) => !("mark" in t.body || "feedback" in t.body));
  return last && last.from === "bot" && !isWaiting ? last.key : null;
}

/** An item's state as the person has just set it, before the server has confirmed it. */
export function shownStatus(page: Page, item: string, settled: MarkStatus | "open"): MarkStatus | "open" {
  for (let i = page.pending.length - 1; i >= 0; i--) {
    const { body } = page.pending[i]!;
    if ("mark" in body && body.mark.item === item) return body.mark.status;
  }
  return settled;
}
