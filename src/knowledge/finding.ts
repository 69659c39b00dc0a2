/** What the checker has to say about a file: where, what, why it matters, what to do. */
export interface Finding {
  readonly level: "error" | "warning" | "info";
  /** Path from the project's root. */
  readonly file: string;
  /** 1-based; 1 when the whole file is meant. */
  readonly line: number;
  readonly cause: string;
  readonly remedy: string;
  /** A stable name for the kind of finding ("vague-paper", "unknown-material"). */
  readonly rule: string;
}

export function spokenFinding(f: Finding): string {
  const level = f.level === "error" ? "错误" : f.level === "warning" ? "警告" : "提示";
  return `${f.file}:${f.line} ${level} [${f.rule}] ${f.cause}\n    怎么改：${f.remedy}`;
}
