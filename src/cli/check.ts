/** `check [--unverified]`: lints the knowledge; exit 1 on an error. */
import { checkKnowledge } from "../knowledge/check.ts";
import { spokenFinding } from "../knowledge/finding.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { listUnverified } from "../knowledge/unverified.ts";
import { ROOT } from "./assistant.ts";

export function runCheck(args: readonly string[]): number {
  const knowledge = readKnowledge(ROOT);
  if (args.includes("--unverified")) {
    const points = listUnverified(knowledge.edition);
    for (const p of points) process.stdout.write(`${p.guide} ${p.where}：${p.text}\n    出处：${p.citation.title}${p.citation.article ?? ""}\n`);
    process.stdout.write(`共 ${points.length} 处没有核到原文或转述。\n`);
    return 0;
  }
  const findings = checkKnowledge(knowledge);
  for (const finding of findings) process.stdout.write(`${spokenFinding(finding)}\n`);
  const count = (level: string) => findings.filter((f) => f.level === level).length;
  process.stdout.write(`检查了 ${knowledge.edition.guides.size} 份指南、${knowledge.edition.materials.size} 种材料：${count("error")} 个错误，${count("warning")} 个警告。\n`);
  return count("error") > 0 ? 1 : 0;
}
