/**
 * Conversations in memory: for the terminal and for tests. Passes the same contract as the durable stores, except
 * that nothing survives the process.
 */
import { GONE, type Answered, type Pass, type StoredConversation } from "../assistant/ports.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { CurationStore } from "../curation/ports.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import type { DeskStore } from "../desk/ports.ts";
import type { StaffStore } from "../staff/ports.ts";
import { memoryDesk } from "./desk/memory.ts";
import { mustFollow } from "./eventCodec.ts";
import { ProcessBus } from "./processBus.ts";
import type { Store } from "./store.ts";
import { MemoryChannels } from "./channels/memory.ts";
import { MemoryCuration } from "./curation/memory.ts";
import { MemoryInbox } from "./inbox/memory.ts";
import { MemoryStaff } from "./staff/memory.ts";

export class MemoryStore implements Store {
  readonly bus = new ProcessBus();
  readonly staff: StaffStore = new MemoryStaff();
  readonly counts = null;
  readonly channels = new MemoryChannels((id) => this.#conversations.has(id));
  readonly curation: CurationStore = new MemoryCuration();
  readonly inbox: InboxStore = new MemoryInbox(() => [...this.#conversations].map(([id, c]) => ({ id, at: c.events.at(-1)?.at ?? c.head.createdAt })));
  #desk: DeskStore | null = null;
  readonly #conversations = new Map<string, { head: Omit<StoredConversation, "events">; events: ConversationEvent[]; answered: Map<string, string> }>();
  readonly #passes = new Map<string, Pass>();

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
    this.bus.publish({ conversation: id, seq: after + events.length });
    return "stored";
  }

  async answered(id: string, key: string): Promise<string | null> {
    return this.#conversations.get(id)?.answered.get(key) ?? null;
  }

  async deleteBefore(epochMs: number): Promise<number> {
    const old = [...this.#conversations].filter(([, c]) => (c.events.at(-1)?.at ?? c.head.createdAt) < epochMs);
    for (const [id] of old) await this.delete(id);
    return old.length;
  }

  async delete(id: string): Promise<boolean> {
    await this.revokePasses(id, null);
    if (!this.#conversations.delete(id)) return false;
    this.bus.publish({ conversation: id, seq: GONE });
    return true;
  }

  async addPass(pass: Pass): Promise<boolean> {
    if (!this.#conversations.has(pass.conversation)) return false;
    this.#passes.set(pass.hash, pass);
    return true;
  }

  async pass(hash: string): Promise<Pass | null> {
    return this.#passes.get(hash) ?? null;
  }

  async revokePasses(conversation: string, except: string | null): Promise<number> {
    return this.#dropPasses((p) => p.conversation === conversation && p.hash !== except);
  }

  async deletePassesBefore(epochMs: number): Promise<number> {
    return this.#dropPasses((p) => p.expiresAt < epochMs);
  }

  #dropPasses(which: (pass: Pass) => boolean): number {
    const dropped = [...this.#passes.values()].filter(which);
    for (const { hash } of dropped) this.#passes.delete(hash);
    return dropped.length;
  }

  async recentQuestions(limit: number): Promise<readonly string[]> {
    const said = [...this.#conversations.values()].flatMap((c) => c.events).flatMap(({ at, body }) => body.type === "UserSaid" ? [{ at, text: body.said.text }] : []);
    return said.sort((a, b) => b.at - a.at).slice(0, limit).map((s) => s.text);
  }

  async editionsInUse(since: number): Promise<readonly string[]> {
    const lively = [...this.#conversations.values()].filter((c) => (c.events.at(-1)?.at ?? c.head.createdAt) >= since);
    return [...new Set(lively.flatMap((c) => c.events).flatMap(({ body }) => body.type === "Started" || body.type === "EditionChanged" ? [body.edition] : []))];
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
