/**
 * Intents → model. Deterministic, offline, one core, no graphics card.
 */
import { createHash } from "node:crypto";
import { ASPECTS, type Aspect } from "../domain/match.ts";
import { clean } from "../text/clean.ts";
import { fold } from "../text/fold.ts";
import type { Segmenter } from "../text/segment.ts";
import { aspectExamples, aspectOf } from "./aspect.ts";
import { believe, score } from "./believe.ts";
import { calibrate, calibratePairs, type Calibration } from "./calibrate.ts";
import { report, scoreAll, type LabelledQuestion, type Report } from "./evaluate.ts";
import { examplesOf, examplesOfLabelled, VAGUE_MARK, type Example } from "./examples.ts";
import { extract } from "./features.ts";
import type { Intents } from "./intents.ts";
import { buildLexicon } from "./lexiconOf.ts";
import { match, matchToolsOf, pairsOf } from "./match.ts";
import { toolsOf, type Classifiers, type Model, type ModelData, type Tools } from "./model.ts";
import { scopeOf, SCOPES } from "./signals.ts";
import type { SoftmaxOptions } from "./softmax.ts";
import { subjectsOf } from "./subjects.ts";
import { trainClassifier, vectorsOf, type Prepared } from "./trainClassifier.ts";

/** Changes whenever training or features change, so that a model of an older method is rebuilt. */
export const METHOD = 8;
/** Chosen by cross-validation (ADR 0011). */
export const SERVICE_TRAINING: SoftmaxOptions = { passes: 4, rate: 0.3, decay: 0, dropout: 0, seed: 20261124 };
export const SCOPE_TRAINING: SoftmaxOptions = { passes: 5, rate: 0.2, decay: 0, dropout: 0, seed: 20261124 };
export const ASPECT_TRAINING: SoftmaxOptions = { passes: 25, rate: 0.15, decay: 0, dropout: 0, seed: 20261124 };

/** Steps of the training, each of some ten seconds. */
const STEPS = 6;

/**
 * Twice over the services: with half of the labelled questions, to calibrate honestly on the other half (and to report
 * how it does on questions it has not seen), then with all of them.
 * @param told called before each of its steps
 */
export function train(intents: Intents, labelled: readonly LabelledQuestion[], segment: Segmenter, told: (done: number, of: number) => void = () => {}): { model: Model; heldOut: Report } {
  let done = 0;
  const step = (): void => told(done++, STEPS);
  step();
  const examples = examplesOf(intents);
  const data = fieldData(intents, examples, segment);
  const tools = toolsOf(data, segment);
  // Labelled questions are read four times: learnt from, calibrated on, asked what they want to know, reported on.
  const read = remembering((text) => fold(text, tools.field));
  const prepare = (list: readonly Example[]) => list.map((e) => ({ features: extract(read(e.text), tools.features), label: e.label, weight: e.weight }));
  const prepared = prepare(examples);
  const answered = labelled.map((q) => prepare(examplesOfLabelled([q])));
  step();
  const first = trainBoth([...prepared, ...answered.flatMap((list, i) => (isLearnt(i) ? list : []))]);
  const unseen = labelled.filter((_, i) => !isLearnt(i));
  step();
  const calibration = calibrateOn(unseen, first, tools, read);
  step();
  const aspects = trainClassifier(aspectExamples(intents, labelled, tools.aspect, read), ASPECT_TRAINING, { order: ASPECTS });
  step();
  const all = trainBoth([...prepared, ...answered.flat()]);
  const common = { ...data, trainedOn: fingerprint(intents, labelled), calibration, aspects };
  const unseenAspect = aspectsUnseen(intents, labelled, tools, read);
  step();
  const matchTools = matchToolsOf(tools, all.services.labels);
  const heldOut = report(scoreAll(unseen, (query) => {
    const given = match(query, read(query), { ...common, ...first }, matchTools);
    return { ...given, aspect: unseenAspect.get(query) ?? given.aspect };
  }));
  return { model: { ...common, ...all }, heldOut };
}

/** Raw text → folded. */
type Read = (text: string) => string;

function remembering(read: Read): Read {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const folded = read(text);
    known.set(text, folded);
    return folded;
  };
}

/** Every second labelled question is learnt from before the calibration; the others are what it is fitted on. */
function isLearnt(index: number): boolean {
  return index % 2 === 0;
}

/** Aspects of the questions whose aspect is written down, each by a classifier that has not seen it: two folds. */
function aspectsUnseen(intents: Intents, labelled: readonly LabelledQuestion[], { aspect }: Tools, read: Read): Map<string, Aspect> {
  const folds = 2;
  const told = labelled.filter((q) => q.aspects.length > 0);
  const given = new Map<string, Aspect>();
  for (let k = 0; k < folds; k++) {
    const unseen = told.filter((_, i) => i % folds === k);
    const others = new Set(unseen);
    const examples = aspectExamples(intents, labelled.filter((q) => !others.has(q)), aspect, read);
    const classifier = trainClassifier(examples, ASPECT_TRAINING, { order: ASPECTS });
    for (const { query } of unseen) given.set(query, aspectOf(read(query), classifier, aspect));
  }
  return given;
}

/** Which service, and – with the same features, but learnt apart – whether any. */
export function trainBoth(prepared: readonly Prepared[]): Classifiers {
  const from = vectorsOf(prepared);
  return {
    services: trainClassifier(prepared, SERVICE_TRAINING, { from }),
    scope: trainClassifier(prepared.map((p) => ({ ...p, label: scopeOf(p.label) })), SCOPE_TRAINING, { from, order: SCOPES }),
  };
}

/** @param unseen labelled questions that the classifiers have not learnt from */
export function calibrateOn(unseen: readonly LabelledQuestion[], classifiers: Classifiers, tools: Tools, read: Read): Calibration {
  const { labels } = classifiers.services;
  const matchTools = matchToolsOf(tools, labels);
  const folded = unseen.map((question) => {
    const normal = read(question.query);
    return { question, normal, scores: score(normal, classifiers, matchTools.scopes, matchTools) };
  });
  const fitted = calibrate(folded, labels);
  const judged = folded.map(({ question, normal, scores }) =>
    ({ question, pairs: pairsOf(normal, believe(scores, classifiers.services, fitted, {}), classifiers, fitted, matchTools) }));
  return { ...fitted, ...calibratePairs(judged) };
}

/** What folding and features need, before anything is learnt. */
export function fieldData(intents: Intents, examples: readonly Example[], segment: Segmenter): ModelData {
  return {
    trainedOn: "",
    lexicon: buildLexicon(intents, examples.map((e) => clean(e.text)), segment),
    synonyms: intents.synonyms.map(({ id, words }) => ({ id, words: words.map(clean).filter((w) => w !== "") })),
    cues: intents.aspects.map(({ id, cues }) => ({ id, words: cues.map(clean).filter((w) => w !== "") })),
    subjects: subjectsOf(intents, segment),
    fillers: intents.fillers.map(clean).filter((f) => f !== ""),
    places: intents.places,
    vague: Object.fromEntries(intents.vague.map((v) => [VAGUE_MARK + v.id, v.options])),
  };
}

/** Same intents and labelled questions, same fingerprint: the model is rebuilt when it changes. */
export function fingerprint(intents: Intents, labelled: readonly LabelledQuestion[]): string {
  return createHash("sha256").update(JSON.stringify([METHOD, intents, labelled])).digest("hex").slice(0, 16);
}
