/** The trip card as text messages to a citizen's phone. */
import { linkTo } from "../assistant/access.ts";
import { ownEdition } from "../dialogue/ownEdition.ts";
import { planOf } from "../dialogue/plan.ts";
import { replay } from "../dialogue/state.ts";
import type { ConversationEvent } from "../domain/conversation.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import type { Contacts } from "./contacts.ts";
import type { DeskOptions } from "./setup.ts";
import { smsOf } from "./sms.ts";

const NO_LIST = "还没有清单，发出去没有用。先选好要办的事。";
/** Characters of a link's code. */
const CODE_LENGTH = 22;

export class Texts {
  readonly #o: DeskOptions;
  readonly #contacts: Contacts;
  readonly #editionOf: (events: readonly ConversationEvent[]) => Promise<Edition>;

  /** @param editionOf the edition a conversation runs on */
  constructor(options: DeskOptions, contacts: Contacts, editionOf: (events: readonly ConversationEvent[]) => Promise<Edition>) {
    this.#o = options;
    this.#contacts = contacts;
    this.#editionOf = editionOf;
  }

  /**
   * Sends the trip card to a number given for this. The number is sealed while the message is on its way and gone after.
   * @returns why it was not sent, in plain Chinese, or null
   */
  async send(id: string, written: string): Promise<string | null> {
    const { sendSms, store } = this.#o;
    if (sendSms === null) return "这里没有接短信平台，发不了。可以把清单念给市民，或者请他上网页看。";
    const { publicUrl, assistant } = this.#o;
    if (!await this.preview(id)) return NO_LIST;
    const code = publicUrl === null ? null : (await linkTo(assistant.store, id, assistant.clock()))?.code ?? null;
    const messages = await this.#made(id, code);
    if (!messages) return NO_LIST;
    const refused = await this.#contacts.keep(id, "sms", written, assistant.clock());
    if (refused !== null) return refused;
    try {
      const phone = await this.#contacts.of(id, "sms");
      return phone !== null && await sendSms(phone, messages) ? null : "短信平台没有收下，短信没有发出去。过一会儿再试，或者念给市民。";
    } finally {
      await store.dropContact(id, "sms");
    }
  }

  /** The messages as they would be sent, with something of the same length in place of the link's code. */
  preview(id: string): Promise<string[] | null> {
    return this.#made(id, this.#o.publicUrl === null ? null : "发出时生成".padEnd(CODE_LENGTH, "*"));
  }

  /** The trip card as text messages; null while there is none. */
  async #made(id: string, code: string | null): Promise<string[] | null> {
    const link = code === null ? null : `${this.#o.publicUrl ?? ""}/#r=${code}`;
    const conversation = await this.#o.assistant.store.load(id);
    if (!conversation) return null;
    const state = replay(conversation.events);
    const edition = ownEdition(await this.#editionOf(conversation.events), state);
    if (state.trip.every((t) => !edition.guides.has(t.guide))) return null;
    return smsOf(planOf(edition, state, dayInChina(this.#o.assistant.clock())), link);
  }
}
