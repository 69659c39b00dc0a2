/** What went wrong in a conversation, as the inbox keeps it. Everything in it was masked before it was stored. */
import type { Aspect, Candidate } from "../../domain/match.ts";

export const MISS_KINDS = ["unanswered", "unread", "none-fit", "abandoned", "corrected", "useless", "override", "wrong", "lacked"] as const;
export type MissKind = (typeof MISS_KINDS)[number];

export const MISS_NAMES: Readonly<Record<MissKind, string>> = {
  unanswered: "没听懂",
  unread: "回答没听懂",
  "none-fit": "给的选项都不是",
  abandoned: "问了哪一个就走了",
  corrected: "答错了，被纠正",
  useless: "点了没用",
  override: "坐席改成了别的",
  wrong: "说写错了",
  lacked: "跑了一趟没办成",
};

/**
 * question: words asked for something, and got nothing, the wrong thing, or a question back.
 * reply: words answered our question and were not understood.
 * content: what we said of a service was wrong or not enough.
 */
export type MissFamily = "question" | "reply" | "content";

export function familyOf({ kind, answered, text }: Miss): MissFamily {
  if (kind === "unread") return "reply";
  // Where no service was talked about, the words are all there is to go by.
  return (kind === "wrong" || kind === "lacked") && (answered !== null || text === "") ? "content" : "question";
}

export interface Miss {
  /** `conversation.seq`: the same miss is found again under the same id. */
  readonly id: string;
  readonly conversation: string;
  /** Of the words, or of the event that tells. */
  readonly seq: number;
  readonly at: number;
  readonly kind: MissKind;
  readonly region: string | null;
  readonly channel: string;
  readonly edition: string;
  /** The person's words; "" when nothing was said. */
  readonly text: string;
  /** The same, folded. */
  readonly normal: string;
  readonly decision: "answer" | "clarify" | "none" | null;
  readonly aspect: Aspect | null;
  /** The likeliest services then, with the matcher's reasons. */
  readonly candidates: readonly Candidate[];
  readonly options: readonly string[];
  /** The service that was answered, and should not have been, or whose answer was found wanting. */
  readonly answered: string | null;
  /** The service the person (or an agent) chose afterwards. */
  readonly went: string | null;
  /** A paper of the list, when it is about one. */
  readonly item: string | null;
  /** What the person said about it: the reason for a thumbs down, what was lacking. */
  readonly note: string | null;
}

/** So much of the words is kept. */
export const LONGEST_TEXT = 300;
/** So many candidates are kept. */
export const MOST_CANDIDATES = 4;
