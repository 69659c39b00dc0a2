/**
 * Where a conversation stands at the desk, derived from its events. Pure.
 */
import type { ConversationEvent, EventBody } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { replay } from "../dialogue/state.ts";
import type { QueueEntry, QueueStatus } from "../domain/desk.ts";

/** Turns in a row that were not understood, after which the bot offers a person. */
const MISSES_BEFORE_OFFER = 2;
/** Characters of the one-line summary. */
const SUMMARY_LENGTH = 60;

interface Standing {
  readonly status: QueueStatus | null;
  readonly since: number;
  readonly askedAt: number;
  readonly reason: string;
  readonly agent: string | null;
  readonly agentName: string | null;
  readonly forAgent: string | null;
  readonly note: string | null;
  readonly unanswered: boolean;
  readonly misses: number;
}

const NOTHING: Standing = {
  status: null, since: 0, askedAt: 0, reason: "", agent: null, agentName: null, forAgent: null, note: null, unanswered: false, misses: 0,
};

/** @returns null for a conversation the desk has no business with */
export function queueEntryOf(conversation: string, edition: Edition, events: readonly ConversationEvent[]): QueueEntry | null {
  let standing = NOTHING;
  for (const { at, body } of events) standing = after(standing, body, at);
  const { status, misses: _misses, ...rest } = standing;
  const last = events.at(-1);
  if (status === null || !last) return null;
  const started = events[0]?.body;
  return {
    conversation, status, ...rest,
    summary: summaryLine(edition, events),
    region: started?.type === "Started" ? started.region : null,
    channel: started?.type === "Started" ? started.channel : "",
    seq: last.seq, lastAt: last.at,
  };
}

function after(s: Standing, body: EventBody, at: number): Standing {
  switch (body.type) {
    case "HandedOff":
      return body.live && s.status !== "taken" && s.status !== "waiting"
        ? { ...s, status: "waiting", since: at, askedAt: at, reason: "市民要找人工", forAgent: null, note: null, unanswered: true } : s;
    case "MessageLeft":
      return s.status === "taken" ? { ...s, unanswered: true }
        : { ...s, status: "message", since: at, askedAt: at, reason: "留言等回电", unanswered: true };
    case "AgentTook":
      return { ...s, status: "taken", since: at, askedAt: s.askedAt || at, agent: body.by, agentName: body.name, forAgent: null };
    case "CallOpened":
      return { ...s, status: "call", since: at, askedAt: at, reason: "来电", agent: body.by, agentName: body.name };
    case "Transferred":
      return { ...s, status: "waiting", since: at, askedAt: at, reason: "同事转来", agent: null, agentName: null, forAgent: body.to, note: body.note, unanswered: true };
    case "HandedBack":
      return { ...s, status: "done", since: at, unanswered: false };
    case "UserSaid":
    case "UserClicked":
      return body.by === undefined ? { ...s, unanswered: s.status === "taken" || s.unanswered } : s;
    case "AgentSaid":
      return { ...s, unanswered: false };
    case "Missed": {
      const misses = s.misses + 1;
      const offers = misses >= MISSES_BEFORE_OFFER && (s.status === null || s.status === "done");
      return offers ? { ...s, misses, status: "offered", since: at, askedAt: at, reason: "机器人没答上来", unanswered: true } : { ...s, misses };
    }
    case "GuideChosen":
    case "FactGiven":
    case "MaterialMarked":
      return { ...s, misses: 0, ...(s.status === "offered" ? { status: "done" as const, since: at } : {}) };
    default:
      return s;
  }
}

/** What it is about: the services, else the citizen's own last words. */
function summaryLine(edition: Edition, events: readonly ConversationEvent[]): string {
  const names = replay(events).trip.map((t) => edition.guides.get(t.guide)?.plain ?? serviceName(edition, t.guide));
  const words = [...events].reverse().flatMap(({ body }) =>
    body.type === "UserSaid" && body.said.normal.length > 3 ? [body.said.text] : body.type === "MessageLeft" ? [body.text] : [])[0] ?? "";
  const line = [names.join("、"), words && `“${words}”`].filter(Boolean).join("：");
  return line.length > SUMMARY_LENGTH ? `${line.slice(0, SUMMARY_LENGTH - 1)}…` : line || "还没说要办什么";
}
