/**
 * Several services in one question: the question is cut where two affairs may be joined (A 和 B, 先 A 再 B, A，B 也要),
 * and each part is asked on its own. Whether the parts really are two affairs is decided by a handful of readable
 * signals whose weights are fitted on labelled questions (calibrate.ts).
 */
import type { RankedService } from "./decide.ts";

/** What one part of a question asks for. */
export interface Part {
  readonly service: RankedService;
  /** That it asks for a service at all, however vaguely. */
  readonly inScope: number;
}

/** How two affairs are joined: by a word between nouns (和、跟), by a comma, by a word between clauses (再, 顺便), or side by side. */
export type Joint = "nouns" | "comma" | "clauses" | "beside";

export interface Pair {
  /** In the order of the question. */
  readonly ids: readonly [string, string];
  /** How sure each part is of its service. */
  readonly sureness: readonly [number, number];
  readonly joint: Joint;
}

/** Words that say themselves that there are two affairs. */
const COUNTED = /两样|两件|两个都|两步|两项|两道|两头|两边|双证|分别|各(?:去|要|自)|一起办|一块办|一并|一起|一块|一趟|一次|一窗|同时|顺便|顺带|顺手|顺路|另外|都(?:怎么|要|想|没|掉|得|需|说|讲|问|给|处理|申|丢|能|跟|还|到期|泡)|又想|又要|又怎么|又去|还要|还想|还得|还有|也要|也想|也得|也没|也该|再把|再领|再申|再上|以及|然后|接着|完再|先哪个|哪个先|先办哪|顺序/;
/** Where two affairs may be joined. */
const JOINTS = /[,，。;；、+]|和|跟|与|同(?!意|时|学|事|一)|加(?!急|名|盖|油|快)|还有|以及|另外|顺便|顺带|顺手|同时|然后|又|再(?!婚)|还(?=想|要|得)|也(?=想|要|得|没|到|该|从)|完(?=了|后)?/g;
const NOUN_JOINT = /^(?:和|跟|与|同|加|、|\+|还有|以及)$/;
const COMMA = /^[,，。;；]$/;
/** Joints of one question that are tried: bounds the work. */
const MOST_JOINTS = 4;
const SHORTEST_PART = 2;
/** Longer texts tell stories: joints there join sentences, not affairs. */
const LONGEST_TEXT = 90;
/** A part that is hardly about a service makes no pair: its other half need not be asked. */
const FAINT_PART = 0.1;

export interface Cutter {
  /** Words, to find what stands beside a joint. */
  readonly segment: (text: string) => string[];
  /** Names of the field: two of them side by side may be two affairs. */
  readonly isName: (word: string) => boolean;
}

/** @param ask what a part asks for, at most four times for each joint */
export function findPair(normal: string, ask: (part: string) => Part | null, cutter: Cutter): Pair | null {
  if (normal.length > LONGEST_TEXT) return null;
  let best: Pair | null = null;
  for (const { parts: [left, right], joint } of cuts(normal, cutter)) {
    const a = ask(left);
    const b = a && surenessOf(a) >= FAINT_PART ? ask(right) : null;
    if (!a || !b || surenessOf(b) < FAINT_PART || a.service.id === b.service.id) continue;
    const sureness = [surenessOf(a), surenessOf(b)] as const;
    if (!best || Math.min(...sureness) > Math.min(...best.sureness)) best = { ids: [a.service.id, b.service.id], sureness, joint };
  }
  return best;
}

function surenessOf({ service, inScope }: Part): number {
  return service.probability * inScope;
}

interface Cut {
  readonly parts: readonly [string, string];
  readonly joint: Joint;
}

/** Ways to cut: at a joint, and – where two nouns share a verb (A 和 B 都丢了) – by leaving out either noun. */
function cuts(text: string, { segment, isName }: Cutter): Cut[] {
  const found: Cut[] = [];
  for (const m of [...text.matchAll(JOINTS)].slice(0, MOST_JOINTS)) {
    const left = text.slice(0, m.index);
    const right = text.slice(m.index + m[0].length);
    if (left.length < SHORTEST_PART || right.length < SHORTEST_PART) continue;
    const joint = NOUN_JOINT.test(m[0]) ? "nouns" : COMMA.test(m[0]) ? "comma" : "clauses";
    found.push({ parts: [left, right], joint });
    if (joint === "clauses" || COMMA.test(m[0]) && !/[,，]/.test(m[0])) continue;
    const before = segment(left).at(-1) ?? "";
    const after = segment(right)[0] ?? "";
    if (before !== "" && after !== "") found.push({ parts: [left + right.slice(after.length), left.slice(0, -before.length) + right], joint });
  }
  if (found.length === 0) found.push(...besideCuts(text, segment(text), isName));
  return found;
}

/** 身份证驾照都没了: either name is left out in turn. */
function besideCuts(text: string, words: readonly string[], isName: (word: string) => boolean): Cut[] {
  let at = 0;
  for (let i = 0; i + 1 < words.length; i++) {
    const [a, b] = [words[i]!, words[i + 1]!];
    if (isName(a) && isName(b)) {
      const head = text.slice(0, at);
      const tail = text.slice(at + a.length + b.length);
      return [{ parts: [head + a + tail, head + b + tail], joint: "beside" }];
    }
    at += a.length;
  }
  return [];
}

/** Names of the signals of a pair, in order. */
export const PAIR_SIGNALS = [
  "less sure part", "surer part", "less probable of the two in the whole question", "more probable of the two in the whole question",
  "a third service in the whole question", "a word for two", "joined by nouns", "joined by a comma", "side by side", "length",
] as const;

/** Beneath this, improbable is improbable. */
const FLOOR = 1e-4;

/** @param whole services of the undivided question, with their probabilities */
export function pairSignals(normal: string, { ids, sureness, joint }: Pair, whole: readonly RankedService[]): number[] {
  const log = (p: number) => Math.log(Math.max(FLOOR, p));
  const of = (id: string) => whole.find((s) => s.id === id)?.probability ?? 0;
  const [low, high] = [of(ids[0]), of(ids[1])].sort((a, b) => a - b) as [number, number];
  const third = whole.find((s) => !ids.includes(s.id))?.probability ?? 0;
  return [
    log(Math.min(...sureness)), log(Math.max(...sureness)), log(low), log(high), log(third),
    COUNTED.test(normal) ? 1 : 0, joint === "nouns" ? 1 : 0, joint === "comma" ? 1 : 0, joint === "beside" ? 1 : 0, Math.log(normal.length),
  ];
}
