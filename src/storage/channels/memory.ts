import type { ChannelPeople, ChannelPerson, Heard, Reach } from "../../channels/ports.ts";

export class MemoryChannels implements ChannelPeople {
  readonly #people = new Map<string, ChannelPerson>();
  readonly #reach = new Map<string, Reach>();
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

  async reach(conversation: string): Promise<Reach | null> {
    return this.#isThere(conversation) ? this.#reach.get(conversation) ?? null : null;
  }

  async heard(heard: Heard): Promise<void> {
    this.#reach.set(heard.conversation, { told: 0, ...this.#reach.get(heard.conversation), ...heard, sent: 0 });
  }

  async claim(conversation: string, from: number, to: number, messages: number): Promise<boolean> {
    const known = this.#reach.get(conversation);
    if (known?.told !== from) return false;
    this.#reach.set(conversation, { ...known, told: to, sent: known.sent + messages });
    return true;
  }

  async release(conversation: string, to: number, from: number, sent: number): Promise<void> {
    const known = this.#reach.get(conversation);
    if (known?.told === to) this.#reach.set(conversation, { ...known, told: from, sent });
  }

  async forget(conversation: string): Promise<void> {
    const known = this.#reach.get(conversation);
    if (known) this.#reach.set(conversation, { ...known, sealed: null });
  }

  async forgetBefore(epochMs: number): Promise<number> {
    const old = [...this.#reach.values()].filter((r) => r.sealed !== null && r.heardAt < epochMs);
    for (const { conversation } of old) await this.forget(conversation);
    return old.length;
  }
}
