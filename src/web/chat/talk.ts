/**
 * The page's side of one conversation: sends turns one after the other, reads the conversation back, keeps tabs in
 * step, and never drops a turn. All state changes go through `reduce`.
 */
import { Gone, Refused, Unreachable, type Api, type Session, type TurnBody } from "../shared/api.ts";
import type { Keep } from "../shared/keep.ts";
import { forgetTurn, keepTurn, keptTurns, newKey, waitBefore } from "./outbox.ts";
import { BACK, EMPTY_PAGE, reduce, type Action, type Page, type PendingTurn, type Shelved } from "./page.ts";
import { announceToTabs, follow } from "./follow.ts";
import { Remembered, type KeptLink, type KeptRegion } from "./remembered.ts";
import { shelve } from "./shelf.ts";
import { saveBlob } from "../shared/save.ts";

const DEAD_LINK = "这个链接打不开了：可能过期了，或者被收回了。原来那台设备上的清单还在，请在那边再生成一个。";

/** An answer that takes longer than this shows that it is being worked on, in milliseconds. */
const SLOW_AFTER = 300;

export class Talk {
  page: Page = EMPTY_PAGE;
  private session: Session | null;
  private draining = false;
  private reading = false;
  /** Ends the wait before the next attempt. */
  private hurry: () => void = () => {};
  /** The highest seq other tabs or the stream told of. */
  private heard = 0;
  private readonly listeners = new Set<() => void>();
  private readonly api: Api;
  private readonly keep: Keep;

  readonly remembered: Remembered;

  /** @param place where things are done unless the person has chosen: a host page's own city */
  constructor(api: Api, keep: Keep, place: KeptRegion | null = null) {
    this.api = api;
    this.remembered = new Remembered(keep, place);
    this.keep = keep;
    this.session = keep.get<Session>("session");
    this.page = { ...EMPTY_PAGE, draft: keep.get<string>("draft") ?? "", shelved: keep.get<Shelved>("shelved") };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private dispatch(action: Action): void {
    this.page = reduce(this.page, action);
    this.listeners.forEach((listener) => listener());
  }

  /** Takes up the kept conversation and the turns that were on their way, and listens to what others do. */
  async begin(): Promise<void> {
    this.dispatch({ type: "restored", turns: keptTurns(this.keep) });
    follow(this.api, {
      session: () => this.session,
      heard: (seq) => this.hear(seq),
      online: () => this.hurry(),
      back: () => { if (!this.draining && this.page.phase === "talk") void this.readAgain(); },
    });
    if (this.session) {
      this.dispatch({ type: "loading" });
      await this.readUntilThere();
    }
    await this.drain();
  }

  /** Sends words, a click, a mark …; returns at once, the answer arrives by itself. */
  send(body: TurnBody, label: string): void {
    const turn: PendingTurn = {
      key: newKey(), at: Date.now(), body, label,
      // A choice is judged against what was on the screen; everything else against the present.
      seen: "choice" in body ? this.page.seq : null,
    };
    keepTurn(this.keep, turn);
    if ("text" in body) this.draft("");
    this.dispatch({ type: "queued", turn });
    void this.drain();
  }

  /** Leaves a message for an agent. @returns why it was not kept, in the user's language, or null */
  async leaveMessage(text: string, phone: string): Promise<string | null> {
    if (!this.session) return "对话还没有开始，先说一句您要办什么。";
    try {
      await this.api.leaveMessage(this.session, text, phone);
      await this.readAgain();
      return null;
    } catch (error) {
      return error instanceof Refused ? error.detail : "没有发出去，您写的还在。过一会儿再发一次，或者直接打 12345。";
    }
  }

  draft(text: string): void {
    this.keep.set("draft", text);
    this.dispatch({ type: "draft", text });
  }

  retryNow(): void {
    this.hurry();
  }

  closeNotice(): void {
    this.dispatch({ type: "notice", notice: null });
  }

  notify(text: string): void {
    this.dispatch({ type: "notice", notice: { tone: "info", text } });
  }

  /** 重新开始: a new conversation; the old one is put aside, not thrown away. */
  startAfresh(): void {
    const shelved = this.session && this.page.view ? shelve(this.session, this.page.view) : this.page.shelved;
    for (const turn of this.page.pending) forgetTurn(this.keep, turn.key);
    this.keep.remove("session");
    this.keep.set("shelved", shelved);
    this.session = null;
    this.heard = 0;
    this.hurry();
    this.dispatch({ type: "fresh", shelved });
  }

  /**
   * Goes on with the conversation that a link (QR code) holds; what was being done here is put aside.
   * The conversation is then read by `begin`, or at once when the page is already in use.
   */
  async comeBy(code: string): Promise<void> {
    this.dispatch({ type: "loading" });
    try {
      const session = await this.untilReached(() => this.api.follow(code));
      if (this.session && this.session.id !== session.id) {
        const shelved = (this.page.view && shelve(this.session, this.page.view)) ?? { ...this.session, title: "这台设备上原来那件", progress: "" };
        for (const turn of keptTurns(this.keep)) forgetTurn(this.keep, turn.key);
        this.keep.set("shelved", shelved);
        this.dispatch({ type: "fresh", shelved });
      }
      if (this.session?.id !== session.id) this.useSession(session);
      this.heard = 0;
    } catch {
      this.dispatch({ type: "fresh", shelved: this.page.shelved });
      this.dispatch({ type: "notice", notice: { tone: "bad", text: DEAD_LINK } });
    }
  }

  /** Reads the conversation that `comeBy` has taken up. */
  async goOn(): Promise<void> {
    if (!this.session) return;
    this.dispatch({ type: "loading" });
    await this.readUntilThere();
  }

  /** Asks for something that belongs to the conversation. @throws Refused, Unreachable, Gone */
  ask<T>(method: "POST" | "DELETE", path: string): Promise<T> {
    if (!this.session) throw new Gone("no conversation");
    return this.api.ask(this.session, method, path);
  }

  /** Saves a file made from the conversation. @throws Refused, Unreachable, Gone */
  async save(path: string, body: unknown, name: string): Promise<void> {
    if (!this.session) throw new Gone("no conversation");
    saveBlob(await this.api.file(this.session, path, body), name);
  }

  json<T>(path: string): Promise<T> {
    return this.api.json(path);
  }

  /** The link made for this conversation. */
  get link(): KeptLink | null {
    return this.remembered.link(this.session?.id);
  }

  keepLink(link: Omit<KeptLink, "conversation"> | null): void {
    this.remembered.keepLink(link && this.session ? { ...link, conversation: this.session.id } : null);
  }

  /** A place is chosen: it counts from the next conversation. */
  chooseRegion(region: KeptRegion | null): void {
    this.remembered.region = region;
    this.dispatch({ type: "notice", notice: null });
  }

  /** Takes the conversation put aside up again. */
  async takeUp(shelved: Shelved): Promise<void> {
    this.useSession({ id: shelved.id, token: shelved.token });
    this.dropShelved();
    this.dispatch({ type: "loading" });
    await this.readUntilThere();
  }

  dropShelved(): void {
    this.keep.remove("shelved");
    this.dispatch({ type: "shelved", shelved: null });
  }

  private useSession(session: Session): void {
    this.session = session;
    this.keep.set("session", session);
  }

  /** Sends what is pending, in order, one at a time. */
  private async drain(): Promise<void> {
    if (this.draining || this.page.phase === "loading") return;
    this.draining = true;
    try {
      for (let turn = this.page.pending[0]; turn; turn = this.page.pending[0]) await this.deliver(turn);
    } finally {
      this.draining = false;
    }
    if (this.heard > this.page.seq) void this.readAgain();
  }

  private async deliver(turn: PendingTurn): Promise<void> {
    let failures = 0;
    const stillWanted = (): boolean => this.page.pending.some((t) => t.key === turn.key);
    while (stillWanted()) {
      const slow = setTimeout(() => this.dispatch({ type: "slow", slow: true }), SLOW_AFTER);
      try {
        const session = this.session ?? await this.open();
        if (!stillWanted()) return;
        const result = await this.api.turn(session, turn.body, turn.seen || this.page.seq, turn.key);
        forgetTurn(this.keep, turn.key);
        if (this.session !== session) return; // started afresh meanwhile
        this.dispatch({ type: "answered", key: turn.key, result });
        this.remembered.noteRecent(this.page.view?.guides ?? []);
        if (failures > 0 && this.page.pending.length === 0) this.notify(BACK);
        announceToTabs(session.id, result.seq);
        return;
      } catch (error) {
        if (!(error instanceof Unreachable)) return this.giveUp(turn, error);
        failures++;
        this.dispatch({ type: "net", net: navigator.onLine ? "trouble" : "offline" });
        clearTimeout(slow);
        this.dispatch({ type: "slow", slow: false });
        await this.pause(waitBefore(failures, error.retryAfter));
      } finally {
        clearTimeout(slow);
      }
    }
  }

  private giveUp(turn: PendingTurn, error: unknown): void {
    if (error instanceof Gone) return this.expire();
    forgetTurn(this.keep, turn.key);
    this.dispatch({ type: "refused", key: turn.key, text: error instanceof Refused ? error.detail : "页面出了错。" });
  }

  private expire(): void {
    for (const turn of this.page.pending) forgetTurn(this.keep, turn.key);
    this.keep.remove("session");
    this.session = null;
    this.heard = 0;
    this.dispatch({ type: "expired" });
    this.keep.set("draft", this.page.draft);
  }

  private async open(): Promise<Session> {
    const { id, token, seq } = await this.begun();
    this.useSession({ id, token });
    this.dispatch({ type: "opened", seq });
    return { id, token };
  }

  private async begun(): ReturnType<Api["start"]> {
    const region = this.remembered.region?.adcode ?? null;
    try {
      return await this.api.start(region);
    } catch (error) {
      if (!(error instanceof Refused) || region === null) throw error;
      // A place that the server does not know (any more) must not stand in the way.
      this.chooseRegion(null);
      return this.api.start(null);
    }
  }

  /** Resolves after the wait, or at once when the network is back or the person asks for it. */
  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.hurry = () => { clearTimeout(timer); resolve(); };
    });
  }

  private async readUntilThere(): Promise<void> {
    const { session } = this;
    if (!session) return;
    try {
      const whole = await this.untilReached(() => this.api.read(session));
      if (this.session === session) this.dispatch({ type: "read", whole });
    } catch {
      if (this.session === session) this.expire();
    }
  }

  /** Tries until the server is reached, and says meanwhile that it is not. @throws what the server refuses with */
  private async untilReached<T>(attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures++) {
      try {
        const result = await attempt();
        this.dispatch({ type: "net", net: "ok" });
        return result;
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        this.dispatch({ type: "net", net: navigator.onLine ? "trouble" : "offline" });
        await this.pause(waitBefore(failures, error.retryAfter));
      }
    }
  }

  /** Another tab, another device or a person has said something. */
  private hear(seq: number): void {
    this.heard = Math.max(this.heard, seq);
    if (this.heard > this.page.seq && !this.draining && this.page.phase !== "loading") void this.readAgain();
  }

  private async readAgain(): Promise<void> {
    if (this.reading || !this.session) return;
    this.reading = true;
    const session = this.session;
    try {
      const whole = await this.api.read(session);
      if (this.session === session && !this.draining) this.dispatch({ type: "read", whole });
    } catch {
      // the next event, or the next turn, tries again
    } finally {
      this.reading = false;
    }
  }
}
