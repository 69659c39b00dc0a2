/** What the desk works with. */
import type { Assistant } from "../assistant/takeTurn.ts";
import type { SendOrder } from "./orders.ts";
import type { DeskStore, Outward } from "./ports.ts";

/** What a desk is set up with. */
export interface DeskSetup {
  readonly store: DeskStore;
  /** When agents are there, in words: "周一至周五 9:00—17:00". */
  readonly hours: string;
  /** Seals numbers; without one no number is taken. */
  readonly contactKey: string | null;
  readonly contactDays: number;
  /** Hands messages to a provider; true when it has taken them. Null where there is none. */
  readonly sendSms: ((phone: string, messages: readonly string[]) => Promise<boolean>) | null;
  /** Hands a work order to another system; absent where there is none. */
  readonly sendOrder?: SendOrder | null;
  /** Carries what agents say to citizens on other channels; absent where there are none. */
  readonly outward?: Outward;
}

export interface DeskOptions extends DeskSetup {
  readonly assistant: Assistant;
  /** Where citizens reach us, for links in messages; null when that is not set. */
  readonly publicUrl: string | null;
  /** Tells whoever listens that something about the queue, or about one agent's conversations, has changed. */
  readonly notify: (about: { readonly queue: true } | { readonly agent: string }) => void;
  /** A listing that could not be kept up to date: the log is stored, the list catches up with the next event. */
  readonly onTrouble: (error: unknown) => void;
}
