/** The desk's own tables, on either database. A damaged row is left out of a list, never guessed. */
import { z } from "zod";
import { SUGGESTION_KINDS, SUGGESTION_VERDICTS } from "../../domain/conversation.ts";
import { type Contact, type DeskStore, type Handled, type OrderOnItsWay, type OrderOutcome, type SuggestionCount } from "../../desk/ports.ts";
import { ORDER_STATES, PRESENCES, QUEUE_STATUSES, type CannedWording, type Presence, type QueueEntry, type QueueStatus } from "../../domain/desk.ts";
import type { Sql } from "../sql.ts";

const text = z.string();
const entry = z.object({
  conversation: text, status: z.enum(QUEUE_STATUSES), since: z.number(), askedAt: z.number(), reason: text, summary: text, region: text.nullable(), channel: text,
  agent: text.nullable(), agentName: text.nullable(), forAgent: text.nullable(), note: text.nullable(), seq: z.number(), lastAt: z.number(), unanswered: z.boolean(),
}) satisfies z.ZodType<QueueEntry>;
const presence = z.object({
  agent: text, name: text, team: text.nullable(), presence: z.enum(PRESENCES), since: z.number(), seenAt: z.number(),
}) satisfies z.ZodType<Presence>;
const handled = z.object({
  conversation: text, agent: text, kind: z.enum(["chat", "call"]), waited: z.coerce.number(), took: z.coerce.number(), endedAt: z.coerce.number(),
}) satisfies z.ZodType<Handled>;
const counted = z.object({
  day: text, agent: text, kind: z.enum(SUGGESTION_KINDS), verdict: z.enum(SUGGESTION_VERDICTS), count: z.coerce.number(),
}) satisfies z.ZodType<SuggestionCount>;
const contact = z.object({
  conversation: text, purpose: z.enum(["call-back", "sms"]), sealed: text, consentAt: z.coerce.number(), deleteAfter: z.coerce.number(),
}) satisfies z.ZodType<Contact>;

const order = z.object({
  id: text, conversation: text, state: z.enum(ORDER_STATES), attempts: z.number(), nextAt: z.coerce.number(), changedAt: z.coerce.number(), problem: text.nullable(), body: text,
}) satisfies z.ZodType<OrderOnItsWay>;

interface Body {
  readonly body: string;
}

const ENTRY = "SELECT body FROM desk_queue";
const DESK_EVENTS = `substr(body, 1, 17) IN ('{"type":"HandedOf', '{"type":"CallOpen', '{"type":"MessageL')`;

const ORDER = `SELECT id, conversation, state, attempts, next_at AS "nextAt", changed_at AS "changedAt", problem, body FROM desk_orders`;
const WORDING = "SELECT id, team, title, text FROM desk_wording";

export class SqlDesk implements DeskStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async putEntry(e: QueueEntry): Promise<void> {
    await this.#sql.run(
      `INSERT INTO desk_queue (conversation, status, agent, asked_at, seq, body) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (conversation) DO UPDATE SET status = excluded.status, agent = excluded.agent, asked_at = excluded.asked_at, seq = excluded.seq, body = excluded.body
       WHERE desk_queue.seq <= excluded.seq`,
      [e.conversation, e.status, e.agent, e.askedAt, e.seq, JSON.stringify(e)]);
  }

  async entry(conversation: string): Promise<QueueEntry | null> {
    if (!isStorable(conversation)) return null;
    const [found] = readable(entry, await this.#sql.all<Body>(`${ENTRY} WHERE conversation = $1`, [conversation]));
    return found ?? null;
  }

  async entries(statuses: readonly QueueStatus[], limit: number, agent?: string): Promise<QueueEntry[]> {
    const lists = await Promise.all(statuses.map((status) => agent === undefined
      ? this.#sql.all<Body>(`${ENTRY} WHERE status = $1 ORDER BY asked_at LIMIT $2`, [status, limit])
      : this.#sql.all<Body>(`${ENTRY} WHERE status = $1 AND agent = $2 ORDER BY asked_at LIMIT $3`, [status, agent, limit])));
    return lists.flatMap((rows) => readable(entry, rows)).sort((a, b) => a.askedAt - b.askedAt).slice(0, limit);
  }

  async handedOffSince(epochMs: number): Promise<string[]> {
    const rows = await this.#sql.all<{ conversation: string }>(`SELECT DISTINCT conversation FROM events WHERE ${DESK_EVENTS} AND at >= $1`, [epochMs]);
    return rows.map((r) => r.conversation);
  }

  async putPresence(p: Presence): Promise<void> {
    await this.#sql.run(
      `INSERT INTO desk_presence (agent, seen_at, body) VALUES ($1, $2, $3)
       ON CONFLICT (agent) DO UPDATE SET seen_at = excluded.seen_at, body = excluded.body`, [p.agent, p.seenAt, JSON.stringify(p)]);
  }

  async presence(agent: string): Promise<Presence | null> {
    const [found] = readable(presence, await this.#sql.all<Body>("SELECT body FROM desk_presence WHERE agent = $1", [agent]));
    return found ?? null;
  }

  async presences(seenSince: number): Promise<Presence[]> {
    return readable(presence, await this.#sql.all<Body>("SELECT body FROM desk_presence WHERE seen_at >= $1 ORDER BY agent", [seenSince]));
  }

  async putContact(c: Contact): Promise<void> {
    await this.#sql.run(
      `INSERT INTO desk_contacts (conversation, purpose, sealed, consent_at, delete_after) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (conversation, purpose) DO UPDATE SET sealed = excluded.sealed, consent_at = excluded.consent_at, delete_after = excluded.delete_after`,
      [c.conversation, c.purpose, c.sealed, c.consentAt, c.deleteAfter]);
  }

  async contact(conversation: string, purpose: Contact["purpose"]): Promise<Contact | null> {
    if (!isStorable(conversation)) return null;
    const [row] = await this.#sql.all(
      `SELECT conversation, purpose, sealed, consent_at AS "consentAt", delete_after AS "deleteAfter" FROM desk_contacts WHERE conversation = $1 AND purpose = $2`, [conversation, purpose]);
    return row ? contact.parse(row) : null;
  }

  async dropContact(conversation: string, purpose: Contact["purpose"]): Promise<void> {
    await this.#sql.run("DELETE FROM desk_contacts WHERE conversation = $1 AND purpose = $2", [conversation, purpose]);
  }

  async dropContactsBefore(epochMs: number): Promise<number> {
    return this.#sql.run("DELETE FROM desk_contacts WHERE delete_after < $1", [epochMs]);
  }

  async putHandled(h: Handled): Promise<void> {
    await this.#sql.run("INSERT INTO desk_handled (conversation, agent, kind, waited, took, ended_at) VALUES ($1, $2, $3, $4, $5, $6)",
      [h.conversation, h.agent, h.kind, h.waited, h.took, h.endedAt]);
  }

  async handledBetween(from: number, to: number): Promise<Handled[]> {
    const rows = await this.#sql.all(
      `SELECT conversation, agent, kind, waited, took, ended_at AS "endedAt" FROM desk_handled WHERE ended_at >= $1 AND ended_at < $2 ORDER BY ended_at`, [from, to]);
    return rows.map((r) => handled.parse(r));
  }

  async count(s: Omit<SuggestionCount, "count">): Promise<void> {
    await this.#sql.run(
      `INSERT INTO desk_suggestions (day, agent, kind, verdict, count) VALUES ($1, $2, $3, $4, 1)
       ON CONFLICT (day, agent, kind, verdict) DO UPDATE SET count = desk_suggestions.count + 1`, [s.day, s.agent, s.kind, s.verdict]);
  }

  async counts(fromDay: string, toDay: string): Promise<SuggestionCount[]> {
    const rows = await this.#sql.all("SELECT day, agent, kind, verdict, count FROM desk_suggestions WHERE day >= $1 AND day <= $2 ORDER BY day, agent, kind, verdict", [fromDay, toDay]);
    return rows.map((r) => counted.parse(r));
  }

  async addOrder(o: OrderOnItsWay): Promise<boolean> {
    return await this.#sql.run(
      `INSERT INTO desk_orders (id, conversation, state, attempts, next_at, changed_at, problem, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
      [o.id, o.conversation, o.state, o.attempts, o.nextAt, o.changedAt, o.problem, o.body]) > 0;
  }

  async order(id: string): Promise<OrderOnItsWay | null> {
    if (!isStorable(id)) return null;
    const [row] = await this.#sql.all(`${ORDER} WHERE id = $1`, [id]);
    return row ? order.parse(row) : null;
  }

  async dueOrders(now: number, limit: number): Promise<OrderOnItsWay[]> {
    return (await this.#sql.all(`${ORDER} WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT $2`, [now, limit])).map((row) => order.parse(row));
  }

  async claimOrder(id: string, attempts: number, until: number): Promise<boolean> {
    return await this.#sql.run("UPDATE desk_orders SET attempts = attempts + 1, next_at = $3 WHERE id = $1 AND state = 'waiting' AND attempts = $2", [id, attempts, until]) > 0;
  }

  async settleOrder(id: string, attempts: number, { state, nextAt, changedAt, problem }: OrderOutcome): Promise<void> {
    await this.#sql.run("UPDATE desk_orders SET state = $3, next_at = $4, changed_at = $5, problem = $6 WHERE id = $1 AND state = 'waiting' AND attempts = $2",
      [id, attempts, state, nextAt, changedAt, problem]);
  }

  async reviveOrder(id: string, now: number): Promise<boolean> {
    return await this.#sql.run("UPDATE desk_orders SET state = 'waiting', attempts = 0, next_at = $2, changed_at = $2 WHERE id = $1 AND state = 'given-up'", [id, now]) > 0;
  }

  async putWording(w: CannedWording): Promise<void> {
    await this.#sql.run(
      `INSERT INTO desk_wording (id, team, title, text) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET team = excluded.team, title = excluded.title, text = excluded.text`, [w.id, w.team, w.title, w.text]);
  }

  async dropWording(id: string): Promise<boolean> {
    return isStorable(id) && await this.#sql.run("DELETE FROM desk_wording WHERE id = $1", [id]) > 0;
  }

  async wordings(teams: readonly string[] | null): Promise<CannedWording[]> {
    const list = (where: string, values: readonly string[]): Promise<CannedWording[]> => this.#sql.all<CannedWording>(`${WORDING} ${where} ORDER BY title, id`, values);
    if (teams === null) return list("", []);
    const lists = await Promise.all([list("WHERE team IS NULL", []), ...[...new Set(teams)].map((team) => list("WHERE team = $1", [team]))]);
    return lists.flat().sort((a, b) => a.title < b.title ? -1 : a.title > b.title ? 1 : 0);
  }

  async wording(id: string): Promise<CannedWording | null> {
    if (!isStorable(id)) return null;
    const [found] = await this.#sql.all<CannedWording>(`${WORDING} WHERE id = $1`, [id]);
    return found ?? null;
  }
}

function readable<T>(schema: z.ZodType<T>, rows: readonly Body[]): T[] {
  return rows.flatMap(({ body }) => {
    try {
      const read = schema.safeParse(JSON.parse(body));
      return read.success ? [read.data] : [];
    } catch {
      return [];
    }
  });
}

/** PostgreSQL text holds neither U+0000 nor half a surrogate pair: no id that has one can be there. */
function isStorable(id: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(id);
}
