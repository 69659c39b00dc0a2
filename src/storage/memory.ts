/**
 * Conversations in memory: for the terminal and for tests. Passes the same contract as the durable stores, except
 * that nothing survives the process.
 */
import type { Answered, StoredConversation } from "../assistant/ports.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";
import { memoryDesk } from "./desk/memory.ts";
import { mustFollow } from "./eventCodec.ts";
import type { Store } from "./store.ts";
import { MemoryCuration } from "./curation/memory.ts";
import { MemoryStaff } from "./staff/memory.ts";

export class MemoryStore implements Store {
  readonly staff: StaffStore = new MemoryStaff();
  readonly curation: CurationStore = new MemoryCuration();
  #desk: DeskStore | null = null;
  readonly #conversations = new Map<string, { head: Omit<StoredConversation, "events">; events: ConversationEvent[]; answered: Map<string, string> }>();

  /** Opened when it is first needed: the terminal has no desk. */
  get desk(): DeskStore {
    return this.#desk ??= memoryDesk();
  }

  async create({ events, ...head }: StoredConversation): Promise<void> {
    if (this.#conversations.has(head.id)) throw new Error(`conversation ${head.id} exists`);
    this.#conversations.set(head.id, { head, events: [...events], answered: new Map() });
  }

  async load(id: string): Promise<StoredConversation | null> {
    const found = this.#conversations.get(id);
    return found ? { ...found.head, events: [...found.events] } : null;
  }

  async append(id: string, after: number, events: readonly ConversationEvent[], answered: Answered | null): Promise<"stored" | "conflict"> {
    mustFollow(after, events);
    const found = this.#conversations.get(id);
    if (answered && found?.answered.has(answered.key)) return "conflict";
    if (!found || (found.events.at(-1)?.seq ?? 0) !== after) return "conflict";
    found.events.push(...events);
    if (answered) found.answered.set(answered.key, answered.response);
    return "stored";
  }

  async answered(id: string, key: string): Promise<string | null> {
    return this.#conversations.get(id)?.answered.get(key) ?? null;
  }

  async deleteBefore(epochMs: number): Promise<number> {
    const old = [...this.#conversations].filter(([, c]) => (c.events.at(-1)?.at ?? c.head.createdAt) < epochMs);
    for (const [id] of old) this.#conversations.delete(id);
    return old.length;
  }

  async delete(id: string): Promise<boolean> {
    return this.#conversations.delete(id);
  }

  async recentQuestions(limit: number): Promise<readonly string[]> {
    const said = [...this.#conversations.values()].flatMap((c) => c.events).flatMap(({ at, body }) => body.type === "UserSaid" ? [{ at, text: body.said.text }] : []);
    return said.sort((a, b) => b.at - a.at).slice(0, limit).map((s) => s.text);
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
