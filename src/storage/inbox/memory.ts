/** The inbox in memory, for tests. */
import type { Decision, Figures, InboxStore, KeptMiss, Miss, Position, Reader, Span } from "../../curation/inbox/ports.ts";

export class MemoryInbox implements InboxStore {
  readonly #conversations: () => readonly Position[];
  readonly #misses = new Map<string, KeptMiss>();
  readonly #figures = new Map<string, Figures>();
  readonly #decisions = new Map<string, Decision>();
  readonly #positions = new Map<Reader, Position>();

  /** @param conversations with the time of their last event */
  constructor(conversations: () => readonly Position[]) {
    this.#conversations = conversations;
  }

  async changed(after: Position, until: number, limit: number): Promise<readonly Position[]> {
    return this.#conversations().filter((c) => (c.at > after.at || (c.at === after.at && c.id > after.id)) && c.at <= until)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  async position(reader: Reader): Promise<Position> {
    return this.#positions.get(reader) ?? { at: 0, id: "" };
  }

  async setPosition(reader: Reader, position: Position): Promise<void> {
    this.#positions.set(reader, position);
  }

  async replace(conversation: string, misses: readonly Miss[], figures: Figures): Promise<void> {
    this.#figures.set(conversation, figures);
    const before = new Map([...this.#misses].filter(([, k]) => k.miss.conversation === conversation));
    for (const id of before.keys()) this.#misses.delete(id);
    for (const miss of misses) this.#misses.set(miss.id, { miss, decision: before.get(miss.id)?.decision ?? null });
  }

  async misses({ from, until, limit }: Span): Promise<readonly KeptMiss[]> {
    const there = new Set(this.#conversations().map((c) => c.id));
    return [...this.#misses.values()].filter(({ miss }) => miss.at >= from && miss.at < until && there.has(miss.conversation))
      .sort((a, b) => b.miss.at - a.miss.at || (a.miss.id < b.miss.id ? -1 : 1)).slice(0, limit);
  }

  async figures({ from, until, limit }: Span): Promise<readonly Figures[]> {
    const there = new Set(this.#conversations().map((c) => c.id));
    return [...this.#figures.values()].filter((f) => f.at >= from && f.at < until && there.has(f.conversation))
      .sort((a, b) => b.at - a.at || (a.conversation < b.conversation ? -1 : 1)).slice(0, limit);
  }

  async decisions(ids: readonly string[]): Promise<readonly Decision[]> {
    return ids.flatMap((id) => this.#decisions.get(id) ?? []);
  }

  async decide(decision: Decision, misses: readonly string[]): Promise<number> {
    this.#decisions.set(decision.id, decision);
    const there = misses.flatMap((id) => this.#misses.get(id) ?? []);
    for (const { miss } of there) this.#misses.set(miss.id, { miss, decision: decision.id });
    return there.length;
  }

  async reopen(decision: string): Promise<number> {
    const about = [...this.#misses.values()].filter((k) => k.decision === decision);
    for (const { miss } of about) this.#misses.set(miss.id, { miss, decision: null });
    return about.length;
  }
}
