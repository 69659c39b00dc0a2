/**
 * Words → understanding: mask first, then fold, find what is said, and match.
 */
import type { Understanding } from "../domain/understanding.ts";
import type { Matcher } from "../matching/index.ts";
import { mask } from "../text/mask.ts";
import { findMentions } from "../text/mentions.ts";
import { shortAnswer } from "../text/shortAnswer.ts";
import { whereabouts } from "../text/whereabouts.ts";

/** @param now epoch milliseconds: what "去年" and "上个月" are counted from */
export function understand(matcher: Matcher, raw: string, now: number): Understanding {
  const { text, kinds } = mask(raw);
  const normal = matcher.fold(text);
  const journey = matcher.journey(normal);
  const where = whereabouts(normal, matcher.place);
  return {
    text, normal,
    mentions: findMentions(normal, now),
    short: shortAnswer(normal),
    match: matcher.match(text, normal),
    masked: kinds,
    place: matcher.place(normal),
    ...(where ? { whereabouts: where } : {}),
    ...(journey === null ? {} : { journey }),
  };
}
