// `npm test`: prepares, checks types, runs every test, and says at the end what this machine could not run and how to enable it.
// With CI=true anything skipped is a failure. Arguments go to vitest: `npm test -- test/storage`.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeProblem } from "./nodeVersion.mjs";

const problem = nodeProblem(process.versions.node);
if (problem !== null) {
  process.stderr.write(problem + "\n");
  process.exit(1);
}

const { prepare, PreparationFailed, ROOT } = await import("./prepare.mjs");
const RESULTS = join(ROOT, "dist", "test-results.json");
const SKIPS = join(ROOT, "dist", "skipped.jsonl");
const strict = process.env.CI === "true";

try {
  await prepare();
} catch (error) {
  if (!(error instanceof PreparationFailed)) throw error;
  process.stderr.write(error.message + "\n");
  finish(0, 1);
}
for (const old of [RESULTS, SKIPS]) rmSync(old, { force: true });

process.stdout.write("检查类型……\n");
if (await run("typescript/bin/tsc", ["--noEmit"]) !== 0) finish(0, 1);

const code = await run("vitest/vitest.mjs", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${RESULTS}`, ...process.argv.slice(2)]);
const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
const notRun = results.numPendingTests + results.numTodoTests;
const told = tellSkips(notRun);
let failed = results.numFailedTests;
// A file that cannot be loaded, or an error outside of any test, has no test of its own to fail.
if (code !== 0 && failed === 0) failed = 1;
if (strict) failed += Math.max(notRun, told);
finish(results.numPassedTests, failed);

/** Runs one of our packages' programs with Node itself, so that nothing depends on the shell. */
function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, "node_modules", program), ...args], { cwd: ROOT, stdio: "inherit" });
    child.once("error", () => resolve(1));
    child.once("exit", (status) => resolve(status ?? 1));
  });
}

/** @returns how many reasons were noted */
function tellSkips(count) {
  const lines = existsSync(SKIPS) ? readFileSync(SKIPS, "utf8").trim().split("\n") : [];
  const skips = [...new Set(lines)].map((line) => JSON.parse(line));
  if (skips.length === 0 && count === 0) return 0;
  process.stdout.write(`\n没有跑的（${count} 条测试）：\n`);
  for (const { what, reason, remedy } of skips) process.stdout.write(`  ${what}\n    为什么：${reason}\n    怎么启用：${remedy}\n`);
  if (skips.length === 0) process.stdout.write("  没有写明原因：请用 test/support/skip.ts 说明。\n");
  if (strict) process.stdout.write("CI=true：没有跑的算失败。\n");
  return skips.length;
}

/** The last line, plain, for people and machines. */
function finish(passed, failed) {
  process.stdout.write(`\nTests: ${passed} passed, ${failed} failed\n`);
  process.exit(failed > 0 ? 1 : 0);
}
