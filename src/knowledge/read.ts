/**
 * Knowledge files → an edition. Reads everything, reports everything that is wrong with file and line, and keeps
 * going: one malformed guide never takes the others down.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Condition } from "../domain/condition.ts";
import type { Edition, Journey, Referral, Region, Service, TalkAct } from "../domain/edition.ts";
import type { Situation } from "../domain/facts.ts";
import type { AskedSituation, Branch, Guide, Line, MaterialRule, PaperNeed, Rule } from "../domain/guide.ts";
import type { Material } from "../domain/material.ts";
import type { Citation, Source } from "../domain/source.ts";
import { ConditionError, parseCondition } from "./conditionFile.ts";
import type { Finding } from "./finding.ts";
import {
  catalogueFile, guideFile, journeyFile, materialFile, referralFile, regionsFile, situationsFile, sourceFile, talkFile,
  type GuideFile, type MaterialFile,
} from "./schema.ts";
import { YamlFile } from "./yamlFile.ts";

export interface Knowledge {
  readonly edition: Edition;
  readonly findings: readonly Finding[];
  /** The file of each guide, for findings that are made after reading. */
  readonly files: ReadonlyMap<string, YamlFile>;
}

/** @param root the project's folder, which holds `knowledge/` and `intents/` */
export function readKnowledge(root: string): Knowledge {
  const findings: Finding[] = [];
  const hash = createHash("sha256");
  const read = <T extends z.ZodType>(path: string, schema: T): { file: YamlFile; data: z.output<T> } | null => {
    const absolute = join(root, path);
    if (!existsSync(absolute)) return null;
    hash.update(path).update(readFileSync(absolute));
    const file = YamlFile.read(absolute, path);
    const data = file.as(schema);
    findings.push(...file.findings.splice(0));
    return data === null ? null : { file, data };
  };
  const readAll = <T extends z.ZodType>(folder: string, schema: T): { file: YamlFile; data: z.output<T> }[] =>
    (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [])
      .filter((name) => name.endsWith(".yaml")).sort()
      .flatMap((name) => read(`${folder}/${name}`, schema) ?? []);

  const sources = new Map<string, Source>(readAll("knowledge/sources", sourceFile).map(({ data }) => [data.id, data]));
  const shared = new Map<string, Situation>((read("knowledge/situations.yaml", situationsFile)?.data ?? []).map((s) => [s.id, s]));
  const services = new Map<string, Service>((read("knowledge/catalogue.yaml", catalogueFile)?.data ?? []).map((s) => [s.id, s]));

  const materials = new Map<string, Material>();
  for (const { file, data } of readAll("knowledge/materials", materialFile)) {
    materials.set(data.id, toMaterial(data, file, sources));
    findings.push(...file.findings.splice(0));
  }

  const guides = new Map<string, Guide>();
  const files = new Map<string, YamlFile>();
  for (const { file, data } of readAll("knowledge/guides", guideFile)) {
    guides.set(data.id, new GuideReader(file, data, sources, shared).guide());
    files.set(data.id, file);
    findings.push(...file.findings.splice(0));
    if (!file.path.endsWith(`/${data.id}.yaml`)) {
      file.add("error", "file-name", ["id"], `文件名和编号 ${data.id} 不一致`, `把文件改名为 ${data.id}.yaml。`);
      findings.push(...file.findings.splice(0));
    }
  }

  const journeys = new Map<string, Journey>(readAll("knowledge/journeys", journeyFile).map(({ data }) => [data.id, data]));
  const referrals = new Map<string, Referral>(readAll("intents/referrals", referralFile).map(({ data }) => [data.id, data]));
  const talk = new Map<string, TalkAct>(readAll("intents/talk", talkFile)
    .map(({ data }) => [data.id, { ...data, say: typeof data.say === "string" ? [data.say] : data.say ?? [] }]));
  const regions = new Map<string, Region>((read("knowledge/regions.yaml", regionsFile)?.data ?? []).map((r) => [r.adcode, r]));

  const edition: Edition = {
    id: hash.digest("hex").slice(0, 16), services, guides, materials, sources, journeys, referrals, talk, regions,
  };
  return { edition, findings, files };
}

function toMaterial(data: MaterialFile, file: YamlFile, sources: ReadonlyMap<string, Source>): Material {
  const { source, how, ...rest } = data;
  return { ...rest, citation: source === undefined ? undefined : cite(source, how, sources, file, ["source"]) };
}

/** `passport-law 第六条` → a citation; a source that does not exist is a finding. */
function cite(
  written: string, how: Citation["verified"]["how"] | undefined, sources: ReadonlyMap<string, Source>,
  file: YamlFile, path: readonly PropertyKey[],
): Citation {
  const [key = "", ...article] = written.trim().split(/\s+/);
  const source = sources.get(key);
  if (!source) {
    file.add("error", "unknown-source", path, `没有叫“${key}”的出处`, `新建 knowledge/sources/${key}.yaml,或改成已有的编号。`);
  }
  return {
    source: key,
    title: source?.title ?? key,
    article: article.join(" ") || undefined,
    url: source?.url,
    verified: how ? { on: how === "expertise" ? undefined : source?.verified.on, how } : source?.verified ?? { how: "expertise" },
  };
}

type RuleFile = { when?: Record<string, unknown>; from?: string; until?: string; source: string; how?: Citation["verified"]["how"]; varies?: string };

/** Turns one parsed guide file into a Guide, adding findings to its file. */
class GuideReader {
  readonly #file: YamlFile;
  readonly #data: GuideFile;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #shared: ReadonlyMap<string, Situation>;

  constructor(file: YamlFile, data: GuideFile, sources: ReadonlyMap<string, Source>, shared: ReadonlyMap<string, Situation>) {
    this.#file = file;
    this.#data = data;
    this.#sources = sources;
    this.#shared = shared;
  }

  guide(): Guide {
    const d = this.#data;
    const lines = <L extends RuleFile & { text: string }>(key: string, list: readonly L[]): (Omit<L, keyof RuleFile> & Line)[] =>
      list.map((line, i) => ({ ...line, ...this.#rule(line, [key, i]) }));
    return {
      id: d.id, name: d.name, plain: d.plain, tier: d.tier, audience: d.audience, authority: d.authority, summary: d.summary,
      roles: Object.entries(d.roles).map(([id, role]) => ({ id, ...role })),
      situations: d.situations.flatMap((s, i): AskedSituation[] => {
        const when = this.#condition(s.when, ["situations", i, "when"]);
        if (!("use" in s)) {
          const { when: _w, assume, ...situation } = s;
          if (this.#shared.has(s.id)) {
            this.#file.add("error", "shared-situation", ["situations", i, "id"], `“${s.id}”是共用情形的编号，本指南又另写了一个`, `写成 use: ${s.id}；问的不是同一件事，就换一个编号。`);
          }
          return [{ situation, when, assume }];
        }
        const situation = this.#shared.get(s.use);
        if (situation) return [{ situation: s.ask ? { ...situation, ask: s.ask } : situation, when, assume: s.assume, shared: true }];
        this.#file.add("error", "unknown-situation", ["situations", i, "use"], `共用情形里没有“${s.use}”`,
          "在 knowledge/situations.yaml 里加上,或在本指南里写全(id、type、ask …)。");
        return [];
      }),
      outcomes: d.outcomes.map((o, i) => ({ ...o, ...this.#rule(o, ["outcomes", i]) })),
      materials: d.materials.map((m, i) => this.#material(m, i)),
      fees: d.fees.map((f, i) => ({ ...f, ...this.#rule(f, ["fees", i]) })),
      lines: {
        times: lines("times", d.times), places: lines("places", d.places), hours: lines("hours", d.hours),
        phones: lines("phones", d.phones), online: lines("online", d.online), who: lines("who", d.who),
        eligibility: lines("eligibility", d.eligibility), validity: lines("validity", d.validity),
        progress: lines("progress", d.progress), deadlines: lines("deadlines", d.deadlines),
        steps: lines("steps", d.steps), pitfalls: lines("pitfalls", d.pitfalls),
      },
      faq: d.faq.map((f, i) => ({ question: f.ask, answer: f.answer, ...this.#rule(f, ["faq", i]) })),
      gives: d.gives,
      related: d.related,
    };
  }

  #material(m: GuideFile["materials"][number], i: number): MaterialRule {
    const anyOf: readonly Branch[] = "anyOf" in m ? m.anyOf : [{ papers: [need(m)] }];
    return {
      id: anyOf.map((b) => b.papers.map((p) => `${p.paper}.${p.holder}`).join("+")).join("|"),
      anyOf, because: m.because, note: m.note, onSite: m.onSite, leniency: m.leniency,
      ...this.#rule(m, ["materials", i]),
    };
  }

  #rule(r: RuleFile, path: readonly PropertyKey[]): Rule {
    return {
      when: this.#condition(r.when, [...path, "when"]),
      from: r.from, until: r.until, varies: r.varies,
      citation: cite(r.source, r.how, this.#sources, this.#file, [...path, "source"]),
    };
  }

  #condition(written: unknown, path: readonly PropertyKey[]): Condition {
    try {
      return parseCondition(written);
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error;
      this.#file.add("error", "condition", path, error.message, "条件的写法见 docs/tasks/add-a-guide.md。");
      return { op: "never" };
    }
  }
}

function need(m: PaperNeed): PaperNeed {
  return { paper: m.paper, holder: m.holder, shown: m.shown, surrendered: m.surrendered, copies: m.copies, spec: m.spec };
}
