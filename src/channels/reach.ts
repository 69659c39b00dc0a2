/**
 * Carries what the desk says to people on WeChat and 企业微信: of our own accord where the vendor lets us, else with the
 * answer to what they write next. Each thing is told once; what has not been told is known, and said to the agent.
 */
import type { ConversationStore } from "../assistant/ports.ts";
import { isWithDesk, saidByDesk, type SaidByDesk } from "../desk/outgoing.ts";
import type { Outward } from "../desk/ports.ts";
import { seal, unseal } from "../desk/sealing.ts";
import type { ConversationEvent, Reply } from "../domain/conversation.ts";
import type { ReachView } from "../domain/desk.ts";
import { personOf } from "./person.ts";
import type { ChannelPeople, Reach } from "./ports.ts";
import type { Sender } from "./sender.ts";
import { cut, MORE_LINE, spoken } from "./text.ts";

/** So long after a person last wrote, the vendor still takes messages for them; and so long we know who it is. */
export const REACH_LIFE = 48 * 3_600_000;
/** Messages the vendor takes for one message of a person on an official account. */
const WECHAT_MOST = 5;

/** One channel that is set up. */
export interface ChannelSetup {
  readonly name: string;
  /** Seals who it is. */
  readonly secret: string;
  /** Null: the vendor's interface for messages of our own accord is not set up. */
  readonly sender: Sender | null;
  /** Messages for one message of the person; null: as many as it takes. */
  readonly quota: number | null;
}

export const QUOTAS: Readonly<Record<"wechat" | "wecom", number | null>> = { wechat: WECHAT_MOST, wecom: null };
const NAMES: Readonly<Record<string, string>> = { wechat: "微信", wecom: "企业微信" };

export interface ReacherOptions {
  readonly people: ChannelPeople;
  readonly store: Pick<ConversationStore, "load" | "bus">;
  readonly clock: () => number;
  /** Bytes one message may have. */
  readonly most: number;
  readonly channels: readonly ChannelSetup[];
  readonly failed: (error: unknown) => void;
}

export class Reacher implements Outward {
  readonly #o: ReacherOptions;
  /** One conversation is told one thing after the other. */
  readonly #telling = new Map<string, Promise<void>>();

  constructor(options: ReacherOptions) {
    this.#o = options;
  }

  get most(): number {
    return this.#o.most;
  }

  async reachOf(conversation: string, channel: string): Promise<ReachView | null> {
    const reach = await this.#o.people.reach(conversation);
    const setup = this.#setup(reach?.channel ?? channel);
    if (!setup) return null;
    const why = this.#whyNot(setup, reach);
    return { channel: setup.name, told: reach?.told ?? 0, isOpen: why === null, text: `市民在${NAMES[setup.name] ?? setup.name}上。${why ?? this.#room(setup, reach)}` };
  }

  tell(conversation: string): Promise<void> {
    const before = this.#telling.get(conversation) ?? Promise.resolve();
    const next = before.then(() => this.#tell(conversation)).catch(this.#o.failed);
    this.#telling.set(conversation, next);
    void next.then(() => { if (this.#telling.get(conversation) === next) this.#telling.delete(conversation); });
    return next;
  }

  /** Notes that a person has written, to be reached while the desk has business with them. */
  async heard(conversation: string, channel: string, from: string, isWanted: boolean): Promise<void> {
    const { people, clock } = this.#o;
    const setup = this.#setup(channel);
    if (!setup) return;
    if (isWanted) return people.heard({ conversation, channel, sealed: seal(setup.secret, conversation, from), heardAt: clock() });
    const known = await people.reach(conversation);
    if (known?.sealed) await people.forget(conversation);
  }

  /** What was said where the person could see it: from now on only what is new has to be carried. */
  async begin(conversation: string, channel: string, seq: number): Promise<void> {
    const { people, clock } = this.#o;
    await people.heard({ conversation, channel, sealed: null, heardAt: clock() });
    const known = await people.reach(conversation);
    if (known) await people.claim(conversation, known.told, seq, 0);
  }

  /** What waits to be told and fits into so many bytes, for the answer to what the person has just written. */
  async waiting(conversation: string, room: number): Promise<string[]> {
    const { people, store } = this.#o;
    const reach = await people.reach(conversation);
    const events = (await store.load(conversation))?.events ?? [];
    const said = saidByDesk(events, reach?.told ?? 0);
    const parts: string[] = [];
    for (const text of said.map((s) => this.#text(s))) {
      if (Buffer.byteLength([...parts, text].join("\n\n")) > room) break;
      parts.push(text);
    }
    const last = said[parts.length - 1];
    if (!reach || !last) return [];
    if (!await people.claim(conversation, reach.told, last.seq, 0)) return [];
    this.#tellPages(conversation, events);
    return parts;
  }

  /** Open pages of the desk look again: what they showed as not there yet, is. */
  #tellPages(conversation: string, events: readonly ConversationEvent[]): void {
    this.#o.store.bus.publish({ conversation, seq: events.at(-1)?.seq ?? 0 });
  }

  async #tell(conversation: string): Promise<void> {
    const { people, store } = this.#o;
    for (let reach = await people.reach(conversation); reach; reach = await people.reach(conversation)) {
      const setup = this.#setup(reach.channel);
      const events = (await store.load(conversation))?.events ?? [];
      const [next] = saidByDesk(events, reach.told);
      if (!next && reach.sealed && !isWithDesk(events)) await people.forget(conversation);
      if (!next || !setup?.sender || this.#whyNot(setup, reach) !== null) return;
      const to = unseal(setup.secret, conversation, reach.sealed ?? "");
      if (to === null || !await people.claim(conversation, reach.told, next.seq, 1)) return;
      const text = this.#text(next);
      const outcome = await setup.sender.send(to, text);
      if (outcome === "sent") {
        // 更多 goes on with what the bot said last.
        this.#tellPages(conversation, events);
        if (text.endsWith(MORE_LINE)) await people.remember(personOf(setup.secret, setup.name, to), { conversation, shown: text.length - MORE_LINE.length });
        continue;
      }
      await people.release(conversation, next.seq, reach.told, outcome === "full" ? setup.quota ?? reach.sent : reach.sent);
      if (outcome === "closed") await people.forget(conversation);
      return;
    }
  }

  #text(said: SaidByDesk): string {
    return "words" in said ? said.words : this.#short(said.replies);
  }

  /** What the bot says as it goes or comes back: 更多 shows the rest, as of every answer. */
  #short(replies: readonly Reply[]): string {
    const whole = spoken(replies);
    const part = cut(whole, this.#o.most);
    return part.length < whole.length ? `${part}${MORE_LINE}` : part;
  }

  #setup(channel: string): ChannelSetup | undefined {
    return this.#o.channels.find((c) => c.name === channel);
  }

  /** Why nothing can be sent now, for the agent; null when it can. */
  #whyNot({ sender, quota }: ChannelSetup, reach: Reach | null): string | null {
    const later = "您写的先存着，他下次说话时送到。";
    if (sender === null) return `这里没有接主动发消息的接口。${later}`;
    if (!reach?.sealed || this.#o.clock() - reach.heardAt >= REACH_LIFE) return `他超过 48 小时没说话，或者已经不关注了，不能主动发。${later}`;
    if (quota !== null && reach.sent >= quota) return `按微信的规定，他每说一次话最多主动发 ${quota} 条，已经用完。${later}`;
    return null;
  }

  #room({ quota }: ChannelSetup, reach: Reach | null): string {
    const until = new Date((reach?.heardAt ?? 0) + REACH_LIFE + 8 * 3_600_000).toISOString();
    const time = `${Number(until.slice(5, 7))} 月 ${Number(until.slice(8, 10))} 日 ${until.slice(11, 16)}`;
    return quota === null ? `您说的马上送到，到 ${time} 为止。` : `您说的马上送到：还能发 ${quota - (reach?.sent ?? 0)} 条，到 ${time} 为止；他再说话就重新算。`;
  }
}
