/** Replies, made. */
import type { Reply } from "../domain/conversation.ts";

export function say(text: string, extra: Omit<Reply, "kind" | "text"> = {}): Reply {
  return { kind: "say", text, ...extra };
}
