/**
 * Journeys (一件事): one event in life that calls for several services. Found by likeness to how people tell of the
 * event, since there are few of them and each is told in few ways; no training.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export interface JourneyIntent {
  readonly id: string;
  readonly utterances: readonly string[];
  /** Its services, and those that people tell of it by. */
  readonly steps: readonly string[];
}

/** Share of characters and pairs that a question must have in common with a way of telling (Dice). Higher finds fewer. */
export const LIKENESS = 0.5;
/** From here on the words are hardly about anything else, whatever single service they resemble too. */
const SURE = 0.75;
/** A shorter question is as likely the name of one service ("退休", "社保卡丢了"), unless it says what it means. */
const TELLING = 8;
const NAMES_IT = /一件事|联办/;
/** So many services to choose from, all of one journey, tell of the journey. */
const OPTIONS_OF_A_JOURNEY = 3;
/** A journey is told as a whole, not in a long story about one service. */
const LONGEST = 30;

/** The ways of telling in `knowledge/journeys`; a malformed file is left out (the checker names it). */
export function readJourneys(root: string): readonly JourneyIntent[] {
  const folder = join(root, "knowledge/journeys");
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((f) => f.endsWith(".yaml")).sort().flatMap((file) => {
    try {
      const data = parse(readFileSync(join(folder, file), "utf8")) as { id?: unknown; name?: unknown; utterances?: unknown; steps?: { guide?: unknown }[]; near?: unknown[] };
      if (typeof data.id !== "string" || !Array.isArray(data.utterances)) return [];
      return [{ id: data.id, utterances: [data.name, ...data.utterances].filter((u): u is string => typeof u === "string"), steps: [...(data.steps ?? []).map((s) => String(s.guide)), ...(data.near ?? []).map(String)] }];
    } catch {
      return [];
    }
  });
}

/** The journey that all of the options belong to, when there are enough of them. */
export function journeyOfOptions(journeys: readonly JourneyIntent[], options: readonly string[]): string | null {
  if (options.length < OPTIONS_OF_A_JOURNEY) return null;
  return journeys.find((j) => options.every((o) => j.steps.includes(o)))?.id ?? null;
}

/** The journey that a question tells of, and whether hardly anything else can be meant. */
export interface ToldJourney {
  readonly id: string;
  readonly sure: boolean;
}

/** @param fold folds a way of telling as questions are folded; @returns folded question → the journey it tells of */
export function journeyFinder(journeys: readonly JourneyIntent[], fold: (text: string) => string): (normal: string) => ToldJourney | null {
  const told = journeys.flatMap((j) => j.utterances.map((u) => ({ id: j.id, parts: partsOf(fold(u)) })));
  return (normal) => {
    if (normal.length > LONGEST) return null;
    const asked = partsOf(normal);
    let best: { id: string; likeness: number } | null = null;
    for (const { id, parts } of told) {
      const likeness = dice(asked, parts);
      if (likeness >= LIKENESS && likeness > (best?.likeness ?? 0)) best = { id, likeness };
    }
    return best && { id: best.id, sure: best.likeness >= SURE && (normal.length >= TELLING || NAMES_IT.test(normal)) };
  };
}

/** Characters and pairs of characters, without what every question has. */
function partsOf(text: string): ReadonlySet<string> {
  const bare = text.replace(/[\s，。？！、：；,.?!]|要办|办理|什么|哪些|手续|怎么|需要|想|了|的|呢|吗|啊|都/g, "");
  return new Set([...bare, ...Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2))]);
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const part of a) if (b.has(part)) common++;
  return 2 * common / (a.size + b.size);
}
