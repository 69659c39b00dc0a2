import type { ChannelPeople, ChannelPerson } from "../../channels/ports.ts";

export class MemoryChannels implements ChannelPeople {
  readonly #people = new Map<string, ChannelPerson>();
  readonly #isThere: (conversation: string) => boolean;

  constructor(isThere: (conversation: string) => boolean) {
    this.#isThere = isThere;
  }

  async person(person: string): Promise<ChannelPerson | null> {
    const at = this.#people.get(person);
    return at && this.#isThere(at.conversation) ? at : null;
  }

  async remember(person: string, at: ChannelPerson): Promise<boolean> {
    if (!this.#isThere(at.conversation)) return false;
    this.#people.set(person, at);
    return true;
  }
}
