/**
 * The rules at work: a guide and the facts known so far → the personal checklist (清单).
 * Pure and three-valued: an open fact keeps the papers that may depend on it and leaves eligibility open.
 */
import { ALWAYS, evaluate, factsIn, residual, type Condition } from "./condition.ts";
import type { Edition } from "./edition.ts";
import { NOT_APPLICABLE, NOT_KNOWN, type Day, type FactId, type Facts, type Situation } from "./facts.ts";
import {
  roleLabel, type Branch, type FeeRule, type Guide, type GuideLines, type Line, type MaterialRule, type OnlineLine,
  type Outcome, type PaperNeed, type Rule, type TimeLine, type WhoLine,
} from "./guide.ts";
import { spokenMaterial } from "./material.ts";
import type { Citation } from "./source.ts";

/** A rule that holds for the facts, or may hold depending on open ones. */
export interface Held<R extends Rule> {
  readonly rule: R;
  readonly certain: boolean;
  /** The open facts on which it depends; empty when certain. */
  readonly dependsOn: readonly FactId[];
}

export interface ChecklistPaper {
  readonly paper: string;
  readonly name: string;
  readonly holder: string;
  readonly holderLabel: string;
  readonly originals: { readonly shown: number; readonly surrendered: number };
  readonly copies: number;
  readonly spec?: string;
}

export interface ChecklistItem {
  /** Stable: the same paper of the same holder has the same id in every guide. */
  readonly id: string;
  /** One branch: required as it stands. Several: any one suffices. */
  readonly anyOf: readonly { readonly label?: string; readonly papers: readonly ChecklistPaper[] }[];
  readonly guides: readonly string[];
  readonly onSite: boolean;
  readonly certain: boolean;
  readonly dependsOn: readonly FactId[];
  readonly because: string;
  readonly note?: string;
  readonly leniency?: string;
  readonly varies?: string;
  readonly citation: Citation;
}

export interface Checklist {
  readonly guide: string;
  /** The outcome that certainly holds, if any: it ends or bends the way. */
  readonly outcome: Outcome | null;
  readonly possibleOutcomes: readonly Held<Outcome>[];
  readonly items: readonly ChecklistItem[];
  readonly fees: readonly Held<FeeRule>[];
}

/** The rules of a list that are in force on the day and not excluded by the facts. */
export function held<R extends Rule>(rules: readonly R[], facts: Facts, day: Day): Held<R>[] {
  const result: Held<R>[] = [];
  for (const rule of rules) {
    if (!inForce(rule, day)) continue;
    const left = residual(rule.when, facts, day);
    if (left.op === "never") continue;
    result.push({ rule, certain: left.op === "always", dependsOn: [...new Set(factsIn(left))] });
  }
  return result;
}

/** As long as nobody has said whether a step of a journey is wanted at all, everything of it is uncertain. */
function wanted<R extends Rule>({ wanted: when }: Guide, rules: readonly Held<R>[], facts: Facts, day: Day): readonly Held<R>[] {
  const left = when === undefined ? ALWAYS : residual(when, facts, day);
  if (left.op === "always") return rules;
  return left.op === "never" ? [] : rules.map((r) => ({ ...r, certain: false, dependsOn: [...new Set([...factsIn(left), ...r.dependsOn])] }));
}

export function inForce(rule: Pick<Rule, "from" | "until">, day: Day): boolean {
  return (rule.from === undefined || rule.from <= day) && (rule.until === undefined || day < rule.until);
}

/** The personal checklist of one guide for the facts known so far, on the day of the visit. */
export function buildChecklist(edition: Edition, guide: Guide, given: Facts, day: Day): Checklist {
  const facts = countingFacts(guide, given, day);
  const outcomes = held(guide.outcomes, facts, day);
  const outcome = outcomes.find((o) => o.certain)?.rule ?? null;
  const endsHere = outcome !== null && (outcome.verdict === "not-eligible" || outcome.verdict === "other-service");
  return {
    guide: guide.id,
    outcome,
    possibleOutcomes: outcomes.filter((o) => !o.certain),
    items: endsHere ? [] : mergeItems(wanted(guide, held(guide.materials, facts, day), facts, day).map((h) => itemOf(edition, guide, h))),
    fees: endsHere ? [] : wanted(guide, held(guide.fees, facts, day), facts, day),
  };
}

function itemOf(edition: Edition, guide: Guide, { rule, certain, dependsOn }: Held<MaterialRule>): ChecklistItem {
  const single = rule.anyOf.length === 1 && rule.anyOf[0]!.papers.length === 1 ? rule.anyOf[0]!.papers[0]! : null;
  return {
    id: single ? paperKey(single) : anyOfKey(rule.anyOf),
    anyOf: rule.anyOf.map((branch) => ({
      label: branch.label,
      papers: branch.papers.map((need) => paperOf(edition, guide, need)),
    })),
    guides: [guide.id],
    onSite: rule.onSite,
    certain,
    dependsOn,
    because: rule.because,
    note: rule.note,
    leniency: rule.leniency,
    varies: rule.varies,
    citation: rule.citation,
  };
}

function paperOf(edition: Edition, guide: Guide, need: PaperNeed): ChecklistPaper {
  const material = edition.materials.get(need.paper);
  return {
    paper: need.paper,
    name: material ? spokenMaterial(material) : need.paper,
    holder: need.holder,
    holderLabel: roleLabel(guide, need.holder),
    originals: { shown: need.shown, surrendered: need.surrendered },
    copies: need.copies,
    spec: need.spec,
  };
}

function paperKey(need: PaperNeed): string {
  return need.spec ? `${need.paper}.${need.holder}~${need.spec}` : `${need.paper}.${need.holder}`;
}

function anyOfKey(branches: readonly Branch[]): string {
  return branches.map((b) => b.papers.map(paperKey).join("+")).join("|");
}

/**
 * Merge items that are the same paper of the same holder: shown originals by the largest count (one paper can be
 * shown twice), surrendered originals and copies by sum (they stay behind). Different specifications never merge.
 * @param items in order; the first of its kind gives place, reason and source
 */
export function mergeItems(items: readonly ChecklistItem[]): ChecklistItem[] {
  const merged = new Map<string, ChecklistItem>();
  for (const item of items) {
    const before = merged.get(item.id);
    merged.set(item.id, before ? mergeTwo(before, item) : item);
  }
  return [...merged.values()];
}

function mergeTwo(a: ChecklistItem, b: ChecklistItem): ChecklistItem {
  const [first, second] = !a.certain && b.certain ? [b, a] : [a, b];
  return {
    ...first,
    guides: [...new Set([...a.guides, ...b.guides])],
    certain: a.certain || b.certain,
    dependsOn: a.certain || b.certain ? [] : [...new Set([...a.dependsOn, ...b.dependsOn])],
    onSite: a.onSite && b.onSite,
    anyOf: first.anyOf.map((branch, i) => ({
      ...branch,
      papers: branch.papers.map((paper, j) => {
        const other = second.anyOf[i]?.papers[j] ?? paper;
        return {
          ...paper,
          originals: {
            shown: Math.max(paper.originals.shown, other.originals.shown),
            surrendered: paper.originals.surrendered + other.originals.surrendered,
          },
          copies: paper.copies + other.copies,
        };
      }),
    })),
  };
}

/** Everything in a guide that an answer could change: behind an outcome that certainly holds, no other outcome counts. */
function rulesThatCount(guide: Guide, facts: Facts, day: Day): Rule[] {
  const settled = guide.outcomes.findIndex((o) => inForce(o, day) && evaluate(o.when, facts, day) === "true");
  return [
    ...(settled < 0 ? guide.outcomes : guide.outcomes.slice(0, settled)), ...guide.materials, ...guide.fees, ...guide.faq,
    ...(Object.values(guide.lines) as readonly (readonly Rule[])[]).flat(),
  ];
}

/**
 * The situations whose answer could still change this person's result, in the author's order, open ones first asked.
 * A situation that no rule depends on any more is not asked; nor is anything once an outcome ends the way.
 */
export function openSituations(guide: Guide, given: Facts, day: Day): Situation[] {
  const facts = countingFacts(guide, given, day);
  const decided = held(guide.outcomes, facts, day).find((o) => o.certain)?.rule;
  if (decided && (decided.verdict === "not-eligible" || decided.verdict === "other-service")) return [];
  const matters = new Set<FactId>();
  const addAll = (condition: Condition): void => factsIn(residual(condition, facts, day)).forEach((f) => matters.add(f));
  if (guide.wanted) addAll(guide.wanted);
  for (const rule of rulesThatCount(guide, facts, day)) if (inForce(rule, day)) addAll(rule.when);
  // A situation that gates one that matters, matters too.
  for (let i = guide.situations.length - 1; i >= 0; i--) {
    const asked = guide.situations[i]!;
    if (matters.has(asked.situation.id)) addAll(asked.when);
  }
  return guide.situations
    .filter(({ situation, when }) => matters.has(situation.id)
      && facts[situation.id] === undefined
      && evaluate(when, facts, day) !== "false")
    .map(({ situation }) => situation);
}

/**
 * Facts that count: an answer to a situation that is no longer asked stops counting, what does not arise is not
 * applicable (so that rules need not repeat the gate of its question), and what a guide assumes unless told otherwise holds.
 */
export function countingFacts(guide: Guide, given: Facts, day: Day): Facts {
  let counting: Facts = given;
  for (const { situation, when, assume } of guide.situations) {
    const asked = evaluate(when, counting, day);
    if (asked === "false") counting = { ...counting, [situation.id]: NOT_APPLICABLE };
    else if (counting[situation.id] === undefined && assume !== undefined) counting = { ...counting, [situation.id]: assume };
  }
  return counting;
}

/** Facts that were asked and answered "不知道". */
export function unsureFacts(facts: Facts): FactId[] {
  return Object.keys(facts).filter((id) => facts[id] === NOT_KNOWN);
}

export interface HeldLines {
  readonly times: readonly Held<TimeLine>[];
  readonly online: readonly Held<OnlineLine>[];
  readonly who: readonly Held<WhoLine>[];
  lines(kind: keyof GuideLines): readonly Held<Line>[];
}

/** The guide's lines that hold for the facts. */
export function heldLines(guide: Guide, facts: Facts, day: Day): HeldLines {
  return {
    times: held(guide.lines.times, facts, day),
    online: held(guide.lines.online, facts, day),
    who: held(guide.lines.who, facts, day),
    lines: (kind) => held<Line>(guide.lines[kind], facts, day),
  };
}
