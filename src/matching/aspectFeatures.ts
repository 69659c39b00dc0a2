/**
 * Folded text → what tells one aspect from another: how the question is put, not what it is about. Places and names
 * of the field are hidden first, so that no service decides the aspect.
 *   `1:` `2:` `3:` characters · `w:` words · `e:几天` the last characters, where Chinese asks · `a:fee` cue words of an
 *   aspect · `f:may` forms of a question, `l:may` those of its last clause · `q:` length.
 */
import { extract, type FeatureTools } from "./features.ts";
import { formsOf } from "./forms.ts";
import { HIDDEN_WORD } from "../text/hide.ts";
import { HIDDEN_PLACE } from "../text/places.ts";
import type { SynonymFinder } from "./synonyms.ts";

/** What the classifier of aspects needs besides features. */
export interface AspectTools {
  readonly features: FeatureTools;
  /** Cue words of the aspects. */
  readonly cues: SynonymFinder;
  /** Hides names of the field. */
  readonly hide: (text: string) => string;
}

/** Sounds, pairs and synonym classes tell services apart, not aspects. */
const KINDS = new Set(["1", "2", "3", "w", "q"]);
/** Endings up to this many characters. */
const LONGEST_ENDING = 4;
const CLOSING = /[\p{P}\s]+$/u;

export function aspectFeatures(text: string, { features, cues, hide }: AspectTools): string[] {
  const bare = hide(features.places.hide(text).replaceAll(HIDDEN_PLACE, HIDDEN_WORD));
  const end = bare.replace(CLOSING, "");
  return [
    ...extract(bare, features).filter((f) => KINDS.has(f[0]!)),
    ...Array.from({ length: Math.min(LONGEST_ENDING, end.length) }, (_, i) => `e:${end.slice(-1 - i)}`),
    ...cues.find(text).map((id) => `a:${id}`),
    ...formsOf(text).map((name) => `f:${name}`),
    ...formsOf(lastClause(text)).map((name) => `l:${name}`),
  ];
}

/** Who tells a story asks at its end. */
function lastClause(text: string): string {
  return text.replace(CLOSING, "").split(/[,，。;；!！?？]/).at(-1) ?? "";
}
