/**
 * What a turn can do with a service: choose it, add it to the trip, take facts, answer about it.
 * Each adds its events to the draft and returns the replies that lead.
 */
import { buildChecklist, countingFacts, held, openSituations } from "../domain/checklist.ts";
import type { EventBody, Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { NOT_KNOWN, type Answer, type FactId, type Kin } from "../domain/facts.ts";
import { carriedFacts, situationOf, type Guide, type Line } from "../domain/guide.ts";
import type { Aspect } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { answerAspect, answerFaq } from "./answers.ts";
import type { Draft } from "./draft.ts";
import { resolveFacts } from "./resolve.ts";
import { activeTrip, affairOf, endsTheWay } from "./trip.ts";
import { notedAnswer } from "./itemView.ts";
import { say } from "./reply.ts";
import { wording } from "./wording.ts";

/** Questions about these are answered first and the checklist is offered; the others start the walk at once. */
const WALK_AT_ONCE: ReadonlySet<Aspect> = new Set<Aspect>(["how", "materials"]);

/**
 * A service becomes the one talked about: what was asked is answered first, what was volunteered is taken.
 * @param said the words, when it was chosen by words
 */
export function chooseGuide(draft: Draft, id: string, aspect: Aspect, subject: Kin | null, said: Understanding | null): Reply[] {
  const leaving = leftBehind(draft, id);
  draft.add({ type: "GuideChosen", guide: id, aspect, subject: subject ?? samePerson(draft, id, said), ...journeyOf(draft, id) });
  const guide = draft.edition.guides.get(id);
  if (guide) carryFacts(draft, guide);
  for (const old of leaving) draft.add({ type: "GuideDropped", guide: old });
  if (!guide) return [];
  for (const words of saidBefore(draft)) takeVolunteered(draft, guide, words);
  if (WALK_AT_ONCE.has(aspect) || activeTrip(draft.state)!.walking) {
    draft.add({ type: "WalkStarted", guide: id });
    return opening(draft, guide, aspect, said);
  }
  return [answerReply(draft, guide, aspect, said)];
}

/** A service that joins a trip whose journey it belongs to is a step of that journey: the people are the same. */
function journeyOf({ state, edition }: Draft, id: string): { readonly journey?: string } {
  const journey = state.trip.map((t) => t.journey).find((j) => j !== null && edition.journeys.get(j)?.steps.some((s) => s.guide === id) === true);
  return journey === undefined || journey === null ? {} : { journey };
}

/** Services that make room: one only asked about and not walked, one that cannot be done, and a trip that is over. */
function leftBehind(draft: Draft, id: string): string[] {
  const { state, edition, day } = draft;
  return state.trip.filter((t) => {
    if (t.guide === id) return false;
    if (state.outcome === "told") return true;
    const guide = edition.guides.get(t.guide);
    const outcome = guide && buildChecklist(edition, guide, t.facts, day).outcome;
    return t.guide === state.active && (!t.walking || outcome !== undefined && outcome !== null && endsTheWay(outcome));
  }).map((t) => t.guide);
}

/** "那给她办护照吧": 她 is the person the talk was about. */
function samePerson(draft: Draft, id: string, said: Understanding | null): Kin | null {
  const before = activeTrip(draft.state);
  if (!said || !before || before.guide === id) return null;
  return /[他她]/.test(said.normal) && !said.mentions.some((m) => m.kind === "person") ? before.subject : null;
}

export function addGuide(draft: Draft, id: string, aspect: Aspect): Reply[] {
  if (draft.state.trip.some((t) => t.guide === id)) return [say(wording.subCycle)];
  const current = draft.state.active;
  draft.add({ type: "GuideChosen", guide: id, aspect, subject: null, ...journeyOf(draft, id) });
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
    if (other.guide === guide.id || affairOf(other) !== affairOf(mine)) continue;
    const from = draft.edition.guides.get(other.guide);
    for (const { fact, value } of from ? carriedFacts(from, other.facts, guide) : []) {
      if (mine.facts[fact] === undefined) draft.add({ type: "FactGiven", guide: guide.id, fact, value });
    }
  }
}

/** Turns that opened or looked for a service; in the others a question was answered. */
const OPENING: ReadonlySet<EventBody["type"]> = new Set(["ClarifyAsked", "GuideChosen", "SwitchOffered", "Missed"]);

/** What was said in opening turns, this one included: being asked "which one?" or led astray must not lose facts. */
export function saidBefore(draft: Draft): Understanding[] {
  const events = [...draft.past, ...draft.bodies.map((body) => ({ turn: draft.turn, body }))];
  const opening = new Set(events.flatMap((e) => OPENING.has(e.body.type) ? [e.turn] : []));
  // Back from this turn, as long as nothing but opening was done.
  const other = events.findLastIndex((e) => e.turn !== draft.turn && !opening.has(e.turn) || e.body.type === "Restarted");
  return events.slice(other + 1).flatMap(({ turn, body }) => body.type === "UserSaid" && opening.has(turn) ? [body.said] : []);
}

export function takeVolunteered(draft: Draft, guide: Guide, said: Understanding): void {
  const trip = activeTrip(draft.state)!;
  const { facts, subject } = resolveFacts(guide, trip.facts, said, null, trip.subject, draft.day);
  if (subject && subject !== trip.subject && trip.journey === null) draft.add({ type: "GuideChosen", guide: guide.id, aspect: trip.aspect, subject });
  for (const { fact, value } of facts) {
    // What an event in life tells by itself is surer than a word of its story.
    if (trip.journey === null || trip.facts[fact] === undefined) draft.add({ type: "FactGiven", guide: guide.id, fact, value });
  }
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
  // "12 岁能自己去办吗" resembles "几岁能办", and asks who goes.
  const answer = aspect === "who" ? answerAspect(draft.edition, guide, facts, aspect, draft.day) : faq ?? answerAspect(draft.edition, guide, facts, aspect, draft.day);
  return say(answer.text, { sources: answer.sources });
}

/** The other services of the trip that ask the same of the same person take the answer too, a changed one as well. */
function passOn(draft: Draft, guide: Guide, fact: FactId, before: Answer | undefined, value: Answer): void {
  const mine = draft.state.trip.find((t) => t.guide === guide.id);
  for (const other of draft.state.trip) {
    const to = draft.edition.guides.get(other.guide);
    if (!to || to === guide || !mine || affairOf(other) !== affairOf(mine)) continue;
    if (other.facts[fact] !== before && other.facts[fact] !== undefined) continue;
    for (const c of carriedFacts(guide, { [fact]: value }, to)) draft.add({ type: "FactGiven", guide: to.id, ...c });
  }
}

/** Takes facts of the service being talked about; says what changed when an answer was changed. @param of another service of the trip */
export function giveFacts(draft: Draft, facts: readonly { readonly fact: FactId; readonly value: Answer }[], of?: string): Reply[] {
  const context = draft.context;
  const trip = of === undefined || context?.guide === of ? context : draft.state.trip.find((t) => t.guide === of);
  const guide = trip && draft.edition.guides.get(trip.guide);
  if (!trip || !guide) return [];
  const replies: Reply[] = [];
  for (const { fact, value } of facts) {
    const before = trip.facts[fact];
    draft.add({ type: "FactGiven", guide: guide.id, fact, value });
    passOn(draft, guide, fact, before, value);
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
