/** Real questions on the old and the new edition: every one whose first answer changed, grouped by how. */
import type { LiveEdition } from "../../assistant/ports.ts";
import { begin, decide } from "../../dialogue/decide.ts";
import type { ConversationEvent } from "../../domain/conversation.ts";
import { serviceName, type Edition } from "../../domain/edition.ts";
import type { Match } from "../../domain/match.ts";
import type { Understanding } from "../../domain/understanding.ts";
import type { ChangeGroup, ChangedQuestion, Mark } from "./result.ts";

/** Longer answers are cut in the list of what changed. */
const LONGEST_ANSWER = 400;

export interface Answered {
  /** What the question was taken for: the same for all that are answered alike. */
  readonly target: string;
  readonly isAnswer: boolean;
  /** It was asked back which one. */
  readonly isAsking: boolean;
  /** Everything that is said and offered. */
  readonly whole: string;
  readonly text: string;
}

export interface Replayed {
  readonly distinct: number;
  readonly changed: number;
  readonly groups: readonly ChangeGroup[];
  readonly marks: readonly Mark[];
}

/**
 * @param questions as they were asked, doubles included
 * @param told called with the number of distinct questions done
 */
export async function replayQuestions(before: LiveEdition, after: LiveEdition, questions: readonly string[], now: number, told: (done: number, of: number) => void): Promise<Replayed> {
  const times = new Map<string, number>();
  for (const q of questions) times.set(q, (times.get(q) ?? 0) + 1);
  const groups = new Map<string, { title: string; lost: boolean; moved: boolean; questions: ChangedQuestion[] }>();
  const asks = [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  for (const [i, [query, n]] of asks.entries()) {
    const heard = before.understand(query, now);
    const [old, fresh] = [firstAnswer(before.edition, heard, now), firstAnswer(after.edition, before.understand === after.understand ? heard : after.understand(query, now), now)];
    if (old.whole !== fresh.whole) {
      // Whoever is asked back looks at the choices: that they are others is one kind of change, whichever they are.
      const same = old.target === fresh.target || (old.isAsking && fresh.isAsking);
      const title = old.isAsking && fresh.isAsking ? "还是先问是哪一件，给的选项变了" : same ? `“${old.target}”的回答变了` : `${old.target} → ${fresh.target}`;
      const group = groups.get(title) ?? { title, lost: old.isAnswer && !fresh.isAnswer, moved: !same && old.isAnswer && fresh.isAnswer, questions: [] };
      group.questions.push({ query, times: n, before: old.text, after: fresh.text });
      groups.set(title, group);
    }
    if (i % 50 === 0) {
      told(i, asks.length);
      await new Promise(setImmediate);
    }
  }
  told(asks.length, asks.length);
  const sum = (list: readonly ChangedQuestion[]): number => list.reduce((s, q) => s + q.times, 0);
  const all = [...groups.values()].map((g) => ({ ...g, key: `replay:${g.title}`, times: sum(g.questions) }))
    .sort((a, b) => Number(b.lost) - Number(a.lost) || b.times - a.times || (a.title < b.title ? -1 : 1));
  return {
    distinct: asks.length,
    changed: all.reduce((s, g) => s + g.questions.length, 0),
    groups: all.map(({ key, title, times: n, questions: list }) => ({ key, title, times: n, questions: list })),
    marks: all.filter((g) => g.lost || g.moved).map((g) => ({
      key: g.key, level: g.lost ? "red" as const : "look" as const,
      title: g.lost ? `原来答得上的问题答不上了：${g.title}` : `改答另一件了：${g.title}`,
      lines: g.questions.slice(0, 8).map((q) => `“${q.query}”${q.times > 1 ? `（问过 ${q.times} 次）` : ""}`),
    })),
  };
}

/** The first answer to a question in a conversation that has just begun. */
export function firstAnswer(edition: Edition, said: Understanding, now: number): Answered {
  const past = begin(edition, null, "proof", now).map((body, i): ConversationEvent => ({ seq: i + 1, turn: 1, at: now, body }));
  const bodies = decide(edition, past, { kind: "text", said }, { now, seen: null });
  const replies = bodies.flatMap((b) => b.type === "Replied" ? b.replies : []);
  const text = replies.map((r) => r.text).join("\n");
  return {
    ...targetOf(edition, said.match),
    whole: JSON.stringify(replies.map(({ kind, text: t, choices }) => [kind, t, choices])),
    text: text.length > LONGEST_ANSWER ? `${text.slice(0, LONGEST_ANSWER)}…` : text,
  };
}

export function targetOf(edition: Edition, match: Match): Pick<Answered, "target" | "isAnswer" | "isAsking"> {
  return { ...spokenTarget(edition, match), isAsking: match.decision === "clarify" };
}

function spokenTarget(edition: Edition, match: Match): Pick<Answered, "target" | "isAnswer"> {
  const names = (ids: readonly string[]): string => ids.map((id) => serviceName(edition, id)).join("、");
  if (match.decision === "answer") return { target: names(match.guides), isAnswer: true };
  if (match.decision === "clarify") return { target: `问是哪一件：${names(match.options)}`, isAnswer: true };
  if (match.referral) return { target: `指路：${edition.referrals.get(match.referral)?.name ?? match.referral}`, isAnswer: true };
  if (match.talk) return { target: `闲话：${edition.talk.get(match.talk)?.name ?? match.talk}`, isAnswer: true };
  return { target: "没听懂", isAnswer: false };
}
