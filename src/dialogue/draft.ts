/**
 * The events of the turn being decided, and the state they lead to. Local to one call of decide: nothing escapes but
 * the list of events.
 */
import type { ConversationEvent, EventBody } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import { ownEdition } from "./ownEdition.ts";
import { after, replay, type ConversationState, type TripGuide } from "./state.ts";
import { contextTrip, nextStep, type Step } from "./trip.ts";

/** Who could take over, at the time of the turn. */
export type Duty =
  /** Agents are there; so many citizens wait already. */
  | { readonly kind: "on"; readonly ahead: number }
  /** Nobody is: when somebody will be, in words. */
  | { readonly kind: "off"; readonly hours: string };

export class Draft {
  readonly #national: Edition;
  readonly past: readonly ConversationEvent[];
  readonly now: number;
  readonly day: Day;
  readonly duty: Duty | null;
  readonly bodies: EventBody[] = [];
  #state: ConversationState;
  #edition: Edition;
  #from: Step;

  constructor(edition: Edition, past: readonly ConversationEvent[], now: number, duty: Duty | null = null) {
    this.past = past;
    this.now = now;
    this.duty = duty;
    this.day = dayInChina(now);
    this.#state = replay(past);
    this.#national = edition;
    this.#edition = ownEdition(edition, this.#state);
    this.#from = nextStep(this.#edition, this.#state, this.day);
  }

  /** As it holds for this conversation as things stand now. */
  get edition(): Edition {
    return this.#edition;
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
    const { trip, region } = this.#state;
    this.#state = body.type === "Undone" ? replay([...this.past, ...fresh]) : after(this.#state, fresh.at(-1)!);
    if (this.#state.trip !== trip && stepsOf(this.#state.trip) !== stepsOf(trip) || this.#state.region !== region) this.#edition = ownEdition(this.#national, this.#state);
  }
}

const stepsOf = (trip: readonly TripGuide[]): string => trip.map((t) => `${t.guide}:${t.journey ?? ""}`).join();
