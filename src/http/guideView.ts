/** Guides and checklists as the HTTP surface shows them, without a conversation. */
import type { z } from "zod";
import { buildChecklist, held, openSituations, type ChecklistItem, type Held } from "../domain/checklist.ts";
import type { ItemView } from "../domain/conversation.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day, Facts, Situation } from "../domain/facts.ts";
import type { FeeRule, Guide, GuideLines, Line, Outcome } from "../domain/guide.ts";
import { spokenItem } from "../domain/spoken.ts";
import type { checklist, guide as guideSchema, guideList, situation } from "./schemas/guides.ts";

/** What a schema describes, for building it from data that is never changed. */
type View<S> = S extends z.ZodType ? Fixed<z.output<S>> : never;
type Fixed<T> = T extends object ? { readonly [K in keyof T]: Fixed<T[K]> } : T;
type Lines = View<typeof guideSchema>["lines"];

/** Every service: those with a guide, then those that are only recognised. */
export function listView(edition: Edition): View<typeof guideList> {
  const written = [...edition.guides.values()].map(summaryView);
  const listed = [...edition.services.values()].filter((s) => !edition.guides.has(s.id)).map((s) => ({
    id: s.id, name: s.name, plain: s.name, tier: "listed" as const, audience: s.audience, authority: s.authority, summary: "",
  }));
  return { edition: edition.id, guides: [...written, ...listed] };
}

function summaryView({ id, name, plain, tier, audience, authority, summary }: Guide) {
  return { id, name, plain, tier, audience, authority, summary };
}

export function guideView(edition: Edition, guide: Guide, day: Day): View<typeof guideSchema> {
  const all = buildChecklist(edition, guide, {}, day);
  return {
    ...summaryView(guide),
    roles: guide.roles.map(({ id, label }) => ({ id, label })),
    situations: guide.situations.map(({ situation }) => situationView(situation)),
    items: all.items.map(itemView),
    fees: all.fees.map(feeView),
    lines: linesView(guide, {}, day),
    faq: held(guide.faq, {}, day).map(({ rule }) => ({ question: rule.question, answer: rule.answer, source: rule.citation })),
    gives: [...guide.gives],
    related: guide.related.map(({ guide: id, differs }) => ({ guide: id, differs })),
  };
}

export function checklistView(edition: Edition, guide: Guide, answers: Facts, day: Day): View<typeof checklist> {
  const made = buildChecklist(edition, guide, answers, day);
  return {
    guide: guide.id,
    day,
    outcome: made.outcome && outcomeView(made.outcome),
    possibleOutcomes: made.possibleOutcomes.map(({ rule }) => outcomeView(rule)),
    open: openSituations(guide, answers, day).map(situationView),
    items: made.items.map(itemView),
    fees: made.fees.map(feeView),
    lines: linesView(guide, answers, day),
  };
}

function situationView(s: Situation): View<typeof situation> {
  return {
    fact: s.id, type: s.type, ask: s.ask, hint: s.hint,
    options: s.type === "choice" ? s.options.map(({ id, label }) => ({ id, label })) : undefined,
    unit: s.unit, min: s.min, max: s.max,
  };
}

function outcomeView({ verdict, text, guide, citation }: Outcome) {
  return { verdict, text, guide, source: citation };
}

function feeView({ rule, certain }: Held<FeeRule>) {
  const { item, amount, per, text, varies, citation } = rule;
  return { item, amount, per, text, conditional: !certain, varies, source: citation };
}

function linesView(guide: Guide, facts: Facts, day: Day): Lines {
  const view = (kind: keyof GuideLines) => held<Line>(guide.lines[kind], facts, day)
    .map(({ rule, certain }) => ({ text: rule.text, conditional: !certain, varies: rule.varies, source: rule.citation }));
  return {
    times: view("times"), places: view("places"), hours: view("hours"), phones: view("phones"), online: view("online"), who: view("who"),
    eligibility: view("eligibility"), validity: view("validity"), progress: view("progress"), deadlines: view("deadlines"),
    steps: view("steps"), pitfalls: view("pitfalls"),
  };
}

/** An item as a conversation would show it before anything is marked. */
function itemView(item: ChecklistItem): ItemView {
  const branches = item.anyOf.map(({ label, papers }) => ({
    label, papers: papers.map((p) => ({ paper: p.paper, name: p.name, holder: p.holderLabel, originals: p.originals, copies: p.copies, spec: p.spec })),
  }));
  const first = branches[0]!.papers[0]!;
  const single = branches.length === 1 && branches[0]!.papers.length === 1;
  return {
    id: item.id, name: single ? first.name : spokenItem(item), holder: first.holder, guides: item.guides,
    originals: first.originals, copies: first.copies, spec: first.spec, anyOf: single ? undefined : branches,
    status: "open", onSite: item.onSite, certain: item.certain, because: item.because, note: item.note, source: item.citation,
  };
}
