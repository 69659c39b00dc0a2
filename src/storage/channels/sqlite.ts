import type { ChannelPeople, ChannelPerson } from "../../channels/ports.ts";
import type { SqliteAccess } from "../sqliteAccess.ts";

export class SqliteChannels implements ChannelPeople {
  readonly #access: SqliteAccess;
  readonly #find;
  readonly #put;

  constructor(access: SqliteAccess) {
    this.#access = access;
    this.#find = access.db.prepare("SELECT conversation, shown FROM channel_people WHERE person = ?");
    this.#put = access.db.prepare(`
      INSERT INTO channel_people (person, conversation, shown) SELECT ?, id, ? FROM conversations WHERE id = ?
      ON CONFLICT (person) DO UPDATE SET conversation = excluded.conversation, shown = excluded.shown`);
  }

  async person(person: string): Promise<ChannelPerson | null> {
    const row = this.#access.read(() => this.#find.get(person)) as ChannelPerson | undefined;
    return row ? { conversation: row.conversation, shown: row.shown } : null;
  }

  async remember(person: string, { conversation, shown }: ChannelPerson): Promise<boolean> {
    return this.#access.write(() => this.#put.run(person, shown, conversation).changes > 0);
  }
}
