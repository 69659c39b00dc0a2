/**
 * Whole talks as files: what is said, clicked or ticked, and what must be heard and hold after each turn. Held in
 * process by test/conversations.test.ts, over HTTP by `npm run simulate`.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import type { RawInput, TurnResult } from "../../src/assistant/takeTurn.ts";

const words = z.union([z.string(), z.array(z.string())]).transform((w) => typeof w === "string" ? [w] : w).default([]);
const turn = z.strictObject({
  /** What the person types … */
  say: z.string().optional(),
  /** … or clicks, by the label of a choice that is on offer … */
  click: z.string().optional(),
  /** … or ticks by hand: `item: status`. */
  mark: z.record(z.string(), z.enum(["have", "lack", "unsure", "open"])).optional(),
  hear: words,
  not: words,
  /** The situation asked next, the item walked next, or nothing. */
  asks: z.string().nullable().optional(),
  /** The services of the trip. */
  guides: z.array(z.string()).optional(),
  verdict: z.string().nullable().optional(),
  /** How many papers are still without an answer or missing. */
  left: z.number().optional(),
});
const golden = z.strictObject({ about: z.string(), turns: z.array(turn).min(1) });
type GoldenTurn = z.output<typeof turn>;
export interface Golden extends z.output<typeof golden> { readonly file: string }

export function readGolden(folder: string): Golden[] {
  return readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort()
    .map((file) => ({ file, ...golden.parse(parse(readFileSync(join(folder, file), "utf8"))) }));
}

/** What the replies and the state of each turn lack; empty when the talk went as written. */
export async function failuresOf(talk: Pick<Golden, "turns">, take: (input: RawInput) => Promise<Pick<TurnResult, "replies" | "state">>): Promise<string[]> {
  const failures: string[] = [];
  let choices: readonly { id: string; label: string }[] = [];
  for (const [n, turn] of talk.turns.entries()) {
    const input = inputOf(turn, choices);
    const where = `turn ${n + 1}: ${turn.say ?? turn.click ?? JSON.stringify(turn.mark)}`;
    if (input === null) return [...failures, `${where}: no such choice among ${choices.map((c) => c.label).join("、")}`];
    const result = await take(input);
    choices = [...result.replies.flatMap((r) => r.choices ?? []), ...(result.state.asking?.choices ?? [])];
    failures.push(...lacking(turn, result).map((what) => `${where}: ${what}`));
  }
  return failures;
}

function lacking(turn: GoldenTurn, { replies, state }: Pick<TurnResult, "replies" | "state">): string[] {
  const heard = replies.map((r) => r.text).join("\n");
  const { asking, guides, verdict, checklist } = state;
  const asks = asking?.kind === "fact" ? asking.fact : asking?.kind === "item" ? asking.item : null;
  const left = checklist.filter((i) => !i.onSite && i.status !== "have").length;
  const ids = guides.map((g) => g.id).join();
  return [
    ...turn.hear.filter((w) => !heard.includes(w)).map((w) => `“${w}” was not heard in\n${heard}`),
    ...turn.not.filter((w) => heard.includes(w)).map((w) => `“${w}” was heard in\n${heard}`),
    ...(turn.asks !== undefined && asks !== turn.asks ? [`asks ${asks}, not ${turn.asks}\n${heard}`] : []),
    ...(turn.guides && ids !== turn.guides.join() ? [`the trip is ${ids}\n${heard}`] : []),
    ...(turn.verdict !== undefined && (verdict?.kind ?? null) !== turn.verdict ? [`the verdict is ${verdict?.kind ?? null}, not ${turn.verdict}\n${heard}`] : []),
    ...(turn.left !== undefined && left !== turn.left ? [`${left} are left, not ${turn.left}\n${heard}`] : []),
    ...replies.filter((r) => r.text.trim() === "").map(() => "an empty reply"),
  ];
}

function inputOf(turn: GoldenTurn, choices: readonly { id: string; label: string }[]): RawInput | null {
  if (turn.say !== undefined) return { kind: "text", text: turn.say };
  if (turn.mark !== undefined) {
    const [item, status] = Object.entries(turn.mark)[0]!;
    return { kind: "mark", item, status };
  }
  const found = choices.find((c) => c.label === turn.click || c.id === turn.click);
  if (found) return { kind: "choice", choice: found.id };
  return turn.click?.startsWith("act:") ? { kind: "choice", choice: turn.click } : null;
}
