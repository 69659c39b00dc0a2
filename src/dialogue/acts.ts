/**
 * What a turn can do to a conversation: choose a service, take facts, mark papers, explain one, hand off.
 * Each adds its events to the draft and returns the replies that lead.
 */
import { held, countingFacts, openSituations, type ChecklistItem } from "../domain/checklist.ts";
import type { EventBody, MarkStatus, Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { isAnswerFor, NOT_KNOWN, type Answer, type FactId, type Kin } from "../domain/facts.ts";
import { situationOf, type Guide, type Line } from "../domain/guide.ts";
import type { Aspect } from "../domain/match.ts";
import { spokenCounts, spokenItem, spokenPaper } from "../domain/spoken.ts";
import type { Understanding } from "../domain/understanding.ts";
import { answerAspect, answerFaq } from "./answers.ts";
import type { Draft } from "./draft.ts";
import { resolveFacts } from "./resolve.ts";
import { activeTrip, toBring, tripItems } from "./trip.ts";
import { notedAnswer, spokenAnswer } from "./itemView.ts";
import { wording } from "./wording.ts";

export function say(text: string, extra: Omit<Reply, "kind" | "text"> = {}): Reply {
  return { kind: "say", text, ...extra };
}

/** Questions about these are answered first and the checklist is offered; the others start the walk at once. */
const WALK_AT_ONCE: ReadonlySet<Aspect> = new Set<Aspect>(["how", "materials"]);

/**
 * A service becomes the one talked about: what was asked is answered first, what was volunteered is taken.
 * @param said the words, when it was chosen by words
 */
export function chooseGuide(draft: Draft, id: string, aspect: Aspect, subject: Kin | null, said: Understanding | null): Reply[] {
  const before = activeTrip(draft.state);
  // A service that was only asked about, not walked, makes room.
  if (before && before.guide !== id && !before.walking) draft.add({ type: "GuideDropped", guide: before.guide });
  draft.add({ type: "GuideChosen", guide: id, aspect, subject });
  const guide = draft.edition.guides.get(id);
  if (!guide) return [];
  carryFacts(draft, guide);
  for (const words of saidBefore(draft)) takeVolunteered(draft, guide, words);
  if (WALK_AT_ONCE.has(aspect) || activeTrip(draft.state)!.walking) {
    draft.add({ type: "WalkStarted", guide: id });
    return opening(draft, guide, aspect, said);
  }
  return [answerReply(draft, guide, aspect, said)];
}

export function addGuide(draft: Draft, id: string, aspect: Aspect): Reply[] {
  if (draft.state.trip.some((t) => t.guide === id)) return [say(wording.subCycle)];
  const current = draft.state.active;
  draft.add({ type: "GuideChosen", guide: id, aspect, subject: null });
  const guide = draft.edition.guides.get(id);
  if (guide) {
    carryFacts(draft, guide);
    draft.add({ type: "WalkStarted", guide: id });
  }
  if (current) draft.add({ type: "GuideChosen", guide: current, aspect, subject: null });
  return [say(wording.added(guide?.plain ?? serviceName(draft.edition, id)))];
}

/** Shared situations answered for another service of the trip, about the same person, are not asked again. */
export function carryFacts(draft: Draft, guide: Guide): void {
  const mine = activeTrip(draft.state)!;
  for (const other of draft.state.trip) {
    if (other.guide === guide.id || (other.subject ?? "self") !== (mine.subject ?? "self")) continue;
    for (const [fact, value] of Object.entries(other.facts)) {
      const situation = situationOf(guide, fact);
      if (situation && mine.facts[fact] === undefined && isAnswerFor(situation, value)) draft.add({ type: "FactGiven", guide: guide.id, fact, value });
    }
  }
}

/** Turns that opened or looked for a service; in the others a question was answered. */
const OPENING: ReadonlySet<EventBody["type"]> = new Set(["ClarifyAsked", "GuideChosen", "SwitchOffered", "Missed"]);

/** What was said in opening turns, this one included: being asked "which one?" or led astray must not lose facts. */
function saidBefore(draft: Draft): Understanding[] {
  const events = [...draft.past, ...draft.bodies.map((body) => ({ turn: draft.turn, body }))];
  const opening = new Set(events.flatMap((e) => OPENING.has(e.body.type) ? [e.turn] : []));
  // Back from this turn, as long as nothing but opening was done.
  const other = events.findLastIndex((e) => e.turn !== draft.turn && !opening.has(e.turn) || e.body.type === "Restarted");
  return events.slice(other + 1).flatMap(({ turn, body }) => body.type === "UserSaid" && opening.has(turn) ? [body.said] : []);
}

function takeVolunteered(draft: Draft, guide: Guide, said: Understanding): void {
  const trip = activeTrip(draft.state)!;
  const { facts, subject } = resolveFacts(guide, trip.facts, said, null, trip.subject, draft.day);
  if (subject && subject !== trip.subject) draft.add({ type: "GuideChosen", guide: guide.id, aspect: trip.aspect, subject });
  for (const { fact, value } of facts) draft.add({ type: "FactGiven", guide: guide.id, fact, value });
}

/** The first words about a service whose walk begins: who must come and where, then how many questions follow. */
function opening(draft: Draft, guide: Guide, aspect: Aspect, said: Understanding | null): Reply[] {
  const trip = activeTrip(draft.state)!;
  const facts = countingFacts(guide, trip.facts, draft.day);
  const faq = said ? answerFaq(guide, trip.facts, said.normal, draft.day) : null;
  const open = openSituations(guide, trip.facts, draft.day).length;
  const preface = open > 0 ? wording.firstAsk(guide.plain, open) : "";
  if (faq) return [say(`${faq.text}${preface}`, { sources: faq.sources })];
  if (aspect === "materials") {
    const answer = answerAspect(draft.edition, guide, trip.facts, "materials", draft.day);
    return open > 0 ? [say(`${answer.text}${preface}`, { sources: answer.sources })] : [];
  }
  const certain = <L extends Line>(lines: readonly L[], most: number) => held<Line>(lines, facts, draft.day).filter((l) => l.certain).slice(0, most);
  const lines = [...certain(guide.lines.who.filter((w) => w.must === "come"), 2), ...certain(guide.lines.places, 1)];
  const noted = Object.entries(trip.facts).flatMap(([f, v]) => { const s = situationOf(guide, f); return s ? [notedAnswer(s, v)] : []; });
  const text = [noted.length > 0 && said ? `${wording.noted(noted.join("、"))}。`.replace("。。", "。") : "", ...lines.map((l) => l.rule.text), preface].join("");
  return [say(text, { sources: lines.map((l) => l.rule.citation) })];
}

/** The answer to one aspect of a guide as a reply; a common question asked nearly word for word gets its own answer. */
export function answerReply(draft: Draft, guide: Guide, aspect: Aspect, said: Understanding | null): Reply {
  const facts = draft.state.trip.find((t) => t.guide === guide.id)?.facts ?? {};
  const faq = said ? answerFaq(guide, facts, said.normal, draft.day) : null;
  const answer = faq ?? answerAspect(draft.edition, guide, facts, aspect, draft.day);
  return say(answer.text, { sources: answer.sources });
}

/** Takes facts of the active service; says what changed when an answer was changed. */
export function giveFacts(draft: Draft, facts: readonly { readonly fact: FactId; readonly value: Answer }[]): Reply[] {
  const trip = activeTrip(draft.state);
  const guide = trip && draft.edition.guides.get(trip.guide);
  if (!trip || !guide) return [];
  const replies: Reply[] = [];
  for (const { fact, value } of facts) {
    const before = trip.facts[fact];
    draft.add({ type: "FactGiven", guide: guide.id, fact, value });
    const situation = situationOf(guide, fact);
    if (before !== undefined && before !== value && situation) replies.push(say(wording.changed(notedAnswer(situation, value))));
  }
  const asked = draft.from.kind === "ask" ? draft.from.situation.id : null;
  const extra = facts.filter((f) => f.fact !== asked && trip.facts[f.fact] === undefined)
    .flatMap((f) => { const s = situationOf(guide, f.fact); return s ? [notedAnswer(s, f.value)] : []; });
  if (extra.length > 0) replies.push(say(`${wording.noted(extra.join("、"))}`));
  const unsure = facts.find((f) => f.fact === asked && f.value === NOT_KNOWN);
  if (unsure) replies.push(say(`${wording.unsureNoted}${situationOf(guide, unsure.fact)?.hint ?? ""}`));
  return replies;
}

export function mark(draft: Draft, marks: readonly { readonly item: string; readonly status: MarkStatus | "open" }[]): void {
  for (const { item, status } of marks) draft.add({ type: "MaterialMarked", item, status });
}

/** For somebody who lacks a paper: how to get it or do without, and the service that obtains it, to add to the trip. */
export function lackHint(draft: Draft, item: ChecklistItem): Reply[] {
  if (item.leniency) return [say(`${wording.markedLack}${item.leniency}`, { sources: [item.citation] })];
  const paper = item.anyOf.flatMap((b) => b.papers).find((p) => draft.edition.materials.get(p.paper)?.get.guide) ?? item.anyOf[0]!.papers[0]!;
  const material = draft.edition.materials.get(paper.paper);
  if (!material) return [say(wording.markedLack)];
  const { how, guide, days, cost } = material.get;
  const more = [days ? `时间：${days}。` : "", cost ? `费用：${cost}。` : ""].join("");
  const sub = guide !== undefined && !draft.state.trip.some((t) => t.guide === guide) ? draft.edition.guides.get(guide) : undefined;
  return [say(`${wording.markedLack}${how}${more}`, sub ? { choices: [{ id: `add:${sub.id}`, label: wording.addToTrip(sub.plain) }] } : {})];
}

/** 这是什么: what the paper is, whose, in what form, what windows reject, why it is needed. */
export function explainItem(draft: Draft, id: string): Reply[] {
  const item = tripItems(draft.edition, draft.state, draft.day).find((i) => i.id === id);
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
  const item = tripItems(draft.edition, draft.state, draft.day).find((i) => i.id === id);
  if (!item) return [say(wording.unknownItem)];
  const papers = item.anyOf.flatMap((b) => b.papers);
  const seen = new Set<string>();
  const texts: string[] = [];
  const choices: { id: string; label: string }[] = [];
  for (const p of papers) {
    const material = draft.edition.materials.get(p.paper);
    if (!material || seen.has(p.paper)) continue;
    seen.add(p.paper);
    const { how, guide, days, cost } = material.get;
    texts.push([`${material.plain}怎么办：${how}`, material.issuer ? `归${material.issuer}管。` : "", days ? `时间：${days}。` : "", cost ? `费用：${cost}。` : ""].join(""));
    const sub = guide ? draft.edition.guides.get(guide) : undefined;
    if (!guide) continue;
    if (draft.state.trip.some((t) => t.guide === guide)) {
      texts.push(wording.subCycle);
    } else {
      if (sub) texts.push(subPapers(draft, sub));
      if (draft.edition.services.has(guide)) choices.push({ id: `add:${guide}`, label: wording.addToTrip(sub?.plain ?? serviceName(draft.edition, guide)) });
    }
  }
  if (item.leniency) texts.push(item.leniency);
  return [say(texts.filter(Boolean).join("\n"), { choices: choices.slice(0, 2), sources: [item.citation] })];
}

function subPapers(draft: Draft, guide: Guide): string {
  const answer = answerAspect(draft.edition, guide, {}, "materials", draft.day);
  return `办它${answer.text}`;
}

/** 转人工, honestly: what to do instead, and the case in a few sentences to read out. */
export function handOff(draft: Draft, reason: string): Reply[] {
  const summary = summaryOf(draft);
  const { duty } = draft;
  if (draft.state.speaker === "waiting") return [{ kind: "handoff", text: wording.handoffStill }];
  draft.add({ type: "HandedOff", reason, summary, ...(duty?.kind === "on" ? { live: true } : {}) });
  if (duty?.kind === "on") return [{ kind: "handoff", text: wording.handoffWaiting(duty.ahead) }];
  const text = summary ? `${wording.handoff}\n${summary}` : wording.handoffEmpty;
  if (duty === null) return [{ kind: "handoff", text }];
  return [{ kind: "handoff", text: `${text}\n${wording.handoffHours(duty.hours)}`, choices: [{ id: "act:message", label: wording.leaveMessage }] }];
}

/** What a person taking over needs to know, derived from the conversation. */
export function summaryOf(draft: Draft): string {
  const { state, edition, day } = draft;
  if (state.trip.length === 0) return "";
  const names = state.trip.map((t) => serviceName(edition, t.guide)).join("、");
  const facts = state.trip.flatMap((t) => Object.entries(t.facts).flatMap(([f, v]) => {
    const situation = edition.guides.get(t.guide)?.situations.find((s) => s.situation.id === f)?.situation;
    return situation ? [`${situation.ask.replace(/？$/, "")}——${spokenAnswer(situation, v)}`] : [];
  }));
  const items = toBring(tripItems(edition, state, day));
  const lacking = items.filter((i) => state.marks[i.id] === "lack" || state.marks[i.id] === "unsure").map((i) => spokenItem(i));
  const having = items.filter((i) => state.marks[i.id] === "have").map((i) => spokenItem(i));
  return [`我要办：${names}。`, facts.length > 0 ? `情况：${facts.join("；")}。` : "",
    having.length > 0 ? `手里有：${having.join("、")}。` : "", lacking.length > 0 ? `还缺：${lacking.join("、")}。` : ""].filter(Boolean).join("\n");
}

