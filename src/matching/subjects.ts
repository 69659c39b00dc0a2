/**
 * Names of the field (身份证, 公积金, 过户): what a question is about, hidden from the classifier of aspects.
 */
import { clean } from "../text/clean.ts";
import type { Segmenter } from "../text/segment.ts";
import type { Intents } from "./intents.ts";

const HAN = /^\p{Script=Han}{2,}$/u;

/** Words of the dictionary, the services' names, and the words of these names; never what overlaps with a cue of an aspect. */
export function subjectsOf(intents: Intents, segment: Segmenter): string[] {
  const names = intents.guides.flatMap((g) => [g.name, ...g.names]).map(clean);
  const words = new Set([...intents.dictionary.map(clean), ...names, ...names.flatMap((n) => segment(n))].filter((w) => HAN.test(w)));
  const cues = intents.aspects.flatMap((a) => a.cues.map(clean));
  return [...words].filter((w) => !cues.some((cue) => cue.includes(w) || w.includes(cue))).sort();
}
