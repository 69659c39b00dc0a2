/** A draft as if it were in force, to try a sentence or a checklist on it before it is proven. */
import type { LiveEdition } from "../assistant/ports.ts";
import type { Edition } from "../domain/edition.ts";
import type { Drafts } from "./drafts.ts";
import { patched, utterancesIn } from "./findings.ts";
import type { Library } from "./library.ts";
import { understandsOtherwise, type LiveEditions } from "./live.ts";
import type { Proofs } from "./proofs.ts";
import type { DraftRecord } from "./records.ts";
import { utteranceKey } from "./utteranceKey.ts";
import { isRecord, valueOf } from "./yamlText.ts";

export interface TrialOptions {
  readonly library: Library;
  readonly drafts: Drafts;
  readonly proofs: Proofs;
  readonly live: LiveEditions;
  readonly open: (folder: string, ownMatcher: boolean) => Promise<LiveEdition>;
}

/** Where an utterance stands: files of intents. */
export type UtteranceIndex = ReadonlyMap<string, readonly string[]>;

export class Trial {
  readonly #options: TrialOptions;
  /** The matcher of the draft that was tried last: it takes tens of megabytes, so there is one. */
  #matcher: { readonly model: string; readonly understand: Promise<LiveEdition["understand"]> } | null = null;
  #index: { readonly edition: string; readonly index: Promise<UtteranceIndex> } | null = null;

  constructor(options: TrialOptions) {
    this.#options = options;
  }

  /** The edition in force with the draft's changed files on top. */
  async edition(draft: DraftRecord): Promise<Edition> {
    const { drafts, live } = this.#options;
    const changed = new Map([...await drafts.changedTexts(draft)].filter(([path]) => path.startsWith("knowledge/") || /^intents\/(referrals|talk)\//.test(path)));
    const { edition } = patched(live.inForce.edition, changed, (await drafts.text(draft, "knowledge/situations.yaml")).text ?? "[]");
    const guides = new Map(edition.guides);
    for (const [path, { hash }] of Object.entries(draft.files)) if (hash === null) guides.delete(/^knowledge\/guides\/(.+)\.yaml$/.exec(path)?.[1] ?? "");
    return { ...edition, guides };
  }

  /** @returns null while the draft changes how people are understood and has not been proven, so trained, as it is now */
  async understanding(draft: DraftRecord): Promise<LiveEdition["understand"] | null> {
    const { library, proofs, live, open } = this.#options;
    const [manifest, base] = [await proofs.manifest(draft), await library.manifest(draft.base) ?? {}];
    if (!understandsOtherwise(manifest, base)) return live.inForce.understand;
    const proof = await proofs.of(draft);
    if (!proof?.isCurrent || proof.record.model === null) return null;
    const { model } = proof.record;
    if (!await library.isThere(model)) return null;
    if (this.#matcher?.model !== model) {
      this.#matcher = { model, understand: library.folderFor(manifest, { model, report: null }).then((folder) => open(folder, true)).then((l) => l.understand) };
    }
    return this.#matcher.understand;
  }

  /** Every utterance of the edition in force, and the files it stands in. */
  utterances(): Promise<UtteranceIndex> {
    const edition = this.#options.live.inForce.edition.id;
    if (this.#index?.edition !== edition) this.#index = { edition, index: this.#readUtterances(edition) };
    return this.#index.index;
  }

  async #readUtterances(edition: string): Promise<UtteranceIndex> {
    const { library } = this.#options;
    const index = new Map<string, string[]>();
    for (const [path, hash] of Object.entries(await library.manifest(edition) ?? {})) {
      if (!/^intents\/(guides|referrals|talk)\//.test(path)) continue;
      try {
        const value = valueOf(path, await library.text(hash));
        const names = isRecord(value) && Array.isArray(value["names"]) ? value["names"].map(String) : [];
        for (const words of [...utterancesIn(value), ...names]) index.set(utteranceKey(words), [...index.get(utteranceKey(words)) ?? [], path]);
      } catch {
        // A file that cannot be read is the checker's business.
      }
      // A file at a time: those who are talking are answered in between.
      await new Promise(setImmediate);
    }
    return index;
  }
}
