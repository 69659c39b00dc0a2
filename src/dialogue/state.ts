/**
 * State is replay: a fold over the events of the turns that still count.
 * Nothing is parsed or matched again; what was understood stands in the events.
 */
import type { ConversationEvent, EventBody, MarkStatus, Reply } from "../domain/conversation.ts";
import type { Aspect } from "../domain/match.ts";
import type { Facts, Kin } from "../domain/facts.ts";

/** One service of the trip, with what is known for it. */
export interface TripGuide {
  readonly guide: string;
  /** What was asked first about it. */
  readonly aspect: Aspect;
  /** Whose affair it is, if the words said so. */
  readonly subject: Kin | null;
  /** The journey that it is a step of, if any: who is who in it is then for the journey to say. */
  readonly journey: string | null;
  readonly facts: Facts;
  /** The person wants the checklist (or asked for it in the first place). */
  readonly walking: boolean;
}

/** How one lacking paper is obtained, walked like a service of its own before the walk returns to where it was. */
export interface SubList {
  /** The lacking item. */
  readonly item: string;
  /** The service that obtains it. */
  readonly guide: string;
  /** Whose paper it is: the role on the list above; to the service that obtains it this person is the applicant. */
  readonly holder: string;
  readonly facts: Facts;
  readonly open: boolean;
}

export interface ConversationState {
  readonly edition: string;
  readonly region: string | null;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly trip: readonly TripGuide[];
  readonly active: string | null;
  /** In the order of opening; the last open one is being walked. */
  readonly subs: readonly SubList[];
  readonly marks: Readonly<Record<string, MarkStatus>>;
  readonly clarify: { readonly options: readonly string[]; readonly aspect: Aspect } | null;
  readonly switchOffer: { readonly guide: string; readonly aspect: Aspect } | null;
  /** Turns in a row that were not understood. */
  readonly misses: number;
  readonly speaker: "bot" | "waiting" | "person";
  /** The agent who has the conversation or the call. */
  readonly agent: { readonly id: string; readonly name: string } | null;
  /** 一次办成了吗: not asked yet, asked and open, or answered. */
  readonly outcome: "not-asked" | "asked" | "told";
  readonly lastReplies: readonly Reply[];
  /** The newer edition that was offered last. */
  readonly offered: string | null;
  /** Notices told, with the version that was told. */
  readonly told: Readonly<Record<string, number>>;
  /** Services and the journey offered last, for "就第一个", "那个要带啥", "一起办". */
  readonly offers: Offers;
}

export interface Offers {
  readonly guides: readonly string[];
  readonly journey: string | null;
}

const EMPTY: ConversationState = {
  edition: "", region: null, startedAt: 0, lastAt: 0, trip: [], active: null, subs: [], marks: {}, clarify: null,
  switchOffer: null, misses: 0, speaker: "bot", agent: null, outcome: "not-asked", lastReplies: [],
  offered: null, told: {}, offers: { guides: [], journey: null },
};

/** Events that 上一步 can take back. */
const UNDOABLE: ReadonlySet<EventBody["type"]> = new Set([
  "ClarifyAsked", "GuideChosen", "GuideDropped", "SwitchOffered", "SwitchDeclined", "WalkStarted", "FactGiven",
  "FactWithdrawn", "MaterialMarked", "RegionChosen", "Restarted", "SubChecklistOpened", "SubChecklistClosed",
]);

/** The state after all events. */
export function replay(events: readonly ConversationEvent[]): ConversationState {
  const undone = undoneTurns(events);
  const aside = feedbackTurns(events);
  let state = EMPTY;
  for (const event of events) {
    const body = event.body;
    if (aside.has(event.turn)) continue;
    if (undone.has(event.turn) && UNDOABLE.has(body.type)) continue;
    state = after(state, event);
  }
  return state;
}

/** Turns that only told what somebody thinks of an answer: the walk goes on as if they had not been. */
export function feedbackTurns(events: readonly ConversationEvent[]): ReadonlySet<number> {
  return new Set(events.flatMap(({ turn, body }) => body.type === "FeedbackGiven" ? [turn] : []));
}

/** The state after one more event of the turn at hand; an `Undone` needs the whole log. */
export function after(state: ConversationState, event: ConversationEvent): ConversationState {
  return { ...apply(state, event.body), lastAt: event.at, startedAt: state.startedAt || event.at };
}

/** The number of the last turn that 上一步 would take back, or null. */
export function lastUndoableTurn(events: readonly ConversationEvent[]): number | null {
  return standingTurns(events).at(-1) ?? null;
}

function standingTurns(events: readonly ConversationEvent[]): number[] {
  const standing: number[] = [];
  for (const { turn, body } of events) {
    if (body.type === "Undone") standing.splice(standing.indexOf(body.turn), 1);
    else if (UNDOABLE.has(body.type) && standing.at(-1) !== turn) standing.push(turn);
  }
  return standing;
}

function undoneTurns(events: readonly ConversationEvent[]): ReadonlySet<number> {
  return new Set(events.flatMap(({ body }) => body.type === "Undone" ? [body.turn] : []));
}

function apply(state: ConversationState, body: EventBody): ConversationState {
  switch (body.type) {
    case "Started":
      return { ...state, edition: body.edition, region: body.region };
    case "UserSaid":
    case "UserClicked":
    case "AgentSaid":
    case "AgentNoted":
    case "MessageLeft":
    case "SuggestionJudged":
    case "AnswerFound":
    case "WrappedUp":
    case "Undone":
    case "FeedbackGiven":
      return state;
    case "OutcomeTold":
      return { ...state, outcome: "told" };
    case "OutcomeAsked":
      return { ...state, outcome: "asked" };
    case "ClarifyAsked":
      return { ...state, clarify: { options: body.options, aspect: body.aspect }, switchOffer: null, misses: 0 };
    case "GuideChosen": {
      const known = state.trip.find((t) => t.guide === body.guide);
      const entry: TripGuide = known
        ? { ...known, subject: body.subject ?? known.subject }
        : { guide: body.guide, aspect: body.aspect, subject: body.subject, journey: body.journey ?? null, facts: {}, walking: false };
      const trip = known ? state.trip.map((t) => t.guide === body.guide ? entry : t) : [...state.trip, entry];
      // A trip that was told about is over: the next one is asked about in its turn.
      const outcome = state.outcome === "told" && !known ? "not-asked" : state.outcome;
      return { ...state, outcome, trip, active: body.guide, subs: state.subs.map(close), clarify: null, switchOffer: null, misses: 0 };
    }
    case "GuideDropped": {
      const at = state.trip.findIndex((t) => t.guide === body.guide);
      const trip = state.trip.filter((t) => t.guide !== body.guide);
      // The one that came after it is the next to be talked about.
      const active = trip.some((t) => t.guide === state.active) ? state.active : (trip[at] ?? trip.at(-1))?.guide ?? null;
      return { ...state, trip, active };
    }
    case "SwitchOffered":
      return { ...state, switchOffer: { guide: body.guide, aspect: body.aspect }, misses: 0 };
    case "SwitchDeclined":
      return { ...state, switchOffer: null, clarify: null };
    case "WalkStarted":
      return changeTrip(state, body.guide, (t) => ({ ...t, walking: true }));
    case "FactGiven":
      return changeFacts(state, body.guide, (facts) => ({ ...facts, [body.fact]: body.value }));
    case "FactWithdrawn":
      return changeFacts(state, body.guide, ({ [body.fact]: _gone, ...facts }) => facts);
    case "SubChecklistOpened": {
      const before = state.subs.find((s) => s.item === body.item);
      const opened: SubList = { item: body.item, guide: body.guide, holder: body.holder, facts: before?.facts ?? {}, open: true };
      return { ...state, misses: 0, subs: [...state.subs.filter((s) => s !== before), opened] };
    }
    case "SubChecklistClosed":
      return { ...state, misses: 0, subs: state.subs.map((s) => s.item === body.item ? close(s) : s) };
    case "MaterialMarked": {
      const { [body.item]: _before, ...marks } = state.marks;
      return { ...state, misses: 0, marks: body.status === "open" ? marks : { ...marks, [body.item]: body.status } };
    }
    case "Missed":
      return { ...state, misses: state.misses + 1 };
    case "RegionChosen":
      return { ...state, region: body.region };
    case "Restarted":
      return { ...state, outcome: "not-asked", trip: [], active: null, subs: [], marks: {}, clarify: null, switchOffer: null, misses: 0, offers: EMPTY.offers };
    case "HandedOff":
      return { ...state, misses: 0, speaker: body.live && state.speaker === "bot" ? "waiting" : state.speaker };
    case "AgentTook":
      return { ...state, speaker: "person", agent: { id: body.by, name: body.name } };
    case "CallOpened":
      return { ...state, agent: { id: body.by, name: body.name } };
    case "Transferred":
      return { ...state, speaker: "waiting", agent: null };
    case "HandedBack":
      return { ...state, speaker: "bot", agent: null };
    case "EditionChanged":
      return { ...state, edition: body.edition, offered: null };
    case "EditionOffered":
      return { ...state, offered: body.edition };
    case "NoticeTold":
      return { ...state, told: { ...state.told, [body.notice]: body.version } };
    case "Replied":
      return { ...state, lastReplies: body.replies, offers: offersIn(body.replies, state.offers) };
  }
}

/** Services that the choices of a turn lead to; a turn that offers none leaves the last offer standing. */
function offersIn(replies: readonly Reply[], before: Offers): Offers {
  const ids = replies.flatMap((r) => r.choices?.map((c) => c.id) ?? []);
  const after = (prefix: string): string[] => ids.flatMap((id) => id.startsWith(prefix) ? [id.slice(prefix.length)] : []);
  const guides = [...after("guide:"), ...after("add:")];
  const [journey] = after("journey:");
  return { guides: guides.length > 0 ? guides : before.guides, journey: journey ?? before.journey };
}

const close = (sub: SubList): SubList => ({ ...sub, open: false });

/** The sub-checklist being walked: of those that are open the last. */
export function openSub(state: ConversationState): SubList | undefined {
  return state.subs.findLast((s) => s.open);
}

/** Facts told while a sub-checklist is walked are of the person whose paper it is about. */
function changeFacts(state: ConversationState, guide: string, change: (facts: Facts) => Facts): ConversationState {
  const sub = openSub(state);
  if (sub?.guide !== guide) return changeTrip(state, guide, (t) => ({ ...t, facts: change(t.facts) }));
  return { ...state, misses: 0, subs: state.subs.map((s) => s === sub ? { ...s, facts: change(s.facts) } : s) };
}

function changeTrip(state: ConversationState, guide: string, change: (t: TripGuide) => TripGuide): ConversationState {
  return { ...state, misses: 0, trip: state.trip.map((t) => t.guide === guide ? change(t) : t) };
}
