/**
 * Scores labelled questions exactly as the contract says (docs: contract.md, "Labelled questions").
 */
import { ASPECTS, type Aspect, type Match } from "../domain/match.ts";
import { interval, type Share } from "./wilson.ts";

export interface LabelledQuestion {
  readonly query: string;
  readonly expect: string;
  readonly kind: string;
  readonly note: string;
  /** What the person wants to know, any of these is right; empty when the file does not say. */
  readonly aspects: readonly Aspect[];
}

/** What a label asks for. */
export type Expectation =
  | { readonly kind: "one"; readonly ids: readonly string[] }
  | { readonly kind: "all"; readonly ids: readonly string[] }
  | { readonly kind: "clarify"; readonly ids: readonly string[] }
  | { readonly kind: "none"; readonly ids: readonly [] };

export type Outcome = "full" | "half" | "wrong";

export interface Score {
  readonly outcome: Outcome;
  /** A wrong id was answered to a question that has a right one. */
  readonly harmful: boolean;
  /** Answered although no guide answers it. */
  readonly falseAnswer: boolean;
}

/**
 * @param tsv query, expect, kind, note; a column `aspect` (`fee`, `place|phone`) may stand anywhere behind them
 * @throws Error naming the line when the file is malformed
 */
export function parseLabelled(tsv: string): LabelledQuestion[] {
  const [header = "", ...lines] = tsv.replace(/^\ufeff/, "").split(/\r?\n/);
  if (!header.startsWith("query\texpect")) throw new Error("第 1 行应是表头：query expect kind note（制表符分隔）。");
  const aspectColumn = header.split("\t").indexOf("aspect");
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const cells = line.split("\t");
    const [query = "", expect = "", kind = "other", note = ""] = cells;
    if (query === "" || expect === "") throw new Error(`第 ${i + 2} 行缺少 query 或 expect。每行应是：问题、答案、类别、备注，用制表符分隔。`);
    return [{ query, expect, kind, note, aspects: parseAspects(cells[aspectColumn] ?? "", i + 2) }];
  });
}

function parseAspects(cell: string, line: number): Aspect[] {
  return cell.split("|").map((name) => name.trim()).filter((name) => name !== "").map((name) => {
    const aspect = ASPECTS.find((a) => a === name);
    if (aspect === undefined) throw new Error(`第 ${line} 行的 aspect“${name}”不认识。可以写：${ASPECTS.join("、")}，几个都对就用 | 隔开。`);
    return aspect;
  });
}

export function parseExpectation(expect: string): Expectation {
  if (expect === "NONE") return { kind: "none", ids: [] };
  if (expect.startsWith("CLARIFY:")) return { kind: "clarify", ids: expect.slice("CLARIFY:".length).split("|") };
  if (expect.includes("+")) return { kind: "all", ids: expect.split("+") };
  return { kind: "one", ids: expect.split("|") };
}

export function scoreOf(expected: Expectation, match: Pick<Match, "decision" | "guides" | "options">): Score {
  const answered = match.decision === "answer" ? match.guides : [];
  const offered = match.decision === "clarify" ? match.options : [];
  const outcome = outcomeOf(expected, match.decision, answered, offered);
  const wrongIds = answered.filter((id) => !(expected.ids as readonly string[]).includes(id));
  return {
    outcome,
    harmful: expected.kind !== "none" && wrongIds.length > 0 && outcome === "wrong",
    falseAnswer: expected.kind === "none" && answered.length > 0,
  };
}

function outcomeOf({ kind, ids }: Expectation, decision: Match["decision"], answered: readonly string[], offered: readonly string[]): Outcome {
  const among = (list: readonly string[]) => list.filter((id) => (ids as readonly string[]).includes(id)).length;
  switch (kind) {
    case "one":
      return answered.length === 1 && among(answered) === 1 ? "full" : among(offered) > 0 ? "half" : "wrong";
    case "all":
      if (answered.length === ids.length && among(answered) === ids.length) return "full";
      return (among(answered) > 0 && among(answered) === answered.length) || among(offered) === ids.length ? "half" : "wrong";
    case "clarify":
      return among(offered) >= 2 ? "full" : answered.length > 0 && among(answered) === answered.length ? "half" : "wrong";
    case "none":
      return decision === "none" ? "full" : decision === "clarify" ? "half" : "wrong";
  }
}

export interface Report {
  readonly questions: number;
  readonly strict: Share;
  /** Full or half credit. */
  readonly top3: Share;
  /** Share of in-scope questions that were answered. */
  readonly answered: Share;
  /** Right among the answered in-scope questions. */
  readonly accuracyAnswered: Share;
  /** Of in-scope questions. */
  readonly harmful: Share;
  /** Of the questions no guide answers. */
  readonly falseAnswers: Share;
  /** Whether what the person wants to know was understood; null when no question says what is right. */
  readonly aspects: AspectReport | null;
  readonly kinds: readonly { readonly kind: string; readonly strict: Share; readonly top3: Share }[];
  readonly confusions: readonly { readonly expected: string; readonly given: string; readonly times: number }[];
  /** Mean distance between the best candidate's score and how often it is right, in ten bins. */
  readonly calibrationError: number;
  /** The same by bins that are not empty: how sure on average, how often right, how many questions. */
  readonly calibration: readonly { readonly sure: number; readonly right: number; readonly questions: number }[];
  /** Answering only the surest share of in-scope questions: how often is the best candidate wrong? */
  readonly riskCoverage: readonly { readonly coverage: number; readonly risk: number }[];
}

export interface AspectReport {
  readonly right: Share;
  /** By the aspect asked for (the first, where several are right). */
  readonly kinds: readonly { readonly aspect: Aspect; readonly right: Share }[];
  readonly confusions: Report["confusions"];
}

/** How many confusion pairs are listed. */
const MOST_CONFUSIONS = 15;
const BINS = 10;

export interface Scored extends Score {
  readonly question: LabelledQuestion;
  readonly expected: Expectation;
  readonly match: Match;
}

export function scoreAll(questions: readonly LabelledQuestion[], match: (query: string) => Match): Scored[] {
  return questions.map((question) => {
    const expected = parseExpectation(question.expect);
    const given = match(question.query);
    return { question, expected, match: given, ...scoreOf(expected, given) };
  });
}

export function report(scored: readonly Scored[]): Report {
  const inScope = scored.filter((s) => s.expected.kind !== "none");
  const strangers = scored.filter((s) => s.expected.kind === "none");
  const answered = inScope.filter((s) => s.match.decision === "answer");
  const share = (part: readonly Scored[], of: readonly Scored[]) => interval(part.length, of.length);
  const full = (list: readonly Scored[]) => list.filter((s) => s.outcome === "full");
  const atLeastHalf = (list: readonly Scored[]) => list.filter((s) => s.outcome !== "wrong");
  const kinds = [...new Set(scored.map((s) => s.question.kind))].map((kind) => {
    const of = scored.filter((s) => s.question.kind === kind);
    return { kind, strict: share(full(of), of), top3: share(atLeastHalf(of), of) };
  }).sort((a, b) => b.strict.of - a.strict.of || (a.kind < b.kind ? -1 : 1));
  const calibration = calibrationBins(scored);
  return {
    questions: scored.length,
    strict: share(full(scored), scored),
    top3: share(atLeastHalf(scored), scored),
    answered: share(answered, inScope),
    accuracyAnswered: share(full(answered), answered),
    harmful: share(inScope.filter((s) => s.harmful), inScope),
    falseAnswers: share(strangers.filter((s) => s.falseAnswer), strangers),
    aspects: aspectReport(scored),
    kinds,
    confusions: confusions(scored),
    calibrationError: calibrationError(calibration),
    calibration,
    riskCoverage: riskCoverage(scored),
  };
}

function aspectReport(scored: readonly Scored[]): AspectReport | null {
  const labelled = scored.filter((s) => s.question.aspects.length > 0);
  if (labelled.length === 0) return null;
  const isRight = ({ question, match }: Scored) => question.aspects.includes(match.aspect);
  const right = (of: readonly Scored[]) => interval(of.filter(isRight).length, of.length);
  const kinds = ASPECTS.map((aspect) => ({ aspect, right: right(labelled.filter((s) => s.question.aspects[0] === aspect)) }));
  const wrong = labelled.filter((s) => !isRight(s)).map((s) => [s.question.aspects.join("|"), s.match.aspect] as const);
  return { right: right(labelled), kinds: kinds.filter((k) => k.right.of > 0), confusions: counted(wrong) };
}

function confusions(scored: readonly Scored[]): Report["confusions"] {
  return counted(scored.filter((s) => s.outcome === "wrong")
    .map(({ match, question }) => [question.expect, match.decision === "answer" ? match.guides.join("+") : match.decision]));
}

/** Pairs of expected and given, the most frequent first. */
function counted(pairs: readonly (readonly [string, string])[]): Report["confusions"] {
  const times = new Map<string, number>();
  for (const [expected, given] of pairs) {
    const key = `${expected}\t${given}`;
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, MOST_CONFUSIONS)
    .map(([key, n]) => ({ expected: key.split("\t")[0]!, given: key.split("\t")[1]!, times: n }));
}

/** Whether the best candidate is right, and how sure the matcher was; questions with a vague label count for neither. */
function judged(scored: readonly Scored[]): { sure: number; right: boolean }[] {
  return scored.filter((s) => s.expected.kind !== "clarify").map(({ match, expected }) => {
    const best = match.candidates[0];
    return { sure: best?.score ?? 0, right: best !== undefined && (expected.ids as readonly string[]).includes(best.id) };
  });
}

function calibrationBins(scored: readonly Scored[]): Report["calibration"] {
  const all = judged(scored);
  return Array.from({ length: BINS }, (_, bin) => all.filter((j) => Math.min(BINS - 1, Math.floor(j.sure * BINS)) === bin)).filter((inBin) => inBin.length > 0)
    .map((inBin) => ({
      sure: inBin.reduce((sum, j) => sum + j.sure, 0) / inBin.length,
      right: inBin.filter((j) => j.right).length / inBin.length,
      questions: inBin.length,
    }));
}

function calibrationError(bins: Report["calibration"]): number {
  const all = bins.reduce((sum, b) => sum + b.questions, 0);
  return all === 0 ? 0 : bins.reduce((sum, b) => sum + Math.abs(b.sure - b.right) * b.questions, 0) / all;
}

function riskCoverage(scored: readonly Scored[]): Report["riskCoverage"] {
  const sorted = judged(scored.filter((s) => s.expected.kind !== "none")).sort((a, b) => b.sure - a.sure);
  return Array.from({ length: BINS }, (_, i) => {
    const n = Math.ceil((sorted.length * (i + 1)) / BINS);
    const wrong = sorted.slice(0, n).filter((j) => !j.right).length;
    return { coverage: (i + 1) / BINS, risk: n === 0 ? 0 : wrong / n };
  });
}
