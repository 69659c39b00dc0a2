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

/** Known texts that are held against one of the inbox, and those that are told. */
const MOST_COMPARED = 30;
const MOST_NEAR = 5;

/**
 * An index over the known texts by pairs of characters: quick to make, for there are thousands. Only what shares the
 * rarest pairs is compared properly, and remembered.
 */
export function nearTexts(known: readonly KnownText[], fold: (text: string) => string, likeness: (normal: string) => Likeness): (normal: string) => readonly NearText[] {
  const index = new Map<string, number[]>();
  known.forEach(({ text }, i) => {
    for (const pair of pairsOf(text.toLowerCase())) {
      const list = index.get(pair);
      if (list) list.push(i);
      else index.set(pair, [i]);
    }
  });
  const compared = new Map<number, Likeness>();
  const likenessOf = (i: number): Likeness => {
    const kept = compared.get(i) ?? likeness(fold(known[i]!.text));
    compared.set(i, kept);
    return kept;
  };
  return (normal) => {
    const shared = new Map<number, number>();
    for (const pair of pairsOf(normal)) {
      const list = index.get(pair) ?? [];
      for (const i of list) shared.set(i, (shared.get(i) ?? 0) + 1 / list.length);
    }
    const own = likeness(normal);
    return [...shared].sort(([i, a], [j, b]) => b - a || i - j).slice(0, MOST_COMPARED)
      .map(([i]): NearText => ({ ...known[i]!, like: alike(own, likenessOf(i)) }))
      .sort((a, b) => b.like - a.like || (a.text < b.text ? -1 : 1)).slice(0, MOST_NEAR);
  };
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set([...text].map((c, i, all) => i > 0 ? all[i - 1]! + c : "").filter((pair) => pair !== ""));
}
