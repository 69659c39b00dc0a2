/** An understanding made by hand: for tests of the dialogue that should not depend on text/ and matching/. */
import type { Match } from "../../src/domain/match.ts";
import type { Mention, ShortAnswer, Understanding } from "../../src/domain/understanding.ts";

const NO_MATCH: Omit<Match, "query"> = { decision: "none", guides: [], options: [], aspect: "how", referral: null, journey: null, talk: null, candidates: [] };
const NO_ANSWER: ShortAnswer = { yes: false, no: false, unsure: false, none: false, ordinal: null };

export function said(text: string, more: { match?: Partial<Match>; mentions?: readonly Mention[]; short?: Partial<ShortAnswer> } = {}): Understanding {
  return {
    text, normal: text, mentions: more.mentions ?? [], masked: [], place: null,
    short: { ...NO_ANSWER, ...more.short }, match: { query: text, ...NO_MATCH, ...more.match },
  };
}
