/** Drives the pure dialogue without store, matcher or clock. */
import { begin, decide } from "../../src/dialogue/decide.ts";
import { replay, type ConversationState } from "../../src/dialogue/state.ts";
import { viewOf } from "../../src/dialogue/view.ts";
import type { ConversationEvent, EventBody, Input, Reply, StateView } from "../../src/domain/conversation.ts";
import type { Edition } from "../../src/domain/edition.ts";

export class Talk {
  edition: Edition;
  readonly events: ConversationEvent[] = [];
  now: number;

  constructor(edition: Edition, now: number) {
    this.edition = edition;
    this.now = now;
    this.#store(begin(edition, null, "test", now));
  }

  #store(bodies: readonly EventBody[]): void {
    const last = this.events.at(-1);
    const turn = (last?.turn ?? 0) + 1;
    for (const body of bodies) this.events.push({ seq: (this.events.at(-1)?.seq ?? 0) + 1, turn, at: this.now, body });
  }

  turn(input: Input): readonly Reply[] {
    const bodies = decide(this.edition, this.events, input, { now: this.now, seen: null });
    this.#store(bodies);
    const replied = bodies.at(-1);
    return replied?.type === "Replied" ? replied.replies : [];
  }

  click(choice: string): readonly Reply[] {
    return this.turn({ kind: "choice", choice });
  }

  get state(): ConversationState {
    return replay(this.events);
  }

  get view(): StateView {
    return viewOf(this.edition, this.state, this.now);
  }
}
