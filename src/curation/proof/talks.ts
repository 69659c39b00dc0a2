/**
 * Golden conversations (test/conversations/<name>.yaml): whole talks worth reading. `hear` are words the replies of a
 * turn must contain, `not` words they must not.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { startConversation, takeTurn, type Assistant, type RawInput, type TurnResult } from "../../assistant/takeTurn.ts";

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
const talk = z.strictObject({ about: z.string(), turns: z.array(turn).min(1) });
type Turn = z.output<typeof turn>;

export interface Talk extends z.output<typeof talk> {
  /** The file's name. */
  readonly file: string;
}

export function readTalks(root: string, at = "test/conversations"): Talk[] {
  const folder = join(root, at);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort()
    .map((file) => ({ file, ...talk.parse(parse(readFileSync(join(folder, file), "utf8"))) }));
}

/** Holds the talk. @returns what is not as it should be, with the turn; empty when all is */
export async function differencesInTalk(assistant: Assistant, talk: Talk): Promise<string[]> {
  const { id, token } = await startConversation(assistant, null, "test");
  return differencesByTurn(talk, async (input) => {
    const result = await takeTurn(assistant, { id, token, input });
    if ("problem" in result) throw new Error(result.text);
    return result;
  });
}

/**
 * The same, by whatever takes the turns (in process, over HTTP). Every turn is held, so that all that differs is told.
 */
export async function differencesByTurn({ turns }: Talk, take: (input: RawInput) => Promise<Pick<TurnResult, "replies" | "state">>): Promise<string[]> {
  const differences: string[] = [];
  let choices: readonly { readonly id: string; readonly label: string }[] = [];
  for (const [n, each] of turns.entries()) {
    const where = `第 ${n + 1} 句“${each.say ?? each.click ?? JSON.stringify(each.mark)}”`;
    const input = inputOf(each, choices);
    if (input === null) return [...differences, `${where}：没有这个选项，只有 ${choices.map((c) => c.label).join("、")}`];
    const result = await take(input);
    choices = [...result.replies.flatMap((r) => r.choices ?? []), ...(result.state.asking?.choices ?? [])];
    differences.push(...differencesInTurn(each, result).map((w) => `${where}：${w}`));
  }
  return differences;
}

function differencesInTurn(wanted: Turn, { replies, state }: Pick<TurnResult, "replies" | "state">): string[] {
  const heard = replies.map((r) => r.text).join("\n");
  const { asking, guides, verdict, checklist } = state;
  const asked = asking?.kind === "fact" ? asking.fact : asking?.kind === "item" ? asking.item : null;
  const left = checklist.filter((i) => !i.onSite && i.status !== "have").length;
  const ids = guides.map((g) => g.id);
  return [
    ...wanted.hear.filter((w) => !heard.includes(w)).map((w) => `没有说“${w}”，说的是：${heard}`),
    ...wanted.not.filter((w) => heard.includes(w)).map((w) => `不该说“${w}”，说的是：${heard}`),
    ...wanted.asks !== undefined && wanted.asks !== asked ? [`接下来应当问 ${wanted.asks ?? "（不问）"}，问的是 ${asked ?? "（没问）"}：${heard}`] : [],
    ...wanted.guides && wanted.guides.join() !== ids.join() ? [`事项应当是 ${wanted.guides.join("、")}，现在是 ${ids.join("、")}`] : [],
    ...wanted.verdict !== undefined && wanted.verdict !== (verdict?.kind ?? null) ? [`结论应当是 ${wanted.verdict ?? "（没有）"}，现在是 ${verdict?.kind ?? "（没有）"}：${heard}`] : [],
    ...wanted.left !== undefined && wanted.left !== left ? [`应当还差 ${wanted.left} 样，现在差 ${left} 样`] : [],
    ...replies.some((r) => r.text.trim() === "") ? ["有一条回复是空的"] : [],
  ];
}

function inputOf({ say, mark, click }: Turn, choices: readonly { readonly id: string; readonly label: string }[]): RawInput | null {
  if (say !== undefined) return { kind: "text", text: say };
  const [ticked] = Object.entries(mark ?? {});
  if (ticked) return { kind: "mark", item: ticked[0], status: ticked[1] };
  const found = choices.find((c) => c.label === click || c.id === click);
  return found ? { kind: "choice", choice: found.id } : click?.startsWith("act:") ? { kind: "choice", choice: click } : null;
}
