/** Curation's documents and blobs in memory: for tests. */
import type { Blob, CurationStore, DocumentWrite, StoredDocument } from "../../curation/ports.ts";

export class MemoryCuration implements CurationStore {
  readonly #documents = new Map<string, StoredDocument>();
  readonly #blobs = new Map<string, Uint8Array>();
  #revision = 0;

  async get(kind: string, id: string): Promise<StoredDocument | null> {
    return this.#documents.get(keyOf({ kind, id })) ?? null;
  }

  async list(kind: string): Promise<readonly StoredDocument[]> {
    return [...this.#documents.values()].filter((d) => d.kind === kind).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async commit(writes: readonly DocumentWrite[], blobs: readonly Blob[], at: number, drop: readonly string[] = []): Promise<"stored" | "conflict"> {
    if (writes.some((w) => (this.#documents.get(keyOf(w))?.version ?? 0) !== w.after)) return "conflict";
    for (const { hash, bytes } of blobs) this.#blobs.set(hash, bytes);
    for (const hash of drop) this.#blobs.delete(hash);
    for (const { kind, id, after, body } of writes) this.#documents.set(keyOf({ kind, id }), { kind, id, version: after + 1, at, body });
    this.#revision++;
    return "stored";
  }

  async blob(hash: string): Promise<Uint8Array | null> {
    return this.#blobs.get(hash) ?? null;
  }

  async missing(hashes: readonly string[]): Promise<readonly string[]> {
    return hashes.filter((h) => !this.#blobs.has(h));
  }

  async revision(): Promise<number> {
    return this.#revision;
  }
}

const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind}\0${id}`;
