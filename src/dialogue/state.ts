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
  readonly facts: Facts;
  /** The person wants the checklist (or asked for it in the first place). */
  readonly walking: boolean;
}

export interface ConversationState {
  readonly edition: string;
  readonly region: string | null;
  readonly startedAt: number;
  readonly lastAt: number;
  readonly trip: readonly TripGuide[];
  readonly active: string | null;
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
}

const EMPTY: ConversationState = {
  edition: "", region: null, startedAt: 0, lastAt: 0, trip: [], active: null, marks: {}, clarify: null,
  switchOffer: null, misses: 0, speaker: "bot", agent: null, outcome: "not-asked", lastReplies: [],
  offered: null, told: {},
};

/** Events that 上一步 can take back. */
const UNDOABLE: ReadonlySet<EventBody["type"]> = new Set([
  "ClarifyAsked", "GuideChosen", "GuideDropped", "SwitchOffered", "SwitchDeclined", "WalkStarted", "FactGiven",
  "FactWithdrawn", "MaterialMarked", "RegionChosen", "Restarted",
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
    state = { ...apply(state, body), lastAt: event.at, startedAt: state.startedAt || event.at };
  }
  return state;
}

/** Turns that only told what somebody thinks of an answer: the walk goes on as if they had not been. */
export function feedbackTurns(events: readonly ConversationEvent[]): ReadonlySet<number> {
  return new Set(events.flatMap(({ turn, body }) => body.type === "FeedbackGiven" ? [turn] : []));
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
        : { guide: body.guide, aspect: body.aspect, subject: body.subject, facts: {}, walking: false };
      const trip = known ? state.trip.map((t) => t.guide === body.guide ? entry : t) : [...state.trip, entry];
      return { ...state, trip, active: body.guide, clarify: null, switchOffer: null, misses: 0 };
    }
    case "GuideDropped": {
      const trip = state.trip.filter((t) => t.guide !== body.guide);
      return { ...state, trip, active: trip.at(-1)?.guide ?? null };
    }
    case "SwitchOffered":
      return { ...state, switchOffer: { guide: body.guide, aspect: body.aspect }, misses: 0 };
    case "SwitchDeclined":
      return { ...state, switchOffer: null, clarify: null };
    case "WalkStarted":
      return changeTrip(state, body.guide, (t) => ({ ...t, walking: true }));
    case "FactGiven":
      return changeTrip(state, body.guide, (t) => ({ ...t, facts: { ...t.facts, [body.fact]: body.value } }));
    case "FactWithdrawn":
      return changeTrip(state, body.guide, (t) => {
        const { [body.fact]: _gone, ...facts } = t.facts;
        return { ...t, facts };
      });
    case "MaterialMarked": {
      const { [body.item]: _before, ...marks } = state.marks;
      return { ...state, misses: 0, marks: body.status === "open" ? marks : { ...marks, [body.item]: body.status } };
    }
    case "Missed":
      return { ...state, misses: state.misses + 1 };
    case "RegionChosen":
      return { ...state, region: body.region };
    case "Restarted":
      return { ...state, outcome: "not-asked", trip: [], active: null, marks: {}, clarify: null, switchOffer: null, misses: 0 };
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
      return { ...state, lastReplies: body.replies };
  }
}

function changeTrip(state: ConversationState, guide: string, change: (t: TripGuide) => TripGuide): ConversationState {
  return { ...state, misses: 0, trip: state.trip.map((t) => t.guide === guide ? change(t) : t) };
}
