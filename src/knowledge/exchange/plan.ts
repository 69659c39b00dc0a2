/**
 * What an import would change, what the checker says about it, and what must not be written. Nothing is written here.
 */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { z } from "zod";
import { checkKnowledge } from "../check.ts";
import type { Finding } from "../finding.ts";
import { readKnowledge } from "../read.ts";
import { spokenIssue } from "../yamlFile.ts";
import { KINDS, KIND_NAMES, pathOf, readBundle, SCHEMAS, SITUATIONS_PATH, type Bundle, type Kind } from "./bundle.ts";
import { compare, type Difference } from "./compare.ts";
import type { Incoming, Intake, Problem } from "./intake.ts";
import { renderFile, renderList } from "./render.ts";
import { writeFiles, type FileText } from "./writeFiles.ts";

export interface Change {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
  /** The file it is written to, from the project's root. */
  readonly path: string;
  readonly isNew: boolean;
  readonly differences: readonly Difference[];
  /** Why it is not written; absent when it may be. */
  readonly blocked?: string;
}

export interface ImportPlan {
  readonly changes: readonly Change[];
  /** Entries of the file that are there already, just so. */
  readonly same: number;
  readonly problems: readonly Problem[];
  /** Of the checker, about the files that would be written. */
  readonly findings: readonly Finding[];
  readonly files: readonly FileText[];
}

type Data = Record<string, unknown>;
type Draft = Change & { readonly before?: Data; readonly after: Data };

export function planImport(root: string, intake: Intake): ImportPlan {
  const { bundle } = readBundle(root);
  const problems = [...intake.problems];
  let same = 0;
  let drafts = intake.entries.flatMap((incoming): Draft[] => {
    const draft = draftOf(incoming, bundle, intake.strays, existsSync(join(root, pathOf(incoming.kind, incoming.id))), problems);
    if (draft !== null && draft.differences.length === 0) same += 1;
    return draft === null || draft.differences.length === 0 ? [] : [draft];
  });
  const findings: Finding[] = [];
  const before = drafts.length === 0 ? [] : checkKnowledge(readKnowledge(root));
  for (let settled = false; !settled;) {
    const files = filesOf(root, drafts);
    const checked = files.length === 0 ? { findings: [], spoiled: new Set<string>() } : checkStaged(root, files, before);
    for (const finding of checked.findings) if (!findings.some((f) => sameFinding(f, finding))) findings.push(finding);
    settled = checked.spoiled.size === 0;
    drafts = drafts.map((d) => (d.blocked === undefined && checked.spoiled.has(d.path) ? { ...d, blocked: "检查出了错误（见下）" } : d));
  }
  return { changes: drafts.map(({ before: _before, after: _after, ...change }) => change), same, problems, findings, files: filesOf(root, drafts) };
}

/** @returns null when the entry has not the shape of its kind; why is added to the problems */
function draftOf(incoming: Incoming, bundle: Bundle, strays: boolean, isThere: boolean, problems: Problem[]): Draft | null {
  const { kind, id } = incoming;
  const before = (bundle[kind] as readonly { id: string }[]).find((e) => e.id === id) as Data | undefined;
  const kept = Object.fromEntries(incoming.untold.flatMap((key) => (before && key in before ? [[key, before[key]]] : [])));
  const result = SCHEMAS[kind].safeParse({ ...incoming.data, ...kept });
  if (!result.success) {
    problems.push(...deepest(result.error.issues, []).map(({ path, issue }) => ({ where: incoming.where(path), cause: `${KIND_NAMES[kind]} ${id}：${causeOf(path, issue)}` })));
    return null;
  }
  const after = result.data as Data;
  const differences = compare(kind, before, after);
  const blocked = incoming.broken ? "有读不懂的地方（见下），先改好"
    : strays && differences.some((d) => d.loses) ? "少了内容，而文件里有行认不出属于谁，先改好"
    : before === undefined && isThere && kind !== "situations" ? "现有的文件读不懂，先用 check 看看"
    : undefined;
  return { kind, id, name: String(after.name ?? after.title ?? after.ask ?? id), path: pathOf(kind, id), isNew: before === undefined, differences, before, after, blocked };
}

interface Deep { readonly path: readonly PropertyKey[]; readonly issue: z.core.$ZodIssue }

/** Of alternatives (one paper or several), the one that was nearly met tells what is wrong. */
function deepest(issues: readonly z.core.$ZodIssue[], above: readonly PropertyKey[]): Deep[] {
  return issues.flatMap((issue): Deep[] => {
    const path = [...above, ...issue.path];
    if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ path, issue }];
    const strangers = (list: readonly z.core.$ZodIssue[]): number => list.filter((i) => i.code === "unrecognized_keys").length;
    const [nearest] = [...issue.errors].sort((a, b) => strangers(a) - strangers(b) || a.length - b.length);
    return deepest(nearest!, path);
  });
}

function causeOf(path: readonly PropertyKey[], issue: z.core.$ZodIssue): string {
  return `“${path.map(String).join(".") || "整份"}”写得不对：${spokenIssue(issue)}`;
}

/** The files that may be written, as they would be. */
function filesOf(root: string, drafts: readonly Draft[]): FileText[] {
  const free = drafts.filter((d) => d.blocked === undefined);
  const current = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined);
  const fields = (d: Draft): string[] => d.differences.map((x) => x.field);
  return KINDS.flatMap((kind): FileText[] => {
    const of = free.filter((d) => d.kind === kind);
    if (kind !== "situations") return of.map((d) => ({ path: d.path, text: renderFile(current(d.path), d.before, d.after, fields(d)) }));
    return of.length === 0 ? [] : [{ path: SITUATIONS_PATH, text: renderList(current(SITUATIONS_PATH), of.map((d) => ({ before: d.before, after: d.after, changed: fields(d) }))) }];
  });
}

/**
 * The checker's findings about the files if they were written, in a copy of the knowledge.
 * `spoiled`: the files that would bring in an error; an error that a change of shared situations makes elsewhere counts
 * against the situations.
 */
function checkStaged(root: string, files: readonly FileText[], before: readonly Finding[]): { findings: Finding[]; spoiled: Set<string> } {
  const paths = new Set(files.map((f) => f.path));
  const staged = mkdtempSync(join(tmpdir(), "yicitong-import-"));
  try {
    if (existsSync(join(root, "knowledge"))) cpSync(join(root, "knowledge"), join(staged, "knowledge"), { recursive: true });
    writeFiles(staged, files);
    const after = checkKnowledge(readKnowledge(staged));
    const fresh = after.filter((f) => f.level === "error" && !before.some((b) => sameFinding(b, f)));
    const elsewhere = fresh.filter((f) => !paths.has(f.file));
    const spoiled = new Set(fresh.map((f) => f.file).filter((path) => paths.has(path)));
    if (elsewhere.length > 0 && paths.has(SITUATIONS_PATH)) spoiled.add(SITUATIONS_PATH);
    return { findings: [...after.filter((f) => paths.has(f.file)), ...elsewhere], spoiled };
  } finally {
    rmSync(staged, { recursive: true, force: true });
  }
}

/** Lines move when a file is rewritten, so they do not count. */
function sameFinding(a: Finding, b: Finding): boolean {
  return a.file === b.file && a.rule === b.rule && a.cause === b.cause;
}
