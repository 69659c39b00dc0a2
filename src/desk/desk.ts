/**
 * The desk at work: loads a conversation, lets `act.ts` decide, stores, keeps the queue in step with the log, and tells
 * who listens. The log is the truth; when two agents click at once, the store lets one of them be first.
 */
import { randomBytes } from "node:crypto";
import { withHooks } from "../assistant/hooks.ts";
import { agentWords } from "../assistant/agentWords.ts";
import { hashToken, newToken } from "../assistant/access.ts";
import { MAX_ATTEMPTS, numbered, open, takeTurn, toInput, type RawInput, type TurnProblem } from "../assistant/takeTurn.ts";
import type { ConversationEvent, EventBody } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import type { Duty } from "../dialogue/draft.ts";
import { replay } from "../dialogue/state.ts";
import { wording } from "../dialogue/wording.ts";
import { begin } from "../dialogue/decide.ts";
import { actOn, type Declined, type DeskAction } from "./act.ts";
import { Contacts } from "./contacts.ts";
import { dutyOf, PRESENCE_LIFE } from "./hours.ts";
import type { Actor, DeskStore } from "./ports.ts";
import type { QueueEntry } from "../domain/desk.ts";
import { queueEntryOf } from "./queue.ts";
import type { DeskOptions } from "./setup.ts";
import { Texts } from "./texts.ts";
import { joined, masked, mattersIn, type Segment } from "./words.ts";
import { deskViewOf } from "./view.ts";
import type { DeskView } from "../domain/desk.ts";
import { WorkOrders } from "./workOrders.ts";

/** How long 人在不在 is taken from memory, in milliseconds: it is asked for with every turn. */
const DUTY_FRESH = 1_000;
/** Entries one list holds. */
export const LIST_LENGTH = 200;
/** A person who was only offered is no longer looked at after this silence. */
const OFFER_LIFE = 10 * 60_000;
const DAY = 86_400_000;

export class Desk {
  readonly #o: DeskOptions;
  #duty: { readonly at: number; readonly duty: Promise<Duty> } | null = null;

  readonly contacts: Contacts;
  readonly texts: Texts;
  readonly workOrders: WorkOrders;

  constructor(options: DeskOptions) {
    this.#o = options;
    this.contacts = new Contacts(options);
    const editionOf = (events: readonly ConversationEvent[]): Promise<Edition> => this.#editionOf(events);
    this.texts = new Texts(options, this.contacts, editionOf);
    this.workOrders = new WorkOrders(options, editionOf);
  }

  get store(): DeskStore {
    return this.#o.store;
  }

  /** The edition in force; a conversation that runs on an older one is read with its own. */
  get edition(): Edition {
    return this.#o.assistant.edition;
  }

  async #editionOf(events: readonly ConversationEvent[]): Promise<Edition> {
    const { editions, edition } = this.#o.assistant;
    return (await editions?.of(replay(events).edition))?.edition ?? edition;
  }

  async #viewOf(id: string, events: readonly ConversationEvent[]): Promise<DeskView> {
    const { clock, overrides } = this.#o.assistant;
    const edition = await this.#editionOf(events);
    const entry = queueEntryOf(id, edition, events);
    const reach = await this.#o.outward?.reachOf(id, entry?.channel ?? "") ?? null;
    return deskViewOf({ id, edition, events, entry, now: clock(), reach, overrides: overrides?.() });
  }

  /** Whether somebody could take over now. */
  readonly duty = (): Promise<Duty> => {
    const now = this.#o.assistant.clock();
    if (!this.#duty || now - this.#duty.at > DUTY_FRESH) {
      this.#duty = { at: now, duty: this.#askDuty(now).catch((): Duty => ({ kind: "off", hours: this.#o.hours })) };
    }
    return this.#duty.duty;
  };

  async #askDuty(now: number): Promise<Duty> {
    const [presences, waiting] = await Promise.all([
      this.#o.store.presences(now - PRESENCE_LIFE), this.#o.store.entries(["waiting"], LIST_LENGTH),
    ]);
    return dutyOf(presences, waiting.length, this.#o.hours, now);
  }

  /** Keeps the queue in step with a conversation that has grown. */
  readonly onStored = async (id: string, events: readonly ConversationEvent[]): Promise<void> => {
    try {
      const entry = queueEntryOf(id, this.edition, events);
      if (entry) await this.#keep(entry);
    } catch (error) {
      this.#o.onTrouble(error);
    }
  };

  async #keep(entry: QueueEntry): Promise<void> {
    const before = await this.#o.store.entry(entry.conversation);
    await this.#o.store.putEntry(entry);
    if (before?.status !== entry.status || entry.status === "waiting") this.#o.notify({ queue: true });
    for (const agent of new Set([before?.agent, entry.agent])) if (agent) this.#o.notify({ agent });
  }

  /** After a crash the list may be behind the log: derives the entries of the last day anew. */
  async catchUp(): Promise<void> {
    for (const id of await this.#o.store.handedOffSince(this.#o.assistant.clock() - DAY)) {
      const conversation = await this.#o.assistant.store.load(id).catch(() => null);
      if (conversation) await this.onStored(id, conversation.events);
    }
  }

  /** What waits: asked first, then left messages, then offered, each oldest first. */
  async waiting(): Promise<QueueEntry[]> {
    const now = this.#o.assistant.clock();
    const all = await this.#o.store.entries(["waiting", "message", "offered"], LIST_LENGTH);
    const rank = { waiting: 0, message: 1, offered: 2 } as const;
    return all.filter((e) => e.status !== "offered" || now - e.lastAt < OFFER_LIFE)
      .sort((a, b) => rank[a.status as keyof typeof rank] - rank[b.status as keyof typeof rank]);
  }

  mine(agent: string): Promise<QueueEntry[]> {
    return this.#o.store.entries(["taken", "call"], LIST_LENGTH, agent);
  }

  /** Null when there is none, or the desk has no business with it. */
  async view(id: string): Promise<DeskView | null> {
    const conversation = await this.#o.assistant.store.load(id);
    if (!conversation) return null;
    return queueEntryOf(id, this.edition, conversation.events) && await this.#viewOf(id, conversation.events);
  }

  /** Where a conversation stands and who has it, without the copilot; null as for `view`. */
  async peek(id: string): Promise<Pick<DeskView, "id" | "entry" | "agent" | "isCall"> | null> {
    const conversation = await this.#o.assistant.store.load(id);
    const entry = conversation && queueEntryOf(id, this.edition, conversation.events);
    if (!conversation || !entry) return null;
    return { id, entry, agent: replay(conversation.events).agent, isCall: conversation.events.some((e) => e.body.type === "CallOpened") };
  }

  /** One action of an agent, end to end: decided again when another turn came first. */
  async act(id: string, actor: Actor, wanted: DeskAction): Promise<DeskView | Declined | TurnProblem> {
    const { assistant } = this.#o;
    const action = masked(wanted);
    const tooLong = await this.#tooLong(id, action);
    if (tooLong) return tooLong;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const conversation = await assistant.store.load(id);
      if (!conversation || !queueEntryOf(id, this.edition, conversation.events)) return { problem: "not-found", text: "没有找到这个会话，可能已经过期。" };
      const past = conversation.events;
      const now = assistant.clock();
      const bodies = actOn(past, actor, action, { edition: await this.#editionOf(past), now });
      if ("declined" in bodies) return bodies;
      const all = await this.#append(id, past, bodies, now);
      if (!all) continue;
      await this.#count(id, all, actor, action, now);
      if (bodies.some((b) => b.type === "AgentSaid" || b.type === "Replied")) await this.#o.outward?.tell(id);
      return this.#viewOf(id, all);
    }
    return { problem: "busy", text: "这个会话同时有好几个人在动，这一步没有生效。请再点一次。" };
  }

  /** A channel that takes only short messages: said to the agent before anything is said to the citizen. */
  async #tooLong(id: string, action: DeskAction): Promise<Declined | null> {
    const { outward } = this.#o;
    if (!outward || action.kind !== "say" || Buffer.byteLength(action.text) <= outward.most || !await outward.reachOf(id, (await this.peek(id))?.entry?.channel ?? "")) return null;
    return { declined: "too-long", text: `微信一条最多 ${Math.floor(outward.most / 3)} 个字，这条没有发。请分几条发。` };
  }

  async #append(id: string, past: readonly ConversationEvent[], bodies: readonly EventBody[], now: number): Promise<readonly ConversationEvent[] | null> {
    const last = past[past.length - 1]!;
    const events = numbered(bodies, last.seq, last.turn, now);
    if (await this.#o.assistant.store.append(id, last.seq, events, null) !== "stored") return null;
    const all = [...past, ...events];
    await this.onStored(id, all);
    return all;
  }

  async #count(id: string, events: readonly ConversationEvent[], actor: Actor, action: DeskAction, now: number): Promise<void> {
    try {
      if (action.kind === "judge") await this.#o.store.count({ day: dayInChina(now), agent: actor.id, kind: action.about, verdict: action.verdict });
      if (action.kind === "adopt") await this.#o.store.count({ day: dayInChina(now), agent: actor.id, kind: "heard", verdict: "accepted" });
      if (action.kind === "hand-back") {
        // The number was for this: it has been used.
        await this.#o.store.dropContact(id, "call-back");
        const took = events.findLast((e) => e.body.type === "AgentTook" || e.body.type === "CallOpened");
        const asked = queueEntryOf(id, this.edition, events)?.askedAt ?? now;
        const kind = took?.body.type === "CallOpened" ? "call" as const : "chat" as const;
        await this.#o.store.putHandled({ conversation: id, agent: actor.id, kind, waited: Math.max(0, (took?.at ?? now) - asked), took: now - (took?.at ?? now), endedAt: now });
      }
    } catch (error) {
      this.#o.onTrouble(error);
    }
  }

  /** What callers send → the dialogue's input, words understood. */
  input(raw: RawInput): Extract<DeskAction, { kind: "turn" }> {
    return { kind: "turn", input: toInput(this.#o.assistant, raw, this.#o.assistant.clock()) };
  }

  /** @returns the call's id, and the token that lets a speech recogniser send its transcript */
  async openCall(actor: Actor, region: string | null): Promise<{ readonly id: string; readonly token: string; readonly view: DeskView }> {
    const { store, clock, edition, overrides } = this.#o.assistant;
    const id = randomBytes(12).toString("base64url");
    const token = newToken();
    const now = clock();
    const [started, ...greeting] = begin(edition, region, "call", now, overrides?.());
    const events = numbered([...started ? [started] : [], { type: "CallOpened", by: actor.id, name: actor.name }, ...greeting], 0, 0, now);
    await store.create({ id, tokenHash: hashToken(token), createdAt: now, events });
    await this.onStored(id, events);
    return { id, token, view: await this.#viewOf(id, events) };
  }

  /**
   * Segments of a call as a speech recogniser heard them. Neighbouring segments of the caller are one utterance.
   * @returns the last seq
   */
  async transcribe(id: string, token: string, segments: readonly Segment[], key?: string): Promise<{ readonly seq: number } | TurnProblem> {
    const call = await open(this.#o.assistant, id, token);
    if ("problem" in call) return call;
    const opened = call.events.find((e) => e.body.type === "CallOpened")?.body;
    if (opened?.type !== "CallOpened") return { problem: "not-found", text: "没有找到这通电话，可能已经结束。" };
    let seq = call.events.at(-1)?.seq ?? 0;
    for (const [n, { speaker, text }] of joined(segments).flatMap((s) => s.speaker === "caller" ? mattersIn(s.text).map((text) => ({ ...s, text })) : [s]).entries()) {
      const result = speaker === "caller"
        ? await takeTurn(withHooks(this.#o.assistant, { onStored: this.onStored }), { id, token, input: { kind: "text", text }, idempotencyKey: key === undefined ? undefined : `${key}#${n}` })
        : await this.act(id, { id: opened.by, name: opened.name, team: null }, { kind: "say", text });
      if ("problem" in result) return result;
      if (!("declined" in result)) seq = result.seq;
    }
    return { seq };
  }

  /** A citizen's message out of hours: stored with the conversation, the number apart. */
  async leaveMessage(id: string, token: string, text: string, phone: string): Promise<{ readonly seq: number } | TurnProblem | { readonly refused: string }> {
    const { assistant } = this.#o;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const conversation = await open(assistant, id, token);
      if ("problem" in conversation) return conversation;
      const refused = await this.contacts.keep(id, "call-back", phone, assistant.clock());
      if (refused !== null) return { refused };
      const now = assistant.clock();
      const all = await this.#append(id, conversation.events, [
        { type: "MessageLeft", text: agentWords(text) }, { type: "Replied", replies: [{ kind: "say", text: wording.messageLeft }] },
      ], now);
      if (all) return { seq: all.at(-1)!.seq };
    }
    return { problem: "busy", text: "这个会话同时收到好几条消息，留言还没存上。请再发一次。" };
  }
}
