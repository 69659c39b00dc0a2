/**
 * The people's language as written in `intents/`: read as it is, checked lightly. A malformed file is named and
 * left out; it never takes the others down.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Place } from "../text/places.ts";
import { ASPECTS, type Aspect } from "../domain/match.ts";

export interface NotLine {
  readonly say: string;
  /** The service it belongs to; `none` when no service answers it. */
  readonly owner: string;
}

/** How one service, referral or talk act is asked for. */
export interface Intent {
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly utterances: readonly string[];
  readonly not: readonly NotLine[];
  /** Referrals: the services it is mistaken for. */
  readonly near: readonly string[];
}

/** Something too vague to answer: what a careful clerk would ask back. */
export interface VagueIntent {
  readonly id: string;
  readonly options: readonly string[];
  /** Said bare or in any frame. */
  readonly heads: readonly string[];
  readonly utterances: readonly string[];
}

export interface SynonymClass {
  readonly id: string;
  readonly words: readonly string[];
}

export interface AspectIntent {
  readonly id: Aspect;
  readonly cues: readonly string[];
  readonly examples: readonly string[];
}

export interface Intents {
  readonly guides: readonly Intent[];
  readonly referrals: readonly Intent[];
  readonly talk: readonly Intent[];
  readonly vague: readonly VagueIntent[];
  /** What no service answers: other people's affairs, and answers to our own questions. */
  readonly strangers: readonly string[];
  readonly synonyms: readonly SynonymClass[];
  readonly aspects: readonly AspectIntent[];
  readonly fillers: readonly string[];
  /** Provinces, cities and districts, from `places.tsv`. */
  readonly places: readonly Place[];
  /** Words of `dictionary.txt`. */
  readonly dictionary: readonly string[];
  /** One line for each file that could not be read. */
  readonly problems: readonly string[];
}

export const DICTIONARY = "intents/dictionary.txt";

/** @param root the project's folder */
export function readIntents(root: string): Intents {
  const problems: string[] = [];
  const readYaml = (path: string): unknown => {
    if (!existsSync(join(root, path))) return undefined;
    try {
      return parse(readFileSync(join(root, path), "utf8"));
    } catch (error) {
      problems.push(`${path}：${String(error).split("\n")[0]}`);
      return undefined;
    }
  };
  const folder = (path: string): Record<string, unknown>[] =>
    (existsSync(join(root, path)) ? readdirSync(join(root, path)) : [])
      .filter((name) => name.endsWith(".yaml")).sort()
      .flatMap((name) => {
        const data = readYaml(`${path}/${name}`);
        return data !== null && typeof data === "object" ? [data as Record<string, unknown>] : [];
      });
  const dictionary = readText(root, DICTIONARY);
  return {
    guides: folder("intents/guides").map(toIntent),
    referrals: folder("intents/referrals").map(toIntent),
    talk: folder("intents/talk").map(toIntent),
    vague: records(readYaml("intents/vague.yaml")).map((r) => ({ id: text(r.id), options: texts(r.options), heads: texts(r.heads), utterances: texts(r.utterances) })),
    strangers: ["intents/strangers.yaml", "intents/answers.yaml"].flatMap((path) => texts(record(readYaml(path)).utterances)),
    synonyms: records(readYaml("intents/synonyms.yaml")).map((r) => ({ id: text(r.id), words: texts(r.words) })),
    aspects: folder("intents/aspects").flatMap(toAspect),
    fillers: texts(record(readYaml("intents/fillers.yaml")).fillers),
    places: readText(root, "intents/places.tsv").split("\n").flatMap((line) => {
      const [adcode = "", name = ""] = line.trim().split("\t");
      return name === "" ? [] : [{ adcode, name }];
    }),
    dictionary: dictionary.split("\n").map((line) => line.split(" ")[0]!).filter((w) => w !== ""),
    problems,
  };
}

function readText(root: string, path: string): string {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
}

function toIntent(data: Record<string, unknown>): Intent {
  return {
    id: text(data.id), name: text(data.name),
    names: texts(data.names), utterances: texts(data.utterances), near: texts(data.near),
    not: records(data.not).map((n) => ({ say: text(n.say), owner: text(n.owner) })),
  };
}

function toAspect(data: Record<string, unknown>): AspectIntent[] {
  const id = ASPECTS.find((a) => a === data.id);
  return id ? [{ id, cues: texts(data.cues), examples: texts(data.examples) }] : [];
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value as Record<string, unknown> : {};
}

function records(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.map(record) : [];
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(text).filter((t) => t !== "") : [];
}
