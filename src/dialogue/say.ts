/**
 * A step in words: the replies that lead on from where the conversation stands, and the choices it offers.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Choice, Reply } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import { NOT_KNOWN, type Day, type Situation } from "../domain/facts.ts";
import { spokenItem, spokenLine } from "../domain/spoken.ts";
import { uniqueCitations } from "./answers.ts";
import type { ConversationState } from "./state.ts";
import { activeTrip, nextStep, toBring, tripItems, type Step } from "./trip.ts";
import { planOf, verdictOf } from "./verdict.ts";
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
      return answerChoices(step.situation);
    case "blocked":
      return step.outcome.guide ? [{ id: `guide:${step.outcome.guide}`, label: wording.goOther(serviceName(edition, step.outcome.guide)) }, ...MEND] : [...MEND, { id: "act:human", label: wording.human }];
    case "item":
      return [
        { id: `mark:${step.item.id}=have`, label: wording.have },
        { id: `mark:${step.item.id}=lack`, label: wording.lack },
        { id: `mark:${step.item.id}=unsure`, label: wording.markUnsure },
        { id: `what:${step.item.id}`, label: wording.what },
        { id: `how:${step.item.id}`, label: wording.how },
      ];
    case "done":
      return [];
  }
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
  const items = toBring(tripItems(edition, state, day));
  return wording.walkItem(items.findIndex((i) => i.id === item.id) + 1, items.length, spokenLine(item));
}

/**
 * The replies that lead on from where the conversation stands.
 * @param from the step before this turn: a checklist is shown when the questions have just ended or it changed
 */
export function stepReplies(edition: Edition, state: ConversationState, from: Step | null, day: Day, relist: boolean): Reply[] {
  const step = nextStep(edition, state, day);
  const choices = choicesFor(edition, state, step);
  const text = stepText(edition, state, step, day);
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
      return [{ kind: "ask", text: step.kind === "ask" && step.situation.hint && from?.kind === "ask" && from.situation.id === step.situation.id ? `${text}（${step.situation.hint}）` : text, choices }];
    case "blocked":
      return [{ kind: "verdict", text, choices, sources: [step.outcome.citation] }];
    case "item":
      return [...(relist || from === null || !isWalk(from) ? [checklistReply(edition, state, day)] : []), { kind: "item", text, choices, sources: [step.item.citation] }];
    case "done": {
      const plan = planOf(edition, state, day);
      const listed = relist || from === null || !isWalk(from) ? [checklistReply(edition, state, day)] : [];
      return [...listed, { kind: "verdict", text }, { kind: "plan", text: planText(plan.title, plan.sections), plan }];
    }
  }
}

const isWalk = (step: Step): boolean => step.kind === "item" || step.kind === "done";

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
