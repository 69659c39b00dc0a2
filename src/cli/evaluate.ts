/** `evaluate FILE.tsv [--json] [--plot FILE.svg]`: scores labelled questions and prints the table. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseLabelled, report, scoreAll, type AspectReport, type Report } from "../matching/evaluate.ts";
import { loadMatcher, REPORT_FILE } from "../matching/index.ts";
import { plot } from "./plot.ts";
import type { Share } from "../matching/wilson.ts";
import { mask } from "../text/mask.ts";
import { ROOT } from "./assistant.ts";

const USAGE = `用法：npm run -s yicitong -- evaluate 文件.tsv [--json] [--plot 图.svg]
  不写文件，只写 --held-out：我们自己标的问题，模型还没见过它们时的成绩（训练时记下的）
`;

export function runEvaluate(args: readonly string[]): number {
  const plotAt = args.indexOf("--plot");
  const picture = plotAt < 0 ? undefined : args[plotAt + 1];
  const file = args.includes("--held-out") ? join(ROOT, REPORT_FILE) : args.find((a, i) => !a.startsWith("--") && (plotAt < 0 || i !== plotAt + 1));
  if (file === undefined || plotAt >= 0 && picture === undefined) { process.stderr.write(USAGE); return 2; }
  if (!existsSync(file)) { process.stderr.write(`没有这个文件：${file}\n${USAGE}`); return 2; }
  try {
    const result = args.includes("--held-out") ? JSON.parse(readFileSync(file, "utf8")) as Report : scoreFile(file);
    if (picture !== undefined) writeFileSync(picture, plot(result));
    process.stdout.write(args.includes("--json") ? `${JSON.stringify(result, null, 2)}\n` : table(result));
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

function scoreFile(file: string): Report {
  const questions = parseLabelled(readFileSync(file, "utf8"));
  const matcher = loadMatcher(ROOT);
  return report(scoreAll(questions, (query) => matcher.match(mask(query).text)));
}

export function table(r: Report): string {
  const lines = [
    `问题 ${r.questions} 个（方括号里是 95% 区间）`,
    `  严格正确          ${spoken(r.strict)}`,
    `  前三/半分以上     ${spoken(r.top3)}`,
    `  目录内作答比例    ${spoken(r.answered)}`,
    `  作答中答对        ${spoken(r.accuracyAnswered)}`,
    `  有害答错          ${spoken(r.harmful)}`,
    `  目录外被误答      ${spoken(r.falseAnswers)}`,
    `  校准误差          ${percent(r.calibrationError)}`,
    `  风险-覆盖         ${r.riskCoverage.map((p) => `${Math.round(p.coverage * 100)}%:${percent(p.risk)}`).join("  ")}`,
    "", "按类别（严格 / 半分以上）",
    ...r.kinds.map((k) => `  ${k.kind.padEnd(14)}${spoken(k.strict)}   ${percent(k.top3.share)}`),
    "", "最常见的错（应为 → 给了）",
    ...r.confusions.map((c) => `  ${c.times} × ${c.expected} → ${c.given}`),
    ...(r.aspects ? aspectLines(r.aspects) : []),
  ];
  return `${lines.join("\n")}\n`;
}

function aspectLines({ right, kinds, confusions }: AspectReport): string[] {
  return [
    "", `问的是哪一点      ${spoken(right)}`,
    ...kinds.map((k) => `  ${k.aspect.padEnd(14)}${spoken(k.right)}`),
    ...confusions.map((c) => `  ${c.times} × ${c.expected} → ${c.given}`),
  ];
}

function spoken({ part, of, share, low, high }: Share): string {
  return `${percent(share)} (${part}/${of}) [${percent(low)}–${percent(high)}]`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
