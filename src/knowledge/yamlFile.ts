/**
 * One YAML file read with its line numbers, so that every finding can point at the line it means.
 */
import { readFileSync } from "node:fs";
import { LineCounter, parseDocument, isNode, type Document } from "yaml";
import type { z } from "zod";
import type { Finding } from "./finding.ts";

/** Files beyond this size are refused before they are parsed (a guide has about 20 kB). */
export const MAX_BYTES = 1_000_000;

export class YamlFile {
  readonly path: string;
  readonly #document: Document;
  readonly #lines = new LineCounter();
  readonly findings: Finding[] = [];

  /** @param path shown in findings; @param text the file's content; @param most longer texts are refused unread */
  constructor(path: string, text: string, most = Infinity) {
    this.path = path;
    if (text.length > most) {
      this.findings.push({
        level: "error", file: path, line: 1, rule: "too-large", cause: `这个文件有 ${Math.round(text.length / 1000)} kB，太大了，没有读`,
        remedy: `一个文件最多 ${most / 1000} kB，请拆开。`,
      });
    }
    this.#document = parseDocument(text.length > most ? "" : text, { lineCounter: this.#lines, prettyErrors: false });
    for (const error of this.#document.errors) {
      this.findings.push({
        level: "error", file: path, line: this.#lines.linePos(error.pos[0]).line, rule: "yaml",
        cause: `这个文件不是合格的 YAML:${error.message}`,
        remedy: "检查这一行的缩进(只用空格,不用制表符)、冒号后面的空格和引号。",
      });
    }
  }

  static read(absolute: string, shown: string): YamlFile {
    return new YamlFile(shown, readFileSync(absolute, "utf8"), MAX_BYTES);
  }

  /** The 1-based line of the value at a path of keys and indexes, or of its nearest parent that exists. */
  lineOf(path: readonly PropertyKey[]): number {
    for (let n = path.length; n >= 0; n--) {
      const node = n === 0 ? this.#document.contents : this.#document.getIn(path.slice(0, n), true);
      if (isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }

  add(level: Finding["level"], rule: string, path: readonly PropertyKey[], cause: string, remedy: string): void {
    this.findings.push({ level, rule, file: this.path, line: this.lineOf(path), cause, remedy });
  }

  /** The content in the given shape; null, with findings added, when it has another. */
  as<T extends z.ZodType>(schema: T): z.output<T> | null {
    if (this.findings.some((f) => f.level === "error")) return null;
    let content: unknown;
    try {
      content = this.#document.toJS({ maxAliasCount: 0 });
    } catch {
      this.add("error", "yaml", [], "这个文件用了别名（& 和 *），可能会撑爆内存", "把别名展开写全。");
      return null;
    }
    const result = schema.safeParse(content);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const where = issue.path.map(String).join(".") || "整个文件";
      this.add("error", "shape", issue.path, `“${where}”写得不对:${spokenIssue(issue)}`,
        "对照 docs/tasks/add-a-guide.md 里的字段表改这一行;不认识的字段删掉或改成表里的名字。");
    }
    return null;
  }
}

/** What is wrong with one field, in plain Chinese. */
export function spokenIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys": return `不认识的字段 ${issue.keys.join("、")}`;
    case "invalid_type": return issue.input === undefined ? "缺少这个字段" : `这里应当是 ${issue.expected}`;
    case "invalid_value": return `只能是 ${issue.values.map(String).join("、")} 之一`;
    case "too_small": return "太短或太少";
    case "too_big": return "太长或太多";
    case "custom": return issue.message;
    default: return issue.message;
  }
}
