/**
 * `export [--format yaml|xlsx|json] [--out FILE] [guide ids…]`: guides with what they stand on, in one file.
 * `export --region ADCODE [--name NAME] [--out FILE]`: the workbook a place fills in.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { spokenFinding } from "../knowledge/finding.ts";
import { readBundle, select, type Bundle } from "../knowledge/exchange/bundle.ts";
import { exportBundle, FORMATS, type Format } from "../knowledge/exchange/exportBundle.ts";
import { writeRegionWorkbook } from "../knowledge/exchange/regionWorkbook.ts";
import { replaceFile } from "../knowledge/exchange/writeFiles.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { regionFile } from "../knowledge/schema.ts";
import { ROOT } from "./assistant.ts";

const USAGE = "用法：export [--format yaml|xlsx|json] [--out 文件] [指南编号…]\n      export --region 行政区划代码 [--name 地区名称] [--out 文件.xlsx]\n";
/** A workbook is nothing for a terminal. */
const WORKBOOK = "办事指南.xlsx";

export async function runExport(args: readonly string[], root = ROOT): Promise<number> {
  const asked = understand(args);
  if (asked === null) { process.stderr.write(USAGE); return 2; }
  const { bundle, findings } = readBundle(root);
  if (asked.region !== undefined) return exportRegion(bundle, asked.region, asked.name, asked.out, root);
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

async function exportRegion(bundle: Bundle, id: string, name: string | undefined, out: string | undefined, root: string): Promise<number> {
  const { edition } = readKnowledge(root);
  const there = bundle.regions.find((r) => r.id === id);
  const known = name ?? there?.name ?? edition.regions.get(id)?.name;
  const begun = regionFile.safeParse(there ?? { id, name: known, areaCode: edition.regions.get(id)?.areaCode });
  if (known === undefined || !begun.success) {
    process.stderr.write(/^\d{6}$/.test(id) ? `地区名单里没有 ${id}，请用 --name 写上它的名称。\n` : "行政区划代码是六位数字，像 330100。\n");
    return 2;
  }
  const file = out ?? `${known}.xlsx`;
  replaceFile(resolve(file), await writeRegionWorkbook(begun.data, edition));
  process.stderr.write(`写好了 ${file}：${known}的窗口、说法和材料填在里面，怎么填见最后一张表。\n`);
  return 0;
}

interface Asked {
  readonly format: Format;
  readonly out: string | undefined;
  readonly ids: readonly string[];
  readonly region: string | undefined;
  readonly name: string | undefined;
}

/** @returns null when the arguments make no sense */
function understand(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, options: { format: { type: "string" }, out: { type: "string" }, region: { type: "string" }, name: { type: "string" } },
    });
    const ending = FORMATS.find((f) => values.out?.toLowerCase().endsWith(`.${f}`));
    const format = values.format === undefined ? ending ?? "yaml" : FORMATS.find((f) => f === values.format);
    return format === undefined ? null : { format, out: values.out, ids: positionals, region: values.region, name: values.name };
  } catch {
    return null;
  }
}
