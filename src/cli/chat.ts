/**
 * `chat [--region ADCODE]`: the conversation in the terminal, the same turns as over HTTP, kept in memory only.
 */
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import type { Choice, Reply } from "../domain/conversation.ts";
import { startConversation, takeTurn, type Assistant, type RawInput } from "../assistant/takeTurn.ts";
import { buildAssistant } from "./assistant.ts";
import { MemoryStore } from "../storage/memory.ts";

export async function runChat(args: readonly string[]): Promise<number> {
  const asked = understand(args);
  if (asked === null) { process.stderr.write("用法：chat [--region 行政区划代码]\n"); return 2; }
  const assistant = buildAssistant(new MemoryStore(), { invented: true });
  if (!assistant) return 1;
  if (asked.region !== null && !assistant.edition.regions.has(asked.region)) {
    process.stderr.write(`没有代码为 ${asked.region} 的地区。代码在 knowledge/regions.yaml。\n`);
    return 2;
  }
  await converse(assistant, asked.region);
  return 0;
}

function understand(args: readonly string[]): { region: string | null } | null {
  try {
    return { region: parseArgs({ args: [...args], options: { region: { type: "string" } } }).values.region ?? null };
  } catch {
    return null;
  }
}

async function converse(assistant: Assistant, region: string | null): Promise<void> {
  const started = await startConversation(assistant, region, "terminal");
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
