/**
 * `npm run fuzz [-- COUNT SEED]`: the shipped matcher against a million hostile strings. Fails on the first that it
 * throws at, that breaks the contract, or that takes longer than any question may.
 */
import { loadMatcher } from "../../src/matching/index.ts";
import { brokenBy, hostileTexts } from "../matching/hostile.ts";

const MILLION = 1_000_000;
/** A text that takes so long has met something that backtracks, however busy the machine. Milliseconds. */
const HANGS = 5_000;

function runFuzz(root: string, args: readonly string[]): number {
  const count = Number(args[0] ?? MILLION);
  const seed = Number(args[1] ?? 20261124);
  const matcher = loadMatcher(root);
  const decisions = { answer: 0, clarify: 0, none: 0 };
  let done = 0;
  let slowest = { ms: 0, text: "" };
  for (const text of hostileTexts(count, seed)) {
    const start = performance.now();
    const problem = attempt(matcher.match, text, decisions);
    const ms = performance.now() - start;
    if (ms > slowest.ms) slowest = { ms, text };
    if (problem !== null || ms > HANGS) {
      process.stdout.write(`第 ${done + 1} 条（种子 ${seed}）：${problem ?? `用了 ${Math.round(ms)} 毫秒`}\n`);
      return 1;
    }
    if (++done % 50_000 === 0) process.stderr.write(`${done}……\n`);
  }
  process.stdout.write(`${done} 条，没有一条出错。回答 ${decisions.answer}，反问 ${decisions.clarify}，不归我们 ${decisions.none}；最慢 ${slowest.ms.toFixed(1)} 毫秒：${JSON.stringify(slowest.text.slice(0, 60))}\n`);
  return 0;
}

function attempt(match: ReturnType<typeof loadMatcher>["match"], text: string, decisions: Record<"answer" | "clarify" | "none", number>): string | null {
  try {
    const found = match(text);
    decisions[found.decision]++;
    return brokenBy(text, found);
  } catch (error) {
    return `${JSON.stringify(text)}：${String(error)}`;
  }
}

process.exit(runFuzz(process.cwd(), process.argv.slice(2)));
