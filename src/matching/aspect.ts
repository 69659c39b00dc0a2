/**
 * What the person wants to know about a service (materials, fee, time …): a small classifier of its own over cue
 * words, the form of the question and short n-grams, trained on `intents/aspects/`.
 */
import { ASPECTS, type Aspect } from "../domain/match.ts";
import { classify, ranking } from "./classify.ts";
import type { LabelledQuestion } from "./evaluate.ts";
import { aspectFeatures, type AspectTools } from "./aspectFeatures.ts";
import type { Intents } from "./intents.ts";
import type { Classifier } from "./model.ts";
import type { Prepared } from "./trainClassifier.ts";

/** Asked for when nothing particular is asked for. */
export const DEFAULT_ASPECT: Aspect = "how";
/** An aspect less probable than this is not answered first. */
const SUREST_NEEDED = 0.2;
/** A cue on its own is a short example. */
const CUE_WEIGHT = 1;
/** A question whose aspect somebody wrote down. */
const LABELLED_WEIGHT = 4;
/** There are many names to frame: together they must not outweigh what people say. */
const FRAMED_WEIGHT = 0.4;
/** Every n-th name is framed. */
const FRAMED_NAMES = 4;

/** Names of services asked for in every way, so that the service does not decide the aspect. */
const FRAMES: Readonly<Record<Aspect, readonly string[]>> = {
  materials: ["{}要带什么材料", "{}需要什么", "办{}准备啥", "{}交哪些东西"],
  fee: ["{}多少钱", "{}收费吗", "{}费用标准"],
  time: ["{}多久能办好", "{}几天能拿到", "{}要多长时间"],
  place: ["{}在哪里办", "{}去哪办", "{}异地能办吗"],
  hours: ["{}周末上班吗", "{}几点开门"],
  phone: ["{}电话多少", "{}咨询电话"],
  online: ["{}网上能办吗", "{}手机上能弄不"],
  who: ["{}可以代办吗", "{}要本人去吗"],
  eligibility: ["{}需要什么条件", "我能办{}吗", "这种情况可以{}吗", "{}有什么要求", "还能{}吗"],
  validity: ["{}有效期多久", "{}能用几年"],
  status: ["{}怎么查进度", "{}办到哪一步了", "{}还没下来", "怎么查询{}"],
  how: ["{}怎么办", "{}流程", "{}怎么弄", "{}", "我要{}", "咨询{}的问题"],
  basis: ["{}依据什么规定", "{}哪条法律说的"],
  purpose: ["{}有什么用", "为什么要{}"],
  deadline: ["{}什么时候之前办", "{}过期了会怎样", "{}截止到几号"],
};

export function aspectExamples(intents: Intents, labelled: readonly LabelledQuestion[], tools: AspectTools, fold: (text: string) => string): Prepared[] {
  const example = (text: string, label: Aspect, weight: number): Prepared => ({ features: aspectFeatures(fold(text), tools), label, weight });
  const names = intents.guides.flatMap((g) => g.names.slice(0, 3)).filter((_, i) => i % FRAMED_NAMES === 0);
  return [
    ...intents.aspects.flatMap((a) => [...a.examples.map((text) => example(text, a.id, 1)), ...a.cues.map((text) => example(text, a.id, CUE_WEIGHT))]),
    ...ASPECTS.flatMap((aspect) => names.map((name, i) => example(FRAMES[aspect][i % FRAMES[aspect].length]!.replace("{}", name), aspect, FRAMED_WEIGHT))),
    ...labelled.flatMap(({ query, aspects }) => aspects.map((aspect) => example(query, aspect, LABELLED_WEIGHT / aspects.length))),
  ];
}

export function aspectOf(text: string, classifier: Classifier, tools: AspectTools): Aspect {
  const { probabilities } = classify(aspectFeatures(text, tools), classifier);
  const [best] = ranking(probabilities);
  const label = ASPECTS.find((a) => a === classifier.labels[best ?? -1]);
  return label && probabilities[best!]! >= SUREST_NEEDED ? label : DEFAULT_ASPECT;
}
