/**
 * Work orders on their way to another system. Handing one over only keeps it; it is then sent until it is taken, over
 * restarts, by one node at a time, and never again once it was taken.
 */
import type { OrderDelivery } from "../domain/desk.ts";
import type { DeskStore, OrderOnItsWay, OrderOutcome } from "./ports.ts";
import { timeInChina } from "./workOrder.ts";

/** taken: the other system has it · unwanted: it says not to send it any more; it throws when it is to be tried again */
export type SendOrder = (id: string, body: string) => Promise<"taken" | "unwanted">;

export interface OrdersSetup {
  readonly store: DeskStore;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  /** Null: there is no system to hand them to. */
  readonly send: SendOrder | null;
  readonly onTrouble: (error: unknown) => void;
}

/** Pauses after failed attempts, in milliseconds: the last attempt is made some seventeen hours after the first. */
export const ORDER_PAUSES = [5_000, 30_000, 120_000, 600_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000];
/** Whoever has taken an attempt and is not heard of for this long has died, in milliseconds. */
const LEASE = 60_000;
/** Orders sent at once. */
const AT_ONCE = 20;
const LONGEST_PROBLEM = 200;

export class Orders {
  readonly #o: OrdersSetup;
  #running: Promise<void> | null = null;

  constructor(setup: OrdersSetup) {
    this.#o = setup;
  }

  /**
   * Keeps an order to be sent. One that is on its way or was taken stays as it is: the same number is never sent as two.
   * @param body what is sent, made only when it is needed
   */
  async hand(id: string, conversation: string, body: () => Promise<string>): Promise<OrderDelivery> {
    const { store, clock, send, onTrouble } = this.#o;
    if (send === null) return this.of(id);
    const now = clock();
    const before = await store.order(id);
    if (before === null) await store.addOrder({ id, conversation, state: "waiting", attempts: 0, nextAt: now, changedAt: now, problem: null, body: await body() });
    else if (before.state === "given-up") await store.reviveOrder(id, now);
    void this.run().catch(onTrouble);
    return this.of(id);
  }

  async of(id: string): Promise<OrderDelivery> {
    const order = await this.#o.store.order(id);
    const canSend = this.#o.send !== null;
    return { order: id, state: order?.state ?? null, canSend, text: order ? told(order) : canSend ? "" : "这里没有接工单系统，可以导出以后自己录入。" };
  }

  /** Sends what is due; calls at the same time share one. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  /** @param every milliseconds; @returns a function that ends it */
  watch(every: number): () => void {
    const timer = setInterval(() => void this.run().catch(this.#o.onTrouble), every);
    timer.unref();
    return () => clearInterval(timer);
  }

  async #run(): Promise<void> {
    const { store, clock, send } = this.#o;
    if (send === null) return;
    for (;;) {
      const due = await store.dueOrders(clock(), AT_ONCE);
      if (due.length === 0) return;
      await Promise.all(due.map((order) => this.#send(order, send)));
    }
  }

  async #send(order: OrderOnItsWay, send: SendOrder): Promise<void> {
    const { store, clock } = this.#o;
    if (!await store.claimOrder(order.id, order.attempts, clock() + LEASE)) return;
    const attempts = order.attempts + 1;
    await store.settleOrder(order.id, attempts, await this.#outcome(order, attempts, send));
  }

  async #outcome(order: OrderOnItsWay, attempts: number, send: SendOrder): Promise<OrderOutcome> {
    const { clock } = this.#o;
    const done = (state: OrderOutcome["state"], problem: string | null, pause = 0): OrderOutcome => ({ state, problem, changedAt: clock(), nextAt: clock() + pause });
    try {
      return await send(order.id, order.body) === "taken" ? done("taken", null) : done("given-up", "对方说不要再送");
    } catch (error) {
      const problem = (error instanceof Error ? error.message : "").slice(0, LONGEST_PROBLEM);
      const pause = ORDER_PAUSES[attempts - 1];
      return pause === undefined ? done("given-up", problem) : done("waiting", problem, pause);
    }
  }
}

function told({ state, attempts, nextAt, changedAt, problem }: OrderOnItsWay): string {
  const why = problem ? `（${problem}）` : "";
  switch (state) {
    case "taken": return `工单系统已经收下，${timeInChina(changedAt)}。改了小结也不会再送。`;
    case "given-up": return `试了 ${attempts} 次都没有送到${why}。可以再送，或者导出以后自己录入。`;
    case "waiting": return attempts === 0 || problem === null ? "正在送给工单系统。" : `第 ${attempts} 次没有送到${why}，${timeInChina(nextAt)} 再送，不用守着。`;
  }
}
