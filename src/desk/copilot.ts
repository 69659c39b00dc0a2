/**
 * The copilot: from a conversation's events to what the agent may say and do next. Pure; the very code of the bot
 * decides, nothing here talks to the citizen.
 */
import { countingFacts, type ChecklistItem } from "../domain/checklist.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Copilot, HeardFact, HeardMark, NextStep, ServiceSuggestion, Spoken } from "../domain/desk.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import type { Day, Situation } from "../domain/facts.ts";
import { situationOf } from "../domain/guide.ts";
import type { Aspect } from "../domain/match.ts";
import { NO_OVERRIDES, noticesFor, type Overrides } from "../domain/notice.ts";
import type { Citation } from "../domain/source.ts";
import { shortItem } from "../domain/spoken.ts";
import { answerAspect, type Answered } from "../dialogue/answers.ts";
import { isQuestion } from "../dialogue/commands.ts";
import { spokenAnswer } from "../dialogue/itemView.ts";
import { ownEdition } from "../dialogue/ownEdition.ts";
import { choicesFor, stepText } from "../dialogue/say.ts";
import { replay, type ConversationState } from "../dialogue/state.ts";
import { activeTrip, nextStep, toBring, tripItems, type Step } from "../dialogue/trip.ts";
import { hear } from "./heard.ts";
import { askAloud, breaths, itemAloud, papersAloud, PAPERS_AT_ONCE } from "./spoken.ts";
import { walking } from "./walk.ts";
import { warningsOf } from "./warnings.ts";

const MOST_SERVICES = 3;
/** Below this a candidate is noise, in calibrated scores; beside a service that is being walked, below the second. */
const LIKELY = 0.05;
const LIKELY_BESIDE = 0.3;
/** What spoke against it, and mere sounds, are for those who train the matcher. */
const NOT_HEARD = /^反：|^音 /;
/** Two or three characters out of the middle of a sentence: they weigh something, and tell an agent nothing. */
const SCRAP = /^(?=.{1,3}$).*[我你他她您咱的了吗呢吧啊呀嘛哦嗯喂请想要问在有是个这那就都也还和今]/;
/** Whoever is called at 12345 does not send people there. */
const asAgent = (line: string): string => /^这一条没核到原文/.test(line) ? "这一条我再帮您核实一下。"
  : /我手里没有核实过的说法/.test(line) ? "这一点各地不同，我查一下本地怎么规定，再告诉您。" : /^打 ?12345/.test(line) ? "" : line;
/** An answer that begins with the same characters is the same. */
const LIKE = 12;
/** What the bot says of itself, which an agent would not. */
const OF_THE_BOT = /问完就给清单|就问您一个问题|点“|^记下了|先选是哪一件|^好。$/;

/** @param national the conversation's own edition */
export function copilotOf(national: Edition, events: readonly ConversationEvent[], now: number, overrides: Overrides = NO_OVERRIDES): Copilot {
  const day = dayInChina(now);
  const real = replay(events);
  const heard = hear(national, events);
  const edition = ownEdition(national, heard.state);
  const spokenTo = events.findLast((e) => e.body.type === "AgentSaid")?.seq ?? 0;
  const step = nextStep(edition, walking(heard.state), day);
  const items = tripItems(edition, heard.state, day);
  return {
    seq: events.at(-1)?.seq ?? 0,
    utterance: lastWords(events),
    services: services(edition, events, real, heard.state),
    facts: facts(edition, real, heard.state, day),
    marks: marks(items, real, heard.state),
    answer: answer(edition, heard.state, heard.events, spokenTo, day),
    next: step.kind === "start" && lastWords(events) === null ? null : next(edition, heard.state, step, items, day),
    papers: items.length > 0 ? papersAloud(items) : [],
    warnings: warningsOf(edition, heard.state, day, noticesFor(overrides, now, real.region, heard.state.trip.map((t) => t.guide))),
  };
}

function lastWords(events: readonly ConversationEvent[]): string | null {
  const body = events.findLast((e) => e.body.type === "UserSaid")?.body;
  return body?.type === "UserSaid" ? body.said.text : null;
}

/** The candidates of the last utterance that named a service, those that count or would count first. */
function services(edition: Edition, events: readonly ConversationEvent[], real: ConversationState, heard: ConversationState): ServiceSuggestion[] {
  const rejected = new Set(events.flatMap(({ body }) => body.type === "SuggestionJudged" && body.kind === "service" && body.verdict === "rejected" ? [body.ref] : []));
  const floor = heard.trip.length > 0 ? LIKELY_BESIDE : LIKELY;
  const matches = events.flatMap(({ body }) => body.type === "UserSaid" ? [body.said.match.candidates.filter((c) => c.score >= LIKELY)] : []);
  const candidates = (matches.findLast((m) => m.length > 0) ?? []).filter((c) => c.score >= floor);
  // One that was replaced by what was said later is a click away.
  const before = events.flatMap(({ body }) => body.type === "GuideChosen" ? [body.guide] : []).reverse();
  const trip = [...heard.trip].reverse().map((t) => t.guide);
  const asked = heard.clarify?.options ?? [];
  const ids = [...new Set([...trip, ...asked, ...candidates.map((c) => c.id), ...before])].filter((id) => !rejected.has(id) || real.trip.some((t) => t.guide === id));
  return ids.slice(0, MOST_SERVICES).map((id) => {
    const candidate = matches.flat().filter((c) => c.id === id).sort((a, b) => b.score - a.score)[0];
    return {
      id, name: edition.guides.get(id)?.plain ?? serviceName(edition, id), score: candidate?.score ?? 0, why: candidate?.why.filter((w) => !SCRAP.test(w) && !NOT_HEARD.test(w)).slice(0, 4) ?? [],
      chosen: real.trip.some((t) => t.guide === id), written: edition.guides.has(id),
    };
  });
}

function facts(edition: Edition, real: ConversationState, heard: ConversationState, day: Day): HeardFact[] {
  return heard.trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    if (!guide) return [];
    const settled = real.trip.find((r) => r.guide === t.guide)?.facts ?? {};
    const counting = countingFacts(guide, t.facts, day);
    return Object.entries(t.facts).flatMap(([fact, value]): HeardFact[] => {
      const situation = situationOf(guide, fact);
      if (!situation || counting[fact] === undefined) return [];
      const state = settled[fact] === value ? "settled" : "heard";
      const choices = choicesFor(edition, heard, { kind: "ask", guide, situation }).filter((c) => c.id !== `fact:${fact}=${value}`);
      return [{ guide: t.guide, fact, ask: situation.ask, value, label: spokenAnswer(situation, value), state, choices, typed: typedIn(situation) }];
    });
  });
}

function marks(items: readonly ChecklistItem[], real: ConversationState, heard: ConversationState): HeardMark[] {
  return items.flatMap((i) => {
    const status = heard.marks[i.id];
    return status !== undefined && real.marks[i.id] !== status ? [{ item: i.id, name: shortItem(i), status }] : [];
  });
}

/** Utterances nobody has spoken to yet, of which the newest question counts. In a call they are soon past: the agent answers aloud. */
const MOST_OPEN = 2;

/** The answer to what was asked last; without a question, what the bot would say to the last words. */
function answer(edition: Edition, state: ConversationState, events: readonly ConversationEvent[], spokenTo: number, day: Day): Spoken | null {
  const open = events.filter((e) => e.body.type === "UserSaid" && e.seq > spokenTo).slice(-MOST_OPEN).reverse();
  const answers = open.flatMap((e) => { const one = answerTo(edition, state, events, e, day); return one ? [one] : []; });
  return (answers.find((one) => one.isAsked) ?? answers[0])?.spoken ?? null;
}

function answerTo(
  edition: Edition, state: ConversationState, events: readonly ConversationEvent[], { seq, turn, body }: ConversationEvent, day: Day,
): { readonly spoken: Spoken; readonly isAsked: boolean } | null {
  if (body.type !== "UserSaid") return null;
  const replied = events.find((e) => e.turn === turn && e.body.type === "Replied")?.body;
  const replies = replied?.type === "Replied" ? replied.replies.filter((r) => r.kind === "say" || r.kind === "verdict") : [];
  const isAsked = isQuestion(body.said.normal);
  const asked = isAsked ? aspectAnswer(edition, state, body.said.match.aspect, day) : null;
  const aspect = asked && !replies.some((r) => r.text.includes(asked.text.slice(0, LIKE))) ? asked : null;
  // A human word comes first, then what was asked, then what was noted.
  const [human, sourced] = [replies.filter((r) => !r.sources?.length), replies.filter((r) => r.sources?.length)];
  const say = [...human.map((r) => r.text), aspect?.text ?? "", ...sourced.map((r) => r.text)].flatMap((text) => breaths(text)).map(asAgent).filter((line) => line !== "" && !OF_THE_BOT.test(line));
  if (say.length === 0) return null;
  return { isAsked, spoken: { ref: `answer:${seq}`, text: say.join(""), say, sources: [...aspect?.sources ?? [], ...replies.flatMap((r) => r.sources ?? [])] } };
}

/** "没有身份证，多少钱啊" tells and asks at once: the fee is answered beside what was noted. */
function aspectAnswer(edition: Edition, state: ConversationState, aspect: Aspect, day: Day): Answered | null {
  const trip = activeTrip(state);
  const guide = trip && edition.guides.get(trip.guide);
  return guide && aspect !== "how" ? answerAspect(edition, guide, trip.facts, aspect, day) : null;
}

function next(edition: Edition, state: ConversationState, step: Step, items: readonly ChecklistItem[], day: Day): NextStep {
  const choices = choicesFor(edition, state, step);
  const text = stepText(edition, state, step, day);
  const spoken = (ref: string, say: readonly string[], sources: readonly Citation[] = []): NextStep =>
    ({ ref, text: say.join(""), say, sources, choices, typed: step.kind === "ask" ? typedIn(step.situation) : null });
  switch (step.kind) {
    case "start": return spoken("start", ["您想办的是哪件事？您说一下，我把要带的一次给您说全。"]);
    case "clarify": return spoken("clarify", [`您是想${step.options.slice(0, MOST_SERVICES).map((id) => plainName(edition, id)).join("，还是")}？`]);
    case "switch": return spoken("switch", [`您是接着问${plainName(edition, state.active ?? "")}，还是要问${plainName(edition, step.guide)}？`]);
    case "offer": return spoken("offer", [`要带什么，我给您说一遍，行吗？`]);
    case "ask": return spoken(`ask:${step.situation.id}`, [askAloud(step.situation)]);
    // Three papers are asked about at once: the answer is ticked on the list.
    case "item": return { ...spoken(`item:${step.item.id}`, [inHand(state, toBring(items))], [step.item.citation]), choices: [] };
    case "blocked": return spoken("blocked", breaths(text), [step.outcome.citation]);
    default: return spoken(step.kind, breaths(text));
  }
}

function plainName(edition: Edition, id: string): string {
  return edition.guides.get(id)?.plain ?? serviceName(edition, id);
}

function typedIn({ id, type, unit }: Situation): NextStep["typed"] {
  return type === "number" || type === "date" ? { fact: id, as: type, unit: unit ?? "" } : null;
}

/** Papers still open, asked about in groups of at most three. */
function inHand(state: ConversationState, items: readonly ChecklistItem[]): string {
  const open = items.filter((i) => state.marks[i.id] === undefined).slice(0, PAPERS_AT_ONCE);
  return `您看看手边有没有：${open.map(itemAloud).join("；")}。`;
}
