/** Notices are the first thing read, once each; a withdrawn bot says nothing else. */
import type { EventBody, Input, Reply } from "../domain/conversation.ts";
import { noticesFor, spokenNotice, type Overrides } from "../domain/notice.ts";
import { say } from "./reply.ts";
import type { Draft } from "./draft.ts";

/** Notices about this place and these services that the conversation has not been told yet. */
export function tellNotices(draft: Draft, overrides: Overrides): Reply[] {
  const { state } = draft;
  return noticesFor(overrides, draft.now, state.region, state.trip.map((t) => t.guide))
    .filter((n) => state.told[n.id] !== n.version)
    .map((n) => {
      draft.add({ type: "NoticeTold", notice: n.id, version: n.version });
      return say(spokenNotice(n));
    });
}

/** What was said is kept; nothing of it is decided. */
export function whileWithdrawn(input: Input, message: string): EventBody[] {
  const body: EventBody = input.kind === "text" ? { type: "UserSaid", said: input.said }
    : { type: "UserClicked", choice: input.kind === "choice" ? input.choice.slice(0, 100) : input.kind, label: "" };
  return [body, { type: "Replied", replies: [say(message)] }];
}
