/**
 * Misses of the same meaning together: typos, pinyin and paraphrases of one question are one piece of work.
 * Deterministic, and bounded: a text is compared with those leaders only that share its most telling features.
 */
import { alike, type Likeness } from "../../matching/likeness.ts";
import type { Candidate } from "../../domain/match.ts";
import { familyOf, type Miss, type MissFamily } from "./miss.ts";

export interface Cluster {
  /** The id of its earliest miss: stays while the cluster grows. */
  readonly id: string;
  readonly family: MissFamily;
  /** Earliest first. */
  readonly misses: readonly Miss[];
  /** The words that stand for it best; "" for those that say nothing. */
  readonly typical: string;
  /** How many conversations it went wrong in. */
  readonly people: number;
}

/**
 * How alike a text must be to a cluster's leader to belong to it. On our 1,663 labelled questions, 99.4% of the pairs
 * put together ask for one service (91% without the matcher's belief, as with what it never saw).
 */
export const SAME_MEANING = 0.35;
/** How much of that may be the matcher's belief that both ask for the same service. */
const BELIEF_SHARE = 0.35;
/** A text is looked up by so many of its heaviest features, and compared with so many leaders. */
const PROBES = 10;
const MOST_COMPARED = 30;

interface Text {
  readonly normal: string;
  readonly misses: readonly Miss[];
  readonly likeness: Likeness;
  readonly belief: readonly Candidate[];
}

/**
 * Most people first. Yields after each text, so that whoever serves people meanwhile can take it in slices.
 * @param likeness of folded words (matching/likeness.ts)
 */
export function* clusterMisses(misses: readonly Miss[], likeness: (normal: string) => Likeness): Generator<void, readonly Cluster[]> {
  const groups: Cluster[] = [];
  for (const family of ["question", "reply"] as const) {
    const texts = yield* byMeaning(misses.filter((m) => familyOf(m) === family), likeness);
    groups.push(...texts.map((same) => asCluster(family, same.flatMap((t) => t.misses), typicalOf(same))));
  }
  const content = misses.filter((m) => familyOf(m) === "content");
  for (const [, same] of groupBy(content, (m) => `${m.kind} ${m.answered} ${m.item}`)) groups.push(asCluster("content", same, ""));
  return groups.sort((a, b) => b.people - a.people || lastOf(b) - lastOf(a) || (a.id < b.id ? -1 : 1));
}

function* byMeaning(misses: readonly Miss[], likeness: (normal: string) => Likeness): Generator<void, readonly (readonly Text[])[]> {
  const texts: Text[] = [];
  for (const [normal, same] of groupBy(misses, (m) => m.normal)) {
    texts.push({ normal, misses: same, likeness: likeness(normal), belief: same[0]!.candidates });
    yield;
  }
  // The most frequent lead; among equals the longer says more.
  texts.sort((a, b) => b.misses.length - a.misses.length || b.normal.length - a.normal.length || (a.normal < b.normal ? -1 : 1));
  const leaders: Text[] = [];
  const index = new Map<string, number[]>();
  for (const text of texts) {
    yield;
    if (nearest(text, leaders, index) >= 0) continue;
    for (const feature of heaviest(text.likeness)) {
      const list = index.get(feature);
      if (list) list.push(leaders.length);
      else index.set(feature, [leaders.length]);
    }
    leaders.push(text);
  }
  // Only now are all leaders known: everybody goes to the one that is nearest.
  const clusters = leaders.map((): Text[] => []);
  const own = new Map(leaders.map((leader, i) => [leader, i]));
  for (const text of texts) {
    yield;
    clusters[own.get(text) ?? nearest(text, leaders, index)]!.push(text);
  }
  return clusters.filter((c) => c.length > 0);
}

/** The leader this text belongs to; −1 when it is alike to none. */
function nearest(text: Text, leaders: readonly Text[], index: ReadonlyMap<string, readonly number[]>): number {
  const shared = new Map<number, number>();
  for (const feature of heaviest(text.likeness)) {
    for (const i of index.get(feature) ?? []) shared.set(i, (shared.get(i) ?? 0) + text.likeness.get(feature)!);
  }
  const compared = [...shared].sort(([i, a], [j, b]) => b - a || i - j).slice(0, MOST_COMPARED);
  let [best, most] = [-1, SAME_MEANING];
  for (const [i] of compared) {
    const leader = leaders[i]!;
    const how = sameness(text, leader);
    if (how > most || (how === most && i < best)) [best, most] = [i, how];
  }
  return best;
}

function sameness(a: Text, b: Text): number {
  const words = alike(a.likeness, b.likeness);
  return Math.max(words, (1 - BELIEF_SHARE) * words + BELIEF_SHARE * sameBelief(a.belief, b.belief));
}

/** The probability that both ask for the same service, as far as the matcher believed anything. */
function sameBelief(a: readonly Candidate[], b: readonly Candidate[]): number {
  return a.reduce((sum, { id, score }) => sum + Math.min(score, b.find((c) => c.id === id)?.score ?? 0), 0);
}

function heaviest(likeness: Likeness): readonly string[] {
  return [...likeness].sort(([f, a], [g, b]) => b - a || (f < g ? -1 : 1)).slice(0, PROBES).map(([feature]) => feature);
}

/** The text nearest to all others, each as often as it was said. */
function typicalOf(texts: readonly Text[]): string {
  const sum = new Map<string, number>();
  for (const { likeness, misses } of texts) for (const [f, w] of likeness) sum.set(f, (sum.get(f) ?? 0) + w * misses.length);
  const scored = texts.map((t) => ({ t, score: alike(t.likeness, sum) }));
  scored.sort((a, b) => b.score - a.score || b.t.misses.length - a.t.misses.length || (a.t.normal < b.t.normal ? -1 : 1));
  return scored[0]?.t.misses[0]?.text ?? "";
}

function asCluster(family: MissFamily, misses: readonly Miss[], typical: string): Cluster {
  const sorted = [...misses].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { id: sorted[0]!.id, family, misses: sorted, typical, people: new Set(sorted.map((m) => m.conversation)).size };
}

const lastOf = ({ misses }: Cluster): number => misses.at(-1)?.at ?? 0;

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group) group.push(item);
    else groups.set(k, [item]);
  }
  return groups;
}
