/**
 * Intents → training examples: what people say, each with what it asks for.
 */
import { parseExpectation, type LabelledQuestion } from "./evaluate.ts";
import type { Intents } from "./intents.ts";

/**
 * What a text can ask for: a service (`id-card-first`), a referral (`>car-quota`), a talk act (`@greet`), something
 * too vague (`?licence-lost`), or nothing of ours (`none`, split into groups in training: `none:07`).
 */
export type Label = string;
export const STRANGER: Label = "none";
export const REFERRAL_MARK = ">";
export const TALK_MARK = "@";
export const VAGUE_MARK = "?";

export function isService(label: Label): boolean {
  return !label.startsWith(STRANGER) && !/^[>@?]/.test(label);
}

export interface Example {
  readonly text: string;
  readonly label: Label;
  /** Where the line comes from. */
  readonly source: "utterance" | "name" | "not" | "framed";
  readonly weight: number;
}

/** A name is shorter and surer than an utterance, and there are fewer of them. */
const NAME_WEIGHT = 1;
const NOT_WEIGHT = 1;
/** What is said to be nobody's often uses a service's words: it must not push the service itself away. */
const NOT_ANYBODYS_WEIGHT = 0.4;
const FRAMED_WEIGHT = 0.5;

/** Frames put around names, so that the words of an aspect do not decide the service. */
const FRAMES = ["{}要带什么材料", "{}多少钱", "{}在哪里办", "{}多久能办好", "{}网上能办吗", "请问{}怎么办理", "咨询{}的问题", "我想问下{}需要什么条件", "{}流程", "可以代办{}吗"];

export function examplesOf(intents: Intents): Example[] {
  const examples: Example[] = [];
  const add = (text: string, label: Label, source: Example["source"], weight: number) => examples.push({ text, label, source, weight });
  // A name that a clerk would ask back about is no name of one service.
  const tooVague = new Set(intents.vague.flatMap((v) => [...v.heads, ...v.utterances]));
  const services = new Set(intents.guides.map((g) => g.id));
  for (const guide of intents.guides) {
    for (const text of guide.utterances) add(text, guide.id, "utterance", 1);
    const names = [...new Set([guide.name, ...guide.names])].filter((name) => !tooVague.has(name));
    names.forEach((name, i) => {
      add(name, guide.id, "name", NAME_WEIGHT);
      add(FRAMES[i % FRAMES.length]!.replace("{}", name), guide.id, "framed", FRAMED_WEIGHT);
    });
  }
  for (const guide of intents.guides) {
    for (const { say, owner } of guide.not) {
      const label = services.has(owner) ? owner : owner === "none" ? STRANGER : null;
      if (label !== null) add(say, label, "not", label === STRANGER ? NOT_ANYBODYS_WEIGHT : NOT_WEIGHT);
    }
  }
  for (const referral of intents.referrals) {
    for (const text of [referral.name, ...referral.utterances]) add(text, REFERRAL_MARK + referral.id, "utterance", 1);
  }
  for (const act of intents.talk) for (const text of act.utterances) add(text, TALK_MARK + act.id, "utterance", 1);
  for (const vague of intents.vague) {
    for (const text of [...vague.heads, ...vague.utterances]) add(text, VAGUE_MARK + vague.id, "utterance", 1);
    vague.heads.forEach((head, i) => {
      // Each head in a third of the frames: enough for all frames to meet all groups.
      FRAMES.forEach((frame, j) => { if ((i + j) % 3 === 0) add(frame.replace("{}", head), VAGUE_MARK + vague.id, "framed", FRAMED_WEIGHT); });
    });
  }
  for (const text of intents.strangers) add(text, STRANGER, "utterance", 1);
  return unique(examples);
}

/** Labelled questions that ask for one thing; each of several right services gets its share. */
export function examplesOfLabelled(labelled: readonly LabelledQuestion[]): Example[] {
  return labelled.flatMap(({ query, expect }) => {
    const { kind, ids } = parseExpectation(expect);
    if (kind === "none") return [{ text: query, label: STRANGER, source: "utterance", weight: 1 } as const];
    return kind === "one" ? ids.map((label) => ({ text: query, label, source: "utterance", weight: 1 / ids.length }) as const) : [];
  });
}

/** The same words with the same label count once; the surest source stands. */
function unique(examples: readonly Example[]): Example[] {
  const seen = new Set<string>();
  return examples.filter(({ text, label }) => {
    const key = `${label}\t${text}`;
    return !seen.has(key) && seen.add(key);
  });
}
