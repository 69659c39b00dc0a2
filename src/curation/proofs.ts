/** Runs proofs of drafts in the background and keeps their results: one of each draft, the newest. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, ConversationStore } from "../assistant/ports.ts";
import type { Drafts } from "./drafts.ts";
import { labelledQuestions } from "./labels.ts";
import { MODEL_PATH, REPORT_PATH, trainedOf, type Library } from "./library.ts";
import { understandsOtherwise } from "./live.ts";
import type { Actor, Blob, Jobs, Progress } from "./ports.ts";
import type { ProofResult } from "./proof/result.ts";
import { get, write, type DraftRecord, type ProofRecord } from "./records.ts";
import { editionId, hashOf, pack, packBeside, unpack, withChanges, type Manifest } from "./tree.ts";

/** Real questions that are replayed. */
export const REPLAYED = 5_000;
/** A proof that says it runs but has not said anything for this long was cut off with its process, in milliseconds. */
const SILENT = 10 * 60_000;
/** How often progress is written down for other nodes, in milliseconds. */
const NOTED_EVERY = 2_000;

export interface ProofsOptions {
  readonly library: Library;
  readonly drafts: Drafts;
  readonly conversations: Pick<ConversationStore, "recentQuestions">;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly inForce: () => string;
}

export interface Proof {
  readonly record: ProofRecord;
  readonly result: ProofResult | null;
  /** Of this very content of the draft, against the edition that is in force. */
  readonly isCurrent: boolean;
}

export class Proofs {
  readonly #options: ProofsOptions;
  /** Proofs this process runs. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(options: ProofsOptions) {
    this.#options = options;
  }

  async of(draft: DraftRecord): Promise<Proof | null> {
    const { library, clock, inForce } = this.#options;
    const kept = await get(library.store, "proof", draft.id);
    if (!kept) return null;
    let { record } = kept;
    if (record.state === "running" && clock() - record.at > SILENT && !this.#running.has(draft.id)) {
      record = { ...record, state: "failed", problem: "校验中断了（服务重启过），请再校验一次。" };
    }
    const blob = record.result === null ? null : await library.store.blob(record.result);
    return {
      record, result: blob && JSON.parse(unpack(blob).toString("utf8")) as ProofResult,
      isCurrent: record.before === inForce() && record.after === editionId(await this.manifest(draft)),
    };
  }

  /** The files of the edition that the draft would become. */
  async manifest(draft: DraftRecord): Promise<Manifest> {
    return withChanges(await this.#options.library.manifest(draft.base) ?? {}, this.#options.drafts.changes(draft));
  }

  /** Starts a proof in the background. @returns what keeps it from starting, or null */
  async start(actor: Actor, draftId: string): Promise<string | null> {
    const { library, drafts, clock, inForce } = this.#options;
    const draft = (await drafts.get(draftId))?.record;
    if (!draft) return "没有这份草稿。";
    if (Object.keys(draft.files).length === 0) return "草稿里还没有改任何东西，没有要校验的。";
    if (draft.conflicts.length > 0) return `还有 ${draft.conflicts.length} 处冲突没有定，先定好再校验。`;
    if (draft.base !== inForce()) return "现行版本在您改的时候换过了，先点“合并到现行版本”，再校验。";
    const before = await this.of(draft);
    if (before?.record.state === "running") return "正在校验，等它一下。";
    const kept = await get(library.store, "proof", draftId);
    const now = clock();
    const record: ProofRecord = {
      draft: draftId, before: draft.base, after: editionId(await this.manifest(draft)), state: "running",
      progress: { step: "准备", done: 0, of: 1 },
      result: null, model: null, report: null, replaced: replacedBy(kept?.record), problem: null, by: { id: actor.id, name: actor.name }, at: now,
    };
    if (await library.store.commit([write("proof", draftId, kept?.version ?? 0, record)], [], now) !== "stored") return "别人刚开始了一次校验，等它一下。";
    this.#running.set(draftId, this.#run(draft, record).finally(() => this.#running.delete(draftId)));
    return null;
  }

  /** Resolves when the proof this process runs for a draft, if any, is over. */
  async settled(draftId: string): Promise<void> {
    await this.#running.get(draftId);
  }

  async #run(draft: DraftRecord, begun: ProofRecord): Promise<void> {
    const { library, jobs, conversations, clock } = this.#options;
    let noted = 0;
    try {
      const manifest = await this.manifest(draft);
      const old = await library.manifest(draft.base) ?? {};
      const own = trainedOf(await library.record(draft.base));
      const train = understandsOtherwise(manifest, old) && understandsOtherwise(manifest, library.shipped.manifest);
      const [before, after] = [await library.folder(draft.base), await library.folderFor(manifest, train ? null : own)];
      if (before === null) throw new Error("草稿所依据的版本没有留存。");
      const { result } = await jobs.prove({
        before, after, train, now: begun.at,
        questions: await conversations.recentQuestions(REPLAYED), labelled: await labelledQuestions(library.store),
        ownMatcher: { before: own !== null && understandsOtherwise(old, library.shipped.manifest), after: train || own !== null && understandsOtherwise(manifest, library.shipped.manifest) },
      }, (progress) => {
        if (clock() - noted < NOTED_EVERY) return;
        noted = clock();
        void this.#note(begun, { progress }).catch(() => { /* the next one, or the end, is noted again */ });
      });
      const kept: Blob = { hash: hashOf(result), bytes: pack(result) };
      const [model, report] = train ? await Promise.all([MODEL_PATH, REPORT_PATH].map((path) => blobOf(join(after, path)))) : [];
      const trained = train ? { model: model?.hash ?? null, report: report?.hash ?? null } : { model: own?.model ?? null, report: own?.report ?? null };
      await this.#note(begun, { state: "done", result: kept.hash, ...trained, progress: DONE }, [kept, ...model ? [model] : [], ...report ? [report] : []]);
    } catch (error) {
      await this.#note(begun, { state: "failed", problem: error instanceof Error ? error.message : String(error), progress: DONE });
    }
  }

  /** Unless another proof of the same draft was begun since. */
  async #note(begun: ProofRecord, change: Partial<ProofRecord>, blobs: readonly Blob[] = []): Promise<void> {
    const { store } = this.#options.library;
    for (let attempt = 0; attempt < 5; attempt++) {
      const kept = await get(store, "proof", begun.draft);
      if (!kept || kept.record.after !== begun.after || kept.record.state !== "running") return;
      const now = this.#options.clock();
      if (await store.commit([write("proof", begun.draft, kept.version, { ...kept.record, ...change, at: now })], blobs, now) === "stored") return;
    }
  }
}

const DONE: Progress = { step: "完成", done: 1, of: 1 };

/** So many blobs of earlier proofs are remembered; they are let go long before (prune.ts). */
const MOST_REPLACED = 60;

function replacedBy(before: ProofRecord | undefined): string[] {
  return before ? [...new Set([...before.replaced, ...[before.model, before.report, before.result].flatMap((h) => h ?? [])])].slice(-MOST_REPLACED) : [];
}

async function blobOf(file: string): Promise<Blob | null> {
  if (!existsSync(file)) return null;
  const bytes = await readFile(file);
  return { hash: hashOf(bytes), bytes: await packBeside(bytes) };
}
