/**
 * Lets go of trained models that nothing needs any more: each takes some fifteen megabytes, and every publish that changes
 * how people are understood makes one. The texts of every edition stay.
 */
import type { ConversationStore } from "../assistant/ports.ts";
import type { Library } from "./library.ts";
import { HEAD } from "./live.ts";
import { get, list, write, type Head } from "./records.ts";

/** Editions before the one in force that can be gone back to at once. */
export const KEPT_MODELS = 5;
/** A conversation in which nothing was said for longer than this goes on with the edition in force, in milliseconds. */
export const RUNNING = 30 * 86_400_000;

export interface PruneOptions {
  readonly library: Library;
  readonly conversations: Pick<ConversationStore, "editionsInUse">;
  readonly clock: () => number;
}

/**
 * Kept are the models of the edition in force, of the five before it, of editions that a conversation of the last thirty
 * days runs on, of what open drafts stand on, and what their proofs trained.
 * @returns how many blobs are gone
 */
export async function pruneModels({ library: { store }, conversations, clock }: PruneOptions): Promise<number> {
  // Read first and written last: whoever publishes or rolls back in between wins, and nothing goes.
  const head = await get(store, "head", HEAD);
  if (!head) return 0;
  const now = clock();
  const [editions, drafts, proofs] = [await list(store, "edition"), await list(store, "draft"), await list(store, "proof")];
  const atWork = drafts.map((d) => d.record).filter((d) => d.state === "open" || d.state === "review");
  const working = new Set(atWork.map((d) => d.id));
  const needed = new Set([...latest(head.record), ...await conversations.editionsInUse(now - RUNNING), ...atWork.map((d) => d.base)]);
  const blobsOf = ({ model, report }: { readonly model: string | null; readonly report: string | null }): string[] => [model, report].flatMap((h) => h ?? []);
  const keep = new Set([
    ...editions.filter((e) => needed.has(e.record.id)).flatMap((e) => blobsOf(e.record)),
    ...proofs.filter((p) => working.has(p.record.draft)).flatMap((p) => blobsOf(p.record)),
    ...proofs.flatMap((p) => p.record.result ?? []),
  ]);
  // How an edition did stays known: a report is small.
  const reports = new Set(editions.flatMap((e) => e.record.report ?? []));
  const candidates = [...editions.flatMap((e) => e.record.model ?? []), ...proofs.flatMap((p) => [...blobsOf(p.record), ...p.record.replaced])];
  const unneeded = [...new Set(candidates)].filter((hash) => !keep.has(hash) && !reports.has(hash));
  const gone = new Set(await store.missing(unneeded));
  const drop = unneeded.filter((hash) => !gone.has(hash));
  if (drop.length === 0) return 0;
  return await store.commit([write("head", HEAD, head.version, head.record)], [], now, drop) === "stored" ? drop.length : 0;
}

/** The edition in force and those before it, each once. */
function latest({ steps }: Head): readonly string[] {
  return [...new Set([...steps].reverse().map((s) => s.edition))].slice(0, KEPT_MODELS + 1);
}
