/** `mcp`: the knowledge base for another assistant on this machine, over standard input and output. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { mcpServer } from "../http/mcp/server.ts";
import { MemoryStore } from "../storage/memory.ts";
import { ROOT, buildAssistant } from "./assistant.ts";

/** @returns the exit code, once the other side has gone */
export async function runMcp(_args: readonly string[]): Promise<number> {
  const assistant = buildAssistant(new MemoryStore());
  if (!assistant) return 1;
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
  const server = mcpServer(assistant, version);
  const gone = new Promise<void>((resolve) => { server.server.onclose = resolve; process.stdin.once("end", resolve); });
  await server.connect(new StdioServerTransport());
  await gone;
  return 0;
}
