/** Curation's documents and blobs in the embedded store. */
import type { Blob, CurationStore, DocumentWrite, StoredDocument } from "../../curation/ports.ts";
import type { SqliteAccess } from "../sqliteAccess.ts";

export class SqliteCuration implements CurationStore {
  readonly #access: SqliteAccess;
  readonly #sql: ReturnType<typeof prepare>;

  constructor(access: SqliteAccess) {
    this.#access = access;
    this.#sql = prepare(access);
  }

  async get(kind: string, id: string): Promise<StoredDocument | null> {
    // The driver cuts a text off at U+0000: another document would be found.
    if (id.includes("\0")) return null;
    return this.#access.read(() => {
      const row = this.#sql.get.get(kind, id) as StoredDocument | undefined;
      return row ? documentOf(row) : null;
    });
  }

  async list(kind: string): Promise<readonly StoredDocument[]> {
    return this.#access.read(() => (this.#sql.list.all(kind) as StoredDocument[]).map(documentOf));
  }

  async commit(writes: readonly DocumentWrite[], blobs: readonly Blob[], at: number, drop: readonly string[] = []): Promise<"stored" | "conflict"> {
    return this.#access.write(() => {
      const stands = (w: DocumentWrite): boolean => ((this.#sql.version.get(w.kind, w.id) as { version: number } | undefined)?.version ?? 0) === w.after;
      if (!writes.every(stands)) return "conflict";
      for (const { hash, bytes } of blobs) this.#sql.addBlob.run(hash, Buffer.from(bytes));
      for (const hash of drop) this.#sql.dropBlob.run(hash);
      for (const { kind, id, after, body } of writes) this.#sql.put.run(kind, id, after + 1, at, body);
      this.#sql.step.run();
      return "stored";
    });
  }

  async blob(hash: string): Promise<Uint8Array | null> {
    return this.#access.read(() => (this.#sql.blob.get(hash) as { bytes: Buffer } | undefined)?.bytes ?? null);
  }

  async missing(hashes: readonly string[]): Promise<readonly string[]> {
    return this.#access.read(() => hashes.filter((h) => this.#sql.hasBlob.get(h) === undefined));
  }

  async revision(): Promise<number> {
    return this.#access.read(() => (this.#sql.revision.get() as { revision: number }).revision);
  }
}

/** Without what the driver adds to a row. */
function documentOf({ kind, id, version, at, body }: StoredDocument): StoredDocument {
  return { kind, id, version, at, body };
}

function prepare({ db }: SqliteAccess) {
  return {
    get: db.prepare("SELECT kind, id, version, at, body FROM curation_documents WHERE kind = ? AND id = ?"),
    list: db.prepare("SELECT kind, id, version, at, body FROM curation_documents WHERE kind = ? ORDER BY id"),
    version: db.prepare("SELECT version FROM curation_documents WHERE kind = ? AND id = ?"),
    put: db.prepare("INSERT INTO curation_documents (kind, id, version, at, body) VALUES (?, ?, ?, ?, ?) "
      + "ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, at = excluded.at, body = excluded.body"),
    addBlob: db.prepare("INSERT INTO curation_blobs (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"),
    dropBlob: db.prepare("DELETE FROM curation_blobs WHERE hash = ?"),
    blob: db.prepare("SELECT bytes FROM curation_blobs WHERE hash = ?"),
    hasBlob: db.prepare("SELECT 1 FROM curation_blobs WHERE hash = ?"),
    step: db.prepare("UPDATE curation_revision SET revision = revision + 1"),
    revision: db.prepare("SELECT revision FROM curation_revision"),
  };
}
