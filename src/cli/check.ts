/** `check [--unverified] [--hints]`: lints guides and intents; exit 1 on an error. */
import { checkKnowledge } from "../knowledge/check.ts";
import { spokenFinding, type Finding } from "../knowledge/finding.ts";
import { readKnowledge } from "../knowledge/read.ts";
import { listUnverified } from "../knowledge/unverified.ts";
import { doublyClaimed } from "../matching/claims.ts";
import { readIntents } from "../matching/intents.ts";
import { ROOT } from "./assistant.ts";

export function runCheck(args: readonly string[]): number {
  const knowledge = readKnowledge(ROOT);
  if (args.includes("--unverified")) {
    const points = listUnverified(knowledge.edition);
    for (const p of points) process.stdout.write(`${p.guide} ${p.where}：${p.text}\n    出处：${p.citation.title}${p.citation.article ?? ""}\n`);
    process.stdout.write(`共 ${points.length} 处没有核到原文或转述。\n`);
    return 0;
  }
  const findings = [...checkKnowledge(knowledge), ...checkIntents()];
  const shown = findings.filter((f) => f.level !== "info" || args.includes("--hints"));
  for (const finding of shown) process.stdout.write(`${spokenFinding(finding)}\n`);
  const count = (level: string) => findings.filter((f) => f.level === level).length;
  process.stdout.write(`检查了 ${knowledge.edition.guides.size} 份指南、${knowledge.edition.materials.size} 种材料：${count("error")} 个错误，${count("warning")} 个警告，${count("info")} 个提示${count("info") > 0 && !args.includes("--hints") ? "（加 --hints 看）" : ""}。\n`);
  return count("error") > 0 ? 1 : 0;
}

function checkIntents(): Finding[] {
  return doublyClaimed(readIntents(ROOT)).map(({ utterance, claimed: [first = "", ...others] }) => ({
    level: "error", rule: "claimed-twice", file: `intents/${first}.yaml`, line: 1,
    cause: `“${utterance}”同时写在 ${others.join("、")} 里`, remedy: "只留在一处；真的分不清的，写进 intents/vague.yaml，让它先问一句。",
  }));
}
