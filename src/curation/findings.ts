/**
 * What is wrong with the changed files of a draft, told beside the field while one edits: the checker of the knowledge
 * on what changed, and what it does not see (sizes, utterances). The whole is checked again by the proof.
 */
import type { Edition } from "../domain/edition.ts";
import { checkKnowledge } from "../knowledge/check.ts";
import type { Finding } from "../knowledge/finding.ts";
import { readFiles, type Knowledge } from "../knowledge/read.ts";
import { isRecord, isYaml, NotYaml, valueOf } from "./yamlText.ts";

/** A file, and all files of a draft together. */
export const MAX_FILE = 200_000;
export const MAX_FILES = 300;

/** Longer than this nobody asks in one breath; the matcher reads no more than a thousand characters. */
const LONG_UTTERANCE = 120;
const LONGEST_UTTERANCE = 300;
const MOST_UTTERANCES = 3_000;
/** Findings about one file that are told. */
const MOST_FINDINGS = 60;

const SITUATIONS = "knowledge/situations.yaml";

/** Changed files on top of an edition: what it is like with them, as far as they alone decide. */
export function patched(edition: Edition, changed: ReadonlyMap<string, string>, situations: string): Knowledge {
  const texts = new Map([[SITUATIONS, situations], ...changed]);
  return readFiles({
    list: (folder) => [...texts.keys()].filter((p) => p.startsWith(`${folder}/`) && !p.slice(folder.length + 1).includes("/")).map((p) => p.slice(folder.length + 1)).sort(),
    text: (path) => texts.get(path),
  }, edition);
}

/** @param changed path → text; @param situations the shared situations these files may use */
export function findingsOf(edition: Edition, changed: ReadonlyMap<string, string>, situations: string): Finding[] {
  const yaml = new Map([...changed].filter(([path]) => path.startsWith("knowledge/") || /^intents\/(referrals|talk)\//.test(path)));
  const found = checkKnowledge(patched(edition, yaml, situations)).filter((f) => changed.has(f.file));
  for (const [path, text] of changed) if (path.startsWith("intents/")) found.push(...aboutUtterances(path, text));
  return [...new Map(found.map((f) => [`${f.file}:${f.line}:${f.rule}:${f.cause}`, f])).values()];
}

/** Of one file alone, before it is saved: what keeps it from being kept at all. */
export function unreadable(path: string, text: string): Finding[] {
  const finding = (line: number, rule: string, cause: string, remedy: string): Finding => ({ level: "error", file: path, line, rule, cause, remedy });
  if (text.length > MAX_FILE) return [finding(1, "too-large", `有 ${Math.round(text.length / 1000)} kB，太大了`, `一个文件最多 ${MAX_FILE / 1000} kB，请拆开。`)];
  if (/\0|\p{Surrogate}/u.test(text)) return [finding(1, "not-text", "里面有不是文字的东西", "像是文件或乱码，请只粘贴文字。")];
  if (!isYaml(path)) return [];
  try {
    const value = valueOf(path, text);
    return value === null || typeof value !== "object" ? [finding(1, "yaml", "不是一份指南或问法的写法", "对照别的文件，写成“字段: 内容”的样子。")] : [];
  } catch (error) {
    if (!(error instanceof NotYaml)) throw error;
    const tab = text.split("\n").findIndex((l) => /^\s*\t/.test(l));
    return [tab >= 0 ? finding(tab + 1, "yaml", "行首有制表符（Tab）", "缩进只用空格，把制表符换成两个空格。")
      : /aliases/.test(error.message) ? finding(error.line, "yaml", "用了别名（& 和 *），可能会撑爆内存", "把别名展开写全。")
      : finding(error.line, "yaml", "不是合格的 YAML", "检查这一行的缩进、冒号后面的空格和引号。")];
  }
}

/** Lengths, numbers and doubles of what people say, in a file of `intents/`. */
function aboutUtterances(path: string, text: string): Finding[] {
  const found: Finding[] = [];
  const add = (level: Finding["level"], line: number, rule: string, cause: string, remedy: string): void => {
    if (found.length < MOST_FINDINGS) found.push({ level, file: path, line, rule, cause, remedy });
  };
  if (unreadable(path, text).length > 0) return unreadable(path, text);
  if (!isYaml(path)) {
    text.split("\n").forEach((l, i) => { if (l !== "" && !/^\S{1,30} \d{1,9} [a-z]{1,4}$/.test(l)) add("error", i + 1, "dictionary-line", `“${l.slice(0, 40)}”不是词典的一行`, "写成“词 词频 词性”，例如“一件事 100000 n”。"); });
    return found;
  }
  const value = valueOf(path, text);
  // The last line that holds just these words: of doubles the later one is meant.
  const lineOf = (words: string): number => Math.max(1, text.split("\n").findLastIndex((l) => l.replace(/^[\s-]*["']?/, "").startsWith(words.slice(0, 40))) + 1);
  const seen = new Set<string>();
  const lines = [...utterancesIn(value)];
  if (lines.length > MOST_UTTERANCES) add("error", 1, "too-many-utterances", `有 ${lines.length} 条问法，太多了`, `最多 ${MOST_UTTERANCES} 条，留有代表性的。`);
  for (const words of lines) {
    if (words.trim() === "") add("error", 1, "empty-utterance", "有一条问法是空的", "删掉它。");
    else if (words.length > LONGEST_UTTERANCE) add("error", lineOf(words), "long-utterance", `“${words.slice(0, 20)}…”有 ${words.length} 个字，太长了`, `一条问法最多 ${LONGEST_UTTERANCE} 个字，留要紧的那一句。`);
    else if (words.length > LONG_UTTERANCE) add("warning", lineOf(words), "long-utterance", `“${words.slice(0, 20)}…”有 ${words.length} 个字`, "太长的问法学不到什么，留要紧的那一句。");
    if (seen.has(words)) add("warning", lineOf(words), "double-utterance", `“${words.slice(0, 40)}”写了两遍`, "删掉一条。");
    seen.add(words);
  }
  if (/^intents\/(guides|referrals|talk)\//.test(path)) {
    const id = isRecord(value) ? value["id"] : undefined;
    if (!path.endsWith(`/${String(id)}.yaml`)) add("error", 1, "file-name", `文件名和编号 ${String(id)} 不一致`, "编号要和文件名一样。");
  }
  return found;
}

/** What an intent file lists as said by people. */
export function utterancesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((v) => isRecord(v) ? utterancesIn(v) : []);
  if (!isRecord(value)) return [];
  return [value["utterances"], value["heads"]].flatMap((list) => Array.isArray(list) ? list.filter((w): w is string => typeof w === "string") : []);
}
