/**
 * A step in words: the replies that lead on from where the conversation stands, and the choices it offers.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Choice, Reply } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { NOT_KNOWN, type Day, type Situation } from "../domain/facts.ts";
import { nameAmong, shortItem, spokenItem, spokenLine } from "../domain/spoken.ts";
import { uniqueCitations } from "./answers.ts";
import { openSub, type ConversationState } from "./state.ts";
import { ring, sourceOf, subItems } from "./subLists.ts";
import { activeTrip, allItems, nextStep, toBring, tripItems, walkedItems, type Step } from "./trip.ts";
import { planOf } from "./plan.ts";
import { verdictOf } from "./verdict.ts";
import { itemView } from "./itemView.ts";
import { wording } from "./wording.ts";

/** The choices a step offers; typing always works too. */
export function choicesFor(edition: Edition, state: ConversationState, step: Step): readonly Choice[] {
  switch (step.kind) {
    case "start":
      return [];
    case "clarify":
      return [...step.options.map((id) => ({ id: `guide:${id}`, label: serviceName(edition, id) })), { id: "act:none", label: wording.clarifyNone }];
    case "switch":
      return [
        { id: "act:switch", label: wording.switchGo(serviceName(edition, step.guide)) },
        { id: "act:add", label: wording.switchAdd },
        { id: "act:stay", label: wording.switchStay(activeName(edition, state)) },
      ];
    case "unwritten":
      return [{ id: "act:human", label: wording.human }];
    case "offer":
      return [{ id: "act:walk", label: wording.offerYes }, { id: "act:no-walk", label: wording.offerNo }];
    case "ask":
      return [...answerChoices(step.situation), ...leaveSub(state)];
    case "blocked":
      return step.outcome.guide ? [{ id: `guide:${step.outcome.guide}`, label: wording.goOther(serviceName(edition, step.outcome.guide)) }, ...MEND] : [...MEND, { id: "act:human", label: wording.human }];
    case "item":
      return [
        { id: `mark:${step.item.id}=have`, label: wording.have },
        { id: `mark:${step.item.id}=lack`, label: wording.lack },
        { id: `mark:${step.item.id}=unsure`, label: wording.markUnsure },
        { id: `what:${step.item.id}`, label: wording.what },
        { id: `how:${step.item.id}`, label: wording.how },
        ...leaveSub(state),
      ];
    case "done":
      return [];
  }
}

/** A sub-checklist may be left at any time. */
function leaveSub(state: ConversationState): Choice[] {
  return openSub(state) ? [{ id: "act:sub-close", label: wording.subLeave }] : [];
}

/** A refusal may rest on a misunderstanding: the way back stands beside it. */
const MEND: readonly Choice[] = [{ id: "act:undo", label: wording.undo }, { id: "act:change", label: wording.change }];

function answerChoices(situation: Situation): Choice[] {
  const dontKnow = { id: `fact:${situation.id}=${NOT_KNOWN}`, label: wording.unsure };
  switch (situation.type) {
    case "yesno":
      return [{ id: `fact:${situation.id}=true`, label: "是" }, { id: `fact:${situation.id}=false`, label: "不是" }, dontKnow];
    case "choice":
      return [...situation.options.map((o) => ({ id: `fact:${situation.id}=${o.id}`, label: o.label })), dontKnow];
    default:
      return [dontKnow];
  }
}

export function activeName(edition: Edition, state: ConversationState): string {
  const active = activeTrip(state);
  return active ? edition.guides.get(active.guide)?.plain ?? serviceName(edition, active.guide) : "";
}

/** The words of a step: its question, or what it says. */
export function stepText(edition: Edition, state: ConversationState, step: Step, day: Day): string {
  switch (step.kind) {
    case "start": return wording.anotherService;
    case "clarify": return wording.clarify;
    case "switch": return wording.switchOffer(serviceName(edition, step.guide), activeName(edition, state));
    case "unwritten": return unwrittenText(edition, step.service);
    case "offer": return wording.offer(step.questions);
    case "ask": return step.situation.ask;
    case "blocked": return verdictOf(edition, state, day)?.text ?? "";
    case "item": return itemText(edition, state, step.item, day);
    case "done": return verdictOf(edition, state, day)?.text ?? "";
  }
}

function unwrittenText(edition: Edition, id: string): string {
  const service = edition.services.get(id);
  if (service?.withdrawn !== undefined) return service.withdrawn;
  return wording.unwritten(service?.name ?? id, service?.authority ?? "主管部门");
}

function itemText(edition: Edition, state: ConversationState, item: ChecklistItem, day: Day): string {
  const items = walkedItems(edition, state, day);
  const index = items.findIndex((i) => i.id === item.id) + 1;
  const sub = openSub(state);
  const lacking = sub && allItems(edition, state, day).find((i) => i.id === sub.item);
  return lacking && index > 0 ? wording.subItem(shortItem(lacking), index, items.length, spokenLine(item)) : wording.walkItem(index, items.length, spokenLine(item));
}

/** The same step once more, after an aside: shorter, and not in the same words. */
function stepAgain(edition: Edition, state: ConversationState, step: Step, day: Day, missed: boolean): string {
  if (step.kind === "item") return wording.itemAgain(walkedItems(edition, state, day).findIndex((i) => i.id === step.item.id) + 1, shortItem(step.item));
  if (step.kind !== "ask") return stepText(edition, state, step, day);
  const { ask, hint } = step.situation;
  const text = hint ? `${ask}（${hint}）` : ask;
  return missed ? text : wording.backTo(text);
}

/** Where the turn came from, and what it did: what of the next step needs saying. */
export interface Onward {
  /** The step before this turn; null when nothing was said yet. */
  readonly from: Step | null;
  /** Whether a sub-checklist was being walked before. */
  readonly fromSub: boolean;
  /** The list has changed: show it again. */
  readonly relist: boolean;
  /** The same step as before, asked again. */
  readonly again: boolean;
  /** … because the words were not understood. */
  readonly missed: boolean;
}

/** The replies that lead on from where the conversation stands. */
export function stepReplies(edition: Edition, state: ConversationState, day: Day, onward: Onward): Reply[] {
  const { from, fromSub, relist } = onward;
  const step = nextStep(edition, state, day);
  const choices = choicesFor(edition, state, step);
  const text = onward.again ? stepAgain(edition, state, step, day, onward.missed) : stepText(edition, state, step, day);
  const list = (): Reply[] => relist || from === null || !isWalk(from) && !fromSub ? [checklistReply(edition, state, day)] : [];
  switch (step.kind) {
    case "start":
      return [];
    case "clarify":
    case "switch":
      return [{ kind: "clarify", text, choices }];
    case "unwritten":
      return [{ kind: "say", text, choices }];
    case "offer":
    case "ask":
      return [{ kind: "ask", text, choices }];
    case "blocked":
      return [{ kind: "verdict", text, choices, sources: [step.outcome.citation] }];
    case "item": {
      const sub = openSub(state);
      const own = sub && walkedItems(edition, state, day);
      const listed = own ? (from?.kind === "item" && own.some((i) => i.id === from.item.id) ? [] : [subListReply(edition, state, day)]) : list();
      return [...listed, { kind: "item", text, choices, sources: [step.item.citation] }];
    }
    case "done": {
      const plan = planOf(edition, state, day);
      const lacking = lackedChoices(edition, state, day);
      return [...list(), { kind: "verdict", text, ...(lacking.length > 0 ? { choices: lacking } : {}) }, { kind: "plan", text: planText(plan.title, plan.sections), plan }];
    }
  }
}

const isWalk = (step: Step): boolean => step.kind === "item" || step.kind === "done";

/** Papers that are lacking and that a service of ours obtains: each can be looked at. */
function lackedChoices(edition: Edition, state: ConversationState, day: Day): Choice[] {
  const items = toBring(tripItems(edition, state, day));
  return items.filter((i) => state.marks[i.id] === "lack" && !i.leniency && isObtainable(edition, state, i))
    .slice(0, MOST_LACKED).map((i) => ({ id: `sub:${i.id}`, label: wording.subOpen(nameAmong(i, items)) }));
}

/** Ways shown beside a verdict; the trip card names the others. */
const MOST_LACKED = 4;

function isObtainable(edition: Edition, state: ConversationState, item: ChecklistItem): boolean {
  const source = sourceOf(edition, item);
  return source !== null && ring(state, source) === null;
}

/** The papers that getting the lacking one takes. */
function subListReply(edition: Edition, state: ConversationState, day: Day): Reply {
  const sub = openSub(state);
  const items = sub ? subItems(edition, sub, day) : [];
  const bring = toBring(items);
  const onSite = items.filter((i) => i.onSite).map((i) => spokenItem(i));
  const lines = bring.map((i, n) => `${n + 1}. ${spokenLine(i)}${i.certain ? "" : "【看情况】"}`);
  return {
    kind: "say", text: [wording.subList(bring.length), ...lines, ...(onSite.length > 0 ? [wording.onSite(onSite.join("、"))] : [])].join("\n"),
    sources: uniqueCitations(items.map((i) => i.citation)),
  };
}

/** The whole personal list, standing alone as text. */
export function checklistReply(edition: Edition, state: ConversationState, day: Day): Reply {
  const items = tripItems(edition, state, day);
  const bring = toBring(items);
  const lines = bring.map((i, n) => `${n + 1}. ${spokenLine(i)}${i.certain ? "" : `【看情况：${dependsText(edition, state, i)}】`}${i.note ? `。${i.note.replace(/。$/, "")}` : ""}`);
  const onSite = items.filter((i) => i.onSite).map((i) => spokenItem(i));
  const skeleton = state.trip.some((t) => edition.guides.get(t.guide)?.tier === "skeleton");
  const names = state.trip.map((t) => edition.guides.get(t.guide)?.plain ?? serviceName(edition, t.guide)).join("、");
  const text = [
    wording.checklistTitle(bring.length, names),
    ...lines,
    ...(onSite.length > 0 ? [wording.onSite(onSite.join("、"))] : []),
    ...(skeleton ? [wording.skeleton] : []),
    ...state.trip.flatMap((t) => { const on = edition.guides.get(t.guide)?.checkedOn; return on === undefined ? [] : [wording.oldGuide(on)]; }).slice(0, 1),
  ].join("\n");
  return {
    kind: "checklist", text,
    checklist: items.map((i) => itemView(i, state.marks[i.id] ?? "open")),
    sources: uniqueCitations(items.map((i) => i.citation)),
  };
}

function dependsText(edition: Edition, state: ConversationState, item: ChecklistItem): string {
  const asks = item.dependsOn.flatMap((fact) => state.trip.flatMap((t) =>
    edition.guides.get(t.guide)?.situations.filter((s) => s.situation.id === fact).map((s) => s.situation.ask) ?? []));
  return [...new Set(asks)].join("");
}

function planText(title: string, sections: readonly { readonly title: string; readonly lines: readonly { readonly text: string }[] }[]): string {
  return [`出行单：${title}`, ...sections.filter((s) => s.title !== "出处").map((s) => `${s.title}：${s.lines.map((l) => l.text.replace(/。$/, "")).join("；")}。`)].join("\n");
}
