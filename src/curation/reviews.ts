/**
 * What people say to each other about a draft: remarks pinned to a field, and who was asked to look. Nothing is ever
 * taken away: a remark is settled by somebody with a name, an ask is answered or withdrawn. What is open stops the
 * publish.
 */
import type { Clock } from "../assistant/ports.ts";
import type { Drafts } from "./drafts.ts";
import type { Library } from "./library.ts";
import type { Path } from "./merge.ts";
import type { Actor } from "./ports.ts";
import { freshId, get, read, write, type Ask, type DraftRecord, type Remark, type Thread } from "./records.ts";
import { valueAt } from "./yamlText.ts";

/** What came of it: `what` is for the audit log. */
export type Said = { readonly ok: true; readonly what: string } | { readonly ok: false; readonly problem: string };

/** An ask that waits for somebody, with its draft. */
export interface Waiting {
  readonly draft: DraftRecord;
  readonly ask: Ask;
}

export const LONGEST_REMARK = 500;
/** More than these of one draft nobody reads. */
const MOST = 300;
const MAX_ATTEMPTS = 8;
const LONGEST_SAID = 300;
const NOTHING: Thread = { remarks: [], asks: [] };

export interface ReviewsOptions {
  readonly library: Library;
  readonly drafts: Drafts;
  readonly clock: Clock;
}

export class Reviews {
  readonly #options: ReviewsOptions;

  constructor(options: ReviewsOptions) {
    this.#options = options;
  }

  async of(draftId: string): Promise<Thread> {
    return (await get(this.#options.library.store, "thread", draftId))?.record ?? NOTHING;
  }

  /** What is still open, in sentences for the publisher; none when nothing is. */
  async open(draftId: string): Promise<string[]> {
    const { remarks, asks } = await this.of(draftId);
    const open = remarks.filter((r) => r.settled === null).length;
    const waiting = asks.filter((a) => a.answer === null).map((a) => a.of.name);
    return [
      ...open > 0 ? [`还有 ${open} 条意见没有处理。`] : [],
      ...waiting.length > 0 ? [`请${[...new Set(waiting)].join("、")}看的，还没有回话。`] : [],
    ];
  }

  /** Asks that wait for this person, oldest first. */
  async waitingFor(account: string): Promise<Waiting[]> {
    const { library, drafts } = this.#options;
    const found: Waiting[] = [];
    for (const document of await library.store.list("thread")) {
      const asks = read("thread", document).record.asks.filter((a) => a.of.id === account && a.answer === null);
      const draft = asks.length > 0 ? (await drafts.get(document.id))?.record : undefined;
      if (draft && isOpen(draft)) found.push(...asks.map((ask) => ({ draft, ask })));
    }
    return found.sort((a, b) => a.ask.at - b.ask.at);
  }

  /** @param about the file and the place in it (`field`; empty: the file as a whole), with `said` by which it finds its place again (itemAt) */
  async remark(actor: Actor, draftId: string, { path, field, said, text }: Omit<Remark, "id" | "by" | "at" | "settled">): Promise<Said> {
    if (text.trim() === "") return refused("请写一句意见。");
    return this.#change(actor, draftId, (thread, stamp) => thread.remarks.length >= MOST ? refused(`一份草稿最多 ${MOST} 条意见。`) : {
      ok: true, what: text.trim().slice(0, 100),
      thread: { ...thread, remarks: [...thread.remarks, { id: freshId(stamp.at), path, field, said: said.slice(0, LONGEST_SAID), text: text.trim().slice(0, LONGEST_REMARK), ...stamp, settled: null }] },
    });
  }

  /** @param how what was done about it, or why nothing */
  async settle(actor: Actor, draftId: string, id: string, how: string): Promise<Said> {
    return this.#change(actor, draftId, (thread, stamp) => {
      const found = thread.remarks.find((r) => r.id === id);
      if (!found) return refused("没有这条意见。");
      if (found.settled) return refused(`这条意见${found.settled.by.name}已经处理过了。`);
      const settled = { how: how.trim().slice(0, LONGEST_REMARK), ...stamp };
      return { ok: true, what: found.text.slice(0, 100), thread: { ...thread, remarks: thread.remarks.map((r) => r === found ? { ...r, settled } : r) } };
    });
  }

  /** @param path the file; null: the whole draft */
  async ask(actor: Actor, draftId: string, of: Actor, path: string | null, note: string): Promise<Said> {
    if (of.id === actor.id) return refused("要请另一个人看。");
    return this.#change(actor, draftId, (thread, stamp) => {
      if (thread.asks.length >= MOST) return refused(`一份草稿最多请 ${MOST} 次。`);
      if (thread.asks.some((a) => a.of.id === of.id && a.path === path && a.answer === null)) return refused(`已经请过${of.name}了，还没有回话。`);
      const ask: Ask = { id: freshId(stamp.at), path, of: { id: of.id, name: of.name }, note: note.trim().slice(0, LONGEST_REMARK), ...stamp, answer: null };
      return { ok: true, what: `请${of.name}看${path === null ? "" : ` ${path}`}`, thread: { ...thread, asks: [...thread.asks, ask] } };
    });
  }

  /** Only whoever was asked answers. "change" says what, and that is a remark for somebody to settle. */
  async answer(actor: Actor, draftId: string, id: string, verdict: "fine" | "change", text: string): Promise<Said> {
    if (verdict === "change" && text.trim() === "") return refused("要改哪里，请写一句。");
    return this.#change(actor, draftId, (thread, stamp) => {
      const found = thread.asks.find((a) => a.id === id);
      if (found?.of.id !== actor.id) return refused("这一次请的不是您。");
      if (found.answer) return refused("这一次已经回过话了。");
      const said = text.trim().slice(0, LONGEST_REMARK);
      const remarks = verdict === "change" ? [...thread.remarks, { id: freshId(stamp.at), path: found.path, field: [], said: "", text: said, ...stamp, settled: null }] : thread.remarks;
      return { ok: true, what: verdict === "fine" ? "没问题" : "要改", thread: { remarks, asks: answered(thread.asks, found, { verdict, text: said, ...stamp }) } };
    });
  }

  /** Not needed any more, or the person is away: whoever asked takes it back, or a publisher. */
  async withdraw(actor: Actor, draftId: string, id: string, publishes: boolean): Promise<Said> {
    return this.#change(actor, draftId, (thread, stamp) => {
      const found = thread.asks.find((a) => a.id === id);
      if (!found || found.answer) return refused("这一次已经回过话，或者收回了。");
      if (found.by.id !== actor.id && !publishes) return refused("只有请的人和发布人能收回。");
      return { ok: true, what: `不用${found.of.name}看了`, thread: { ...thread, asks: answered(thread.asks, found, { verdict: "withdrawn", text: "", ...stamp }) } };
    });
  }

  async #change(actor: Actor, draftId: string, decide: (thread: Thread, stamp: { readonly by: Actor; readonly at: number }) => Said & { readonly thread?: Thread }): Promise<Said> {
    const { library: { store }, drafts, clock } = this.#options;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const draft = (await drafts.get(draftId))?.record;
      if (!draft) return refused("没有这份草稿。");
      if (!isOpen(draft)) return refused("这份草稿已经发布或者不要了，不能再提意见。");
      const kept = await get(store, "thread", draftId);
      const at = clock();
      const { thread, ...said } = decide(kept?.record ?? NOTHING, { by: { id: actor.id, name: actor.name }, at });
      if (!said.ok || thread === undefined) return said;
      if (await store.commit([write("thread", draftId, kept?.version ?? 0, thread)], [], at) === "stored") return said;
    }
    return refused("同时在说的人太多，这一次没有存上。请再试一次。");
  }
}

function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem };
}

const isOpen = (draft: DraftRecord): boolean => draft.state === "open" || draft.state === "review";

function answered(asks: Thread["asks"], ask: Ask, answer: NonNullable<Ask["answer"]>): Ask[] {
  return asks.map((a) => a === ask ? { ...a, answer } : a);
}

/** What tells an item of a list from the others, whatever else of it is changed. */
const TELLING = ["paper", "guide", "use", "id", "role", "kind", "depth", "verdict", "holder", "spec", "text", "ask", "because", "item"];

/** Of a place within a list: which item it is, so that a remark finds it when items have moved. Elsewhere "". */
export function itemAt(value: unknown, [list, index]: Path): string {
  if (list === undefined || typeof index !== "number") return "";
  const item = valueAt(value, [list, index]);
  if (item === undefined || item === null) return "";
  const told = typeof item === "object" ? JSON.stringify(TELLING.map((key) => valueAt(item, [key]) ?? null)) : String(item);
  return told.slice(0, LONGEST_SAID);
}

/** Where a remark belongs now: its own place while the same item stands there, or where that item went. */
export function placeNow(value: unknown, { field, said }: Pick<Remark, "field" | "said">): Path {
  const [list, index, ...rest] = field;
  if (said === "" || list === undefined || typeof index !== "number" || itemAt(value, field) === said) return field;
  const items = valueAt(value, [list]);
  const found = Array.isArray(items) ? items.findIndex((_, i) => itemAt(value, [list, i]) === said) : -1;
  return found < 0 ? field : [list, found, ...rest];
}
