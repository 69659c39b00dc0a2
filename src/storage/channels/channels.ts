/** Where people of other channels are and how they are reached, on either database. */
import { z } from "zod";
import type { ChannelPeople, ChannelPerson, Heard, Reach } from "../../channels/ports.ts";
import type { Sql } from "../sql.ts";

const person = z.object({ conversation: z.string(), shown: z.number() }) satisfies z.ZodType<ChannelPerson>;
const reach = z.object({
  conversation: z.string(), channel: z.string(), sealed: z.string().nullable(), heardAt: z.coerce.number(), sent: z.number(), told: z.number(),
}) satisfies z.ZodType<Reach>;

export class SqlChannels implements ChannelPeople {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async person(id: string): Promise<ChannelPerson | null> {
    const [row] = await this.#sql.all("SELECT conversation, shown FROM channel_people WHERE person = $1", [id]);
    return row ? person.parse(row) : null;
  }

  async remember(id: string, { conversation, shown }: ChannelPerson): Promise<boolean> {
    return await this.#sql.run(
      `INSERT INTO channel_people (person, conversation, shown) SELECT $1, id, CAST($2 AS INTEGER) FROM conversations WHERE id = $3
       ON CONFLICT (person) DO UPDATE SET conversation = excluded.conversation, shown = excluded.shown`, [id, shown, conversation]) > 0;
  }

  async reach(conversation: string): Promise<Reach | null> {
    const [row] = await this.#sql.all(`SELECT conversation, channel, sealed, heard_at AS "heardAt", sent, told FROM channel_reach WHERE conversation = $1`, [conversation]);
    return row ? reach.parse(row) : null;
  }

  async heard({ conversation, channel, sealed, heardAt }: Heard): Promise<void> {
    await this.#sql.run(
      `INSERT INTO channel_reach (conversation, channel, sealed, heard_at, sent, told) VALUES ($1, $2, $3, $4, 0, 0)
       ON CONFLICT (conversation) DO UPDATE SET channel = excluded.channel, sealed = excluded.sealed, heard_at = excluded.heard_at, sent = 0`,
      [conversation, channel, sealed, heardAt]);
  }

  async claim(conversation: string, from: number, to: number, messages: number): Promise<boolean> {
    return await this.#sql.run("UPDATE channel_reach SET told = $3, sent = sent + $4 WHERE conversation = $1 AND told = $2", [conversation, from, to, messages]) > 0;
  }

  async release(conversation: string, to: number, from: number, sent: number): Promise<void> {
    await this.#sql.run("UPDATE channel_reach SET told = $3, sent = $4 WHERE conversation = $1 AND told = $2", [conversation, to, from, sent]);
  }

  async forget(conversation: string): Promise<void> {
    await this.#sql.run("UPDATE channel_reach SET sealed = NULL WHERE conversation = $1", [conversation]);
  }

  async forgetBefore(epochMs: number): Promise<number> {
    return this.#sql.run("UPDATE channel_reach SET sealed = NULL WHERE sealed IS NOT NULL AND heard_at < $1", [epochMs]);
  }
}
