/** What channels need from outside. storage/ implements it. */

/** Where a person of a channel is. The person is a keyed hash: who it is cannot be told from the store. */
export interface ChannelPerson {
  readonly conversation: string;
  /** How much of the last answer has been sent, in characters: channels cut long ones. */
  readonly shown: number;
}

export interface ChannelPeople {
  /** Null when the person is new, or the conversation has been deleted. */
  person(person: string): Promise<ChannelPerson | null>;
  /** @returns false when the conversation is not there any more */
  remember(person: string, at: ChannelPerson): Promise<boolean>;
}
