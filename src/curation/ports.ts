/**
 * What curation needs from outside. storage/curation implements the store; cli/ wires it.
 * One table of versioned documents and one of immutable blobs: drafts, editions, notices and their history are
 * documents (records.ts), the texts of files and trained models are blobs named by their content.
 */
import type { LabelledQuestion } from "../matching/evaluate.ts";

import type { ImportPlan } from "../knowledge/exchange/plan.ts";

/** Who did it: an account of the staff, or the program itself. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}

export interface StoredDocument {
  readonly kind: string;
  readonly id: string;
  /** 1, 2, 3 … : grows with every write. */
  readonly version: number;
  /** Epoch milliseconds of the last write. */
  readonly at: number;
  /** JSON text. */
  readonly body: string;
}

export interface DocumentWrite {
  readonly kind: string;
  readonly id: string;
  /** The version the writer saw; 0: there must be none yet. */
  readonly after: number;
  readonly body: string;
}

export interface Blob {
  /** SHA-256 of the content before packing, hex. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

export interface CurationStore {
  get(kind: string, id: string): Promise<StoredDocument | null>;
  /** All documents of a kind, in order of id. */
  list(kind: string): Promise<readonly StoredDocument[]>;
  /**
   * Writes documents and blobs, all or nothing, durable on return.
   * @param drop blobs that nothing needs any more: they go with the writes, or stay with them
   * @returns "conflict" when one of them was written by somebody else since: nothing is stored then
   */
  commit(writes: readonly DocumentWrite[], blobs: readonly Blob[], at: number, drop?: readonly string[]): Promise<"stored" | "conflict">;
  blob(hash: string): Promise<Uint8Array | null>;
  /** Those of the hashes that are not stored yet. */
  missing(hashes: readonly string[]): Promise<readonly string[]>;
  /** Grows with every commit, on whatever node. */
  revision(): Promise<number>;
}

/** What a long job tells while it runs. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

/** Jobs that take a core for a minute run outside the process that answers people. */
export interface Jobs {
  /** @throws Error in the user's language when the job fails */
  prove(task: ProofTask, told: (progress: Progress) => void): Promise<ProofOutcome>;
  /**
   * The guides of an edition with what they stand on, as one file.
   * @param guides only these, and what they use; empty: all
   */
  exportEdition(folder: string, format: ExchangeFormat, guides: readonly string[]): Promise<Uint8Array>;
  /** What a file somebody wants to bring in would change in an edition. */
  planImport(folder: string, name: string, bytes: Uint8Array): Promise<ImportOutcome>;
}

export type ExchangeFormat = "yaml" | "xlsx" | "json";

/** What a file would change, before anything does; or why nothing of it can be read, for the person as it is. */
export type ImportOutcome = ImportPlan | { readonly unreadable: string };

export interface ProofTask {
  /** Folders that look like the project: the edition in force, and the draft as an edition. */
  readonly before: string;
  readonly after: string;
  /** Real questions, newest first, masked. */
  readonly questions: readonly string[];
  /** Questions that curators labelled; no model learns from them. */
  readonly labelled: readonly LabelledQuestion[];
  /** The moment everything is decided at, so that the same task gives the same bytes. */
  readonly now: number;
  /** The draft changes how people are understood: a model is trained into `after` first, where there is none yet. */
  readonly train: boolean;
  /** Whether either folder has a matcher of its own; else people are understood as the program understands them. */
  readonly ownMatcher: { readonly before: boolean; readonly after: boolean };
}

export interface ProofOutcome {
  /** JSON of a ProofResult (proof/result.ts), byte for byte the same for the same task. */
  readonly result: string;
}
