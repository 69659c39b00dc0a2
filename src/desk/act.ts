/**
 * What an agent does to a conversation, decided purely: past events, an action → the events it leads to, or why not.
 * What changes facts or papers is an ordinary turn of the dialogue, signed by the agent.
 */
import type { ConversationEvent, EventBody, Input, Reply, SuggestionKind, SuggestionVerdict, WrapUp } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import { decide } from "../dialogue/decide.ts";
import { ownEdition } from "../dialogue/ownEdition.ts";
import { stepReplies } from "../dialogue/say.ts";
import { replay, type ConversationState } from "../dialogue/state.ts";
import { wording } from "../dialogue/wording.ts";
import { numbered } from "../assistant/takeTurn.ts";
import { hear } from "./heard.ts";
import type { Actor } from "./ports.ts";
import { walkFirst } from "./walk.ts";

export type DeskAction =
  | { readonly kind: "take" }
  /** A supervisor takes over from an agent who is away. */
  | { readonly kind: "take-over" }
  | { readonly kind: "say"; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "transfer"; readonly to: string | null; readonly note: string }
  | { readonly kind: "hand-back" }
  /** Words, a click, an answer or a mark, as the citizen could have made it. */
  | { readonly kind: "turn"; readonly input: Input }
  /** Everything that was heard while the agent spoke, counts. */
  | { readonly kind: "adopt" }
  | { readonly kind: "judge"; readonly about: SuggestionKind; readonly ref: string; readonly verdict: SuggestionVerdict }
  | { readonly kind: "found"; readonly query: string; readonly guide: string }
  | { readonly kind: "wrap-up"; readonly summary: WrapUp };

/** Why an action does nothing, told to the agent. */
export interface Declined {
  readonly declined: "not-yours" | "taken" | "not-needed" | "too-long";
  readonly text: string;
}

export interface ActContext {
  readonly edition: Edition;
  readonly now: number;
}

export function actOn(past: readonly ConversationEvent[], actor: Actor, action: DeskAction, context: ActContext): EventBody[] | Declined {
  const state = replay(past);
  const isCall = past.some((e) => e.body.type === "CallOpened");
  if (action.kind === "take" || action.kind === "take-over") return take(state, actor, action.kind === "take-over");
  if (action.kind === "note") return [{ type: "AgentNoted", by: actor.id, text: action.text }];
  // Whoever had it last writes down how it ended: on the telephone that is done after hanging up.
  const isTheirs = state.agent === null && action.kind === "wrap-up" ? lastOf(past) === actor.id : state.agent?.id === actor.id;
  if (!isTheirs) return notYours(state);
  switch (action.kind) {
    case "say": return [...isCall ? walkFirst(ownEdition(context.edition, state), state, dayInChina(context.now)) : [], { type: "AgentSaid", by: actor.id, text: action.text }];
    case "transfer":
      return [{ type: "Transferred", by: actor.id, to: action.to, note: action.note }, ...isCall ? [] : [told(wording.agentMoves)]];
    case "hand-back": return handBack(past, actor, isCall, context);
    case "turn": return turn(past, state, actor, action.input, isCall, context);
    case "adopt": return adopt(past, state, actor, context);
    case "judge": return [{ type: "SuggestionJudged", by: actor.id, kind: action.about, ref: action.ref, verdict: action.verdict }];
    case "found": return [{ type: "AnswerFound", by: actor.id, query: action.query, guide: action.guide }];
    case "wrap-up": return [{ type: "WrappedUp", by: actor.id, summary: action.summary }];
  }
}

function lastOf(past: readonly ConversationEvent[]): string | null {
  return past.reduce<string | null>((last, { body }) => body.type === "AgentTook" || body.type === "CallOpened" ? body.by : last, null);
}

/** What is said in a call, and what an agent answers for a citizen, belongs to the walk. */
function turn(past: readonly ConversationEvent[], state: ConversationState, actor: Actor, input: Input, isCall: boolean, { edition, now }: ActContext): EventBody[] {
  const isAnswer = input.kind === "answer" || input.kind === "choice" && input.choice.startsWith("fact:");
  const first = isAnswer || isCall && input.kind === "text" ? walkFirst(ownEdition(edition, state), state, dayInChina(now)) : [];
  const last = past.at(-1);
  const bodies = decide(edition, [...past, ...numbered(first, last?.seq ?? 0, last?.turn ?? 0, now)], input, { now, seen: null, duty: null });
  return signed([...first, ...bodies], actor);
}

function notYours({ agent }: ConversationState): Declined {
  return agent
    ? { declined: "not-yours", text: `这个会话现在在${agent.name}手里，您这一步没有生效。需要的话请他转给您。` }
    : { declined: "not-yours", text: "这个会话现在不在您手里，您这一步没有生效。要接着办，先点“接待”。" };
}

function take(state: ConversationState, actor: Actor, over: boolean): EventBody[] | Declined {
  if (state.agent?.id === actor.id) return { declined: "not-needed", text: "这个会话已经在您手里了。" };
  if (state.agent && !over) return { declined: "taken", text: `${state.agent.name}刚刚已经接走了，请接下一位。` };
  return [{ type: "AgentTook", by: actor.id, name: actor.name }, told(wording.agentCame(actor.name))];
}

/** The bot goes on exactly where the checklist stands. */
function handBack(past: readonly ConversationEvent[], actor: Actor, isCall: boolean, { edition, now }: ActContext): EventBody[] {
  const back: EventBody = { type: "HandedBack", by: actor.id };
  if (isCall) return [back];
  const state = replay([...past, { seq: (past.at(-1)?.seq ?? 0) + 1, turn: (past.at(-1)?.turn ?? 0) + 1, at: now, body: back }]);
  const replies: Reply[] = [{ kind: "say", text: wording.agentLeft }, ...stepReplies(ownEdition(edition, state), state, dayInChina(now), { from: null, fromSub: false, relist: false, again: false, missed: false })];
  return [back, { type: "Replied", replies }];
}

/** The differences between what is settled and what was heard, as events of one turn. */
function adopt(past: readonly ConversationEvent[], real: ConversationState, actor: Actor, { edition }: ActContext): EventBody[] | Declined {
  const heard = hear(edition, past).state;
  const bodies: EventBody[] = [];
  for (const t of heard.trip) {
    const settled = real.trip.find((r) => r.guide === t.guide);
    if (!settled) bodies.push({ type: "GuideChosen", guide: t.guide, aspect: t.aspect, subject: t.subject, ...(t.journey === null ? {} : { journey: t.journey }) });
    if (t.walking && !settled?.walking) bodies.push({ type: "WalkStarted", guide: t.guide });
    for (const [fact, value] of Object.entries(t.facts)) {
      if (settled?.facts[fact] !== value) bodies.push({ type: "FactGiven", guide: t.guide, fact, value });
    }
  }
  for (const [item, status] of Object.entries(heard.marks)) if (real.marks[item] !== status) bodies.push({ type: "MaterialMarked", item, status });
  if (bodies.length === 0) return { declined: "not-needed", text: "听到的都已经记下了，没有要补的。" };
  return [{ type: "UserClicked", choice: "act:adopt", label: "记下了您刚才说的情况", by: actor.id }, ...bodies];
}

/** Who did it stands with the words or the click. */
function signed(bodies: readonly EventBody[], actor: Actor): EventBody[] {
  return bodies.map((b) => b.type === "UserSaid" || b.type === "UserClicked" ? { ...b, by: actor.id } : b);
}

const told = (text: string): EventBody => ({ type: "Replied", replies: [{ kind: "say", text }] });
