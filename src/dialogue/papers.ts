/**
 * What is done with one paper of a list: tick it, say what it is, say how to get it, and – when it is lacking and a
 * service of ours obtains it – walk the list that takes, then return to where the conversation was.
 */
import { buildChecklist, type ChecklistItem } from "../domain/checklist.ts";
import type { Choice, MarkStatus, Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import type { Aspect } from "../domain/match.ts";
import type { Material } from "../domain/material.ts";
import { nameAmong, shortItem, spokenCounts, spokenLine, spokenPaper } from "../domain/spoken.ts";
import type { Understanding } from "../domain/understanding.ts";
import { answerAspect } from "./answers.ts";
import type { Draft } from "./draft.ts";
import { say } from "./reply.ts";
import { resolveFacts } from "./resolve.ts";
import { openSub } from "./state.ts";
import { factsFor, ring, sourceOf, subItems, type Source } from "./subLists.ts";
import { allItems, endsTheWay, subStep, toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

export function mark(draft: Draft, marks: readonly { readonly item: string; readonly status: MarkStatus | "open" }[]): void {
  for (const { item, status } of marks) draft.add({ type: "MaterialMarked", item, status });
}

export function findItem(draft: Draft, id: string): ChecklistItem | undefined {
  return allItems(draft.edition, draft.state, draft.day).find((i) => i.id === id);
}

/** "怎么办、要几天、多少钱" of a material, in one go. */
function waysText({ get }: Material): string {
  return [get.how, get.days ? `时间：${get.days}。` : "", get.cost ? `费用：${get.cost}。` : ""].join("");
}

/** For somebody who lacks a paper: how to get it or do without; the list that takes is offered, not opened. */
export function lackHint(draft: Draft, item: ChecklistItem): Reply[] {
  if (item.leniency) return [say(`${wording.markedLack}${item.leniency}`, { sources: [item.citation] })];
  const source = sourceOf(draft.edition, item);
  const material = source?.material ?? draft.edition.materials.get(item.anyOf[0]?.papers[0]?.paper ?? "");
  if (!material) return [say(wording.markedLack)];
  const offered = source && ring(draft.state, source) === null ? [openChoice(draft, item)] : [];
  return [say(`${wording.markedLack}${waysText(material)}`, offered.length > 0 ? { choices: offered } : {})];
}

/** "男方的身份证" where two people's stand on the list, else "身份证". */
export function itemName(draft: Draft, item: ChecklistItem): string {
  return nameAmong(item, toBring(tripItems(draft.edition, draft.state, draft.day)));
}

export function openChoice(draft: Draft, item: ChecklistItem): Choice {
  return { id: `sub:${item.id}`, label: wording.subOpen(itemName(draft, item)) };
}

/**
 * 没有: opens the list of papers that getting this one takes.
 * @param said the words that said so, if words did: "户口本丢了" answers the next service's first question too
 */
export function openSubChecklist(draft: Draft, item: ChecklistItem, said: Understanding | null): Reply[] {
  const source = sourceOf(draft.edition, item);
  if (!source || item.leniency) return lackHint(draft, item);
  const name = itemName(draft, item);
  const inRing = ring(draft.state, source);
  if (inRing !== null) return [say(inRing === "in-trip" ? wording.subInTrip(name, source.guide.plain) : wording.subCycle)];
  draft.add({ type: "SubChecklistOpened", item: item.id, guide: source.guide.id, holder: source.holder });
  for (const { fact, value } of factsFor(draft.edition, draft.state, source)) draft.add({ type: "FactGiven", guide: source.guide.id, fact, value });
  const told = said ? resolveFacts(source.guide, openSub(draft.state)?.facts ?? {}, said, null, null, draft.day).facts : [];
  for (const { fact, value } of told) draft.add({ type: "FactGiven", guide: source.guide.id, fact, value });
  return [say(`${wording.subOpened(name)}${waysText(source.material)}${othersText(item)}`, { sources: source.material.citation ? [source.material.citation] : [] })];
}

/** Of alternatives another one does as well. */
function othersText(item: ChecklistItem): string {
  return item.anyOf.length > 1 ? wording.alternatives(item.anyOf.map((b) => b.label ?? shortItem({ anyOf: [b] })).join("；或")) : "";
}

/** Closes sub-checklists that have nothing left to ask, and returns to where the walk was. */
export function settle(draft: Draft): Reply[] {
  const replies: Reply[] = [];
  while (openSub(draft.state) && subStep(draft.edition, draft.state, draft.day) === null) replies.push(...closeSub(draft));
  return replies;
}

/** Leaves the sub-checklist that is open, saying how it stands. */
export function closeSub(draft: Draft): Reply[] {
  const sub = openSub(draft.state);
  const guide = sub && draft.edition.guides.get(sub.guide);
  if (!sub || !guide) return [];
  const item = findItem(draft, sub.item);
  const name = item ? itemName(draft, item) : guide.plain;
  const { outcome } = buildChecklist(draft.edition, guide, sub.facts, draft.day);
  const lacking = toBring(subItems(draft.edition, sub, draft.day)).filter((i) => draft.state.marks[i.id] !== "have");
  draft.add({ type: "SubChecklistClosed", item: sub.item });
  const how = draft.state.marks[sub.item] === "have" ? wording.subFound(name) : outcome && endsTheWay(outcome) ? outcome.text : (lacking.length === 0 ? wording.subReady(name) : wording.subMissing(name, lacking.map(shortItem).join("、")));
  return [say(`${how}${wording.subReturn}`)];
}

/** 这是什么: what the paper is, whose, in what form, what windows reject, why it is needed. */
export function explainItem(draft: Draft, id: string): Reply[] {
  const item = findItem(draft, id);
  if (!item) return [say(wording.unknownItem)];
  const parts = item.anyOf.flatMap((b) => b.papers).map((p) => {
    const material = draft.edition.materials.get(p.paper);
    const rejects = material && material.rejects.length > 0 ? `窗口不收：${material.rejects.join("、")}。` : "";
    return `${spokenPaper(p)}：${material?.what ?? ""}${spokenCounts(p)}。${rejects}${material?.instead ?? ""}`;
  });
  const why = `要它是因为${item.because.replace(/。$/, "")}。`;
  const note = item.note ? `${item.note.replace(/。$/, "")}。` : "";
  return [say(`${[...new Set(parts)].join("\n")}${why}${note}`, { sources: [item.citation] })];
}

/** 怎么办这个: how to get the paper, its days and cost, and the papers that takes, when a guide of ours obtains it. */
export function howToGet(draft: Draft, id: string): Reply[] {
  const item = findItem(draft, id);
  if (!item) return [say(wording.unknownItem)];
  const texts: string[] = [];
  const choices: Choice[] = [];
  for (const material of materialsOf(draft, item)) {
    texts.push(`${material.plain}怎么办：${waysText(material)}${material.issuer ? `归${material.issuer}管。` : ""}`);
    const guide = material.get.guide;
    if (guide !== undefined && draft.edition.services.has(guide) && !draft.state.trip.some((t) => t.guide === guide)) {
      choices.push({ id: `add:${guide}`, label: wording.addToTrip(draft.edition.guides.get(guide)?.plain ?? serviceName(draft.edition, guide)) });
    }
  }
  const source = sourceOf(draft.edition, item);
  const walked = openSub(draft.state)?.item === id;
  const inRing = source ? ring(draft.state, source) : null;
  if (source && walked) {
    texts.push(papersText(draft, source));
  } else if (source && inRing === null) {
    texts.push(papersText(draft, source));
    choices.unshift(openChoice(draft, item));
  } else if (source && inRing !== null) {
    texts.push(inRing === "ring" ? wording.subCycle : wording.subInTrip(itemName(draft, item), source.guide.plain));
  }
  if (item.leniency) texts.push(item.leniency);
  return [say(texts.join("\n"), { choices: choices.slice(0, 3), sources: [item.citation] })];
}

function materialsOf(draft: Draft, item: ChecklistItem): Material[] {
  const papers = new Set(item.anyOf.flatMap((b) => b.papers.map((p) => p.paper)));
  return [...papers].flatMap((p) => { const m = draft.edition.materials.get(p); return m ? [m] : []; });
}

/** The papers that a service certainly takes, as far as the facts known tell. */
function papersText(draft: Draft, source: Source): string {
  const facts = Object.fromEntries(factsFor(draft.edition, draft.state, source).map((f) => [f.fact, f.value]));
  const items = toBring(subItems(draft.edition, { item: "", guide: source.guide.id, holder: source.holder, facts, open: false }, draft.day));
  const certain = items.filter((i) => i.certain);
  if (items.length === 0) return wording.subTakesNothing;
  if (certain.length === 0) return wording.subDepends;
  return wording.subTakes(certain.map((i) => spokenLine(i)).join("；"), certain.length < items.length);
}

/** What a service that obtains a paper says to one aspect: "那个要几天", "她的补办要带啥". */
export function aboutGetting(draft: Draft, item: ChecklistItem, aspect: Aspect): Reply[] {
  const source = sourceOf(draft.edition, item);
  if (!source || aspect === "how") return howToGet(draft, item.id);
  if (aspect === "materials") return [say(papersText(draft, source), ring(draft.state, source) === null ? { choices: [openChoice(draft, item)] } : {})];
  const facts = Object.fromEntries(factsFor(draft.edition, draft.state, source).map((f) => [f.fact, f.value]));
  const { text, sources } = answerAspect(draft.edition, source.guide, facts, aspect, draft.day);
  return [say(wording.aboutGetting(itemName(draft, item), text), { sources })];
}
