/**
 * The inbox: reads what is new in the event logs, keeps what went wrong, and shows it in clusters with what to do
 * about each. Everything is derived again each time but the decisions.
 */
import { randomBytes } from "node:crypto";
import type { ConversationStore } from "../../assistant/ports.ts";
import { UnreadableConversation } from "../../assistant/ports.ts";
import { dayInChina } from "../../domain/days.ts";
import type { Likeness } from "../../matching/likeness.ts";
import { figuresOf, type Figures } from "../insight/figures.ts";
import { summarise, type Summary } from "../insight/summary.ts";
import { clusterMisses, type Cluster } from "./cluster.ts";
import { ABANDONED_AFTER, deriveMisses } from "./derive.ts";
import type { Field } from "./known.ts";
import { MISS_KINDS, type Miss, type MissKind } from "./miss.ts";
import type { Decision, DecisionState, InboxStore, Position, Reader } from "./ports.ts";
import { propose, type Proposed } from "./propose.ts";
import { inSlices } from "./slices.ts";

export interface InboxOptions {
  readonly store: InboxStore;
  readonly conversations: Pick<ConversationStore, "load">;
  /** Made when it is first needed. */
  readonly field: () => Promise<Field>;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Name of a service or referral, for people. */
  readonly name: (id: string) => string;
}

export interface Filter {
  /** Epoch milliseconds; `until` is not included. */
  readonly from: number;
  readonly until: number;
  /** An adcode with all below it; null: everywhere. */
  readonly region: string | null;
  readonly channel: string | null;
  readonly kind: MissKind | null;
  /** Regions a curator is limited to; none: all. */
  readonly own: readonly string[];
}

/** What the dashboard shows, of the same filter. */
export interface InsightView {
  readonly summary: Summary;
  readonly cut: boolean;
  readonly channels: readonly string[];
}

export type ClusterState = "open" | DecisionState;

export interface Item {
  readonly cluster: Cluster;
  readonly state: ClusterState;
  /** The last decision about any of it. */
  readonly decision: Decision | null;
  /** Conversations in which it went wrong since that decision. */
  readonly since: number;
  readonly days: ReadonlyMap<string, number>;
  readonly kinds: readonly (readonly [MissKind, number])[];
}

export interface ProposedItem extends Item {
  readonly proposed: Proposed;
}

export interface InboxView {
  readonly items: readonly Item[];
  /** Misses that were looked at. */
  readonly misses: number;
  /** There were more: only the newest were looked at. */
  readonly cut: boolean;
  /** Channels that occur, for the filter. */
  readonly channels: readonly string[];
}

/** So many misses are put into clusters at once. */
export const MOST_MISSES = 20_000;
/** So many conversations are counted at once. */
export const MOST_CONVERSATIONS = 100_000;
/** Conversations of one reading, and the time in which clocks of several nodes may differ: milliseconds. */
const READ_STEP = 200;
const CLOCKS_DIFFER = 10_000;
/** Texts whose likeness is remembered. */
const MOST_REMEMBERED = 30_000;

export class Inbox {
  readonly #options: InboxOptions;
  readonly #likeness = new Map<string, Likeness>();
  #reading: Promise<void> | null = null;

  constructor(options: InboxOptions) {
    this.#options = options;
  }

  /** Takes in what has happened since; calls at the same time share one. */
  read(): Promise<void> {
    this.#reading ??= this.#read().finally(() => { this.#reading = null; });
    return this.#reading;
  }

  /**
   * As `read`, for somebody who waits: no longer than this, in milliseconds; the rest goes on behind.
   * @returns whether all of it is read
   */
  async readFor(patience: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<false>((resolve) => { timer = setTimeout(() => resolve(false), patience); });
    const done = await Promise.race([this.read().then(() => true as const), waited]);
    clearTimeout(timer);
    return done;
  }

  /** Reads now and then. @param every milliseconds; @returns a function that ends it */
  watch(every: number, onTrouble: (error: unknown) => void): () => void {
    void this.read().catch(onTrouble);
    const timer = setInterval(() => void this.read().catch(onTrouble), every);
    timer.unref();
    return () => clearInterval(timer);
  }

  async view(filter: Filter): Promise<InboxView> {
    const { store } = this.#options;
    const field = await this.#options.field();
    const all = await store.misses({ from: filter.from, until: filter.until, limit: MOST_MISSES });
    const shown = all.filter(({ miss }) => fits(miss, filter));
    const clusters = await inSlices(clusterMisses(shown.map((k) => k.miss), (normal) => this.#likenessOf(field, normal)));
    const decided = new Map(shown.map((k) => [k.miss.id, k.decision]));
    const ids = [...new Set(shown.flatMap((k) => k.decision ?? []))];
    const decisions = new Map((await store.decisions(ids)).map((d) => [d.id, d]));
    return {
      items: clusters.map((cluster) => itemOf(cluster, decided, decisions)),
      misses: shown.length, cut: all.length === MOST_MISSES, channels: [...new Set(all.map((k) => k.miss.channel))].filter(Boolean).sort(),
    };
  }

  async insight(filter: Omit<Filter, "kind">): Promise<InsightView> {
    const all = await this.#options.store.figures({ from: filter.from, until: filter.until, limit: MOST_CONVERSATIONS });
    const channels = [...new Set(all.map((f) => f.channel))].filter(Boolean).sort();
    return { summary: await inSlices(summarise(all.filter((f) => isAt(f, filter)))), cut: all.length === MOST_CONVERSATIONS, channels };
  }

  /** The item that holds this miss, with what to do about it. */
  async item(filter: Filter, miss: string): Promise<ProposedItem | null> {
    const found = (await this.view(filter)).items.find((i) => i.cluster.misses.some((m) => m.id === miss));
    return found ? (await this.proposed([found]))[0] ?? null : null;
  }

  /** Items with what to do about each: only for those that are looked at. */
  async proposed(items: readonly Item[]): Promise<readonly ProposedItem[]> {
    return inSlices(withProposals(items, await this.#options.field(), this.#options.name));
  }

  /** Decides about all misses of an item that nothing was decided about yet. */
  async decide(item: Item, decision: Omit<Decision, "id" | "at">): Promise<Decision> {
    const { store, clock } = this.#options;
    const made: Decision = { ...decision, id: `${clock().toString(36)}${randomBytes(6).toString("base64url")}`, at: clock() };
    await store.decide(made, item.cluster.misses.map((m) => m.id));
    return made;
  }

  async reopen(item: Item): Promise<void> {
    if (item.decision) await this.#options.store.reopen(item.decision.id);
  }

  #likenessOf(field: Field, normal: string): Likeness {
    const known = this.#likeness.get(normal);
    if (known) return known;
    if (this.#likeness.size >= MOST_REMEMBERED) this.#likeness.clear();
    const likeness = field.likeness(normal);
    this.#likeness.set(normal, likeness);
    return likeness;
  }

  async #read(): Promise<void> {
    const now = this.#options.clock();
    await this.#readUntil("fresh", now, now - CLOCKS_DIFFER);
    await this.#readUntil("quiet", now - ABANDONED_AFTER, now - ABANDONED_AFTER);
  }

  /** @param keep the position never goes beyond: what lies after is read again next time */
  async #readUntil(reader: Reader, until: number, keep: number): Promise<void> {
    const { store } = this.#options;
    let after = await store.position(reader);
    for (;;) {
      const step = await store.changed(after, until, READ_STEP);
      for (const position of step) {
        await this.#take(position);
        // The embedded store answers at once: without this nobody else would be served in between.
        await new Promise(setImmediate);
      }
      const last = step.at(-1);
      if (!last) return;
      after = last;
      const kept = step.findLast((p) => p.at <= keep);
      if (kept) await store.setPosition(reader, kept);
      if (step.length < READ_STEP) return;
    }
  }

  async #take({ id }: Position): Promise<void> {
    const { store, conversations, clock } = this.#options;
    try {
      const conversation = await conversations.load(id);
      if (conversation) await store.replace(id, deriveMisses(id, conversation.events, clock()), figuresOf(id, conversation.events));
    } catch (error) {
      // One damaged conversation must not keep the others out.
      if (!(error instanceof UnreadableConversation)) throw error;
    }
  }
}

function fits(miss: Miss, filter: Filter): boolean {
  return isAt(miss, filter) && (filter.kind === null || miss.kind === filter.kind);
}

function isAt({ region, channel }: Pick<Miss | Figures, "region" | "channel">, filter: Omit<Filter, "kind">): boolean {
  return (filter.region === null || isWithin(region, filter.region)) && (filter.channel === null || channel === filter.channel)
    && (filter.own.length === 0 || region === null || filter.own.some((own) => isWithin(region, own)));
}

/** `330102` lies within `330100` and `330000`. */
function isWithin(region: string | null, whole: string): boolean {
  return region !== null && region.startsWith(whole.replace(/(00){1,2}$/, ""));
}

function itemOf(cluster: Cluster, decided: ReadonlyMap<string, string | null>, decisions: ReadonlyMap<string, Decision>): Item {
  const own = cluster.misses.flatMap((m) => decisions.get(decided.get(m.id) ?? "") ?? []);
  const decision = own.reduce<Decision | null>((last, d) => last === null || d.at > last.at ? d : last, null);
  const undecided = cluster.misses.filter((m) => (decided.get(m.id) ?? null) === null);
  return {
    cluster, decision, state: stateOf(decision, undecided), since: new Set(undecided.map((m) => m.conversation)).size,
    days: countDays(cluster.misses), kinds: countKinds(cluster.misses),
  };
}

function* withProposals(items: readonly Item[], field: Field, name: (id: string) => string): Generator<void, readonly ProposedItem[]> {
  const proposed: ProposedItem[] = [];
  for (const item of items) {
    proposed.push({ ...item, proposed: propose(item.cluster, field, name) });
    yield;
  }
  return proposed;
}

/** Done is done until it happens again; ignored stays ignored. */
function stateOf(decision: Decision | null, undecided: readonly Miss[]): ClusterState {
  if (decision === null) return "open";
  return decision.state === "done" && undecided.some((m) => m.at > decision.at) ? "open" : decision.state;
}

function countDays(misses: readonly Miss[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { at } of misses) days.set(dayInChina(at), (days.get(dayInChina(at)) ?? 0) + 1);
  return days;
}

function countKinds(misses: readonly Miss[]): readonly (readonly [MissKind, number])[] {
  return MISS_KINDS.map((kind) => [kind, misses.filter((m) => m.kind === kind).length] as const).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a);
}
