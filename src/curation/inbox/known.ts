/** What we know already, to hold against what was missed: every way of asking that stands in the intents. */
import { alike, type Likeness } from "../../matching/likeness.ts";

export interface KnownText {
  readonly text: string;
  readonly kind: "service" | "referral" | "talk" | "stranger";
  /** Of the service, referral or talk act; "" for strangers. */
  readonly id: string;
}

export interface NearText extends KnownText {
  /** 0 to 1 (matching/likeness.ts). */
  readonly like: number;
}

/** What curation needs of the matcher that is in force. */
export interface Field {
  /** Raw words → folded words. */
  readonly fold: (text: string) => string;
  readonly likeness: (normal: string) => Likeness;
  /** The known ways of asking that are nearest to the words, nearest first. */
  readonly near: (normal: string) => readonly NearText[];
  /** Whether the intents ever say this word. */
  readonly knows: (word: string) => boolean;
  readonly words: (normal: string) => readonly string[];
}

const PROBES = 8;
/** Of thousands of known texts only the heaviest features are kept: the light ones tell little. */
const MOST_KEPT = 24;
const MOST_COMPARED = 80;
const MOST_NEAR = 5;

/** An index over the known texts; built once for an edition, one text a step. */
export function* nearTexts(
  known: readonly KnownText[], fold: (text: string) => string, likeness: (normal: string) => Likeness,
): Generator<void, (normal: string) => readonly NearText[]> {
  const entries: { readonly k: KnownText; readonly likeness: Likeness }[] = [];
  const index = new Map<string, number[]>();
  for (const k of known) {
    const kept = heaviest(likeness(fold(k.text)), MOST_KEPT);
    for (const [feature] of kept.slice(0, PROBES)) {
      const list = index.get(feature);
      if (list) list.push(entries.length);
      else index.set(feature, [entries.length]);
    }
    entries.push({ k, likeness: new Map(kept) });
    yield;
  }
  return (normal) => {
    const own = likeness(normal);
    const shared = new Map<number, number>();
    for (const [feature, weight] of heaviest(own, PROBES)) for (const i of index.get(feature) ?? []) shared.set(i, (shared.get(i) ?? 0) + weight);
    return [...shared].sort(([i, a], [j, b]) => b - a || i - j).slice(0, MOST_COMPARED)
      .map(([i]): NearText => ({ ...entries[i]!.k, like: alike(own, entries[i]!.likeness) }))
      .sort((a, b) => b.like - a.like || (a.text < b.text ? -1 : 1)).slice(0, MOST_NEAR);
  };
}

function heaviest(likeness: Likeness, most: number): readonly (readonly [string, number])[] {
  return [...likeness].sort(([f, a], [g, b]) => b - a || (f < g ? -1 : 1)).slice(0, most);
}
