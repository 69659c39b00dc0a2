/**
 * 有用, 没用, 这里写错了: kept in the log for the curators. It neither answers the question that waits nor counts as
 * coming back: replay leaves the whole turn out.
 */
import type { ConversationEvent, EventBody, Feedback, Input } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import { feedbackTurns, replay } from "./state.ts";
import { tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** @returns what was told with a word of thanks; only a word when it is about nothing that was said or listed */
export function onFeedback(
  edition: Edition, past: readonly ConversationEvent[], { feedback, reason }: Extract<Input, { kind: "feedback" }>, now: number,
): EventBody[] {
  const { about, verdict } = feedback;
  if (!isThere(edition, past, about, now)) return [{ type: "Replied", replies: [{ kind: "say", text: wording.feedbackLost }] }];
  const thanks = verdict === "useful" ? wording.feedbackUseful : verdict === "useless" ? wording.feedbackUseless : wording.feedbackWrong;
  return [
    { type: "FeedbackGiven", about, verdict, reason },
    { type: "Replied", replies: [{ kind: "say", text: thanks }] },
  ];
}

function isThere(edition: Edition, past: readonly ConversationEvent[], about: Feedback["about"], now: number): boolean {
  if ("item" in about) return tripItems(edition, replay(past), dayInChina(now)).some((i) => i.id === about.item);
  const aside = feedbackTurns(past);
  return past.some((e) => e.seq === about.seq && e.body.type === "Replied" && !aside.has(e.turn));
}
