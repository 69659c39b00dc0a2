/**
 * The conversation in the terminal: the same turns as over HTTP, kept in memory only.
 */
import { createInterface } from "node:readline/promises";
import type { Choice, Reply } from "../domain/conversation.ts";
import { startConversation, takeTurn, type Assistant, type RawInput } from "../assistant/takeTurn.ts";
import { buildAssistant } from "./assistant.ts";
import { MemoryStore } from "../storage/memory.ts";

export async function runChat(): Promise<number> {
  const assistant = buildAssistant(new MemoryStore());
  if (!assistant) return 1;
  await converse(assistant);
  return 0;
}

async function converse(assistant: Assistant): Promise<void> {
  const started = await startConversation(assistant, null, "terminal");
  const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: "您：" });
  let choices = show(started.replies);
  lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (text === "退出" || text === "exit") break;
    const picked = /^\d+$/.test(text) ? choices[Number(text) - 1] : undefined;
    const input: RawInput = picked ? { kind: "choice", choice: picked.id } : { kind: "text", text };
    const result = await takeTurn(assistant, { id: started.id, token: started.token, input });
    choices = "problem" in result ? (process.stdout.write(`${result.text}\n`), choices) : show(result.replies);
    lines.prompt();
  }
  lines.close();
}

/** Prints replies with their sources; returns the choices that a number picks. */
function show(replies: readonly Reply[]): readonly Choice[] {
  for (const reply of replies) {
    process.stdout.write(`\n${reply.text}\n`);
    const sources = [...new Set((reply.sources ?? []).map((s) => `${s.title}${s.article ?? ""}`))];
    if (sources.length > 0) process.stdout.write(`  〔出处：${sources.join("；")}〕\n`);
  }
  const choices = replies.flatMap((r) => r.choices ?? []);
  if (choices.length > 0) process.stdout.write(`  ${choices.map((c, i) => `${i + 1} ${c.label}`).join("   ")}\n`);
  process.stdout.write("\n");
  return choices;
}
