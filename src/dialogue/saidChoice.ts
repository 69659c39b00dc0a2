/**
 * Every choice may be said instead of clicked: "加上", "看怎么办身份证", "就第一个", or a bare yes where one thing was offered.
 * Answers and ticks have their own, finer reading (resolve.ts, marks.ts).
 */
import type { Choice } from "../domain/conversation.ts";
import type { Understanding } from "../domain/understanding.ts";
import type { Draft } from "./draft.ts";

const LEADING = /^(guide|add|sub|journey):/;
/** Shorter words say too little to be compared with a label. */
const MIN_WORDS = 3;
const ADD = /^(?:好|行|那|把)?(?:它|这个|那个|这件)?(?:也|都)?(?:一起)?(?:加上|加进去|加进来|加进|也加|一起办|一块办)(?:吧|呗|了)?$/;

/** @returns the id of the choice that the words take, or null */
export function saidChoice(draft: Draft, { normal, short }: Understanding): string | null {
  const choices = draft.state.lastReplies.flatMap((r) => r.choices ?? []);
  const leading = choices.filter((c) => LEADING.test(c.id));
  const byLabel = [...leading, ...choices.filter((c) => c.id.startsWith("act:"))].find((c) => saysLabel(normal, c));
  if (byLabel) return byLabel.id;
  const add = leading.find((c) => c.id.startsWith("add:"));
  if (add && ADD.test(normal)) return add.id;
  // Where a question, a paper or "which one?" waits, 好 and 第一个 answer that.
  const free = draft.from.kind === "start" || draft.from.kind === "done" || draft.from.kind === "blocked";
  if (!free || draft.state.clarify !== null) return null;
  if (short.ordinal !== null) return leading[short.ordinal - 1]?.id ?? null;
  return short.yes && leading.length === 1 ? leading[0]!.id : null;
}

function saysLabel(normal: string, { label }: Choice): boolean {
  const bare = label.toLowerCase().replace(/[“”「」（）()\s，。]/g, "");
  const words = normal.replace(/[“”\s，。]/g, "").replace(/^(?:那就|那|就|我要|我想|帮我)/, "").replace(/[吧呗了啊呀]+$/, "");
  return words.length >= MIN_WORDS && (bare === words || bare.startsWith(words) && words.length >= bare.length - 2);
}
