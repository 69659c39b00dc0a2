/** One YAML or JSON document with everything in it. */
import { stringify } from "yaml";
import { z } from "zod";
import { YamlFile } from "../yamlFile.ts";
import { KINDS, tidy, type Bundle, type Kind } from "./bundle.ts";
import { ID_RULE, isSafeId, UnreadableFile, type Incoming, type Intake, type Problem } from "./intake.ts";

/** Says what a document is; a later format gets another number. */
const FORMAT = "yicitong-guides/1";
/** Nesting beyond this is no guide. */
const MAX_DEPTH = 40;
const TOO_DEEP = "这个文件套得太深，不像办事指南，没有读。";

const documentFile = z.strictObject({
  format: z.literal(FORMAT),
  ...Object.fromEntries(KINDS.map((kind) => [kind, z.array(z.unknown()).default([])])) as Record<Kind, z.ZodDefault<z.ZodArray<z.ZodUnknown>>>,
});

export function writeDocument(bundle: Bundle, format: "yaml" | "json"): string {
  const content = { format: FORMAT, ...Object.fromEntries(KINDS.map((kind) => [kind, tidy(bundle[kind])])) };
  return format === "json" ? `${JSON.stringify(content, null, 2)}\n` : stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** @throws UnreadableFile */
export function readDocument(text: string, format: "yaml" | "json"): Intake {
  return format === "json" ? readJson(text) : readYaml(text);
}

function readJson(text: string): Intake {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new UnreadableFile("这个文件不是合格的 JSON：可能少了引号、逗号或括号，或者没有存完整。");
  }
  refuseDepth(content);
  const result = documentFile.safeParse(content);
  if (!result.success) throw new UnreadableFile(shapeOf(result.error.issues));
  return intakeOf(result.data, (path) => path.map((p) => (typeof p === "number" ? `第 ${p + 1} 项` : String(p))).join(" › "));
}

function readYaml(text: string): Intake {
  const tab = text.split("\n").findIndex((line) => /^ *\t/.test(line));
  if (tab >= 0) throw new UnreadableFile(`第 ${tab + 1} 行用制表符（Tab）缩进。YAML 的缩进只能用空格，请换掉再试。`);
  const file = parsed(text);
  const [broken] = file.findings;
  if (broken) throw new UnreadableFile(`第 ${broken.line} 行：这个文件不是合格的 YAML。${broken.remedy}`);
  const content = file.as(z.unknown());
  if (content === null) throw new UnreadableFile(file.findings[0]?.cause ?? "这个文件是空的。");
  refuseDepth(content);
  const result = documentFile.safeParse(content);
  if (!result.success) throw new UnreadableFile(shapeOf(result.error.issues));
  return intakeOf(result.data, (path) => `第 ${file.lineOf(path)} 行`);
}

function parsed(text: string): YamlFile {
  try {
    return new YamlFile("文件", text);
  } catch (error) {
    if (error instanceof RangeError) throw new UnreadableFile(TOO_DEEP);
    throw error;
  }
}

function shapeOf(issues: readonly z.core.$ZodIssue[]): string {
  const keys = issues.map((i) => (i.code === "unrecognized_keys" ? i.keys.join("、") : i.path.map(String).join("."))).filter((k) => k !== "");
  return `这个文件的样子不对${keys.length > 0 ? `（${keys.join("、")}）` : ""}。开头要有 format: ${FORMAT}，下面是 ${KINDS.join("、")}。可以先 export 一份照着改。`;
}

function intakeOf(document: z.output<typeof documentFile>, where: (path: readonly PropertyKey[]) => string): Intake {
  const problems: Problem[] = [];
  const entries: Incoming[] = [];
  const seen = new Set<string>();
  for (const kind of KINDS) {
    document[kind].forEach((data, i) => {
      const id = (data as { id?: unknown } | null)?.id;
      const problem = (cause: string): void => { problems.push({ where: where([kind, i]), cause }); };
      if (typeof data !== "object" || data === null || typeof id !== "string" || !isSafeId(kind, id)) return problem(`没有编号，或编号不能用：${ID_RULE}`);
      if (seen.has(`${kind}/${id}`)) return problem(`编号 ${id} 前面已经有了，这一份没有读`);
      seen.add(`${kind}/${id}`);
      entries.push({ kind, id, data: data as Record<string, unknown>, broken: false, untold: [], where: (path) => where([kind, i, ...path]) });
    });
  }
  return { entries, problems, strays: false };
}

/** What reads conditions goes down a level by calling itself: what is nested without end is refused first. */
function refuseDepth(content: unknown): void {
  let level: unknown[] = [content];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new UnreadableFile(TOO_DEEP);
    level = level.flatMap((v) => (typeof v === "object" && v !== null ? Object.values(v) : []));
  }
}
