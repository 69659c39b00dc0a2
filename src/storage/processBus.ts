/** The bus of one process: what the embedded store and the one in memory need, and the near end of the one between nodes. */
import type { ConversationBus, ConversationNotice } from "../assistant/ports.ts";

export class ProcessBus implements ConversationBus {
  readonly connected = true;
  readonly #listeners = new Map<string, Set<(notice: ConversationNotice) => void>>();

  publish(notice: ConversationNotice): void {
    for (const listener of [...this.#listeners.get(notice.conversation) ?? []]) listener(notice);
  }

  subscribe(conversation: string, listener: (notice: ConversationNotice) => void): () => void {
    const set = this.#listeners.get(conversation) ?? new Set();
    this.#listeners.set(conversation, set.add(listener));
    return () => {
      set.delete(listener);
      if (set.size === 0 && this.#listeners.get(conversation) === set) this.#listeners.delete(conversation);
    };
  }

  /** What somebody here listens to. */
  topics(): readonly string[] {
    return [...this.#listeners.keys()];
  }
}
