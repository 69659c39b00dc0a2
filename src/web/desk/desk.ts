/** The desk's page: what it shows and how it changes. Holds one open conversation; the rest stays on the server. */
import type { SuggestionKind } from "../../domain/conversation.ts";
import type { Keep } from "../shared/keep.ts";
import { call, follow, Trouble, type Following } from "./api.ts";
import type { Action, Board, Entry, PresenceKind, Queue, View } from "./types.ts";

/** What the composer holds for one conversation. */
export interface Draft {
  readonly text: string;
  /** The suggestion it began as, to know whether it was changed. */
  readonly from: { readonly kind: SuggestionKind | null; readonly ref: string; readonly text: string } | null;
}

const NO_DRAFT: Draft = { text: "", from: null };

export type Overlay = "find" | "wording" | "wrap-up" | "transfer" | "team" | "help" | "sms" | null;

export interface State {
  readonly board: Board | null;
  readonly open: string | null;
  readonly view: View | null;
  readonly isConnected: boolean;
  readonly notice: { readonly tone: "bad" | "info"; readonly text: string } | null;
  readonly draft: Draft;
  /** In a call: whose words the composer takes down. */
  readonly speaks: "caller" | "me";
  readonly overlay: Overlay;
  /** Told by the live region. */
  readonly spoken: string;
}

const EMPTY: State = {
  board: null, open: null, view: null, isConnected: true, notice: null, draft: NO_DRAFT, speaks: "caller", overlay: null, spoken: "",
};

export class DeskPage {
  state: State = EMPTY;
  readonly #keep: Keep;
  readonly #listeners = new Set<() => void>();
  #following: Following | null = null;
  #outbox: Promise<void> = Promise.resolve();

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #set(some: Partial<State>): void {
    this.state = { ...this.state, ...some };
    for (const listener of this.#listeners) listener();
  }

  async begin(): Promise<void> {
    await this.refresh();
    this.#following = follow((event, data) => this.#hear(event, data), (isConnected) => {
      if (isConnected !== this.state.isConnected) this.#set({ isConnected });
    });
    const last = this.#keep.get<string>("open");
    const mine = this.state.board?.mine ?? [];
    const first = mine.find((e) => e.conversation === last) ?? mine[0];
    if (first) await this.open(first.conversation);
  }

  #hear(event: string, data: unknown): void {
    const { board, view, open } = this.state;
    if (event === "view") {
      const next = data as View | null;
      if (next && next.id === open && (!view || next.seq >= view.seq)) this.#show(next);
      return;
    }
    if (event === "gone") {
      this.#keep.remove("open");
      this.#following?.watch(null);
      this.#set({ open: null, view: null, overlay: null });
      return this.tell((data as { gone: string }).gone);
    }
    if (!board) return;
    if (event === "queue") {
      const queue = data as Queue;
      const isNew = queue.entries.some((e) => e.status === "waiting" && !board.queue.entries.some((b) => b.conversation === e.conversation));
      this.#set({ board: { ...board, queue }, ...isNew ? { spoken: `有市民在等人工，现在 ${queue.total} 位。` } : {} });
    }
    if (event === "mine") this.#set({ board: { ...board, mine: data as Entry[] } });
  }

  #show(view: View): void {
    const before = this.state.view;
    const said = before?.id === view.id ? view.lines.filter((l) => l.seq > before.seq && l.from === "citizen") : [];
    this.#set({ view, ...said.length > 0 ? { spoken: `市民说：${said.map((l) => l.text).join("；")}` } : {} });
  }

  async open(id: string): Promise<void> {
    this.#set({ open: id, view: this.state.view?.id === id ? this.state.view : null, draft: this.#keep.get<Draft>(`draft.${id}`) ?? NO_DRAFT, overlay: null, notice: null });
    this.#keep.set("open", id);
    this.#following?.watch(id);
    await this.attempt(async () => {
      const view = await call<View>("GET", at(id));
      if (this.state.open === id && (this.state.view === null || view.seq >= this.state.view.seq)) this.#show(view);
    });
  }

  /** One action on the open conversation. @returns whether it took effect */
  async act(action: Action): Promise<boolean> {
    const id = this.state.open;
    return id !== null && this.#actOn(id, action);
  }

  #actOn(id: string, action: Action): Promise<boolean> {
    return this.attempt(async () => {
      const view = await call<View>("POST", `${at(id)}/actions`, action);
      if (this.state.open === id) this.#show(view);
    });
  }

  /** Takes the citizen who has waited longest. */
  async takeNext(): Promise<void> {
    const me = this.state.board?.me.id;
    const next = this.state.board?.queue.entries.find((e) => e.status === "waiting" && (e.forAgent === null || e.forAgent === me));
    if (!next) return this.tell("现在没有人在等。");
    await this.take(next.conversation);
  }

  async take(id: string): Promise<void> {
    if (this.state.open !== id) await this.open(id);
    await this.act({ take: true });
  }

  async openCall(): Promise<void> {
    await this.attempt(async () => {
      const { id } = await call<{ id: string }>("POST", "/api/v1/desk/calls", {});
      this.#set({ speaks: "caller" });
      await this.open(id);
    });
  }

  /** What changes rarely and is not followed: canned wording, colleagues. */
  async refresh(): Promise<void> {
    await this.attempt(async () => { this.#set({ board: await call<Board>("GET", "/api/v1/desk/board") }); });
  }

  async setPresence(presence: PresenceKind): Promise<void> {
    await this.attempt(async () => {
      await call("PUT", "/api/v1/desk/presence", { presence });
      const { board } = this.state;
      if (board) this.#set({ board: { ...board, me: { ...board.me, presence } } });
    });
  }

  setDraft(text: string): void {
    this.#keepDraft({ ...this.state.draft, text });
  }

  setSpeaks(speaks: "caller" | "me"): void {
    this.#set({ speaks });
  }

  /**
   * Puts a suggestion into the composer, where it can be changed; nothing is sent.
   * @param kind null for canned wording, which nobody suggested
   */
  insert(kind: SuggestionKind | null, ref: string, text: string): void {
    const before = this.state.draft.text.trim();
    this.#keepDraft({ text: before ? `${before}${text}` : text, from: before ? null : { kind, ref, text } });
    this.#set({ speaks: "me", overlay: null });
  }

  /**
   * Sends what the composer holds: to the citizen, or as what was said in a call. The box is free for the next words at
   * once; they go out one after the other, and what could not be sent comes back into the box.
   */
  send(): void {
    const { draft, view, speaks } = this.state;
    const text = draft.text.trim();
    if (!text || !view) return;
    this.#keepDraft(NO_DRAFT);
    if (view.isCall) this.#set({ speaks: "caller" });
    const action: Action = view.isCall && speaks === "caller" ? { text } : { say: text };
    this.#outbox = this.#outbox.then(() => this.#deliver(view.id, action, draft));
  }

  async #deliver(id: string, action: Action, draft: Draft): Promise<void> {
    if (!await this.#actOn(id, action)) {
      if (this.state.open === id) this.#keepDraft({ text: [draft.text, this.state.draft.text].filter(Boolean).join("\n"), from: null });
      else this.#keep.set(`draft.${id}`, draft);
      return;
    }
    const { from, text } = draft;
    if (from?.kind) await this.#actOn(id, { judge: { kind: from.kind, ref: from.ref, verdict: text.trim() === from.text.trim() ? "accepted" : "edited" } });
  }

  #keepDraft(draft: Draft): void {
    this.#set({ draft });
    const { open } = this.state;
    if (open === null) return;
    if (draft.text) this.#keep.set(`draft.${open}`, draft);
    else this.#keep.remove(`draft.${open}`);
  }

  async judge(kind: SuggestionKind, ref: string, verdict: "accepted" | "edited" | "rejected"): Promise<void> {
    await this.act({ judge: { kind, ref, verdict } });
  }

  /** Ends it: the bot goes on; after a call there is the wrap-up to write. */
  async handBack(): Promise<void> {
    const { view } = this.state;
    if (view && await this.act({ handBack: true }) && view.isCall && this.state.open === view.id) this.show("wrap-up");
  }

  show(overlay: Overlay): void {
    this.#set({ overlay });
  }

  tell(text: string): void {
    this.#set({ notice: { tone: "info", text }, spoken: text });
  }

  closeNotice(): void {
    this.#set({ notice: null });
  }

  /** @returns whether it worked; what went wrong is told */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (this.state.notice?.tone === "bad") this.#set({ notice: null });
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  fail(error: unknown): void {
    const text = error instanceof Trouble ? error.text : "页面出了错，这一步没有成功。请刷新一下，会话都在。";
    this.#set({ notice: { tone: "bad", text }, spoken: text });
  }
}

/** Where a conversation is. */
export const at = (id: string): string => `/api/v1/desk/conversations/${encodeURIComponent(id)}`;
