/**
 * What the person wants to know about a service (materials, fee, time …): a small classifier of its own over cue
 * words, the form of the question and short n-grams, trained on `intents/aspects/`.
 */
import { ASPECTS, type Aspect } from "../domain/match.ts";
import { classify, ranking } from "./classify.ts";
import type { LabelledQuestion } from "./evaluate.ts";
import { extract, type FeatureTools } from "./features.ts";
import type { Intents } from "./intents.ts";
import type { Classifier } from "./model.ts";
import type { SynonymFinder } from "./synonyms.ts";
import type { Prepared } from "./trainClassifier.ts";

/** Asked for when nothing particular is asked for. */
export const DEFAULT_ASPECT: Aspect = "how";
/** An aspect less probable than this is not answered first. */
const SUREST_NEEDED = 0.3;
/** A cue on its own is a short example. */
const CUE_WEIGHT = 1;
/** There are many names to frame: together they must not outweigh what people say. */
const FRAMED_WEIGHT = 0.4;
/** Every n-th name is framed. */
const FRAMED_NAMES = 4;

/** Sounds, pairs and synonym classes tell services apart, not aspects. */
const KINDS = new Set(["1", "2", "3", "w", "q"]);

/** Forms of a question that no single word shows. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["may", /(?:能|可以|可|准|让|给|行|算|够|符合|有资格|允许|用不用|要不要|需不需要)[^,。?？!！]{0,20}(?:吗|么|不|没|否|嘛|伐|啵|不可以|不行)[?？。!！]*$/],
  ["may-not", /能不能|可不可以|是否可以|行不行|算不算|够不够|准不准|让不让|给不给|还能|可否|能否/],
  ["what-papers", /(?:带|交|要|需要|准备|提供|拿|出示|缺|开)(?:些|点)?(?:什么|啥|哪些|么子|咩|森么|哪几样|些啥)/],
  ["where", /哪里|哪儿|去哪|在哪|到哪|边度|哪个(?:部门|窗口|单位|地方|派出所)|何处|哪旮|搁哪|地址|位置|网点/],
  ["how-long", /几天|多久|多长时间|多少天|几个工作日|多少个工作日|啥时候(?:能|可以)?(?:好|拿|下来|办完)|几时/],
  ["how-much", /多少钱|几块|费用|收费|几钱|多少费|要钱|花钱|免费|最低(?:一)?档|罚多少|交多少|税率|补多少|发多少|一个月多少/],
  ["until-when", /截止|之内|期限|几月(?:份)?(?:开始|前)?|最晚|最迟|多久内|来得及|过期(?:了)?会|晚了|逾期|提前(?:多久|几)/],
  ["how-far", /进度|到哪一步|审核中|审核|查询|查一下|怎么查|哪里查|结果|还没(?:到|下来|通知|好)|没动静|退回|为什么还/],
  ["by-whom", /本人|代办|代领|代替|替(?:我|他|她|老)|委托|别人(?:帮|去)|家属|一定要(?:我|他|她|孩子|本人)|到场|亲自/],
];

export function aspectFeatures(text: string, tools: FeatureTools, cues: SynonymFinder): string[] {
  return [
    ...extract(text, tools).filter((f) => KINDS.has(f[0]!)),
    ...cues.find(text).map((id) => `a:${id}`),
    ...FORMS.flatMap(([name, form]) => (form.test(text) ? [`f:${name}`] : [])),
  ];
}

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

/** Kinds of labelled questions that say what was asked for. */
const KIND_ASPECT: Readonly<Record<string, Aspect>> = { materials: "materials", fee: "fee", place: "place", eligibility: "eligibility", "status-query": "status", "how-to": "how" };

export interface AspectTools {
  readonly features: FeatureTools;
  readonly cues: SynonymFinder;
  readonly fold: (text: string) => string;
}

export function aspectExamples(intents: Intents, labelled: readonly LabelledQuestion[], { features, cues, fold }: AspectTools): Prepared[] {
  const example = (text: string, label: Aspect, weight: number): Prepared => ({ features: aspectFeatures(fold(text), features, cues), label, weight });
  const names = intents.guides.flatMap((g) => g.names.slice(0, 3)).filter((_, i) => i % FRAMED_NAMES === 0);
  return [
    ...intents.aspects.flatMap((a) => [...a.examples.map((text) => example(text, a.id, 1)), ...a.cues.map((text) => example(text, a.id, CUE_WEIGHT))]),
    ...ASPECTS.flatMap((aspect) => names.map((name, i) => example(FRAMES[aspect][i % FRAMES[aspect].length]!.replace("{}", name), aspect, FRAMED_WEIGHT))),
    ...labelled.flatMap(({ query, kind, expect }) => KIND_ASPECT[kind] && expect !== "NONE" ? [example(query, KIND_ASPECT[kind]!, 1)] : []),
  ];
}

export function aspectOf(text: string, classifier: Classifier, tools: FeatureTools, cues: SynonymFinder): Aspect {
  const { probabilities } = classify(aspectFeatures(text, tools, cues), classifier);
  const [best] = ranking(probabilities);
  const label = ASPECTS.find((a) => a === classifier.labels[best ?? -1]);
  return label && probabilities[best!]! >= SUREST_NEEDED ? label : DEFAULT_ASPECT;
}
