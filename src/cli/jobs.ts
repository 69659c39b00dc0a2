/** Jobs in child processes: the same program, started as `job`, at a lower priority than the one that answers people. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import type { KnownText } from "../curation/inbox/known.ts";
import type { ImportOutcome, Jobs, Progress, ProofOutcome } from "../curation/ports.ts";
import { ROOT } from "./assistant.ts";

/** A proof that takes longer than this is cut off, in milliseconds. */
const LONGEST = 20 * 60_000;
/** What a job says on stderr, up to so many characters, is told when it fails. */
const MOST_COMPLAINT = 400;

export const childJobs: Jobs = {
  async prove(task, told) {
    let outcome: ProofOutcome | null = null;
    await run(["prove"], JSON.stringify(task), (line) => {
      const message = JSON.parse(line) as { progress?: Progress; result?: string };
      if (message.progress) told(message.progress);
      if (message.result !== undefined) outcome = { result: message.result };
    });
    if (outcome === null) throw new Error("校验没有给出结果，请再试一次。");
    return outcome;
  },

  exportEdition: (folder, format, guides) => inFolder(async (own) => {
    const out = join(own, `out.${format}`);
    await run(["export", folder, format, out, ...guides], "", () => {});
    return readFileSync(out);
  }),

  planImport: (folder, name, bytes) => inFolder(async (own) => {
    // Only the ending of the name counts, and it decides nothing but how the file is read.
    const file = join(own, `in${/\.(xlsx|xls|yaml|yml|json)$/i.exec(name)?.[0].toLowerCase() ?? ""}`);
    writeFileSync(file, bytes);
    let outcome: ImportOutcome | null = null;
    await run(["import", folder, file], "", (line) => { outcome = JSON.parse(line) as ImportOutcome; });
    if (outcome === null) throw new Error("文件没有读成，请再试一次。");
    return outcome;
  }),
};

/** A folder of its own that is gone afterwards. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-job-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads and checks an edition in its folder, so that it can be opened without a pause afterwards. */
export function readBeforehand(folder: string): Promise<void> {
  return run(["read", folder], "", () => {});
}

export async function readKnownTexts(): Promise<readonly KnownText[]> {
  let known: readonly KnownText[] = [];
  await run(["known"], "", (line) => { known = (JSON.parse(line) as { known: readonly KnownText[] }).known; });
  return known;
}

function run(args: readonly string[], input: string, heard: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "job", ...args], { cwd: ROOT, stdio: ["pipe", "pipe", "pipe"], timeout: LONGEST });
    try {
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // Where that is not allowed it runs as everything else does.
    }
    const end = (): void => { child.kill(); };
    process.once("exit", end);
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-MOST_COMPLAINT); });
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on("line", heard);
    child.once("error", reject);
    child.once("close", (exit) => {
      process.off("exit", end);
      if (exit === 0) resolve();
      else reject(new Error(`后台的活没有做完（${exit ?? "被中断"}）。${complaint.split("\n").filter((l) => !/^\s+at /.test(l)).join(" ").slice(0, 200)}`));
    });
    child.stdin.on("error", () => { /* it ended before it had read: told by its exit */ });
    child.stdin.end(input);
  });
}
