/** Curation's documents and blobs on PostgreSQL. */
import type { Blob, CurationStore, DocumentWrite, StoredDocument } from "../../curation/ports.ts";
import type { PostgresAccess } from "../postgresAccess.ts";

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  /** `bigint` reaches us as text. */
  readonly at: string;
  readonly body: string;
}

const COLUMNS = "kind, id, version, at, body";
/** Ids are compared byte by byte, as the other stores do. */
const LIST = `SELECT ${COLUMNS} FROM curation_documents WHERE kind = $1 ORDER BY id COLLATE "C"`;
const PUT = `INSERT INTO curation_documents (${COLUMNS}) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, at = excluded.at, body = excluded.body`;

export class PostgresCuration implements CurationStore {
  readonly #access: PostgresAccess;

  constructor(access: PostgresAccess) {
    this.#access = access;
  }

  async get(kind: string, id: string): Promise<StoredDocument | null> {
    const [row] = await this.#access.read<Row>(`SELECT ${COLUMNS} FROM curation_documents WHERE kind = $1 AND id = $2`, [kind, storable(id)]);
    return row ? documentOf(row) : null;
  }

  async list(kind: string): Promise<readonly StoredDocument[]> {
    return (await this.#access.read<Row>(LIST, [kind])).map(documentOf);
  }

  async commit(writes: readonly DocumentWrite[], blobs: readonly Blob[], at: number, drop: readonly string[] = []): Promise<"stored" | "conflict"> {
    return this.#access.transaction(async (query) => {
      // One writer at a time: its row is the lock, and the revision that other nodes watch.
      await query("UPDATE curation_revision SET revision = revision + 1", []);
      for (const { kind, id, after } of writes) {
        const { rows } = await query<{ version: number }>("SELECT version FROM curation_documents WHERE kind = $1 AND id = $2", [kind, id]);
        if ((rows[0]?.version ?? 0) !== after) throw new Conflict();
      }
      for (const { hash, bytes } of blobs) await query("INSERT INTO curation_blobs (hash, bytes) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", [hash, Buffer.from(bytes)]);
      if (drop.length > 0) await query("DELETE FROM curation_blobs WHERE hash = ANY($1)", [drop]);
      for (const { kind, id, after, body } of writes) await query(PUT, [kind, id, after + 1, at, body]);
      return "stored" as const;
    }).catch((error: unknown) => {
      if (error instanceof Conflict) return "conflict" as const;
      throw error;
    });
  }

  async blob(hash: string): Promise<Uint8Array | null> {
    const [row] = await this.#access.read<{ bytes: Buffer }>("SELECT bytes FROM curation_blobs WHERE hash = $1", [storable(hash)]);
    return row?.bytes ?? null;
  }

  async missing(hashes: readonly string[]): Promise<readonly string[]> {
    const rows = await this.#access.read<{ hash: string }>("SELECT hash FROM curation_blobs WHERE hash = ANY($1)", [hashes.map(storable)]);
    const there = new Set(rows.map((r) => r.hash));
    return hashes.filter((h) => !there.has(h));
  }

  async revision(): Promise<number> {
    const [row] = await this.#access.read<{ revision: string }>("SELECT revision FROM curation_revision", []);
    return Number(row?.revision ?? 0);
  }
}

/** Somebody else wrote first: thrown to take the transaction back. */
class Conflict extends Error {}

function documentOf({ at, ...row }: Row): StoredDocument {
  return { ...row, at: Number(at) };
}

/** PostgreSQL text holds neither U+0000 nor half a surrogate pair: nothing is stored under such a name. */
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, "\ufffd");
}
