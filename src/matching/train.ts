/**
 * Intents → model. Deterministic, offline, one core, no graphics card.
 */
import { createHash } from "node:crypto";
import { ASPECTS } from "../domain/match.ts";
import { clean } from "../text/clean.ts";
import { fold } from "../text/fold.ts";
import type { Segmenter } from "../text/segment.ts";
import { aspectExamples } from "./aspect.ts";
import { believe, score, scopesOf } from "./believe.ts";
import { calibrate, calibratePairs, type Calibration } from "./calibrate.ts";
import { report, scoreAll, type LabelledQuestion, type Report } from "./evaluate.ts";
import { examplesOf, examplesOfLabelled, VAGUE_MARK, type Example } from "./examples.ts";
import { extract } from "./features.ts";
import type { Intents } from "./intents.ts";
import { buildLexicon } from "./lexiconOf.ts";
import { match, pairsOf } from "./match.ts";
import { toolsOf, type Classifier, type Classifiers, type Model, type ModelData, type Tools } from "./model.ts";
import { scopeOf, SCOPES } from "./signals.ts";
import type { SoftmaxOptions } from "./softmax.ts";
import { trainClassifier, type Prepared } from "./trainClassifier.ts";
import { buildVocabulary } from "./vocabulary.ts";

/** Changes whenever training or features change, so that a model of an older method is rebuilt. */
export const METHOD = 4;
/** Chosen by cross-validation (ADR 0011). */
export const SERVICE_TRAINING: SoftmaxOptions = { passes: 4, rate: 0.3, decay: 0, dropout: 0, seed: 20261124 };
export const SCOPE_TRAINING: SoftmaxOptions = { passes: 5, rate: 0.2, decay: 0, dropout: 0, seed: 20261124 };
export const ASPECT_TRAINING: SoftmaxOptions = { passes: 12, rate: 0.3, decay: 0, dropout: 0, seed: 20261124 };

/**
 * Twice over the services: first without the labelled questions, to calibrate on them honestly (and to report how it
 * does on questions it has not seen), then with them, because every question of a new hand teaches something.
 */
export function train(intents: Intents, labelled: readonly LabelledQuestion[], segment: Segmenter): { model: Model; heldOut: Report } {
  const examples = examplesOf(intents);
  const data = fieldData(intents, examples, segment);
  const tools = toolsOf(data, segment);
  const { field, features } = tools;
  const prepare = (list: readonly Example[]) => list.map((e) => ({ features: extract(fold(e.text, field), features), label: e.label, weight: e.weight }));
  const prepared = prepare(examples);
  const first = trainBoth(prepared);
  const calibration = calibrateOn(labelled, first, tools);
  const aspects = trainClassifier(aspectExamples(intents, labelled, { ...tools, fold: (text) => fold(text, field) }), ASPECT_TRAINING, { order: ASPECTS });
  const both = trainBoth([...prepared, ...prepare(examplesOfLabelled(labelled))]);
  const common = { ...data, trainedOn: fingerprint(intents, labelled), calibration, aspects };
  const matchTools = { ...features, cues: tools.cues, scopes: scopesOf(first.services.labels) };
  const heldOut = report(scoreAll(labelled, (query) => match(query, fold(query, field), { ...common, ...first }, matchTools)));
  return { model: { ...common, ...both }, heldOut };
}

/** Which service, and – with the same features, but learnt apart – whether any. */
export function trainBoth(prepared: readonly Prepared[]): Classifiers {
  const vocabulary = buildVocabulary(prepared.map((p) => p.features));
  return {
    services: trainClassifier(prepared, SERVICE_TRAINING, { vocabulary }),
    scope: trainClassifier(prepared.map((p) => ({ ...p, label: scopeOf(p.label) })), SCOPE_TRAINING, { vocabulary, order: SCOPES }),
  };
}

export function calibrateOn(labelled: readonly LabelledQuestion[], classifiers: Classifiers, { field, features, cues }: Tools): Calibration {
  const tools = { ...features, cues, scopes: scopesOf(classifiers.services.labels) };
  const folded = labelled.map((question) => ({ question, normal: fold(question.query, field) }));
  const fitted = calibrate(folded.map(({ question, normal }) => ({ question, scores: score(normal, classifiers, tools.scopes, tools) })), classifiers.services.labels);
  const judged = folded.map(({ question, normal }) => {
    const whole = believe(score(normal, classifiers, tools.scopes, tools), classifiers.services, fitted, {});
    return { question, pairs: pairsOf(normal, whole, classifiers, fitted, tools) };
  });
  return { ...fitted, ...calibratePairs(judged) };
}

/** What folding and features need, before anything is learnt. */
export function fieldData(intents: Intents, examples: readonly Example[], segment: Segmenter): ModelData {
  return {
    trainedOn: "",
    lexicon: buildLexicon(intents, examples.map((e) => clean(e.text)), segment),
    synonyms: intents.synonyms.map(({ id, words }) => ({ id, words: words.map(clean).filter((w) => w !== "") })),
    cues: intents.aspects.map(({ id, cues }) => ({ id, words: cues.map(clean).filter((w) => w !== "") })),
    fillers: intents.fillers.map(clean).filter((f) => f !== ""),
    places: intents.places,
    vague: Object.fromEntries(intents.vague.map((v) => [VAGUE_MARK + v.id, v.options])),
  };
}

/** Same intents and labelled questions, same fingerprint: the model is rebuilt when it changes. */
export function fingerprint(intents: Intents, labelled: readonly LabelledQuestion[]): string {
  return createHash("sha256").update(JSON.stringify([METHOD, intents, labelled])).digest("hex").slice(0, 16);
}
