/** `match --jsonl`: one question a line from stdin, one JSON object a line, in the same order. */
import { createInterface } from "node:readline";
import { MAX_TEXT } from "../assistant/takeTurn.ts";
import { loadMatcher } from "../matching/index.ts";
import { mask } from "../text/mask.ts";
import { ROOT } from "./assistant.ts";

export async function runMatch(args: readonly string[]): Promise<number> {
  if (!args.includes("--jsonl")) {
    process.stderr.write("用法：npm run -s yicitong -- match --jsonl < 问题.txt（一行一个问题）\n");
    return 2;
  }
  try {
    const matcher = loadMatcher(ROOT);
    let number = 0;
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      number++;
      if (line.length > MAX_TEXT) process.stderr.write(`第 ${number} 行有 ${line.length} 个字，只看前 ${MAX_TEXT} 个字。请把要问的事放在前面，或者拆成几个问题。\n`);
      const { text } = mask(line.slice(0, MAX_TEXT));
      await write(`${JSON.stringify(matcher.match(text))}\n`);
    }
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

/** Waits when the reader is slower than we are. */
function write(line: string): Promise<void> | void {
  if (!process.stdout.write(line)) return new Promise((resolve) => process.stdout.once("drain", () => resolve()));
}
