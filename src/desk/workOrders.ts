/** The work order of a conversation: made of its events, exported, or handed to another system. */
import { replay } from "../dialogue/state.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import type { OrderDelivery } from "../domain/desk.ts";
import type { Edition } from "../domain/edition.ts";
import { Orders } from "./orders.ts";
import { queueEntryOf } from "./queue.ts";
import type { DeskOptions } from "./setup.ts";
import { orderNumber, workOrderOf, type WorkOrder } from "./workOrder.ts";
import { wrapUpOf } from "./wrapUp.ts";

export class WorkOrders {
  readonly #o: DeskOptions;
  readonly #editionOf: (events: readonly ConversationEvent[]) => Promise<Edition>;
  readonly orders: Orders;

  /** @param editionOf the edition a conversation runs on */
  constructor(options: DeskOptions, editionOf: (events: readonly ConversationEvent[]) => Promise<Edition>) {
    const { store, assistant, sendOrder, onTrouble } = options;
    this.#o = options;
    this.#editionOf = editionOf;
    this.orders = new Orders({ store, clock: assistant.clock, send: sendOrder ?? null, onTrouble });
  }

  /** The work order as it stands, with the wrap-up as it was saved last; null when the desk has no business with it. */
  async of(id: string): Promise<WorkOrder | null> {
    const { store, assistant } = this.#o;
    const conversation = await assistant.store.load(id);
    if (!conversation) return null;
    const { events } = conversation;
    const edition = await this.#editionOf(events);
    const entry = queueEntryOf(id, edition, events);
    if (!entry) return null;
    const summary = wrapUpOf(edition, events, assistant.clock());
    const authorities = replay(events).trip.flatMap((t) => edition.guides.get(t.guide)?.authority ?? edition.services.get(t.guide)?.authority ?? []);
    const hasContact = await store.contact(id, "call-back") !== null;
    return workOrderOf({ entry, events, summary, authorities, hasContact });
  }

  /** Hands it to the other system; null as for `of`. */
  async hand(id: string): Promise<OrderDelivery | null> {
    const order = await this.of(id);
    return order && this.orders.hand(order.工单号, id, async () => JSON.stringify({ type: "work-order", id: order.工单号, at: this.#o.assistant.clock(), conversation: id, order }));
  }

  /** Where it is on its way; null as for `of`. */
  async delivery(id: string): Promise<OrderDelivery | null> {
    const conversation = await this.#o.assistant.store.load(id);
    return conversation && this.orders.of(orderNumber(id, conversation.events));
  }
}
