/**
 * The inbox: reads what is new in the event logs, keeps what went wrong, and shows it in clusters with what to do
 * about each. Everything is derived again each time but the decisions.
 */
import { randomBytes } from "node:crypto";
import type { ConversationStore } from "../../assistant/ports.ts";
import { UnreadableConversation } from "../../assistant/ports.ts";
import { dayInChina } from "../../domain/days.ts";
import type { Likeness } from "../../matching/likeness.ts";
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

  /** @param every milliseconds; @returns a function that ends it */
  watch(every: number, onTrouble: (error: unknown) => void): () => void {
    const timer = setInterval(() => void this.read().catch(onTrouble), every);
    timer.unref();
    return () => clearInterval(timer);
  }

  async view(filter: Filter): Promise<InboxView> {
    const { store, name } = this.#options;
    const field = await this.#options.field();
    const all = await store.misses({ from: filter.from, until: filter.until, limit: MOST_MISSES });
    const shown = all.filter(({ miss }) => fits(miss, filter));
    const clusters = await inSlices(clusterMisses(shown.map((k) => k.miss), (normal) => this.#likenessOf(field, normal)));
    const decided = new Map(shown.map((k) => [k.miss.id, k.decision]));
    const ids = [...new Set(shown.flatMap((k) => k.decision ?? []))];
    const decisions = new Map((await store.decisions(ids)).map((d) => [d.id, d]));
    return {
      items: await inSlices(itemsOf(clusters, decided, decisions, field, name)),
      misses: shown.length, cut: all.length === MOST_MISSES, channels: [...new Set(all.map((k) => k.miss.channel))].filter(Boolean).sort(),
    };
  }

  /** The item that holds this miss. */
  async item(filter: Filter, miss: string): Promise<Item | null> {
    return (await this.view(filter)).items.find((i) => i.cluster.misses.some((m) => m.id === miss)) ?? null;
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
      for (const position of step) await this.#take(position);
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
      if (conversation) await store.replaceMisses(id, deriveMisses(id, conversation.events, clock()));
    } catch (error) {
      // One damaged conversation must not keep the others out.
      if (!(error instanceof UnreadableConversation)) throw error;
    }
  }
}

function fits({ region, channel, kind }: Miss, filter: Filter): boolean {
  return (filter.region === null || isWithin(region, filter.region)) && (filter.channel === null || channel === filter.channel)
    && (filter.kind === null || kind === filter.kind) && (filter.own.length === 0 || region === null || filter.own.some((own) => isWithin(region, own)));
}

/** `330102` lies within `330100` and `330000`. */
function isWithin(region: string | null, whole: string): boolean {
  return region !== null && region.startsWith(whole.replace(/(00){1,2}$/, ""));
}

function* itemsOf(
  clusters: readonly Cluster[], decided: ReadonlyMap<string, string | null>, decisions: ReadonlyMap<string, Decision>, field: Field, name: (id: string) => string,
): Generator<void, readonly Item[]> {
  const items: Item[] = [];
  for (const cluster of clusters) {
    const own = cluster.misses.flatMap((m) => decisions.get(decided.get(m.id) ?? "") ?? []);
    const decision = own.reduce<Decision | null>((last, d) => last === null || d.at > last.at ? d : last, null);
    const undecided = cluster.misses.filter((m) => (decided.get(m.id) ?? null) === null);
    items.push({
      cluster, decision, state: stateOf(decision, undecided), since: new Set(undecided.map((m) => m.conversation)).size,
      days: countDays(cluster.misses), kinds: countKinds(cluster.misses), proposed: propose(cluster, field, name),
    });
    yield;
  }
  return items;
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
