/** The inbox on PostgreSQL. */
import type { Decision, Figures, InboxStore, KeptMiss, Miss, Position, Reader, Span } from "../../curation/inbox/ports.ts";
import type { PostgresAccess } from "../postgresAccess.ts";
import { decisionBody, decisionOf, figuresBody, figuresOf, missBody, missOf } from "./rows.ts";

/** Ids in the order of bytes, as JavaScript and SQLite compare them. */
const BY_ID = `id COLLATE "C"`;

export class PostgresInbox implements InboxStore {
  readonly #access: PostgresAccess;

  constructor(access: PostgresAccess) {
    this.#access = access;
  }

  async changed({ at, id }: Position, until: number, limit: number): Promise<readonly Position[]> {
    const rows = await this.#access.read<{ at: string; id: string }>(`SELECT last_at AS at, id FROM conversations
      WHERE last_at >= $1::bigint AND (last_at > $1::bigint OR ${BY_ID} > $2::text) AND last_at <= $3::bigint ORDER BY last_at, ${BY_ID} LIMIT $4::int`, [at, id, until, limit]);
    return rows.map((r) => ({ at: Number(r.at), id: r.id }));
  }

  async position(reader: Reader): Promise<Position> {
    const [row] = await this.#access.read<{ at: string; id: string }>("SELECT at, id FROM inbox_positions WHERE reader = $1", [reader]);
    return row ? { at: Number(row.at), id: row.id } : { at: 0, id: "" };
  }

  async setPosition(reader: Reader, { at, id }: Position): Promise<void> {
    await this.#access.write(
      "INSERT INTO inbox_positions (reader, at, id) VALUES ($1, $2, $3) ON CONFLICT (reader) DO UPDATE SET at = excluded.at, id = excluded.id", [reader, at, id]);
  }

  async replace(conversation: string, misses: readonly Miss[], figures: Figures): Promise<void> {
    await this.#access.transaction(async (query) => {
      // Readers on several nodes queue here; deleted in the meantime, nothing of it may come back.
      if ((await query("SELECT 1 FROM conversations WHERE id = $1 FOR KEY SHARE", [conversation])).rowCount === 0) return;
      await query("DELETE FROM inbox_misses WHERE conversation = $1 AND id <> ALL ($2::text[])", [conversation, misses.map((m) => m.id)]);
      await query(`INSERT INTO inbox_misses (id, conversation, at, body) SELECT m.id, $1, m.at, m.body FROM unnest($2::text[], $3::bigint[], $4::text[]) AS m (id, at, body)
        ON CONFLICT (id) DO UPDATE SET at = excluded.at, body = excluded.body`, [conversation, misses.map((m) => m.id), misses.map((m) => m.at), misses.map(missBody)]);
      await query("INSERT INTO inbox_figures (conversation, at, body) VALUES ($1, $2, $3) ON CONFLICT (conversation) DO UPDATE SET at = excluded.at, body = excluded.body",
        [conversation, figures.at, figuresBody(figures)]);
    });
  }

  async misses({ from, until, limit }: Span): Promise<readonly KeptMiss[]> {
    const rows = await this.#access.read<{ decision: string | null; body: string }>(
      `SELECT decision, body FROM inbox_misses WHERE at >= $1::bigint AND at < $2::bigint ORDER BY at DESC, ${BY_ID} LIMIT $3::int`, [from, until, limit]);
    return rows.map(({ decision, body }) => ({ miss: missOf(body), decision }));
  }

  async figures({ from, until, limit }: Span): Promise<readonly Figures[]> {
    const rows = await this.#access.read<{ body: string }>(
      `SELECT body FROM inbox_figures WHERE at >= $1::bigint AND at < $2::bigint ORDER BY at DESC, conversation COLLATE "C" LIMIT $3::int`, [from, until, limit]);
    return rows.map(({ body }) => figuresOf(body));
  }

  async decisions(ids: readonly string[]): Promise<readonly Decision[]> {
    const rows = await this.#access.read<{ id: string; body: string }>("SELECT id, body FROM inbox_decisions WHERE id = ANY ($1::text[])", [ids]);
    const found = new Map(rows.map((r) => [r.id, decisionOf(r.body)]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async decide(decision: Decision, misses: readonly string[]): Promise<number> {
    return this.#access.transaction(async (query) => {
      await query("INSERT INTO inbox_decisions (id, at, body) VALUES ($1, $2, $3)", [decision.id, decision.at, decisionBody(decision)]);
      return (await query("UPDATE inbox_misses SET decision = $1 WHERE id = ANY ($2::text[])", [decision.id, misses])).rowCount ?? 0;
    });
  }

  async reopen(decision: string): Promise<number> {
    return (await this.#access.write("UPDATE inbox_misses SET decision = NULL WHERE decision = $1", [decision])).rowCount ?? 0;
  }
}
