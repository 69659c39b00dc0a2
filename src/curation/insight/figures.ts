/** A conversation's events → its figures: what was asked, how far it went, how it ended. No words, no personal data. */
import type { ConversationEvent, EventBody, Reply, ReplyKind } from "../../domain/conversation.ts";

/** Steps of the way, in order; a conversation counts for each step that it reached. */
export const STEPS = ["opened", "asked", "chosen", "walked", "listed", "marked", "planned"] as const;
export type Step = (typeof STEPS)[number];

export const STEP_NAMES: Readonly<Record<Step, string>> = {
  opened: "打开", asked: "开口问了", chosen: "找到了事项", walked: "开始答问题", listed: "看到了清单", marked: "勾了材料", planned: "拿到出行单",
};

export interface Figures {
  readonly conversation: string;
  /** When it began, in epoch milliseconds. */
  readonly at: number;
  readonly region: string | null;
  readonly channel: string;
  /** Questions in own words, by what they got. */
  readonly questions: Readonly<Record<"answered" | "clarified" | "none" | "aside", number>>;
  /** Services chosen, each once. */
  readonly services: readonly string[];
  readonly reached: readonly Step[];
  /** The situation that was asked last and is not answered; null when it did not stop at one. */
  readonly stoppedAt: string | null;
  /** Why a person was wanted; null when none was. */
  readonly handedOff: string | null;
  /** What was told after the trip. */
  readonly outcome: "done" | "not-done" | "unclear" | null;
}

export function figuresOf(conversation: string, events: readonly ConversationEvent[]): Figures {
  const reached = new Set<Step>(["opened"]);
  const services = new Set<string>();
  const questions = { answered: 0, clarified: 0, none: 0, aside: 0 };
  let figures = { region: null as string | null, channel: "", stoppedAt: null as string | null, handedOff: null as string | null, outcome: null as Figures["outcome"] };
  let before: readonly ReplyKind[] = [];
  for (const turn of turnsOf(events)) {
    const has = (type: EventBody["type"]): boolean => turn.some((e) => e.body.type === type);
    // What somebody thinks of an answer is no step of the way.
    if (has("FeedbackGiven")) continue;
    const waiting = before.some((kind) => kind === "ask" || kind === "item" || kind === "clarify");
    if (has("UserSaid")) {
      if (has("GuideChosen") || has("SwitchOffered")) questions.answered++;
      else if (has("ClarifyAsked")) questions.clarified++;
      else if (!waiting) questions[has("Missed") ? "none" : "aside"]++;
    }
    for (const { body } of turn) {
      switch (body.type) {
        case "Started": figures = { ...figures, region: body.region, channel: body.channel }; break;
        case "RegionChosen": figures = { ...figures, region: body.region }; break;
        case "UserSaid": case "UserClicked": reached.add("asked"); break;
        case "GuideChosen": reached.add("chosen"); services.add(body.guide); break;
        case "WalkStarted": reached.add("walked"); break;
        case "MaterialMarked": reached.add("marked"); break;
        case "HandedOff": figures = { ...figures, handedOff: body.reason }; break;
        case "OutcomeTold": figures = { ...figures, outcome: body.done === null ? "unclear" : body.done ? "done" : "not-done" }; break;
        case "Replied":
          if (body.replies.some((r) => r.kind === "checklist")) reached.add("listed");
          if (body.replies.some((r) => r.kind === "plan")) reached.add("planned");
          figures = { ...figures, stoppedAt: situationAsked(body.replies) };
          before = body.replies.map((r) => r.kind);
      }
    }
  }
  return { conversation, at: events[0]?.at ?? 0, ...figures, questions, services: [...services], reached: STEPS.filter((s) => reached.has(s)) };
}

/** The situation that the last of the replies asks for, by the choices it offers. */
function situationAsked(replies: readonly Reply[]): string | null {
  const asked = replies.findLast((r) => r.kind === "ask");
  return asked?.choices?.flatMap(({ id }) => /^fact:([^=]+)=/.exec(id)?.[1] ?? [])[0] ?? null;
}

function turnsOf(events: readonly ConversationEvent[]): readonly (readonly ConversationEvent[])[] {
  const turns = new Map<number, ConversationEvent[]>();
  for (const event of events) turns.set(event.turn, [...turns.get(event.turn) ?? [], event]);
  return [...turns.values()];
}
