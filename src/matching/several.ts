/**
 * Several services in one question: the question is cut where people join two affairs (A 和 B, 先 A 再 B, 既要 A 又要 B),
 * and each part is asked on its own. Two services are answered when the parts are surely different ones.
 */
import type { RankedService } from "./decide.ts";

/** What one part of a question asks for. */
export interface Part {
  readonly service: RankedService;
  /** That it asks for a service at all, however vaguely. */
  readonly inScope: number;
}

export interface Pair {
  /** In the order of the question. */
  readonly ids: readonly [string, string];
  /** How sure both parts are: the less sure of the two. */
  readonly sureness: number;
}

/** Words that say themselves that there are two affairs; without one, two services are never answered. */
const COUNTED = /两样|两件|两个都|两步|两项|两边|分别|一起办|一块办|一并|一起|一块|一趟|一次问清|一次办|都怎么|都要|都想|都没|都掉|都得|都需|同时|顺便|顺带|顺手|另外|又想|又要|又怎么|还要|还想|也要|也想|再把|以及|既|都说|都讲|都问|都给|都处理|都申/;
/** Where two affairs may be joined. */
const JOINTS = /[,，。;；、]|和|跟|与|同(?!意|时|学|事|一)|还有|以及|另外|顺便|顺带|顺手|同时|又|再|还(?=想|要|得)|也(?=想|要|得)|完(?=了|后)?/g;
/** Joints of one question that are tried: bounds the work. */
const MOST_JOINTS = 4;
const SHORTEST_PART = 2;
/** Longer texts tell stories: joints there join sentences, not affairs. */
const LONGEST_TEXT = 90;

/**
 * @param ask what a part asks for, at most twice for each joint
 * @param segment words, to find what stands beside a joint
 */
export function findPair(normal: string, ask: (part: string) => Part | null, segment: (text: string) => string[]): Pair | null {
  if (normal.length > LONGEST_TEXT || !COUNTED.test(normal)) return null;
  let best: Pair | null = null;
  for (const [left, right] of cuts(normal, segment)) {
    const a = ask(left);
    const b = a && worthIt(a) ? ask(right) : null;
    if (!a || !b || a.service.id === b.service.id) continue;
    const sureness = Math.min(a.service.probability * a.inScope, b.service.probability * b.inScope);
    if (!best || sureness > best.sureness) best = { ids: [a.service.id, b.service.id], sureness };
  }
  return best;
}

/** A part that is hardly about a service makes no pair: its other half need not be asked. */
const FAINT_PART = 0.3;

function worthIt({ service, inScope }: Part): boolean {
  return service.probability * inScope >= FAINT_PART;
}

/** Ways to cut: at a joint, and – where two nouns share a verb (A 和 B 都丢了) – by leaving out either noun. */
function cuts(text: string, segment: (text: string) => string[]): [string, string][] {
  const found: [string, string][] = [];
  for (const m of [...text.matchAll(JOINTS)].slice(0, MOST_JOINTS)) {
    const left = text.slice(0, m.index);
    const right = text.slice(m.index + m[0].length);
    if (left.length < SHORTEST_PART || right.length < SHORTEST_PART) continue;
    found.push([left, right]);
    if (!/^(?:和|跟|与|同|、|还有|以及|,|，)$/.test(m[0])) continue;
    const before = segment(left).at(-1) ?? "";
    const after = segment(right)[0] ?? "";
    if (before !== "" && after !== "") found.push([left + right.slice(after.length), left.slice(0, -before.length) + right]);
  }
  return found;
}
