/** `import FILE [--apply]`: what the file would change and what the checker says; writes only with --apply. */
import { parseArgs } from "node:util";
import { KIND_NAMES } from "../knowledge/exchange/bundle.ts";
import { UnreadableFile } from "../knowledge/exchange/intake.ts";
import { readExchangeFile } from "../knowledge/exchange/openFile.ts";
import { planImport, type Change, type ImportPlan } from "../knowledge/exchange/plan.ts";
import { writeFiles } from "../knowledge/exchange/writeFiles.ts";
import { spokenFinding } from "../knowledge/finding.ts";
import { ROOT } from "./assistant.ts";

const USAGE = "用法：import 文件.yaml|文件.json|文件.xlsx [--apply]\n";

/** @returns 0 when the whole file is in order, 1 when something of it is not, 2 when the command is wrong */
export async function runImport(args: readonly string[], root = ROOT): Promise<number> {
  const asked = understand(args);
  if (asked === null) { process.stderr.write(USAGE); return 2; }
  let plan: ImportPlan;
  try {
    plan = planImport(root, await readExchangeFile(asked.file));
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    process.stderr.write(`${error.message}\n什么都没有写。\n`);
    return 1;
  }
  process.stdout.write(spokenPlan(plan));
  if (!asked.apply) process.stdout.write(plan.files.length > 0 ? "还没有写。看过没问题，加上 --apply 再运行一次。\n" : "没有要写的。\n");
  else {
    writeFiles(root, plan.files);
    process.stdout.write(plan.files.length > 0 ? `写好了 ${plan.files.length} 个文件：\n${plan.files.map((f) => `  ${f.path}`).join("\n")}\n` : "没有要写的。\n");
  }
  return plan.problems.length > 0 || plan.changes.some((c) => c.blocked !== undefined) ? 1 : 0;
}

/** The plan as people read it: what changes, what could not be read, what the checker finds. */
export function spokenPlan(plan: ImportPlan): string {
  const parts = plan.changes.map(spokenChange);
  if (plan.same > 0) parts.push(`${plan.same} 项和现有的一样。`);
  if (plan.problems.length > 0) parts.push(`读不懂的地方（${plan.problems.length} 处）：\n${plan.problems.map((p) => `  ${p.where}：${p.cause}`).join("\n")}`);
  if (plan.findings.length > 0) parts.push(`检查：\n${plan.findings.map(spokenFinding).join("\n")}`);
  return `${parts.join("\n")}\n`;
}

function spokenChange(change: Change): string {
  const head = `${KIND_NAMES[change.kind]} ${change.id} ${change.name}（${change.isNew ? "新" : "改"}）${change.blocked === undefined ? "" : `：不写入，${change.blocked}`}`;
  const lines = change.isNew ? [] : change.differences.flatMap((d) => d.lines);
  return [head, ...lines.map((line) => `  ${line}`)].join("\n");
}

function understand(args: readonly string[]): { file: string; apply: boolean } | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { apply: { type: "boolean" } } });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? null : { file, apply: values.apply === true };
  } catch {
    return null;
  }
}
