/**
 * Several services in one question: the question is cut where people join two affairs (A 和 B, 先 A 再 B, 既要 A 又要 B),
 * and each part is asked on its own. Whether the parts are two affairs, or one told at length, is judged by a handful
 * of readable signals whose weights are fitted on labelled questions (calibrate.ts).
 */
import type { RankedService } from "./decide.ts";
import { denseProbabilities, type DenseModel } from "./logistic.ts";

/** What a text asks for. */
export interface Part {
  /** Most probable first, at least one. */
  readonly services: readonly RankedService[];
  /** That it asks for a service at all, however vaguely. */
  readonly inScope: number;
}

export interface Pair {
  /** In the order of the question. */
  readonly ids: readonly [string, string];
  /** In the order of `PAIR_SIGNALS`. */
  readonly signals: readonly number[];
}

/** Names of the signals, in order. */
export const PAIR_SIGNALS = [
  "less sure part", "surer part", "word for two", "word for a sequence", "joined by and", "joined by a mark", "joined by also or then", "side by side",
  "second in the whole", "first in the whole", "rest of the whole", "shorter part", "length", "not this but that", "one or the other",
  "left asks", "right asks",
] as const;

/** What a pair is judged to be: two affairs, or one. */
export const TWO = "two";
export const ONE = "one";

/** Words that say themselves that there are two affairs. */
const COUNTED = /两样|两件|两个都|两步|两项|两边|两头|两个证|三样|三件|分别|一起办|一块办|一并|一起|一块|一趟|一次问清|一次办|都怎么|都要|都想|都没|都掉|都得|都需|同时|顺便|顺带|顺手|另外|都说|都讲|都问|都给|都处理|都申|各去|各要|衔接|挨着|一道/;
/** Words for one affair after the other. */
const SEQUENCE = /先.{1,30}(再|然后|后)|完(了|后|再|就|接着|顺带|看|也)|接着|之后|然后|以后|紧接|随后|下来|哪个先|先后|顺序/;
const CONTRAST = /不是|不用|没(?=办|去)|别(?=的)|就是|只(?=想|要|是)|而是|被拒|不给/;
const ALTERNATIVE = /还是|或者|要么|区别|哪(个|种)(好|划算|合适)/;
const ASKING = /怎么|咋|怎样|如何|哪|吗|要带|啥|什么|几|多少|办|补|申请|领|开|迁|注销|登记|换|转|报|过户/;
/** Where two affairs may be joined. */
const JOINTS = /[,，。;；、!！?？ ]|和|跟|与|同(?!意|时|学|事|一)|还有|以及|另外|顺便|顺带|顺手|同时|然后|接着|又|再|还(?=想|要|得|没)|也(?=想|要|得|没)|完(?=了|后)?/g;
const AND = /^(?:和|跟|与|同|、|还有|以及)$/;
const MARK = /^[,，。;；!！?？ ]$/;
/** Joints of one question that are tried: bounds the work. */
const MOST_JOINTS = 6;
const SHORTEST_PART = 2;
/** Longer texts tell stories: joints there join sentences, not affairs. */
const LONGEST_TEXT = 90;
/** A part that is hardly about a service makes no pair: its other half need not be asked. */
const FAINT_PART = 0.15;

/**
 * Ways to read a question as two affairs, each with what speaks for and against it.
 * @param whole what the whole question asks for
 * @param ask what a part asks for; called at most four times for each joint that is tried
 */
export function pairsIn(normal: string, whole: Part, ask: (part: string) => Part | null, cutter: Cutter): Pair[] {
  if (normal.length > LONGEST_TEXT) return [];
  return cuts(normal, cutter).flatMap((cut): Pair[] => {
    const left = ask(cut.left);
    const right = left && surenessOf(left) >= FAINT_PART ? ask(cut.right) : null;
    if (!left || !right || left.services[0]!.id === right.services[0]!.id) return [];
    return [{ ids: [left.services[0]!.id, right.services[0]!.id], signals: signalsOf(normal, cut, left, right, whole) }];
  });
}

/** The likeliest pair by the fitted judgement, with its probability; null when there is none. */
export function likeliest(pairs: readonly Pair[], judge: DenseModel): { readonly pair: Pair; readonly probability: number } | null {
  let best: { pair: Pair; probability: number } | null = null;
  for (const pair of pairs) {
    const probability = denseProbabilities(pair.signals, judge)[judge.labels.indexOf(TWO)]!;
    if (!best || probability > best.probability) best = { pair, probability };
  }
  return best;
}

function surenessOf({ services, inScope }: Part): number {
  return (services[0]?.probability ?? 0) * inScope;
}

function signalsOf(normal: string, cut: Cut, left: Part, right: Part, whole: Part): number[] {
  const [a, b] = [surenessOf(left), surenessOf(right)];
  const inWhole = (part: Part): number => whole.services.find((s) => s.id === part.services[0]!.id)?.probability ?? 0;
  const [wa, wb] = [inWhole(left), inWhole(right)];
  return [
    odds(Math.min(a, b)), odds(Math.max(a, b)), on(COUNTED.test(normal)), on(SEQUENCE.test(normal)),
    on(AND.test(cut.joint)), on(MARK.test(cut.joint)), on(cut.joint !== "" && !AND.test(cut.joint) && !MARK.test(cut.joint)), on(cut.joint === ""),
    Math.log(Math.min(wa, wb) + 1e-4), Math.log(Math.max(wa, wb) + 1e-4), Math.log(1 - Math.min(0.9999, wa + wb)),
    Math.log(Math.min(cut.left.length, cut.right.length)), Math.log(normal.length),
    on(CONTRAST.test(normal)), on(ALTERNATIVE.test(normal)), on(ASKING.test(cut.left)), on(ASKING.test(cut.right)),
  ];
}

const on = (holds: boolean): number => (holds ? 1 : 0);

function odds(probability: number): number {
  const p = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(p / (1 - p));
}

interface Cut { readonly left: string; readonly right: string; readonly joint: string }

export interface Cutter {
  /** Words, to find what stands beside a joint. */
  readonly segment: (text: string) => string[];
  /** Names of the field: two of them side by side may be two affairs. */
  readonly isName: (word: string) => boolean;
}

/** Ways to cut: at a joint, and – where two nouns share a verb (A 和 B 都丢了) – by leaving out either noun. */
function cuts(text: string, { segment, isName }: Cutter): Cut[] {
  const found: Cut[] = [];
  for (const m of [...text.matchAll(JOINTS)].slice(0, MOST_JOINTS)) {
    const joint = m[0];
    const left = text.slice(0, m.index);
    const right = text.slice(m.index + joint.length);
    if (left.length < SHORTEST_PART || right.length < SHORTEST_PART) continue;
    found.push({ left, right, joint });
    if (!AND.test(joint) && !/^[,，]$/.test(joint)) continue;
    const before = segment(left).at(-1) ?? "";
    const after = segment(right)[0] ?? "";
    if (before !== "" && after !== "") found.push({ left: left + right.slice(after.length), right: left.slice(0, -before.length) + right, joint });
  }
  if (found.length === 0) found.push(...besideCuts(text, segment(text), isName));
  return found;
}

/** 身份证驾照都没了: nothing joins the names; either is left out in turn. */
function besideCuts(text: string, words: readonly string[], isName: (word: string) => boolean): Cut[] {
  let at = 0;
  for (let i = 0; i + 1 < words.length; i++) {
    const [a, b] = [words[i]!, words[i + 1]!];
    if (isName(a) && isName(b)) {
      const head = text.slice(0, at);
      const tail = text.slice(at + a.length + b.length);
      return [{ left: head + a + tail, right: head + b + tail, joint: "" }];
    }
    at += a.length;
  }
  return [];
}
