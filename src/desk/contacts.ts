/** Numbers to call back or to send a message to: given with consent, sealed, gone after their use or their time. */
import { phoneOf, seal, unseal } from "./sealing.ts";
import type { Contact, DeskStore } from "./ports.ts";

const DAY = 86_400_000;

export interface ContactsSetup {
  readonly store: DeskStore;
  readonly contactKey: string | null;
  readonly contactDays: number;
}

export class Contacts {
  readonly #o: ContactsSetup;

  constructor(setup: ContactsSetup) {
    this.#o = setup;
  }

  /** @returns why it was not kept, in plain Chinese, or null */
  async keep(id: string, purpose: Contact["purpose"], written: string, now: number): Promise<string | null> {
    const { contactKey, store, contactDays } = this.#o;
    if (contactKey === null) return "这里还不能留电话（没有设置加密用的密钥）。请直接打 12345。";
    const phone = phoneOf(written);
    if (phone === null) return "这个号码不像能打通的电话。请填 11 位手机号，或者带区号的固定电话。";
    await store.putContact({ conversation: id, purpose, sealed: seal(contactKey, `${id}:${purpose}`, phone), consentAt: now, deleteAfter: now + contactDays * DAY });
    return null;
  }

  /** The number; null when there is none, or nothing to open it with. */
  async of(id: string, purpose: Contact["purpose"]): Promise<string | null> {
    const kept = await this.#o.store.contact(id, purpose);
    return kept && this.#o.contactKey !== null ? unseal(this.#o.contactKey, `${id}:${purpose}`, kept.sealed) : null;
  }
}
