/**
 * Knowledge files → an edition. Reads everything, reports everything that is wrong with file and line, and keeps
 * going: one malformed guide never takes the others down.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import type { Edition, Referral, Region, Service, TalkAct } from "../domain/edition.ts";
import type { Situation } from "../domain/facts.ts";
import type { AskedSituation, Branch, Guide, Line, MaterialRule, PaperNeed } from "../domain/guide.ts";
import type { Journey } from "../domain/journey.ts";
import type { Material } from "../domain/material.ts";
import type { RegionPack } from "../domain/regionPack.ts";
import type { Source } from "../domain/source.ts";
import type { Finding } from "./finding.ts";
import {
  catalogueFile, guideFile, journeyFile, materialFile, referralFile, regionFile, regionsFile, situationsFile, sourceFile, talkFile,
  type GuideFile, type MaterialFile,
} from "./schema.ts";
import { toJourney } from "./readJourney.ts";
import { toRegionPack } from "./readRegion.ts";
import { RuleReader, type RuleFile } from "./ruleFile.ts";
import { MAX_BYTES, YamlFile } from "./yamlFile.ts";

export interface Knowledge {
  readonly edition: Edition;
  readonly findings: readonly Finding[];
  /** The file of each guide, for findings that are made after reading. */
  readonly files: ReadonlyMap<string, YamlFile>;
}

/** Where files come from: a folder, or the changes of a draft. */
export interface FileSource {
  /** Names of the files in a folder, sorted. */
  list(folder: string): readonly string[];
  /** The text of a file; undefined when there is none. */
  text(path: string): string | undefined;
}

export function filesIn(root: string): FileSource {
  return {
    list: (folder) => existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [],
    text: (path) => existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined,
  };
}

/** @param root the project's folder, which holds `knowledge/` and `intents/` */
export function readKnowledge(root: string): Knowledge {
  return readFiles(filesIn(root));
}

/** @param base what the files are read on top of: a file replaces what it describes, the rest stays */
export function readFiles(from: FileSource, base: Edition | null = null): Knowledge {
  const findings: Finding[] = [];
  const hash = createHash("sha256");
  const read = <T extends z.ZodType>(path: string, schema: T): { file: YamlFile; data: z.output<T> } | null => {
    const text = from.text(path);
    if (text === undefined) return null;
    hash.update(path).update(text);
    const file = new YamlFile(path, text, MAX_BYTES);
    const data = file.as(schema);
    findings.push(...file.findings.splice(0));
    return data === null ? null : { file, data };
  };
  const readAll = <T extends z.ZodType>(folder: string, schema: T): { file: YamlFile; data: z.output<T> }[] =>
    from.list(folder).filter((name) => name.endsWith(".yaml")).flatMap((name) => read(`${folder}/${name}`, schema) ?? []);

  const sources = new Map<string, Source>([...base?.sources ?? [], ...readAll("knowledge/sources", sourceFile).map(({ data }) => [data.id, data] as const)]);
  const shared = new Map<string, Situation>((read("knowledge/situations.yaml", situationsFile)?.data ?? []).map((s) => [s.id, s]));
  const services = new Map<string, Service>(read("knowledge/catalogue.yaml", catalogueFile)?.data.map((s) => [s.id, s]) ?? base?.services);

  const materials = new Map<string, Material>(base?.materials);
  for (const { file, data } of readAll("knowledge/materials", materialFile)) {
    materials.set(data.id, toMaterial(data, file, sources));
    findings.push(...file.findings.splice(0));
  }

  const guides = new Map<string, Guide>(base?.guides);
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

  const journeys = new Map<string, Journey>([...base?.journeys ?? [], ...readAll("knowledge/journeys", journeyFile).map(({ file, data }) => {
    const journey = toJourney(data, file, sources);
    findings.push(...file.findings.splice(0));
    return [data.id, journey] as const;
  })]);
  const referrals = new Map<string, Referral>([...base?.referrals ?? [], ...readAll("intents/referrals", referralFile).map(({ data }) => [data.id, data] as const)]);
  const talk = new Map<string, TalkAct>([...base?.talk ?? [], ...readAll("intents/talk", talkFile)
    .map(({ data }) => [data.id, { ...data, say: typeof data.say === "string" ? [data.say] : data.say ?? [] }] as const)]);
  const regions = new Map<string, Region>(read("knowledge/regions.yaml", regionsFile)?.data.map((r) => [r.adcode, r]) ?? base?.regions);
  const packs = new Map<string, RegionPack>(base?.packs);
  for (const { file, data } of readAll("knowledge/regions", regionFile)) {
    for (const source of data.sources) sources.set(source.id, source);
    packs.set(data.id, toRegionPack(data, file, guides, sources));
    // A district is nobody's region until it has something of its own to say.
    if (!regions.has(data.id)) regions.set(data.id, { adcode: data.id, name: data.name, areaCode: data.areaCode });
    findings.push(...file.findings.splice(0));
  }

  const edition: Edition = {
    id: hash.digest("hex").slice(0, 16), services, guides, materials, sources, journeys, referrals, talk, regions, packs,
  };
  return { edition, findings, files };
}

function toMaterial(data: MaterialFile, file: YamlFile, sources: ReadonlyMap<string, Source>): Material {
  const { source, how, ...rest } = data;
  return { ...rest, citation: source === undefined ? undefined : new RuleReader(file, sources).cite(source, how, ["source"]) };
}

/** Turns one parsed guide file into a Guide, adding findings to its file. */
class GuideReader {
  readonly #file: YamlFile;
  readonly #data: GuideFile;
  readonly #rules: RuleReader;
  readonly #shared: ReadonlyMap<string, Situation>;

  constructor(file: YamlFile, data: GuideFile, sources: ReadonlyMap<string, Source>, shared: ReadonlyMap<string, Situation>) {
    this.#file = file;
    this.#data = data;
    this.#rules = new RuleReader(file, sources);
    this.#shared = shared;
  }

  guide(): Guide {
    const d = this.#data;
    const lines = <L extends RuleFile & { text: string }>(key: string, list: readonly L[]): (Omit<L, keyof RuleFile> & Line)[] =>
      list.map((line, i) => ({ ...line, ...this.#rules.rule(line, [key, i]) }));
    return {
      id: d.id, name: d.name, plain: d.plain, tier: d.tier, trustDays: d.trustDays, audience: d.audience, authority: d.authority, summary: d.summary,
      roles: Object.entries(d.roles).map(([id, role]) => ({ id, ...role })),
      situations: d.situations.flatMap((s, i): AskedSituation[] => {
        const when = this.#rules.condition(s.when, ["situations", i, "when"]);
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
      outcomes: d.outcomes.map((o, i) => ({ ...o, ...this.#rules.rule(o, ["outcomes", i]) })),
      materials: d.materials.map((m, i) => this.#material(m, i)),
      fees: d.fees.map((f, i) => ({ ...f, ...this.#rules.rule(f, ["fees", i]) })),
      lines: {
        times: lines("times", d.times), places: lines("places", d.places), hours: lines("hours", d.hours),
        phones: lines("phones", d.phones), online: lines("online", d.online), who: lines("who", d.who),
        eligibility: lines("eligibility", d.eligibility), validity: lines("validity", d.validity),
        progress: lines("progress", d.progress), deadlines: lines("deadlines", d.deadlines),
        steps: lines("steps", d.steps), pitfalls: lines("pitfalls", d.pitfalls),
      },
      faq: d.faq.map((f, i) => ({ question: f.ask, answer: f.answer, ...this.#rules.rule(f, ["faq", i]) })),
      gives: d.gives,
      related: d.related,
    };
  }

  #material(m: GuideFile["materials"][number], i: number): MaterialRule {
    const anyOf: readonly Branch[] = "anyOf" in m ? m.anyOf : [{ papers: [need(m)] }];
    return {
      id: anyOf.map((b) => b.papers.map((p) => `${p.paper}.${p.holder}`).join("+")).join("|"),
      anyOf, because: m.because, note: m.note, onSite: m.onSite, leniency: m.leniency,
      ...this.#rules.rule(m, ["materials", i]),
    };
  }
}

function need(m: PaperNeed): PaperNeed {
  return { paper: m.paper, holder: m.holder, shown: m.shown, surrendered: m.surrendered, copies: m.copies, spec: m.spec };
}
