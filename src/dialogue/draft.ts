/**
 * The events of the turn being decided, and the state they lead to. Local to one call of decide: nothing escapes but
 * the list of events.
 */
import type { ConversationEvent, EventBody } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import { localEdition } from "../domain/regional.ts";
import { after, replay, type ConversationState, type TripGuide } from "./state.ts";
import { contextTrip, nextStep, type Step } from "./trip.ts";

/** Who could take over, at the time of the turn. */
export type Duty =
  /** Agents are there; so many citizens wait already. */
  | { readonly kind: "on"; readonly ahead: number }
  /** Nobody is: when somebody will be, in words. */
  | { readonly kind: "off"; readonly hours: string };

export class Draft {
  /** As it holds in the conversation's region. */
  readonly edition: Edition;
  readonly past: readonly ConversationEvent[];
  readonly now: number;
  readonly day: Day;
  readonly duty: Duty | null;
  readonly bodies: EventBody[] = [];
  #state: ConversationState;
  #from: Step;

  constructor(edition: Edition, past: readonly ConversationEvent[], now: number, duty: Duty | null = null) {
    this.past = past;
    this.now = now;
    this.duty = duty;
    this.day = dayInChina(now);
    this.#state = replay(past);
    this.edition = localEdition(edition, this.#state.region);
    this.#from = nextStep(this.edition, this.#state, this.day);
  }

  get state(): ConversationState {
    return this.#state;
  }

  /** The step before this turn. */
  get from(): Step {
    return this.#from;
  }

  /** The step as things stand now. */
  get step(): Step {
    return nextStep(this.edition, this.#state, this.day);
  }

  /** The service being talked about. */
  get context(): TripGuide | undefined {
    return contextTrip(this.#state, this.step);
  }

  /** Another service was offered and the words go on as before: they are read as if it had not been offered. */
  passOver(): void {
    this.add({ type: "SwitchDeclined" });
    this.#from = this.step;
  }

  /** The number this turn will have. */
  get turn(): number {
    return (this.past.at(-1)?.turn ?? 0) + 1;
  }

  add(body: EventBody): void {
    this.bodies.push(body);
    const seq = (this.past.at(-1)?.seq ?? 0);
    const fresh = this.bodies.map((b, i) => ({ seq: seq + i + 1, turn: this.turn, at: this.now, body: b }));
    this.#state = body.type === "Undone" ? replay([...this.past, ...fresh]) : after(this.#state, fresh.at(-1)!);
  }
}
