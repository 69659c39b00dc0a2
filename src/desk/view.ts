/** A conversation as an agent sees it: everything said, the internal notes between, where it stands, and the copilot. */
import type { ConversationEvent, Reply } from "../domain/conversation.ts";
import type { DeskLine, DeskView, QueueEntry, ReachView } from "../domain/desk.ts";
import type { Edition } from "../domain/edition.ts";
import type { Overrides } from "../domain/notice.ts";
import { replay } from "../dialogue/state.ts";
import { viewOf } from "../dialogue/view.ts";
import { copilotOf } from "./copilot.ts";
import { saidByDesk } from "./outgoing.ts";
import { wrapUpOf } from "./wrapUp.ts";

export interface ViewSource {
  readonly id: string;
  readonly edition: Edition;
  readonly events: readonly ConversationEvent[];
  readonly entry: QueueEntry | null;
  readonly now: number;
  readonly reach: ReachView | null;
  readonly overrides: Overrides | undefined;
}

export function deskViewOf({ id, edition, events, entry, now, reach, overrides }: ViewSource): DeskView {
  const state = replay(events);
  const unsent = new Set(reach ? saidByDesk(events, reach.told).map((s) => s.seq) : []);
  return {
    id, seq: events.at(-1)?.seq ?? 0, entry,
    hasMessage: events.some((e) => e.body.type === "MessageLeft"),
    isCall: events.some((e) => e.body.type === "CallOpened"),
    agent: state.agent,
    lines: linesOf(events).map((line) => unsent.has(line.seq) && line.from !== "note" && line.from !== "system" ? { ...line, isUnsent: true } : line),
    state: viewOf(edition, state, now),
    copilot: copilotOf(edition, events, now, overrides),
    wrapUp: wrapUpOf(edition, events, now),
    reach,
  };
}

/** In a call the bot's replies were shown to the agent only: they stand in the copilot, not among what was said. */
function linesOf(events: readonly ConversationEvent[]): DeskLine[] {
  const isCall = events.some((e) => e.body.type === "CallOpened");
  return events.flatMap(({ seq, at, body }): DeskLine[] => {
    const line = (from: DeskLine["from"], text: string, replies?: readonly Reply[]): DeskLine[] => text ? [{ seq, at, from, text, ...(replies ? { replies } : {}) }] : [];
    switch (body.type) {
      case "UserSaid": return line("citizen", body.said.text);
      case "UserClicked": return line(body.by === undefined ? "citizen" : "system", body.by === undefined ? body.label : `坐席操作：${body.label}`);
      case "AgentSaid": return line("person", body.text);
      case "Replied": return isCall ? [] : line("bot", body.replies.map((r) => r.text).join("\n"), body.replies);
      case "AgentNoted": return line("note", body.text);
      case "MessageLeft": return line("citizen", `留言：${body.text}`);
      case "HandedOff": return line("system", "市民要找人工");
      case "AgentTook": return line("system", `${body.name} 接待`);
      case "CallOpened": return line("system", `${body.name} 接起电话`);
      case "Transferred": return [...line("system", body.to === null ? "转回队列" : "转给同事"), ...line("note", body.note)];
      case "HandedBack": return line("system", isCall ? "通话结束" : "交还给机器人");
      case "AnswerFound": return line("system", "坐席自己找到了指南");
      default: return [];
    }
  });
}
