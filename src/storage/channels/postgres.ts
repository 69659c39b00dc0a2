import type { ChannelPeople, ChannelPerson } from "../../channels/ports.ts";
import type { PostgresAccess } from "../postgresAccess.ts";

const PUT = `
  INSERT INTO channel_people (person, conversation, shown) SELECT $1, id, $2::int FROM conversations WHERE id = $3
  ON CONFLICT (person) DO UPDATE SET conversation = excluded.conversation, shown = excluded.shown`;

export class PostgresChannels implements ChannelPeople {
  readonly #access: PostgresAccess;

  constructor(access: PostgresAccess) {
    this.#access = access;
  }

  async person(person: string): Promise<ChannelPerson | null> {
    const [row] = await this.#access.read<{ conversation: string; shown: number }>("SELECT conversation, shown FROM channel_people WHERE person = $1", [person]);
    return row ?? null;
  }

  async remember(person: string, { conversation, shown }: ChannelPerson): Promise<boolean> {
    return (await this.#access.write(PUT, [person, shown, conversation])).rowCount === 1;
  }
}
