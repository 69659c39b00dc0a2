/**
 * Drafts as they are kept: read, and changed by one rule. Whoever changes one decides on what is stored now; when
 * another change came first, decides again. A text made from an older one is merged, or refused with what is in conflict.
 */
import type { Clock } from "../assistant/ports.ts";
import type { Finding } from "../knowledge/finding.ts";
import { MAX_FILES } from "./findings.ts";
import type { Library } from "./library.ts";
import { mergeTexts, type Conflict } from "./merge.ts";
import type { Actor, Blob } from "./ports.ts";
import { get, list, write, type DraftRecord, type Kept } from "./records.ts";
import { empty, hashOf, pack, type Manifest } from "./tree.ts";

export type Saved =
  | { readonly outcome: "saved"; readonly draft: DraftRecord; readonly hash: string | null; readonly merged: boolean }
  /** Somebody else changed the same field: nothing was stored. */
  | { readonly outcome: "conflict"; readonly conflicts: readonly Conflict[]; readonly now: string; readonly hash: string | null; readonly by: Actor | null }
  | { readonly outcome: "refused"; readonly problems: readonly string[]; readonly findings: readonly Finding[] };

/** How often a save is tried again when other saves of the same draft come first. */
const MAX_ATTEMPTS = 8;
const LONGEST_LOG = 400;

export interface DraftsOptions {
  readonly library: Library;
  readonly clock: Clock;
  /** The id of the edition in force. */
  readonly inForce: () => string;
}

export class KeptDrafts {
  protected readonly library: Library;
  protected readonly clock: Clock;
  protected readonly inForce: () => string;

  constructor({ library, clock, inForce }: DraftsOptions) {
    this.library = library;
    this.clock = clock;
    this.inForce = inForce;
  }

  async all(): Promise<DraftRecord[]> {
    return (await list(this.library.store, "draft")).map((k) => k.record).sort((a, b) => b.made.at - a.made.at);
  }

  async get(id: string): Promise<Kept<"draft"> | null> {
    return get(this.library.store, "draft", id);
  }

  /** The text of a file as the draft has it, with the hash a save must name. */
  async text(draft: DraftRecord, path: string): Promise<{ readonly text: string | undefined; readonly hash: string | null }> {
    const own = draft.files[path];
    const hash = own ? own.hash : (await this.library.manifest(draft.base))?.[path] ?? null;
    return { hash, text: hash === null ? undefined : await this.library.text(hash) };
  }

  /** The text of the base, before the draft. */
  baseText(draft: DraftRecord, path: string): Promise<string | undefined> {
    return this.library.fileOf(draft.base, path);
  }

  /** A text on top of what the draft has by now, merged where somebody else saved since `seen`. */
  protected async onto(draft: DraftRecord, path: string, seen: string | null, text: string): Promise<{ readonly text: string; readonly merged: boolean } | Omit<Extract<Saved, { outcome: "conflict" }>, "outcome">> {
    const current = await this.text(draft, path);
    if (current.hash === seen || current.text === text) return { text, merged: false };
    const base = seen === null ? undefined : await this.library.text(seen).catch(() => undefined);
    const { text: both, conflicts } = mergeTexts(path, base ?? empty(path), current.text ?? empty(path), text);
    return conflicts.length > 0 ? { conflicts, now: current.text ?? "", hash: current.hash, by: draft.files[path]?.by ?? null } : { text: both, merged: true };
  }

  protected async put(draft: DraftRecord, path: string, text: string, actor: Actor, now: number, merged: boolean): Promise<Saved & { blobs?: readonly Blob[] }> {
    const hash = hashOf(text);
    const base: Manifest = await this.library.manifest(draft.base) ?? {};
    const { [path]: _own, ...others } = draft.files;
    const files = base[path] === hash ? others : { ...others, [path]: { hash, by: plain(actor), at: now } };
    if (Object.keys(files).length > MAX_FILES) return refusal([`一份草稿最多改 ${MAX_FILES} 个文件，请分几份。`]);
    if (draft.files[path]?.hash === hash) return { outcome: "saved", draft, hash, merged };
    const next = logged({ ...draft, files, conflicts: [...draft.conflicts] }, merged ? `改了 ${path}（和别人的修改合在一起）` : `改了 ${path}`, actor, now);
    return { outcome: "saved", draft: next, hash, merged, blobs: [{ hash, bytes: pack(text) }] };
  }

  /** Reads, decides and stores; when another change of the draft came first, decides again on what is stored now. */
  protected async change(id: string, decide: (draft: DraftRecord, now: number) => Promise<Saved & { readonly blobs?: readonly Blob[] }>, states: readonly DraftRecord["state"][] = ["open"]): Promise<Saved> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const kept = await this.get(id);
      if (!kept) return refusal(["没有这份草稿。"]);
      if (!states.includes(kept.record.state)) return refusal([STATE_SAYS[kept.record.state]]);
      const now = this.clock();
      const { blobs = [], ...result } = await decide(kept.record, now);
      if (result.outcome !== "saved") return result;
      if (await this.library.store.commit([write("draft", id, kept.version, result.draft)], blobs, now) === "stored") return result;
    }
    return refusal(["同时在改这份草稿的人太多，这一次没有存上。请再存一次。"]);
  }
}

const STATE_SAYS: Readonly<Record<DraftRecord["state"], string>> = {
  open: "草稿还没有送审。", review: "草稿已经送审，不能再改。要改的话，先退回修改。", published: "草稿已经发布，不能再改。请新建一份。", dropped: "这份草稿已经不要了。",
};

export function refusal(problems: readonly string[]): Saved {
  return { outcome: "refused", problems, findings: [] };
}

export function logged(draft: DraftRecord, what: string, by: Actor, at: number): DraftRecord {
  const last = draft.log.at(-1);
  // Saving the same file again and again is one line.
  const log = last?.what === what && last.by.id === by.id ? draft.log.slice(0, -1) : draft.log;
  return { ...draft, log: [...log.slice(-LONGEST_LOG), { what, by: plain(by), at }] };
}

/** Only who it was, without what else an account holds. */
export function plain({ id, name }: Actor): Actor {
  return { id, name };
}
