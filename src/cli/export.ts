/** `export [--format yaml|xlsx|json] [--out FILE] [guide ids…]`: guides with what they stand on, in one file. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { spokenFinding } from "../knowledge/finding.ts";
import { readBundle, select } from "../knowledge/exchange/bundle.ts";
import { exportBundle, FORMATS, type Format } from "../knowledge/exchange/exportBundle.ts";
import { replaceFile } from "../knowledge/exchange/writeFiles.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { ROOT } from "./assistant.ts";

const USAGE = "用法：export [--format yaml|xlsx|json] [--out 文件] [指南编号…]\n";
/** A workbook is nothing for a terminal. */
const WORKBOOK = "办事指南.xlsx";

export async function runExport(args: readonly string[], root = ROOT): Promise<number> {
  const asked = understand(args);
  if (asked === null) { process.stderr.write(USAGE); return 2; }
  const { bundle, findings } = readBundle(root);
  const unknown = asked.ids.filter((id) => !bundle.guides.some((g) => g.id === id));
  if (unknown.length > 0) { process.stderr.write(`没有这些指南：${unknown.join("、")}\n`); return 2; }
  for (const finding of findings) process.stderr.write(`没有导出：${spokenFinding(finding)}\n`);

  const chosen = asked.ids.length > 0 ? select(bundle, asked.ids) : bundle;
  const services = readKnowledge(root).edition.services;
  const content = await exportBundle(chosen, asked.format, (id) => services.get(id)?.name ?? id);
  const out = asked.out ?? (asked.format === "xlsx" ? WORKBOOK : undefined);
  if (out === undefined) process.stdout.write(content);
  else {
    replaceFile(resolve(out), content);
    process.stderr.write(`写好了 ${out}：${chosen.guides.length} 份指南、${chosen.materials.length} 种材料、${chosen.sources.length} 个出处。\n`);
  }
  return findings.some((f) => f.level === "error") ? 1 : 0;
}

/** @returns null when the arguments make no sense */
function understand(args: readonly string[]): { format: Format; out: string | undefined; ids: readonly string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, options: { format: { type: "string" }, out: { type: "string" } },
    });
    const ending = FORMATS.find((f) => values.out?.toLowerCase().endsWith(`.${f}`));
    const format = values.format === undefined ? ending ?? "yaml" : FORMATS.find((f) => f === values.format);
    return format === undefined ? null : { format, out: values.out, ids: positionals };
  } catch {
    return null;
  }
}
