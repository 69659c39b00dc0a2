/**
 * The proof of a draft, against the edition in force: the checker, the people tables, the golden conversations, the
 * labelled questions and the real ones. Pure but for reading folders; runs in a process of its own (cli/job.ts).
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConversationStore, LiveEdition } from "../../assistant/ports.ts";
import { dayInChina } from "../../domain/days.ts";
import type { Edition } from "../../domain/edition.ts";
import { checkKnowledge } from "../../knowledge/check.ts";
import type { Finding } from "../../knowledge/finding.ts";
import { readKnowledge } from "../../knowledge/read.ts";
import { doublyClaimed } from "../../matching/claims.ts";
import { report, scoreAll, type LabelledQuestion, type Report, type Scored } from "../../matching/evaluate.ts";
import { MODEL_FILE, REPORT_FILE } from "../../matching/index.ts";
import { readIntents } from "../../matching/intents.ts";
import { readLabelled } from "../../matching/labelled.ts";
import { spokenExpect } from "../labels.ts";
import type { Progress, ProofTask } from "../ports.ts";
import { hashOf } from "../tree.ts";
import { differencesByRules, readPeople } from "./people.ts";
import { replayQuestions, targetOf } from "./replay.ts";
import type { LabelledResult, Mark, Moved, ProofResult } from "./result.ts";
import { differencesInTalk, readTalks } from "./talks.ts";

export interface ProofTools {
  /** Opens the two folders; the same `understand` for both when the draft leaves alone how people are understood. */
  readonly before: LiveEdition;
  readonly after: LiveEdition;
  /** Where the people tables and golden conversations are: the project's folder. */
  readonly root: string;
  /** A store for the golden conversations. */
  readonly memory: () => ConversationStore;
  readonly told: (progress: Progress) => void;
}

/** How far the strict accuracy on the labelled questions may fall before it stops a publish. */
const TOLERATED_LOSS = 0.005;
/** What stands in a mark before "and more". */
const MOST_LINES = 20;
/** Labelled questions between two words about how far it is. */
const SLICE = 200;

export async function prove({ before, after, questions, labelled: own, now }: ProofTask, tools: ProofTools): Promise<ProofResult> {
  const { told } = tools;
  const marks: Mark[] = [];
  told({ step: "检查指南和问法", done: 0, of: 1 });
  marks.push(...checkMarks(findingsIn(before, now), findingsIn(after, now)));

  const people = readPeople(tools.root).flatMap(({ guide, people: persons }) => persons.map((person) => ({ guide, person })));
  let wrong = 0;
  for (const [i, { guide, person }] of people.entries()) {
    if (i % 20 === 0) told({ step: "人物表", done: i, of: people.length });
    const differences = differencesByRules(tools.after.edition, guide, person);
    if (differences.length === 0) continue;
    wrong += 1;
    const wasWrong = differencesByRules(tools.before.edition, guide, person).length > 0;
    marks.push({ key: `people:${guide}:${person.who}`, level: wasWrong ? "look" : "red", title: `人物表 ${guide}：${person.who}${wasWrong ? "（原来就不对）" : ""}`, lines: differences });
  }

  const talks = readTalks(tools.root);
  let broken = 0;
  for (const [i, talk] of talks.entries()) {
    told({ step: "示范对话", done: i, of: talks.length });
    const differences = await differencesInTalk({ ...tools.after, store: tools.memory(), clock: () => now }, talk);
    if (differences.length === 0) continue;
    broken += 1;
    const wasBroken = (await differencesInTalk({ ...tools.before, store: tools.memory(), clock: () => now }, talk)).length > 0;
    marks.push({ key: `talk:${talk.file}`, level: wasBroken ? "look" : "red", title: `示范对话 ${talk.file}：${talk.about}${wasBroken ? "（原来就不对）" : ""}`, lines: differences });
  }

  const labelled = tools.before.understand === tools.after.understand ? null : await labelledQuestions(before, after, own, tools, now);
  if (labelled) marks.push(...labelled.marks);
  const replay = await replayQuestions(tools.before, tools.after, questions, now, (done, of) => told({ step: "重放真实的问题", done, of }));
  const { marks: moved, ...rest } = replay;
  return {
    marks: [...marks, ...moved].map(named).sort((a, b) => (a.level === b.level ? 0 : a.level === "red" ? -1 : 1)),
    people: { of: people.length, wrong }, talks: { of: talks.length, wrong: broken }, labelled: labelled?.result ?? null, replay: { questions: questions.length, ...rest },
  };
}

/** What is accepted is this very change: the same mark with other lines is another one. */
function named(mark: Mark): Mark {
  return { ...mark, key: `${mark.key}#${hashOf([mark.title, ...mark.lines].join("\n")).slice(0, 8)}` };
}

function findingsIn(folder: string, now: number): Finding[] {
  const intents = readIntents(folder);
  return [
    ...checkKnowledge(readKnowledge(folder), dayInChina(now)),
    ...intents.problems.map((cause): Finding => ({ level: "error", rule: "yaml", file: cause.split("：")[0] ?? "intents", line: 1, cause, remedy: "检查缩进、冒号后面的空格和引号。" })),
    ...doublyClaimed(intents).map(({ utterance, claimed: [first = "", ...others] }): Finding => ({
      level: "error", rule: "claimed-twice", file: `intents/${first}.yaml`, line: 1, cause: `“${utterance}”同时写在 ${others.join("、")} 里`,
      remedy: "只留在一处；真的分不清的，写进 intents/vague.yaml，让它先问一句。",
    })),
  ];
}

/** Only what the draft brings in: what was there before is not its fault. */
function checkMarks(before: readonly Finding[], after: readonly Finding[]): Mark[] {
  const keyOf = (f: Finding): string => `${f.file}:${f.rule}:${f.cause}`;
  const known = new Set(before.map(keyOf));
  return after.filter((f) => f.level !== "info" && !known.has(keyOf(f))).map((f) => ({
    key: `check:${keyOf(f)}`, level: f.level === "error" ? "red" : "look", title: `${f.file} 第 ${f.line} 行：${f.cause}`, lines: [`怎么改：${f.remedy}`],
  }));
}

async function labelledQuestions(before: string, after: string, own: readonly LabelledQuestion[], tools: ProofTools, now: number): Promise<{ readonly result: LabelledResult; readonly marks: readonly Mark[] }> {
  // Those of curators first: what became of them is read first.
  const questions = [...own, ...readLabelled(after)];
  const score = async ({ understand }: LiveEdition, base: number): Promise<Scored[]> => {
    const scored: Scored[] = [];
    for (let i = 0; i < questions.length; i += SLICE) {
      tools.told({ step: "带标注的问题", done: base + i, of: questions.length * 2 });
      scored.push(...scoreAll(questions.slice(i, i + SLICE), (query) => understand(query, now).match));
      await new Promise(setImmediate);
    }
    return scored;
  };
  const [old, fresh] = [await score(tools.before, 0), await score(tools.after, questions.length)];
  const worth = { full: 2, half: 1, wrong: 0 } as const;
  const said = (edition: Edition, s: Scored): string => targetOf(edition, s.match).target;
  const changed = old.map((o, i) => ({ o, n: fresh[i]!, isOwn: i < own.length })).filter(({ o, n }) => worth[o.outcome] !== worth[n.outcome])
    .map(({ o, n, isOwn }) => ({ isOwn, gain: worth[n.outcome] - worth[o.outcome], row: { query: o.question.query, expect: spokenExpect(o.question.expect, tools.after.edition), before: said(tools.before.edition, o), after: said(tools.after.edition, n) } }));
  const strict = (scored: readonly Scored[]): Report["strict"] => report(scored).strict;
  const worse = changed.filter((c) => c.gain < 0);
  const result: LabelledResult = {
    questions: questions.length,
    heldOut: { before: heldOut(before, tools.root), after: heldOut(after, tools.root) },
    strict: { before: strict(old), after: strict(fresh) },
    own: { before: strict(old.slice(0, own.length)), after: strict(fresh.slice(0, own.length)) },
    worse: worse.map((c) => c.row), better: changed.filter((c) => c.gain > 0).map((c) => c.row),
  };
  const [ours, others] = [worse.filter((c) => c.isOwn), worse.filter((c) => !c.isOwn)];
  return { result, marks: [
    ...accuracyMarks(result.heldOut),
    // Somebody of ours said what is right: it must not get worse unseen.
    ...ours.length > 0 ? [worseMark("labelled:own", "red", `我们自己标注的问题里有 ${ours.length} 条答得不如原来`, ours.map((c) => c.row))] : [],
    ...others.length > 0 ? [worseMark("labelled:worse", "look", `随程序的标注问题里有 ${others.length} 条答得不如原来`, others.map((c) => c.row))] : [],
  ] };
}

/** The report that training left beside the model; an edition without a model of its own has the program's. */
function heldOut(folder: string, root: string): Report["strict"] | null {
  const file = join(existsSync(join(folder, MODEL_FILE)) ? folder : root, REPORT_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Report).strict : null;
}

/** @internal for its test */
export function accuracyMarks({ before, after }: LabelledResult["heldOut"]): Mark[] {
  if (!before || !after) return [];
  // After an upgrade of the program the questions are others: neither better nor worse can be told.
  if (before.of !== after.of) return [{ key: "labelled:others", level: "look", title: `随程序的标注问题换过了（原来量了 ${before.of} 条，现在 ${after.of} 条），前后的准确率不好直接比`, lines: [] }];
  if (before.share - after.share <= TOLERATED_LOSS) return [];
  return [{ key: "labelled:accuracy", level: "red", title: `带标注的问题，准确率从 ${percent(before.share)} 掉到 ${percent(after.share)}`, lines: [] }];
}

function worseMark(key: string, level: Mark["level"], title: string, rows: readonly Moved[]): Mark {
  const lines = rows.slice(0, MOST_LINES).map((w) => `“${w.query}”该答${w.expect}：${w.before} → ${w.after}`);
  return { key, level, title, lines: [...lines, ...rows.length > MOST_LINES ? [`还有 ${rows.length - MOST_LINES} 条，见下面的明细`] : []] };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
