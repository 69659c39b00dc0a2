/**
 * What is in force in this process: the edition of new conversations, older ones for those that began with them, and
 * the notices and withdrawals over all of them. Swapped in one step; what other nodes publish is found in the store.
 */
import type { Assistant } from "../assistant/takeTurn.ts";
import type { Clock, ConversationStore, Editions, LiveEdition } from "../assistant/ports.ts";
import { dayInChina } from "../domain/days.ts";
import type { Edition } from "../domain/edition.ts";
import { withAges } from "../domain/freshness.ts";
import { withhold, type Overrides } from "../domain/notice.ts";
import { asIn } from "./asIn.ts";
import type { Library } from "./library.ts";
import { get, list, type Head } from "./records.ts";
import type { Manifest } from "./tree.ts";

export const HEAD = "current";
/** Editions in memory beside the one in force and the program's own. */
const KEEP_LOADED = 3;

export interface LiveOptions {
  readonly library: Library;
  readonly clock: Clock;
  /** The program's own edition, with its matcher. */
  readonly shipped: LiveEdition;
  /**
   * Reads an edition from a folder that looks like the project.
   * @param ownMatcher false: the edition understands people as the program's own does
   */
  readonly open: (folder: string, ownMatcher: boolean) => Promise<LiveEdition>;
  /** Told when an edition could not be loaded: what was in force stays so. */
  readonly onTrouble: (error: unknown) => void;
}

export class LiveEditions implements Editions {
  readonly #options: LiveOptions;
  readonly #shipped: LiveEdition;
  #inForce: LiveEdition;
  #head: Head | null = null;
  #overrides: Overrides = { notices: [], withdrawals: [] };
  #revision = -1;
  #refreshing: Promise<void> | null = null;
  readonly #loaded = new Map<string, Promise<LiveEdition | null>>();
  readonly #withheld = new WeakMap<Edition, { readonly overrides: Overrides; readonly standing: string; readonly edition: Edition }>();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#shipped = { ...options.shipped, edition: { ...options.shipped.edition, id: options.library.shipped.id } };
    this.#inForce = this.#shipped;
  }

  /** The edition in force, without what is withdrawn now. */
  get inForce(): LiveEdition {
    return this.#standing(this.#inForce);
  }

  /** As written, whatever is withdrawn or too old today: for those who mend it. */
  get whole(): Edition {
    return this.#inForce.edition;
  }

  get head(): Head | null {
    return this.#head;
  }

  get overrides(): Overrides {
    return this.#overrides;
  }

  async of(id: string): Promise<LiveEdition | null> {
    const found = id === this.#inForce.edition.id ? this.#inForce : await this.#load(id);
    return found && this.#standing(found);
  }

  isCorrected(id: string): boolean {
    return id !== this.#inForce.edition.id && (this.#head?.steps.some((s) => s.corrects.includes(id)) ?? false);
  }

  /** Takes over what was published or announced since, here or on another node. Calls at the same time share one. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => { this.#refreshing = null; });
    return this.#refreshing;
  }

  /** @param every milliseconds; @returns a function that ends it */
  watch(every: number): () => void {
    const timer = setInterval(() => void this.refresh().catch(this.#options.onTrouble), every);
    timer.unref();
    return () => clearInterval(timer);
  }

  async #refresh(): Promise<void> {
    const { store } = this.#options.library;
    const revision = await store.revision();
    if (revision === this.#revision) return;
    // Overrides first: they must not wait until an edition is loaded.
    const [notices, withdrawals] = [await list(store, "notice"), await list(store, "withdrawal")];
    this.#overrides = { notices: notices.map((n) => n.record.item), withdrawals: withdrawals.map((w) => w.record.item) };
    const head = (await get(store, "head", HEAD))?.record ?? null;
    const wanted = head?.steps.at(-1)?.edition ?? this.#shipped.edition.id;
    if (wanted !== this.#inForce.edition.id) {
      const next = await this.#load(wanted);
      if (!next) throw new Error(`edition ${wanted} is in force but not kept`);
      this.#inForce = next;
    }
    this.#head = head;
    this.#revision = revision;
  }

  #load(id: string): Promise<LiveEdition | null> {
    if (id === this.#shipped.edition.id) return Promise.resolve(this.#shipped);
    const known = this.#loaded.get(id);
    if (known) {
      this.#loaded.delete(id);
      this.#loaded.set(id, known);
      return known;
    }
    const loading = this.#open(id).catch((error: unknown) => {
      this.#loaded.delete(id);
      this.#options.onTrouble(error);
      return null;
    });
    this.#loaded.set(id, loading);
    for (const oldest of this.#loaded.keys()) {
      if (this.#loaded.size <= KEEP_LOADED + 1) break;
      if (oldest !== this.#inForce.edition.id) this.#loaded.delete(oldest);
    }
    return loading;
  }

  async #open(id: string): Promise<LiveEdition | null> {
    const { library, open } = this.#options;
    const [folder, manifest] = [await library.folder(id), await library.manifest(id)];
    if (folder === null || manifest === null) return null;
    const differs = understandsOtherwise(manifest, library.shipped.manifest);
    const own = differs && (await library.record(id))?.model != null;
    const { edition, understand } = await open(folder, own);
    const { understand: shipped } = this.#shipped;
    return { edition: { ...edition, id }, understand: own ? understand : differs ? asIn(edition, shipped) : shipped };
  }

  #standing(live: LiveEdition): LiveEdition {
    const now = this.#options.clock();
    // What it looks like changes with the day, and when a withdrawal begins or ends.
    const standing = [dayInChina(now), ...this.#overrides.withdrawals.filter((w) => w.from <= now && (w.until === null || now < w.until)).map((w) => w.id)].join();
    const known = this.#withheld.get(live.edition);
    if (known && known.overrides === this.#overrides && known.standing === standing) return { ...live, edition: known.edition };
    const edition = withhold(withAges(live.edition, dayInChina(now)), this.#overrides, now);
    this.#withheld.set(live.edition, { overrides: this.#overrides, standing, edition });
    return { ...live, edition };
  }
}

/** Files that decide how people are understood. */
const UNDERSTANDING = /^(intents\/|knowledge\/catalogue\.yaml$|knowledge\/journeys\/)/;

export function understandsOtherwise(a: Manifest, b: Manifest): boolean {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].some((path) => UNDERSTANDING.test(path) && a[path] !== b[path]);
}

/** The assistant over what is in force: read anew with every turn. */
export function liveAssistant(store: ConversationStore, clock: Clock, editions: LiveEditions): Assistant {
  return {
    store, clock, editions,
    get edition() { return editions.inForce.edition; },
    get understand() { return editions.inForce.understand; },
    overrides: () => editions.overrides,
  };
}
