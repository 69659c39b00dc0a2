/** What channels need from outside. storage/ implements it. */

/** Where a person of a channel is. The person is a keyed hash: who it is cannot be told from the store. */
export interface ChannelPerson {
  readonly conversation: string;
  /** How much of the last answer has been sent, in characters: channels cut long ones. */
  readonly shown: number;
}

/**
 * How an agent's words reach somebody on a channel. The vendor's id of the person is kept only while the desk has
 * business with the conversation, sealed, and no longer than the vendor takes messages for it.
 */
export interface Reach {
  readonly conversation: string;
  readonly channel: string;
  /** Null: not kept, or no longer. */
  readonly sealed: string | null;
  /** When the person last wrote. */
  readonly heardAt: number;
  /** Messages sent since. */
  readonly sent: number;
  /** What the desk said up to this event has been told. */
  readonly told: number;
}

/** What is known anew when a person writes. */
export type Heard = Pick<Reach, "conversation" | "channel" | "sealed" | "heardAt">;

export interface ChannelPeople {
  /** Null when the person is new, or the conversation has been deleted. */
  person(person: string): Promise<ChannelPerson | null>;
  /** @returns false when the conversation is not there any more */
  remember(person: string, at: ChannelPerson): Promise<boolean>;

  reach(conversation: string): Promise<Reach | null>;
  /** The person has written: nothing has been sent since. What has been told stays as it was, 0 when it is new. */
  heard(heard: Heard): Promise<void>;
  /**
   * What is about to be told, for one node alone.
   * @param messages how many it takes of what the vendor lets us send
   * @returns false when somebody else was faster
   */
  claim(conversation: string, from: number, to: number, messages: number): Promise<boolean>;
  /** It could not be told after all. @param sent messages that count as sent from now on */
  release(conversation: string, to: number, from: number, sent: number): Promise<void>;
  /** Who it is, is no longer kept; how far it was told, is. */
  forget(conversation: string): Promise<void>;
  /** As `forget`, for everybody who last wrote before; returns how many. */
  forgetBefore(epochMs: number): Promise<number>;
}
