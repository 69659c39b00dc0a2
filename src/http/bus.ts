/**
 * Tells open streams that a conversation has grown. A notice says only how far it has grown; a stream then reads the
 * store, so a notice that comes twice or too late does no harm.
 */
export interface ConversationNotice {
  readonly conversation: string;
  /** The last seq that is stored. */
  readonly seq: number;
}

/** Port: within one process below; between nodes over the database's notifications (to come). */
export interface ConversationBus {
  publish(notice: ConversationNotice): void;
  /** @returns a function that ends the subscription */
  subscribe(conversation: string, listener: (notice: ConversationNotice) => void): () => void;
}

export function processBus(): ConversationBus {
  const listeners = new Map<string, Set<(notice: ConversationNotice) => void>>();
  return {
    publish(notice) {
      for (const listener of [...listeners.get(notice.conversation) ?? []]) listener(notice);
    },
    subscribe(conversation, listener) {
      const set = listeners.get(conversation) ?? new Set();
      listeners.set(conversation, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(conversation) === set) listeners.delete(conversation);
      };
    },
  };
}
