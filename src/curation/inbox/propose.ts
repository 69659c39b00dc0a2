/**
 * What to do about a cluster. A few rules in order, each with its reasons in words; a proposal is only ever a proposal.
 */
import type { Cluster } from "./cluster.ts";
import type { Field, NearText } from "./known.ts";
import { LONGEST_TEXT, type Miss } from "./miss.ts";

export type Proposal =
  /** Its texts are ways of asking for this service. */
  | { readonly kind: "utterance"; readonly guide: string }
  /** A word that the intents do not know is another name of this service. */
  | { readonly kind: "synonym"; readonly guide: string; readonly word: string }
  /** Its texts are taken for `not` and mean `guide`. */
  | { readonly kind: "boundary"; readonly guide: string; readonly not: string }
  | { readonly kind: "referral"; readonly referral: string }
  /** Nobody answers this: a guide or a pointer has to be written. */
  | { readonly kind: "new-guide" }
  | { readonly kind: "not-ours" }
  /** What we say of this service has to be looked at again. */
  | { readonly kind: "check-guide"; readonly guide: string | null }
  /** Too little to go by. */
  | { readonly kind: "look" };
export type ProposalKind = Proposal["kind"];

export const PROPOSAL_NAMES: Readonly<Record<ProposalKind, string>> = {
  utterance: "加问法", synonym: "加别名", boundary: "划清界限", referral: "指路", "new-guide": "写新指南", "not-ours": "不归我们管", "check-guide": "核对指南", look: "先看看",
};

export interface Proposed {
  readonly proposal: Proposal;
  /** Why, in sentences for the curator. */
  readonly why: readonly string[];
}

/** So many of those who went somewhere must agree on where. */
const MAJORITY = 0.6;
/** The service a cluster most likely asks for must be believed this much on average … */
const BELIEVED = 0.25;
/** … and this many times as much as the next. */
const LEAD = 1.5;
/** A known way of asking this alike is evidence of what is asked. */
const ALIKE = 0.4;
/** A known way of asking this alike is the same. */
const THE_SAME = 0.9;
/** A cluster this large that is like nothing known needs a guide or a pointer. */
const MANY_PEOPLE = 5;
/** A name is no longer than this. */
const LONGEST_NAME = 8;
/** A word stands for the cluster when this share of its texts has it. */
const SHARED = 0.6;

/** @param name of a service or referral, for the reasons */
export function propose(cluster: Cluster, field: Field, name: (id: string) => string): Proposed {
  if (cluster.family !== "question") return aboutContent(cluster, name);
  const { misses } = cluster;
  const went = majority(misses.map((m) => m.went));
  const answered = majority(misses.map((m) => m.answered));
  if (went) {
    const told = `${went.count} 个人后来选的是“${name(went.id)}”`;
    if (answered && answered.id !== went.id) {
      return { proposal: { kind: "boundary", guide: went.id, not: answered.id }, why: [`当时答成了“${name(answered.id)}”`, told] };
    }
    return synonymOr(cluster, field, name, went.id, [told]);
  }
  const useless = misses.filter((m) => m.kind === "useless" || m.kind === "wrong").length;
  if (answered && useless >= MAJORITY * misses.length) {
    return { proposal: { kind: "check-guide", guide: answered.id }, why: [`答的是“${name(answered.id)}”，${useless} 次被说没用或写错了`] };
  }
  const near = nearOf(cluster, field);
  const believed = beliefOf(misses);
  const [first, second] = believed;
  if (answered) {
    const other = believed.find((b) => b.id !== answered.id && b.mean >= BELIEVED / 2) ?? null;
    return other
      ? { proposal: { kind: "boundary", guide: other.id, not: answered.id }, why: [`当时答成了“${name(answered.id)}”，被说不对`, `第二像的是“${name(other.id)}”（${percent(other.mean)}）`] }
      : { proposal: { kind: "look" }, why: [`当时答的是“${name(answered.id)}”，被说不对，没有别的像`] };
  }
  if (misses.some((m) => m.kind === "corrected")) return { proposal: { kind: "look" }, why: ["每次答的都不一样，都被说不对"] };
  const nearest = near[0];
  const likeKnown = nearest && nearest.like >= ALIKE ? nearest : null;
  if (likeKnown && likeKnown.kind !== "service" && (first?.mean ?? 0) < BELIEVED) {
    const why = [`最像已有的问法“${likeKnown.text}”（像 ${percent(likeKnown.like)}）`];
    if (likeKnown.kind === "referral") return { proposal: { kind: "referral", referral: likeKnown.id }, why: [...why, `那是指路“${name(likeKnown.id)}”`] };
    if (likeKnown.like >= THE_SAME) return { proposal: { kind: "look" }, why: [...why, "已经标过不归我们管，不用再加，可以定为不处理"] };
    return { proposal: { kind: "not-ours" }, why: [...why, "那一句标的是不归我们管"] };
  }
  if (first && first.mean >= BELIEVED && second && second.mean >= BELIEVED && first.mean < LEAD * second.mean) {
    return {
      proposal: { kind: "boundary", guide: first.id, not: second.id },
      why: [`在“${name(first.id)}”（${percent(first.mean)}）和“${name(second.id)}”（${percent(second.mean)}）之间拿不准`],
    };
  }
  if (first && first.mean >= BELIEVED) return synonymOr(cluster, field, name, first.id, [`最像“${name(first.id)}”（平均 ${percent(first.mean)}），但没到敢答的程度`]);
  if (likeKnown?.kind === "service") {
    return synonymOr(cluster, field, name, likeKnown.id, [`最像“${name(likeKnown.id)}”里的“${likeKnown.text}”（像 ${percent(likeKnown.like)}）`]);
  }
  if (cluster.people >= MANY_PEOPLE) return { proposal: { kind: "new-guide" }, why: [`${cluster.people} 个人问，和已有的问法都不像`, ...nearWords(nearest, name)] };
  return { proposal: { kind: "look" }, why: ["和已有的问法都不像，人也不多", ...nearWords(nearest, name)] };
}

function nearWords(nearest: NearText | undefined, name: (id: string) => string): string[] {
  return nearest ? [`勉强最像的是“${nearest.text}”（${nearest.id === "" ? "不归我们管" : name(nearest.id)}，像 ${percent(nearest.like)}）`] : [];
}

function aboutContent({ misses, people, family }: Cluster, name: (id: string) => string): Proposed {
  const [{ kind, answered, item }] = misses as readonly [Miss, ...Miss[]];
  const about = answered === null ? "" : `在“${name(answered)}”里`;
  const what = family === "reply" ? "回答我们的问题时没被听懂" : kind === "lacked" ? "去了没办成" : item === null ? "说回答写错了" : "说清单里这一样写错了";
  return { proposal: { kind: "check-guide", guide: answered }, why: [`${people} 个人${about}${what}`] };
}

/** An unknown word that most of the texts share, and that is not the whole text, is taken for another name. */
function synonymOr(cluster: Cluster, field: Field, name: (id: string) => string, guide: string, why: readonly string[]): Proposed {
  const texts = [...new Set(cluster.misses.map((m) => m.normal))];
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(field.words(text))) if (word.length > 1 && !field.knows(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [part] = [...counts].filter(([, n]) => texts.length > 1 && n >= SHARED * texts.length).sort(([a, n], [b, m]) => m - n || b.length - a.length || (a < b ? -1 : 1))[0] ?? [];
  if (part === undefined) return { proposal: { kind: "utterance", guide }, why };
  const word = whole(part, texts.filter((t) => t.includes(part)));
  return { proposal: { kind: "synonym", guide, word }, why: [...why, `“${word}”这个词问法里还没有，多半就是“${name(guide)}”的另一种叫法`] };
}

/** An unknown word is often cut off at its head: what always stands before it belongs to it (发卡 → 银发卡). */
function whole(part: string, texts: readonly string[]): string {
  const before = new Set(texts.map((t) => t[t.indexOf(part) - 1]));
  const [only] = before;
  const belongs = before.size === 1 && only !== undefined && texts.length > 1 && /\p{Script=Han}/u.test(only) && part.length < LONGEST_NAME;
  return belongs ? whole(only + part, texts) : part;
}

function majority(ids: readonly (string | null)[]): { readonly id: string; readonly count: number } | null {
  const counts = new Map<string, number>();
  const told = ids.filter((id) => id !== null);
  for (const id of told) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return best && best[1] >= MAJORITY * told.length ? { id: best[0], count: best[1] } : null;
}

/** How much each service is believed over all texts of the cluster, most first. */
function beliefOf(misses: readonly Miss[]): readonly { readonly id: string; readonly mean: number }[] {
  const sums = new Map<string, number>();
  for (const { candidates } of misses) for (const { id, score } of candidates) sums.set(id, (sums.get(id) ?? 0) + score);
  return [...sums].map(([id, sum]) => ({ id, mean: sum / misses.length })).sort((a, b) => b.mean - a.mean || (a.id < b.id ? -1 : 1));
}

function nearOf({ typical }: Cluster, { near, fold }: Field): readonly NearText[] {
  return near(fold(typical.slice(0, LONGEST_TEXT)));
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
