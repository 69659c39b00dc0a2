/** The inbox in the embedded store. */
import type { Decision, Figures, InboxStore, KeptMiss, Miss, Position, Reader, Span } from "../../curation/inbox/ports.ts";
import type { SqliteAccess } from "../sqliteAccess.ts";
import { decisionBody, decisionOf, figuresBody, figuresOf, missBody, missOf } from "./rows.ts";

export class SqliteInbox implements InboxStore {
  readonly #access: SqliteAccess;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(access: SqliteAccess) {
    this.#access = access;
    this.#sql = prepare(access);
  }

  async changed({ at, id }: Position, until: number, limit: number): Promise<readonly Position[]> {
    return this.#access.read(() => (this.#sql.changed.all(at, id, until, limit) as Position[]).map(positionOf));
  }

  async position(reader: Reader): Promise<Position> {
    return this.#access.read(() => {
      const row = this.#sql.position.get(reader) as Position | undefined;
      return row ? positionOf(row) : { at: 0, id: "" };
    });
  }

  async setPosition(reader: Reader, { at, id }: Position): Promise<void> {
    this.#access.write(() => this.#sql.setPosition.run(reader, at, id));
  }

  async replace(conversation: string, misses: readonly Miss[], figures: Figures): Promise<void> {
    this.#access.write(() => {
      // Deleted in the meantime: nothing of it may come back.
      if (!this.#sql.conversation.get(conversation)) return;
      const decided = new Map((this.#sql.decided.all(conversation) as { id: string; decision: string }[]).map((r) => [r.id, r.decision]));
      this.#sql.deleteOf.run(conversation);
      for (const m of misses) this.#sql.add.run(m.id, conversation, m.at, decided.get(m.id) ?? null, missBody(m));
      this.#sql.setFigures.run(conversation, figures.at, figuresBody(figures));
    });
  }

  async misses({ from, until, limit }: Span): Promise<readonly KeptMiss[]> {
    return this.#access.read(() => (this.#sql.misses.all(from, until, limit) as { decision: string | null; body: string }[])
      .map(({ decision, body }) => ({ miss: missOf(body), decision })));
  }

  async figures({ from, until, limit }: Span): Promise<readonly Figures[]> {
    return this.#access.read(() => (this.#sql.figures.all(from, until, limit) as { body: string }[]).map(({ body }) => figuresOf(body)));
  }

  async decisions(ids: readonly string[]): Promise<readonly Decision[]> {
    return this.#access.read(() => ids.flatMap((id) => {
      const row = this.#sql.decision.get(id) as { body: string } | undefined;
      return row ? [decisionOf(row.body)] : [];
    }));
  }

  async decide(decision: Decision, misses: readonly string[]): Promise<number> {
    return this.#access.write(() => {
      this.#sql.addDecision.run(decision.id, decision.at, decisionBody(decision));
      return misses.reduce((sum, id) => sum + this.#sql.setDecision.run(decision.id, id).changes, 0);
    });
  }

  async reopen(decision: string): Promise<number> {
    return this.#access.write(() => this.#sql.reopen.run(decision).changes);
  }
}

/** Without what the driver adds to a row. */
const positionOf = ({ at, id }: Position): Position => ({ at, id });

function prepare({ db }: SqliteAccess) {
  return {
    changed: db.prepare("SELECT last_at AS at, id FROM conversations WHERE (last_at, id) > (?, ?) AND last_at <= ? ORDER BY last_at, id LIMIT ?"),
    position: db.prepare("SELECT at, id FROM inbox_positions WHERE reader = ?"),
    setPosition: db.prepare("INSERT OR REPLACE INTO inbox_positions (reader, at, id) VALUES (?, ?, ?)"),
    conversation: db.prepare("SELECT 1 FROM conversations WHERE id = ?"),
    decided: db.prepare("SELECT id, decision FROM inbox_misses WHERE conversation = ? AND decision IS NOT NULL"),
    deleteOf: db.prepare("DELETE FROM inbox_misses WHERE conversation = ?"),
    add: db.prepare("INSERT INTO inbox_misses (id, conversation, at, decision, body) VALUES (?, ?, ?, ?, ?)"),
    misses: db.prepare("SELECT decision, body FROM inbox_misses WHERE at >= ? AND at < ? ORDER BY at DESC, id LIMIT ?"),
    setFigures: db.prepare("INSERT OR REPLACE INTO inbox_figures (conversation, at, body) VALUES (?, ?, ?)"),
    figures: db.prepare("SELECT body FROM inbox_figures WHERE at >= ? AND at < ? ORDER BY at DESC, conversation LIMIT ?"),
    decision: db.prepare("SELECT body FROM inbox_decisions WHERE id = ?"),
    addDecision: db.prepare("INSERT INTO inbox_decisions (id, at, body) VALUES (?, ?, ?)"),
    setDecision: db.prepare("UPDATE inbox_misses SET decision = ? WHERE id = ?"),
    reopen: db.prepare("UPDATE inbox_misses SET decision = NULL WHERE decision = ?"),
  };
}
