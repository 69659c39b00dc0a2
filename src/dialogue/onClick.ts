/**
 * Clicks and typed-in values: choices by id, answers, marks, undo. Each returns the replies that lead; what comes
 * next is said by decide.
 */
import type { MarkStatus, Reply } from "../domain/conversation.ts";
import { isAnswerFor, NOT_KNOWN, type Answer, type FactId } from "../domain/facts.ts";
import { serviceName } from "../domain/edition.ts";
import { shortItem } from "../domain/spoken.ts";
import { situationOf, type Guide } from "../domain/guide.ts";
import { addGuide, chooseGuide, giveFacts } from "./acts.ts";
import type { Draft } from "./draft.ts";
import { startJourney } from "./journeys.ts";
import { tellOutcome } from "./onReturn.ts";
import { handOff } from "./handOff.ts";
import { closeSub, explainItem, findItem, howToGet, lackHint, mark, openSubChecklist } from "./papers.ts";
import { say } from "./reply.ts";
import { lastUndoableTurn, openSub } from "./state.ts";
import { checklistReply, choicesFor, stepReplies } from "./say.ts";
import { activeTrip, toBring, tripItems } from "./trip.ts";
import { planOf } from "./plan.ts";
import { spokenAnswer } from "./itemView.ts";
import { wording } from "./wording.ts";

/** `label` is what the log shows for the click. */
export function onChoice(draft: Draft, id: string, seen: number | null): Reply[] {
  const offered = choicesFor(draft.edition, draft.state, draft.from).find((c) => c.id === id);
  const label = itemLabel(draft, id) ?? offered?.label ?? standingLabel(draft, id);
  if (label === null) {
    // What was never offered is nobody's click: it is explained and leaves no event.
    const isStale = wasOffered(draft, id);
    if (isStale) draft.add({ type: "UserClicked", choice: id.slice(0, 100), label: "" });
    const last = draft.past.at(-1)?.seq ?? 0;
    return [say(isStale || seen !== null && seen < last ? wording.stale : wording.unknownChoice)];
  }
  draft.add({ type: "UserClicked", choice: id, label });
  return takeChoice(draft, id);
}

/** What a choice does, clicked or said in one's own words. */
export function takeChoice(draft: Draft, id: string): Reply[] {
  const [kind = "", rest = ""] = splitOnce(id, ":");
  switch (kind) {
    case "guide": return chooseGuide(draft, rest, draft.state.clarify?.aspect ?? "how", null, null);
    case "add": return addGuide(draft, rest, "how");
    case "journey": return startJourney(draft, rest);
    case "fact": {
      const [fact = "", value = ""] = splitOnce(rest, "=");
      return onAnswer(draft, fact, typedValue(draft, fact, value), false);
    }
    case "mark": {
      const at = rest.lastIndexOf("=");
      return onMark(draft, rest.slice(0, at), rest.slice(at + 1) as MarkStatus, false);
    }
    case "what": return explainItem(draft, rest);
    case "how": return howToGet(draft, rest);
    case "sub": {
      const item = findItem(draft, rest);
      if (!item) return [say(wording.unknownItem)];
      if (draft.state.marks[item.id] !== "lack") mark(draft, [{ item: item.id, status: "lack" }]);
      return openSubChecklist(draft, item, null);
    }
    case "redo": return withdraw(draft, rest);
    default: return onAct(draft, rest);
  }
}

function splitOnce(text: string, at: string): [string, string] {
  const i = text.indexOf(at);
  return i < 0 ? [text, ""] : [text.slice(0, i), text.slice(i + 1)];
}

/** Choices that may be clicked at any time: acts, items of the list, services of the catalogue. */
function standingLabel(draft: Draft, id: string): string | null {
  const [kind, rest] = splitOnce(id, ":");
  if (kind === "act") return ACT_LABELS[rest] ?? null;
  if ((kind === "guide" || kind === "add") && draft.edition.services.has(rest)) return serviceName(draft.edition, rest);
  if (kind === "journey" && draft.edition.journeys.has(rest)) return wording.journeyAll;
  if (kind === "redo") return tripOf(draft, rest)?.ask ?? null;
  return null;
}

const ACT_LABELS: Readonly<Record<string, string>> = {
  undo: "上一步", restart: "重新来", another: "换个事", human: wording.human, message: wording.leaveMessage, list: "看清单", plan: wording.showPlan, change: "改一下",
  renew: wording.renew, "keep-edition": wording.keepEdition,
  "sub-close": wording.subLeave, "outcome-yes": wording.outcomeYes, "outcome-no": wording.outcomeNo,
};

/** "户口本：有了": in the log a click on a paper names it. */
function itemLabel(draft: Draft, id: string): string | null {
  const [kind, rest] = splitOnce(id, ":");
  if (kind !== "mark" && kind !== "what" && kind !== "how" && kind !== "sub") return null;
  const at = kind === "mark" ? rest.lastIndexOf("=") : rest.length;
  const item = findItem(draft, rest.slice(0, at));
  if (!item) return null;
  const said = kind === "what" ? wording.what : kind === "how" || kind === "sub" ? wording.how : MARK_LABELS[rest.slice(at + 1)];
  return said === undefined ? null : `${shortItem(item)}：${said}`;
}

const MARK_LABELS: Readonly<Record<string, string>> = { have: wording.have, lack: wording.lack, unsure: wording.markUnsure, open: wording.markOpen };

/** The service of the trip, the active one first, for which a fact was told, with the question. */
function tripOf(draft: Draft, fact: FactId): { guide: string; ask: string } | null {
  const active = activeTrip(draft.state);
  for (const t of [...(active ? [active] : []), ...draft.state.trip]) {
    const guide = draft.edition.guides.get(t.guide);
    const situation = guide && situationOf(guide, fact);
    if (situation && t.facts[fact] !== undefined) return { guide: t.guide, ask: situation.ask };
  }
  return null;
}

function wasOffered(draft: Draft, id: string): boolean {
  return draft.past.some((e) => e.body.type === "Replied" && e.body.replies.some((r) => r.choices?.some((c) => c.id === id)));
}

/** Steering, by button or by word. */
export function onAct(draft: Draft, act: string): Reply[] {
  const { state, edition } = draft;
  switch (act) {
    case "undo": return undo(draft);
    case "restart":
      draft.add({ type: "Restarted" });
      return [say(wording.restarted)];
    case "another":
      draft.add({ type: "Restarted" });
      return [say(wording.anotherService)];
    case "human": return handOff(draft, "citizen asked");
    case "message": return [say(wording.messageHow)];
    case "none":
      draft.add({ type: "SwitchDeclined" });
      draft.add({ type: "Missed" });
      return [say(wording.clarifyDeclined)];
    case "walk": {
      const active = activeTrip(state);
      if (active) draft.add({ type: "WalkStarted", guide: active.guide });
      return [];
    }
    case "no-walk": return [say(wording.offerDeclined)];
    case "switch": {
      const offer = state.switchOffer;
      return offer ? chooseGuide(draft, offer.guide, offer.aspect, null, null) : [];
    }
    case "add": {
      const offer = state.switchOffer;
      return offer ? addGuide(draft, offer.guide, offer.aspect) : [];
    }
    case "sub-close": return openSub(state) ? closeSub(draft) : [say(wording.continueWalk)];
    case "stay":
      draft.add({ type: "SwitchDeclined" });
      return [say(wording.continueWalk)];
    case "list": return state.trip.length > 0 ? [checklistReply(edition, state, draft.day)] : [say(wording.nothingYet)];
    case "plan": return state.trip.length > 0 ? planReplies(draft) : [say(wording.nothingYet)];
    case "change": return changeMenu(draft);
    case "keep-edition": return [say(wording.continueWalk)];
    case "outcome-yes":
    case "outcome-no": return tellOutcome(draft, act === "outcome-yes", null);
    default: return [];
  }
}

function planReplies(draft: Draft): Reply[] {
  if (draft.step.kind === "done") return stepReplies(draft.edition, draft.state, draft.day, { from: draft.step, fromSub: false, relist: false, again: false, missed: false });
  const plan = planOf(draft.edition, draft.state, draft.day);
  const missing = toBring(tripItems(draft.edition, draft.state, draft.day)).filter((i) => draft.state.marks[i.id] !== "have").length;
  return [{ kind: "plan", text: missing > 0 ? `还差 ${missing} 项没确认，先把出行单给您看。` : `出行单：${plan.title}`, plan }];
}

function changeMenu(draft: Draft): Reply[] {
  const active = activeTrip(draft.state);
  const guide = active && draft.edition.guides.get(active.guide);
  const given = guide ? guide.situations.filter((s) => active.facts[s.situation.id] !== undefined) : [];
  if (given.length === 0) return [say("还没有可以改的回答。")];
  return [{
    kind: "clarify", text: "要改哪一条？",
    choices: given.map(({ situation }) => ({ id: `redo:${situation.id}`, label: `${situation.ask.replace(/？$/, "")}：${spokenAnswer(situation, active!.facts[situation.id]!)}` })),
  }];
}

function withdraw(draft: Draft, fact: FactId): Reply[] {
  const trip = tripOf(draft, fact);
  if (trip) draft.add({ type: "FactWithdrawn", guide: trip.guide, fact });
  return [];
}

export function undo(draft: Draft): Reply[] {
  const turn = lastUndoableTurn(draft.past);
  if (turn === null) return [say(wording.undoNothing)];
  draft.add({ type: "Undone", turn });
  return [say(wording.undone)];
}

/** @param clicked whether the log still needs a line for it (an `answer` turn has none yet) */
export function onAnswer(draft: Draft, fact: FactId, value: Answer, clicked = true): Reply[] {
  const guide = guideAsking(draft, fact);
  const situation = guide && situationOf(guide, fact);
  if (!situation || !isAnswerFor(situation, value)) return [say(wording.unknownFact)];
  if (clicked) draft.add({ type: "UserClicked", choice: `fact:${fact}=${value}`, label: spokenAnswer(situation, value) });
  return giveFacts(draft, [{ fact, value }], guide.id);
}

/** The service that asks this: the one talked about first, then the others of the trip. */
function guideAsking(draft: Draft, fact: FactId): Guide | undefined {
  const context = draft.context;
  return [...(context ? [context] : []), ...draft.state.trip]
    .flatMap((t) => draft.edition.guides.get(t.guide) ?? []).find((g) => situationOf(g, fact) !== undefined);
}

function typedValue(draft: Draft, fact: FactId, value: string): Answer {
  const guide = guideAsking(draft, fact);
  const type = guide && situationOf(guide, fact)?.type;
  if (value === NOT_KNOWN) return NOT_KNOWN;
  return type === "yesno" ? value === "true" : type === "number" ? Number(value) : value;
}

export function onMark(draft: Draft, item: string, status: MarkStatus | "open", clicked = true): Reply[] {
  const found = findItem(draft, item);
  if (!found || !["have", "lack", "unsure", "open"].includes(status)) return [say(wording.unknownItem)];
  const choice = `mark:${item}=${status}`;
  if (clicked) draft.add({ type: "UserClicked", choice, label: itemLabel(draft, choice) ?? "" });
  mark(draft, [{ item, status }]);
  if (status === "unsure") return [say(wording.markedUnsure)];
  if (status !== "lack") return [];
  // The paper that is being walked leads to its own list; one ticked beside it only says how to get it.
  return draft.from.kind === "item" && draft.from.item.id === item ? openSubChecklist(draft, found, null) : lackHint(draft, found);
}
