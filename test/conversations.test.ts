/**
 * Golden conversations (test/conversations/<name>.yaml): whole talks worth reading, held with the real matcher and
 * the shipped knowledge. `hear` are words the replies of a turn must contain, `not` words they must not.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { startConversation, takeTurn, type RawInput } from "../src/assistant/takeTurn.ts";
import { ROOT, testAssistant, TEST_NOW } from "./support/knowledge.ts";

const words = z.union([z.string(), z.array(z.string())]).transform((w) => typeof w === "string" ? [w] : w).default([]);
const conversation = z.strictObject({
  about: z.string(),
  turns: z.array(z.strictObject({
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
  })).min(1),
});

const folder = join(ROOT, "test/conversations");
const assistant = testAssistant(() => TEST_NOW);

for (const file of readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort()) {
  const { about, turns } = conversation.parse(parse(readFileSync(join(folder, file), "utf8")));
  describe(file, () => {
    it(about, async () => {
      const { id, token } = await startConversation(assistant, null, "test");
      let choices: readonly { id: string; label: string }[] = [];
      for (const [n, turn] of turns.entries()) {
        const where = `turn ${n + 1}: ${turn.say ?? turn.click ?? JSON.stringify(turn.mark)}`;
        const result = await takeTurn(assistant, { id, token, input: inputOf(turn, choices, where) });
        if ("problem" in result) throw new Error(result.text);
        choices = [...result.replies.flatMap((r) => r.choices ?? []), ...(result.state.asking?.choices ?? [])];
        const heard = result.replies.map((r) => r.text).join("\n");
        for (const w of turn.hear) expect(heard, where).toContain(w);
        for (const w of turn.not) expect(heard, where).not.toContain(w);
        const { asking, guides, verdict, checklist } = result.state;
        if (turn.asks !== undefined) expect(asking?.kind === "fact" ? asking.fact : asking?.kind === "item" ? asking.item : null, `${where}\n${heard}`).toBe(turn.asks);
        if (turn.guides) expect(guides.map((g) => g.id), where).toEqual(turn.guides);
        if (turn.verdict !== undefined) expect(verdict?.kind ?? null, `${where}\n${heard}`).toBe(turn.verdict);
        if (turn.left !== undefined) expect(checklist.filter((i) => !i.onSite && i.status !== "have").length, where).toBe(turn.left);
        for (const reply of result.replies) expect(reply.text.trim().length, where).toBeGreaterThan(0);
      }
    });
  });
}

function inputOf(turn: { say?: string; click?: string; mark?: Record<string, string> }, choices: readonly { id: string; label: string }[], where: string): RawInput {
  if (turn.say !== undefined) return { kind: "text", text: turn.say };
  if (turn.mark !== undefined) {
    const [item, status] = Object.entries(turn.mark)[0]!;
    return { kind: "mark", item, status: status as "have" };
  }
  const found = choices.find((c) => c.label === turn.click || c.id === turn.click);
  if (!found && turn.click?.startsWith("act:")) return { kind: "choice", choice: turn.click };
  if (!found) throw new Error(`${where}: no such choice among ${choices.map((c) => c.label).join("、")}`);
  return { kind: "choice", choice: found.id };
}
