/**
 * Nobody is told the same thing twice in a row: an answer that has not changed says that it has not.
 */
import type { ConversationEvent, Reply } from "../domain/conversation.ts";
import { wording } from "./wording.ts";

/** @returns the replies, their first one put differently when the turn would repeat the last one word for word */
export function unlikeLast(replies: readonly Reply[], past: readonly ConversationEvent[]): readonly Reply[] {
  const last = lastReplies(past);
  const [first, ...rest] = replies;
  if (!first || last.length === 0 || textOf(last) !== textOf(replies)) return replies;
  return [{ ...first, text: wording.again(first.text) }, ...rest];
}

function lastReplies(past: readonly ConversationEvent[]): readonly Reply[] {
  const body = past.findLast((e) => e.body.type === "Replied")?.body;
  return body?.type === "Replied" ? body.replies : [];
}

const textOf = (replies: readonly Reply[]): string => replies.map((r) => r.text).join("\n");
