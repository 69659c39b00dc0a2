/**
 * Somebody comes back after a while: what changed since, and – once – whether the trip worked out.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Input, Reply } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import { shortItem } from "../domain/spoken.ts";
import type { Draft } from "./draft.ts";
import { say } from "./reply.ts";
import type { ConversationState } from "./state.ts";
import { toBring, tripItems } from "./trip.ts";
import { verdictOf } from "./verdict.ts";
import { wording } from "./wording.ts";

/** After this many hours of silence a person counts as coming back. */
const AWAY_HOURS = 12;

export function onReturn(draft: Draft, input: Input): Reply[] {
  const { state } = draft;
  const replies: Reply[] = [];
  const change = rulesChanged(draft);
  if (change) replies.push(say(change));
  const expired = expiredMarks(draft);
  if (expired.length > 0) {
    replies.push(say(wording.expired(expired.map(shortItem).join("、"))));
    for (const item of expired) draft.add({ type: "MaterialMarked", item: item.id, status: "open" });
  }
  if (isBack(state, draft.now) && state.outcome === "not-asked" && setOut(draft)) {
    draft.add({ type: "OutcomeAsked" });
    // Who tells it unasked is not asked.
    if (input.kind === "text" && outcomeIn(input.said.normal)) return replies;
    replies.push({
      kind: "ask", text: wording.outcomeAsk,
      choices: [{ id: "act:outcome-yes", label: wording.outcomeYes }, { id: "act:outcome-no", label: wording.outcomeNo }],
    });
  }
  return replies;
}

export const isBack = ({ lastAt }: ConversationState, now: number): boolean => now - lastAt > AWAY_HOURS * 3_600_000;

/** Whether they left with everything in hand. */
function setOut(draft: Draft): boolean {
  const verdict = verdictOf(draft.edition, draft.state, dayInChina(draft.state.lastAt));
  return verdict?.kind === "ready" || verdict?.kind === "confirm-first";
}

/** Papers ticked so long ago that what their description allows ("近3个月") has passed since. */
function expiredMarks(draft: Draft): ChecklistItem[] {
  return toBring(tripItems(draft.edition, draft.state, draft.day)).filter((item) => {
    if (draft.state.marks[item.id] !== "have") return false;
    const limits = item.anyOf.flatMap((b) => b.papers.flatMap((p) => { const d = validDays(p.spec); return d === null ? [] : [d]; }));
    const ticked = draft.past.findLast((e) => e.body.type === "MaterialMarked" && e.body.item === item.id);
    return ticked !== undefined && limits.length > 0 && draft.now - ticked.at > Math.min(...limits) * DAY_MS;
  });
}

const DAY_MS = 86_400_000;

/** "近3个月" → 90. */
function validDays(spec: string | undefined): number | null {
  const m = /(\d+)\s*(个月|天|日)(?:内|以内)?/.exec(spec ?? "");
  return m ? Number(m[1]) * (m[2] === "个月" ? 30 : 1) : null;
}

/** A rule took effect or ended between the last turn and today: what that does to the list, in one line. */
function rulesChanged(draft: Draft): string | null {
  const before = dayInChina(draft.state.lastAt);
  if (before === draft.day || draft.state.trip.length === 0) return null;
  const then = toBring(tripItems(draft.edition, draft.state, before));
  const now = toBring(tripItems(draft.edition, draft.state, draft.day));
  const only = (a: typeof then, b: typeof then) => a.filter((i) => !b.some((j) => j.id === i.id)).map(shortItem).join("、");
  const more = only(now, then);
  const less = only(then, now);
  return more || less ? wording.rulesChanged(more, less) : null;
}

/** "办成了" / "没办成，缺了照片": an answer to the one question after the trip; null when it is about something else. */
export function outcomeIn(normal: string): { done: boolean; lacked: string | null } | null {
  if (/没办成|没成|白跑|没弄成|缺了|少带|不给办|让我补|没办下来/.test(normal)) return { done: false, lacked: normal.slice(0, 200) };
  if (/办成|成了|办好了|办完了|弄好了|办下来了|搞定/.test(normal)) return { done: true, lacked: null };
  return null;
}

export function tellOutcome(draft: Draft, done: boolean, lacked: string | null): Reply[] {
  draft.add({ type: "OutcomeTold", done, lacked });
  return [{ kind: "say", text: done ? wording.outcomeDone : wording.outcomeLacked }];
}
