/** What every rule in a file carries: its condition, its days and its source, read with findings at their line. */
import type { Condition } from "../domain/condition.ts";
import type { Rule } from "../domain/guide.ts";
import type { Citation, Source } from "../domain/source.ts";
import { ConditionError, parseCondition } from "./conditionFile.ts";
import type { YamlFile } from "./yamlFile.ts";

export type RuleFile = { when?: Record<string, unknown>; from?: string; until?: string; source: string; how?: Citation["verified"]["how"]; varies?: string };

/** Reads the rules of one file, adding findings to it. */
export class RuleReader {
  readonly #file: YamlFile;
  readonly #sources: ReadonlyMap<string, Source>;

  constructor(file: YamlFile, sources: ReadonlyMap<string, Source>) {
    this.#file = file;
    this.#sources = sources;
  }

  rule(r: RuleFile, path: readonly PropertyKey[]): Rule {
    return {
      when: this.condition(r.when, [...path, "when"]),
      from: r.from, until: r.until, varies: r.varies,
      citation: this.cite(r.source, r.how, [...path, "source"]),
    };
  }

  condition(written: unknown, path: readonly PropertyKey[]): Condition {
    try {
      return parseCondition(written);
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      this.#file.add("error", "condition", path, error.message, "条件的写法见 docs/tasks/add-a-guide.md。");
      return { op: "never" };
    }
  }

  /** `passport-law 第六条` → a citation; a source that does not exist is a finding. */
  cite(written: string, how: Citation["verified"]["how"] | undefined, path: readonly PropertyKey[]): Citation {
    const [key = "", ...article] = written.trim().split(/\s+/);
    const source = this.#sources.get(key);
    if (!source) {
      this.#file.add("error", "unknown-source", path, `没有叫“${key}”的出处`, `新建 knowledge/sources/${key}.yaml，或改成已有的编号。`);
    }
    return {
      source: key,
      title: source?.title ?? key,
      article: article.join(" ") || undefined,
      url: source?.url,
      verified: how ? { on: how === "expertise" ? undefined : source?.verified.on, how } : source?.verified ?? { how: "expertise" },
    };
  }
}
