/**
 * The page's state and how it changes. Pure: everything that talks to the network or the clock is in talk.ts.
 */
import type { Feedback, Reply, StateView } from "../../domain/conversation.ts";
import type { ServerEntry, TurnBody, TurnResult, WholeConversation } from "../shared/api.ts";
import { spokenReplies } from "../shared/words.ts";

/** A turn the person has made and the server has not yet acknowledged. */
export interface PendingTurn {
  /** The Idempotency-Key: however often it is sent, it counts once. */
  readonly key: string;
  /** Epoch milliseconds, for the order. */
  readonly at: number;
  readonly body: TurnBody;
  /** How it reads in the conversation. */
  readonly label: string;
  /** The seq the click was made against; null when it does not depend on what was shown. */
  readonly seen: number | null;
}

export interface Entry {
  readonly key: string;
  readonly from: "citizen" | "bot" | "person";
  readonly text: string;
  readonly replies: readonly Reply[];
  /** What the server calls it; absent for one's own words. */
  readonly seq?: number;
}

/** `trouble` tells why a turn is not through yet. */
export type Net = "ok" | "offline" | "trouble";

export interface Notice {
  readonly tone: "info" | "bad";
  /** What happened, what is kept, what to do. */
  readonly text: string;
}

/** A conversation put aside by 重新开始, which can be taken up again. */
export interface Shelved {
  readonly id: string;
  readonly token: string;
  readonly title: string;
  readonly progress: string;
}

export interface Page {
  /** `loading` only while a kept conversation is being read. */
  readonly phase: "loading" | "start" | "talk";
  readonly seq: number;
  readonly entries: readonly Entry[];
  readonly view: StateView | null;
  readonly pending: readonly PendingTurn[];
  /** What was told of answers and papers; `thanks` only right after it. */
  readonly feedback: readonly (Feedback & { readonly thanks?: string })[];
  readonly net: Net;
  /** An answer is taking longer than a moment. */
  readonly slow: boolean;
  readonly notice: Notice | null;
  /** What the live region says; `n` makes the same words audible twice. */
  readonly spoken: { readonly n: number; readonly text: string };
  readonly draft: string;
  readonly shelved: Shelved | null;
}

export type Action =
  | { readonly type: "loading" }
  | { readonly type: "read"; readonly whole: WholeConversation }
  | { readonly type: "queued"; readonly turn: PendingTurn }
  | { readonly type: "restored"; readonly turns: readonly PendingTurn[] }
  | { readonly type: "answered"; readonly key: string; readonly result: TurnResult }
  | { readonly type: "refused"; readonly key: string; readonly text: string }
  | { readonly type: "opened"; readonly seq: number }
  | { readonly type: "expired" }
  | { readonly type: "fresh"; readonly shelved: Shelved | null }
  | { readonly type: "shelved"; readonly shelved: Shelved | null }
  | { readonly type: "net"; readonly net: Net }
  | { readonly type: "slow"; readonly slow: boolean }
  | { readonly type: "notice"; readonly notice: Notice | null }
  | { readonly type: "draft"; readonly text: string };

export const EMPTY_PAGE: Page = {
  phase: "start", seq: 0, entries: [], view: null, pending: [], feedback: [], net: "ok", slow: false, notice: null,
  spoken: { n: 0, text: "" }, draft: "", shelved: null,
};

export const EXPIRED = "之前的对话已经过期，服务器上没有了。您刚写的字还在输入框里。再发一次，就从新的对话接着办。";
export const BACK = "网络通了，刚才的话已经发出，只发了一次。";

export function reduce(page: Page, action: Action): Page {
  switch (action.type) {
    case "loading":
      return { ...page, phase: "loading" };
    case "read":
      return afterRead(page, action.whole);
    case "queued":
      return { ...page, phase: "talk", pending: [...page.pending, action.turn], notice: null };
    case "restored":
      return action.turns.length === 0 ? page : { ...page, phase: "talk", pending: mergePending(page.pending, action.turns) };
    case "answered":
      return afterAnswer(page, action.key, action.result);
    case "refused":
      return afterRefusal(page, action.key, action.text);
    case "opened":
      return { ...page, seq: action.seq };
    case "expired":
      return afterExpiry(page);
    case "fresh":
      return { ...EMPTY_PAGE, spoken: page.spoken, shelved: action.shelved };
    case "shelved":
      return { ...page, shelved: action.shelved };
    case "net":
      return action.net === page.net ? page : { ...page, net: action.net };
    case "slow":
      return action.slow === page.slow ? page : { ...page, slow: action.slow };
    case "notice":
      return withNotice(page, action.notice);
    case "draft":
      return { ...page, draft: action.text };
  }
}

/** The server's own telling replaces ours; only what is new to this page is spoken. */
function afterRead(page: Page, whole: WholeConversation): Page {
  // A click that meant nothing leaves an empty line in the log.
  const entries = whole.events.map(entryOf).filter((e) => e.text || e.replies.length > 0);
  const first = entries.findIndex((e) => e.from !== "bot");
  const talked = first >= 0;
  const isResume = page.entries.length === 0;
  const fresh = isResume ? [] : whole.events.filter((e) => e.seq > page.seq && e.from !== "citizen");
  const next: Page = {
    ...page,
    phase: talked || page.pending.length > 0 ? "talk" : "start",
    seq: whole.seq,
    // The greeting is the start page's business: the talk begins with the person's words.
    entries: talked ? entries.slice(first) : [],
    view: whole.state,
    feedback: whole.feedback,
  };
  return fresh.length === 0 ? next : speak(next, fresh.map((e) => e.replies ? spokenReplies(e.replies) : e.text).join("\n"));
}

function entryOf(e: ServerEntry): Entry {
  return { key: `s${e.seq}`, from: e.from, text: e.text, replies: e.replies ?? [], seq: e.seq };
}

function afterAnswer(page: Page, key: string, result: TurnResult): Page {
  const turn = page.pending.find((t) => t.key === key);
  const pending = page.pending.filter((t) => t.key !== key);
  const settled: Page = { ...page, pending, net: "ok", slow: false };
  // Already told by a read in between (a reload while the answer was on its way).
  if (result.seq <= page.seq) return settled;
  if (turn && "feedback" in turn.body) {
    // Beside the answer it is about, not in the talk: the question that waits stays the last thing said.
    const thanks = spokenReplies(result.replies);
    const told = { about: turn.body.feedback.about, verdict: turn.body.feedback.verdict, thanks };
    return speak({ ...settled, seq: result.seq, feedback: [...page.feedback, told] }, thanks);
  }
  const said: Entry[] = turn ? [{ key: turn.key, from: "citizen", text: turn.label, replies: [] }] : [];
  // While a person speaks the bot has nothing to say.
  if (result.replies.length === 0) return { ...settled, seq: result.seq, view: result.state, entries: [...page.entries, ...said] };
  const answer: Entry = { key: `s${result.seq}`, from: "bot", text: result.replies.map((r) => r.text).join("\n"), replies: result.replies, seq: result.seq };
  const next = { ...settled, seq: result.seq, view: result.state, entries: [...page.entries, ...said, answer] };
  return speak(next, spokenReplies(result.replies));
}

/** A turn that was refused changed nothing; the words go back into the box. */
function afterRefusal(page: Page, key: string, text: string): Page {
  const turn = page.pending.find((t) => t.key === key);
  const words = turn && "text" in turn.body ? turn.body.text : "";
  const kept = words ? "您写的字放回输入框了。" : "";
  const next = { ...page, pending: page.pending.filter((t) => t.key !== key), slow: false, draft: page.draft || words };
  return withNotice({ ...next, phase: next.entries.length + next.pending.length > 0 ? "talk" : "start" }, { tone: "bad", text: `${text}${kept}` });
}

function afterExpiry(page: Page): Page {
  const words = page.pending.flatMap((t) => "text" in t.body ? [t.body.text] : []);
  const draft = [...words, page.draft].filter(Boolean).join("，");
  const fresh: Page = { ...EMPTY_PAGE, spoken: page.spoken, draft };
  const text = draft ? EXPIRED : "之前的对话已经过期，服务器上没有了。请重新说一遍您要办的事。";
  return withNotice(fresh, { tone: "info", text });
}

function withNotice(page: Page, notice: Notice | null): Page {
  const next = { ...page, notice };
  return notice ? speak(next, notice.text) : next;
}

function speak(page: Page, text: string): Page {
  return { ...page, spoken: { n: page.spoken.n + 1, text } };
}

function mergePending(ours: readonly PendingTurn[], kept: readonly PendingTurn[]): PendingTurn[] {
  const all = new Map([...kept, ...ours].map((t) => [t.key, t]));
  return [...all.values()].sort((a, b) => a.at - b.at);
}
