/**
 * Words that ask for a service, or for none of ours: choose it, ask which, offer a journey, point elsewhere, or admit
 * that they were not understood.
 */
import type { Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import type { Match } from "../domain/match.ts";
import type { Understanding } from "../domain/understanding.ts";
import { chooseGuide } from "./acts.ts";
import { isQuestion } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { offerJourney, sceneOf } from "./journeys.ts";
import { missed } from "./misses.ts";
import { onAct } from "./onClick.ts";
import { say } from "./reply.ts";
import { wording } from "./wording.ts";

/** A match this sure may lead away from a question that waits for its answer. */
export const LEAVING_SCORE = 0.6;
/** A candidate this likely may be chosen among the options of a clarifying question. */
const OPTION_SCORE = 0.2;
/** "多少钱" while "which one?" waits: remembered, and answered once that is known. */
const SHORT_ASIDE = 8;
/** Talk that is answered while a question or a paper waits; other acts are too easily mistaken for an answer. */
const TALK_WHILE_WAITING: ReadonlySet<string> = new Set(["human", "abuse", "anger", "injection", "thanks", "chat"]);

/** An answer to "which one do you mean?" */
export function onClarify(draft: Draft, said: Understanding, options: readonly string[]): Reply[] {
  const { match, short, normal } = said;
  const aspect = draft.state.clarify?.aspect ?? "how";
  const byOrdinal = short.ordinal !== null ? options[short.ordinal - 1] : undefined;
  const byMatch = match.candidates.filter((c) => options.includes(c.id) && c.score >= OPTION_SCORE)[0]?.id;
  const byName = options.find((id) => normal.length >= 2 && serviceName(draft.edition, id).includes(normal));
  const chosen = byOrdinal ?? byName ?? (match.decision === "answer" && !options.includes(match.guides[0] ?? "") ? undefined : byMatch);
  if (chosen) return chooseGuide(draft, chosen, match.aspect === "how" ? aspect : match.aspect, null, said);
  if (short.none || (short.no && normal.length <= 4)) return onAct(draft, "none");
  if (normal.length <= SHORT_ASIDE && isQuestion(normal) && (match.candidates[0]?.score ?? 0) < LEAVING_SCORE) {
    draft.add({ type: "ClarifyAsked", options, aspect: match.aspect });
    return [say(wording.clarifyFirst)];
  }
  return aboutService(draft, match, said);
}

/** A service, several, a clarifying question, a pointer or an honest miss. */
export function aboutService(draft: Draft, match: Match, said: Understanding): Reply[] {
  const near = matesOf(draft, match);
  if (near !== null) return chooseGuide(draft, near, askedAspect(said), null, said);
  const journey = match.journey ? draft.edition.journeys.get(match.journey) : undefined;
  if (journey && match.decision !== "answer") return [...care(draft, match), offerJourney(draft, journey, match.options)];
  if (match.decision === "clarify") {
    // "孩子刚出生": nearly all choices are of one event in life.
    const scene = sceneOf(draft.edition, match.options, Math.max(SCENE_OPTIONS, match.options.length - 1));
    if (scene) return [...care(draft, match), offerJourney(draft, scene, match.options)];
    draft.add({ type: "ClarifyAsked", options: match.options, aspect: match.aspect });
    return [];
  }
  const { guides: [first, ...more], mentioned } = askedFor(match);
  if (match.decision === "answer" && first !== undefined) {
    const inTrip = draft.state.trip.some((t) => t.guide === first);
    const busy = draft.from.kind === "ask" || draft.from.kind === "item";
    if (busy && !inTrip && more.length === 0) {
      draft.add({ type: "SwitchOffered", guide: first, aspect: match.aspect });
      return [];
    }
    for (const id of [...more].reverse()) {
      draft.add({ type: "GuideChosen", guide: id, aspect: match.aspect, subject: null });
      draft.add({ type: "WalkStarted", guide: id });
    }
    const several = more.length > 0 ? [say(`您要办 ${match.guides.length} 件事：${match.guides.map((g) => serviceName(draft.edition, g)).join("、")}。一趟办，同一张纸只带一次。`)] : [];
    const replies = [...care(draft, match), ...several, ...chooseGuide(draft, first, askedAspect(said), null, said)];
    return mentioned === null ? replies : [...replies, offerBesides(draft, mentioned)];
  }
  return notOurs(draft, said);
}

/** From here on two services are walked at once; below, one is walked and the other offered: a story often names what it is not about. */
const SURE_OF_BOTH = 0.85;

/** @returns the services that are asked for, and one that may only have been mentioned */
function askedFor({ guides, candidates, together }: Match): { readonly guides: readonly string[]; readonly mentioned: string | null } {
  if (guides.length < 2 || (together ?? 1) >= SURE_OF_BOTH) return { guides, mentioned: null };
  const main = candidates.find((c) => guides.includes(c.id))?.id ?? guides[0]!;
  return { guides: [main], mentioned: guides.find((id) => id !== main) ?? null };
}

function offerBesides(draft: Draft, id: string): Reply {
  const name = draft.edition.guides.get(id)?.plain ?? serviceName(draft.edition, id);
  return say(wording.mentionedToo(name), { choices: [{ id: `add:${id}`, label: wording.addToTrip(name) }] });
}

/** So many choices of one event in life speak of the event itself. */
const SCENE_OPTIONS = 3;

/** A candidate this likely is meant when it belongs to the scene that was just spoken of. */
const MATE_SCORE = 0.03;

/** After "节哀" or an offered journey, an unclear "户口先办" means the one of its services. */
function matesOf(draft: Draft, match: Match): string | null {
  const { guides, journey } = draft.state.offers;
  if (match.decision === "answer" || draft.state.trip.length > 0 || guides.length === 0) return null;
  const scenes = [...draft.edition.journeys.values()].filter((j) => j.id === journey || j.steps.some((s) => s.guide === guides[0]));
  const mates = new Set([...guides, ...scenes.flatMap((j) => j.steps.map((s) => s.guide))]);
  return match.candidates.find((c) => c.score >= MATE_SCORE && mates.has(c.id))?.id ?? null;
}

/** Questions about who goes: "孩子自己能去吗" asks that, whatever else stands in the sentence. */
const WHO = /自己(?:一个人)?(?:能|可以)?去|一个人去|代办|替.{1,3}(?:去|办)|帮.{1,3}去办|本人(?:必须|一定|要)?(?:去|到场)|非得本人/;

/** A statement ("身份证到期了要换") asks for the way to do it, whatever its words resemble. */
function askedAspect({ match, normal }: Understanding): Match["aspect"] {
  if (isQuestion(normal) && WHO.test(normal) && match.aspect !== "materials") return "who";
  return isQuestion(normal) || match.aspect === "materials" ? match.aspect : "how";
}

/** One humane sentence before the next step, where the words call for it. */
function care(draft: Draft, match: Match): Reply[] {
  return match.talk === "grief" ? talk(draft, "grief") : [];
}

/** None of ours, as far as the words tell. */
export function notOurs(draft: Draft, said: Understanding): Reply[] {
  const { match } = said;
  const waiting = draft.step.kind === "ask" || draft.step.kind === "item";
  if (match.talk && (!waiting || TALK_WHILE_WAITING.has(match.talk))) {
    const replies = talk(draft, match.talk);
    const offer = draft.edition.talk.get(match.talk)?.offer;
    // 节哀 comes with the next step.
    if (offer !== undefined && !waiting && replies[0]) {
      return [{ ...replies[0], choices: [{ id: `guide:${offer}`, label: wording.goOther(serviceName(draft.edition, offer)) }] }];
    }
    if (replies.length > 0) return replies;
  }
  const referral = match.referral ? draft.edition.referrals.get(match.referral) : undefined;
  return referral ? [say(referral.say)] : missed(draft, said);
}

/** The line of a talk act, if it has one; who says the same kind of thing again hears another line, and then a person is offered. */
export function talk(draft: Draft, act: string): Reply[] {
  const [first] = draft.edition.talk.get(act)?.say ?? [];
  if (first === undefined) return [];
  const before = draft.past.filter((e) => e.body.type === "UserSaid" && e.body.said.match.talk === act).length;
  const lines = [first, ...(wording.talkAgain[act] ?? [])];
  const line = lines[before % lines.length] ?? first;
  return [say(line, before > 0 && OFFER_HUMAN.has(act) ? { choices: [{ id: "act:human", label: wording.human }] } : {})];
}

/** Who says this again may want a person. */
const OFFER_HUMAN: ReadonlySet<string> = new Set(["anger", "abuse", "confused"]);
