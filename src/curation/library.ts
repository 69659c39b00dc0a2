/**
 * Every edition that was ever in force, file by file, and folders that hold one as a project does, so that everything
 * that reads the project's folder (knowledge/, matching/, training) reads an edition the same way. The store has the
 * truth; the folders are made of it when they are needed.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
import type { Actor, Blob, CurationStore } from "./ports.ts";
import { get, write, type EditionRecord } from "./records.ts";
import { editionId, hashOf, manifestOf, pack, readTree, unpack, type Manifest } from "./tree.ts";

/** Where training writes the model and how it does on questions it has not seen, and the labelled questions it learns from: as in the project. */
export const MODEL_PATH = "dist/model/matcher.bin";
export const REPORT_PATH = "dist/model/held-out.json";
export const LABELLED_PATH = "test/questions";
/** Folders of editions that nobody asked for lately go, beyond this many. */
const KEEP_FOLDERS = 6;

export const PROGRAM: Actor = { id: "program", name: "随程序" };

export interface LibraryOptions {
  readonly store: CurationStore;
  /** The project's folder, which holds the edition that came with the program. */
  readonly root: string;
  /** Where folders of editions are made. */
  readonly cache: string;
}

export class Library {
  readonly store: CurationStore;
  readonly root: string;
  /** The edition that came with the program. */
  readonly shipped: { readonly id: string; readonly manifest: Manifest };
  readonly #cache: string;
  /** Texts of the program's own files, by hash. */
  readonly #texts: ReadonlyMap<string, string>;
  readonly #manifests = new Map<string, Manifest>();

  constructor({ store, root, cache }: LibraryOptions) {
    this.store = store;
    this.root = root;
    this.#cache = cache;
    const tree = readTree(root);
    const manifest = manifestOf(tree);
    this.shipped = { id: editionId(manifest), manifest };
    this.#texts = new Map([...tree].map(([path, text]) => [manifest[path]!, text]));
    this.#manifests.set(this.shipped.id, manifest);
  }

  /** @returns null for an edition that is not kept */
  async manifest(id: string): Promise<Manifest | null> {
    const known = this.#manifests.get(id);
    if (known) return known;
    const record = await this.record(id);
    const blob = record && await this.store.blob(record.manifest);
    if (!blob) return null;
    const manifest = JSON.parse(unpack(blob).toString("utf8")) as Manifest;
    this.#manifests.set(id, manifest);
    return manifest;
  }

  async record(id: string): Promise<EditionRecord | null> {
    return (await get(this.store, "edition", id))?.record ?? null;
  }

  /** The text with this hash. @throws Error when it is not kept */
  async text(hash: string): Promise<string> {
    const own = this.#texts.get(hash);
    if (own !== undefined) return own;
    const blob = await this.store.blob(hash);
    if (!blob) throw new Error(`text ${hash} is not kept`);
    return unpack(blob).toString("utf8");
  }

  /** The text of a file of an edition; undefined when it has none. */
  async fileOf(id: string, path: string): Promise<string | undefined> {
    const hash = (await this.manifest(id))?.[path];
    return hash === undefined ? undefined : this.text(hash);
  }

  /** Keeps the program's own edition in the store, so that later ones can be merged against it and an older one loaded. */
  async keepShipped(now: number): Promise<void> {
    const { id, manifest } = this.shipped;
    if (await this.record(id)) return;
    const wanted = await this.store.missing([...new Set(Object.values(manifest))]);
    const blobs: Blob[] = [];
    for (const hash of wanted) {
      blobs.push({ hash, bytes: pack(this.#texts.get(hash)!) });
      // Packing some hundreds of files must not hold up those who are talking.
      if (blobs.length % 20 === 0) await new Promise(setImmediate);
    }
    const kept = manifestBlob(manifest);
    const record: EditionRecord = { id, parent: null, release: id, title: "随程序发布的版本", draft: null, manifest: kept.hash, model: null, report: null, changed: [], by: PROGRAM, at: now };
    // A conflict: another node was faster, with the same.
    await this.store.commit([write("edition", id, 0, record)], [...blobs, kept], now);
  }

  /** A folder with an edition's files, and its model where it has one of its own. @returns null when it is not kept */
  async folder(id: string): Promise<string | null> {
    if (id === this.shipped.id) return this.root;
    const manifest = await this.manifest(id);
    if (!manifest) return null;
    return this.folderFor(manifest, trainedOf(await this.record(id)));
  }

  /** As `folder`, for files that are no edition yet. */
  async folderFor(manifest: Manifest, trained: Trained | null): Promise<string> {
    const folder = join(this.#cache, editionId(manifest));
    if (!existsSync(folder)) await this.#make(folder, manifest);
    if (trained) for (const [path, hash] of [[REPORT_PATH, trained.report], [MODEL_PATH, trained.model]] as const) await this.#put(join(folder, path), hash);
    this.#tidy(folder);
    return folder;
  }

  async #put(file: string, hash: string | null): Promise<void> {
    const bytes = hash === null || existsSync(file) ? null : await this.store.blob(hash);
    if (bytes) replace(file, unpack(bytes));
  }

  /** Whether a model is kept; null is the program's, which always is. */
  async isThere(model: string | null): Promise<boolean> {
    return model === null || (await this.store.missing([model])).length === 0;
  }

  /** What training noted about an edition's model: how it does on the labelled questions it has not seen. */
  async report(id: string): Promise<string | null> {
    const record = await this.record(id);
    if (record && record.model !== null) {
      const blob = record.report === null ? null : await this.store.blob(record.report);
      return blob && unpack(blob).toString("utf8");
    }
    const file = join(this.root, REPORT_PATH);
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  }

  async #make(folder: string, manifest: Manifest): Promise<void> {
    const fresh = `${folder}.${process.pid}.${randomBytes(3).toString("hex")}`;
    let n = 0;
    for (const [path, hash] of Object.entries(manifest)) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      writeFileSync(join(fresh, path), await this.text(hash));
      if (++n % 50 === 0) await new Promise(setImmediate);
    }
    if (existsSync(join(this.root, LABELLED_PATH))) {
      mkdirSync(dirname(join(fresh, LABELLED_PATH)), { recursive: true });
      symlinkSync(join(this.root, LABELLED_PATH), join(fresh, LABELLED_PATH));
    }
    // Made beside and renamed, so that nobody reads half an edition; where somebody was faster, his is as good.
    try {
      renameSync(fresh, folder);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }

  #tidy(newest: string): void {
    const folders = readdirSync(this.#cache).map((name) => join(this.#cache, name)).filter((f) => f !== newest && statSync(f).isDirectory());
    const old = folders.map((folder) => ({ folder, at: statSync(folder).mtimeMs })).sort((a, b) => b.at - a.at).slice(KEEP_FOLDERS);
    for (const { folder } of old) rmSync(folder, { recursive: true, force: true });
  }
}

/** A model of an edition's own, by the hashes of its blobs. */
export interface Trained {
  readonly model: string;
  readonly report: string | null;
}

export function trainedOf(record: { readonly model: string | null; readonly report: string | null } | null): Trained | null {
  return record === null || record.model === null ? null : { model: record.model, report: record.report };
}

export function manifestBlob(manifest: Manifest): Blob {
  const text = JSON.stringify(Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { hash: hashOf(text), bytes: pack(text) };
}

function replace(path: string, content: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}.new`, content);
  renameSync(`${path}.${process.pid}.new`, path);
}
