/**
 * Files that somebody wants to bring into a draft: read and compared first, shown, and taken in as a whole by a second
 * click. Until then nothing of the draft is different. A draft has one such file; a newer one takes its place.
 */
import type { Clock } from "../assistant/ports.ts";
import type { ImportPlan } from "../knowledge/exchange/plan.ts";
import type { Drafts } from "./drafts.ts";
import type { Saved } from "./keptDrafts.ts";
import type { Library } from "./library.ts";
import type { Actor, Jobs } from "./ports.ts";
import type { Proofs } from "./proofs.ts";
import { freshId, get, write, type IntakeRecord } from "./records.ts";
import { hashOf, pack, unpack } from "./tree.ts";

/** The plan, with what each file looked like when the plan was made. */
export type StagedPlan = Omit<ImportPlan, "files"> & { readonly files: readonly StagedFile[] };

export interface StagedFile {
  readonly path: string;
  readonly text: string;
  /** Hash of the draft's own text at that time; null: there was no such file. */
  readonly seen: string | null;
}

export interface Staged {
  readonly record: IntakeRecord;
  readonly plan: StagedPlan;
}

const LONGEST_NAME = 80;

export interface IntakesOptions {
  readonly library: Library;
  readonly drafts: Drafts;
  readonly proofs: Proofs;
  readonly jobs: Jobs;
  readonly clock: Clock;
}

export class Intakes {
  readonly #options: IntakesOptions;

  constructor(options: IntakesOptions) {
    this.#options = options;
  }

  /** Reads a file against the draft as it is now, and keeps what it would change. @returns what is wrong, or null */
  async stage(actor: Actor, draftId: string, name: string, bytes: Uint8Array): Promise<string | null> {
    const { library, drafts, proofs, jobs, clock } = this.#options;
    const draft = (await drafts.get(draftId))?.record;
    if (!draft) return "没有这份草稿。";
    if (draft.state !== "open") return "这份草稿现在不能改。要改的话，先退回修改，或者新建一份。";
    const folder = await library.folderFor(await proofs.manifest(draft), null);
    const outcome = await jobs.planImport(folder, name, bytes);
    if ("unreadable" in outcome) return outcome.unreadable;
    const files = await Promise.all(outcome.files.map(async ({ path, text }) => ({ path, text, seen: (await drafts.text(draft, path)).hash })));
    const now = clock();
    const id = freshId(now);
    // With its own id in it the plan is nobody else's, and may go with its intake.
    const plan = JSON.stringify({ intake: id, ...outcome, files } satisfies StagedPlan & { readonly intake: string });
    const kept = await get(library.store, "intake", draftId);
    const record: IntakeRecord = {
      id, draft: draftId, name: name.slice(-LONGEST_NAME), plan: hashOf(plan), state: "waiting", by: { id: actor.id, name: actor.name }, at: now,
    };
    const stored = await library.store.commit([write("intake", draftId, kept?.version ?? 0, record)], [{ hash: record.plan, bytes: pack(plan) }], now, kept?.record.state === "waiting" ? [kept.record.plan] : []);
    return stored === "stored" ? null : "刚才别人也往这份草稿里传了一个文件，您的没有读。请再传一次。";
  }

  /** The file that waits to be taken into the draft, if any. */
  async waiting(draftId: string): Promise<Staged | null> {
    const { store } = this.#options.library;
    const record = (await get(store, "intake", draftId))?.record;
    if (record?.state !== "waiting") return null;
    const blob = await store.blob(record.plan);
    return blob && { record, plan: JSON.parse(unpack(blob).toString("utf8")) as StagedPlan };
  }

  /** Takes the files in: all of them, or none. @param intake the one that was looked at */
  async take(actor: Actor, draftId: string, intake: string): Promise<Saved> {
    const staged = await this.waiting(draftId);
    if (staged?.record.id !== intake) return GONE;
    const { files } = staged.plan;
    const saved = await this.#options.drafts.saveAll(actor, draftId, files, `从“${staged.record.name}”导入，改了 ${files.length} 个文件`);
    // Between the two a process may end: taken in once more, the file changes nothing.
    if (saved.outcome === "saved") await this.#end(draftId, intake, "taken");
    return saved;
  }

  async drop(draftId: string, intake: string): Promise<void> {
    await this.#end(draftId, intake, "dropped");
  }

  async #end(draftId: string, intake: string, state: "taken" | "dropped"): Promise<void> {
    const { library: { store }, clock } = this.#options;
    const kept = await get(store, "intake", draftId);
    if (kept?.record.id === intake && kept.record.state === "waiting") await store.commit([write("intake", draftId, kept.version, { ...kept.record, state })], [], clock(), [kept.record.plan]);
  }
}

const GONE: Saved = { outcome: "refused", problems: ["这个文件已经处理过，或者又传了一个新的。请看看现在等着导入的是哪一个。"], findings: [] };
