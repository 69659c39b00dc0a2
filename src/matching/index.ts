/**
 * The matcher: load once, ask often.
 */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Match } from "../domain/match.ts";
import { fold } from "../text/fold.ts";
import { openSegmenter } from "../text/segment.ts";
import { DICTIONARY } from "./intents.ts";
import { journeyFinder, journeyOfOptions, readJourneys, type JourneyIntent } from "./journeys.ts";
import { likenessOf, type Likeness } from "./likeness.ts";
import { match, matchToolsOf } from "./match.ts";
import { decodeModel, toolsOf, type Model } from "./model.ts";
import type { Segmenter } from "../text/segment.ts";

/** Where `train` writes and `loadMatcher` reads. */
export const MODEL_FILE = "dist/model/matcher.bin";

/** How the model does on our labelled questions before it is trained on them. */
export const REPORT_FILE = "dist/model/held-out.json";

export interface Matcher {
  /** Raw words → folded words. */
  readonly fold: (text: string) => string;
  /** How folded words may be compared with others (likeness.ts). */
  readonly likeness: (normal: string) => Likeness;
  readonly words: (normal: string) => readonly string[];
  /** Whether the intents say this word at all. */
  readonly knows: (word: string) => boolean;
  /** adcode of the most exact place that is named. */
  readonly place: (normal: string) => string | null;
  /** @param normal the folded words, when the caller has them already */
  readonly match: (text: string, normal?: string) => Match;
}

/**
 * @param root the project's folder
 * @throws Error in the user's language when the model or the dictionary is missing
 */
export function loadMatcher(root: string): Matcher {
  const file = join(root, MODEL_FILE);
  if (!existsSync(file)) throw new Error(missingModel());
  return openMatcher(decodeModel(readFileSync(file)), openSegmenter(join(root, DICTIONARY)), readJourneys(root));
}

/** As `loadMatcher`, in steps with pauses between them: whoever is talking is answered in between. */
export async function loadMatcherInSteps(root: string): Promise<Matcher> {
  const file = join(root, MODEL_FILE);
  if (!existsSync(file)) throw new Error(missingModel());
  const pause = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
  const model = decodeModel(await readFile(file));
  await pause();
  const segment = openSegmenter(join(root, DICTIONARY));
  await pause();
  const journeys = readJourneys(root);
  await pause();
  return openMatcher(model, segment, journeys);
}

const missingModel = (): string => `还没有匹配模型 ${MODEL_FILE}。请先运行：npm run -s yicitong -- train`;

export function openMatcher(model: Model, segment: Segmenter, journeys: readonly JourneyIntent[] = []): Matcher {
  const { field, ...rest } = toolsOf(model, segment);
  const tools = matchToolsOf({ field, ...rest }, model.services.labels);
  const journey = journeyFinder(journeys, (text) => fold(text, field));
  return {
    fold: (text) => fold(text, field),
    likeness: likenessOf(model.services.vocabulary, rest.features),
    words: segment,
    knows: (word) => rest.features.lexicon.counts.has(word),
    place: rest.features.places.find,
    match: (text, normal = fold(text, field)) => {
      const found = match(text, normal, model, tools);
      return { ...found, journey: journey(normal) ?? journeyOfOptions(journeys, found.options) };
    },
  };
}
