import { describe, expect, it } from "vitest";
import type { Reply, StateView } from "../../../src/domain/conversation.ts";
import type { TurnResult, WholeConversation } from "../../../src/web/shared/api.ts";
import { EMPTY_PAGE, reduce, type Action, type Page, type PendingTurn } from "../../../src/web/chat/page.ts";
import { liveEntry, shownEntries, shownStatus, toldOf } from "../../../src/web/chat/shown.ts";

const VIEW: StateView = { guides: [], asking: null, facts: [], checklist: [], verdict: null, pendingSubChecklists: [], speaker: "bot" };

const turn = (key: string, body: PendingTurn["body"] = { text: key }, at = 1): PendingTurn => ({ key, at, body, label: key, seen: null });
const reply = (text: string): Reply => ({ kind: "say", text, choices: [{ id: "act:list", label: "看清单" }] });
const result = (seq: number, text = "好"): TurnResult => ({ seq, replies: [reply(text)], state: VIEW });
const after = (...actions: Action[]): Page => actions.reduce(reduce, EMPTY_PAGE);

const whole = (seq: number, events: WholeConversation["events"]): WholeConversation => ({ id: "c", seq, replies: [], state: VIEW, feedback: [], events });
const GREETING = { seq: 2, from: "bot", text: "您想办什么？", replies: [reply("您想办什么？")] } as const;

describe("a turn on its way", () => {
  it("is shown at once, and its answer follows it", () => {
    const page = after({ type: "queued", turn: turn("办护照") });
    expect(shownEntries(page).map((e) => e.text)).toEqual(["办护照"]);
    const answered = reduce(page, { type: "answered", key: "办护照", result: result(5, "多大？") });
    expect(shownEntries(answered).map((e) => e.text)).toEqual(["办护照", "多大？"]);
    expect(answered.pending).toEqual([]);
  });

  it("whose answer was already read back is not shown twice", () => {
    const page = after(
      { type: "restored", turns: [turn("办护照")] },
      { type: "read", whole: whole(5, [GREETING, { seq: 3, from: "citizen", text: "办护照" }, { seq: 5, from: "bot", text: "多大？", replies: [reply("多大？")] }]) },
      { type: "answered", key: "办护照", result: result(5, "多大？") },
    );
    expect(shownEntries(page).map((e) => e.text)).toEqual(["办护照", "多大？"]);
  });

  it("keeps the order in which it was made, whatever the order in which it was found again", () => {
    const page = after({ type: "restored", turns: [turn("二", { text: "二" }, 2), turn("一", { text: "一" }, 1)] });
    expect(page.pending.map((t) => t.key)).toEqual(["一", "二"]);
  });

  it("takes the earlier choices out of reach, but a mark does not", () => {
    const talked = after({ type: "queued", turn: turn("a") }, { type: "answered", key: "a", result: result(5) });
    expect(liveEntry(talked)).toBe("s5");
    expect(liveEntry(reduce(talked, { type: "queued", turn: turn("b") }))).toBeNull();
    expect(liveEntry(reduce(talked, { type: "queued", turn: turn("b", { mark: { item: "x", status: "have" } }) }))).toBe("s5");
  });

  it("that is a mark shows at once in the checklist", () => {
    const page = after({ type: "queued", turn: turn("m", { mark: { item: "id-card.applicant", status: "have" } }) });
    expect(shownStatus(page, "id-card.applicant", "open")).toBe("have");
    expect(shownStatus(page, "photo.applicant", "lack")).toBe("lack");
  });
});

describe("feedback", () => {
  const about = { seq: 5 };
  const talked = after({ type: "queued", turn: turn("a") }, { type: "answered", key: "a", result: result(5) });
  const sent = reduce(talked, { type: "queued", turn: turn("f", { feedback: { about, verdict: "useless", reason: "看不懂" } }) });
  const thanked = reduce(sent, { type: "answered", key: "f", result: result(7, "记下了。") });

  it("stands beside its answer, not in the talk, and leaves the choices in reach", () => {
    for (const page of [sent, thanked]) {
      expect(shownEntries(page).map((e) => e.key)).toEqual(["a", "s5"]);
      expect(liveEntry(page)).toBe("s5");
      expect(toldOf(page, about)?.verdict).toBe("useless");
    }
  });

  it("is thanked for, audibly, and the thanks go with the next reading", () => {
    expect(toldOf(thanked, about)?.thanks).toContain("记下了");
    expect(thanked.spoken.text).toContain("记下了");
    const read = reduce(thanked, { type: "read", whole: { ...whole(7, []), feedback: [{ about, verdict: "useless" }] } });
    expect(toldOf(read, about)).toEqual({ about, verdict: "useless" });
    expect(toldOf(read, { item: "x" })).toBeNull();
  });
});

describe("a refused turn", () => {
  it("gives the words back and says what was said", () => {
    const page = after({ type: "queued", turn: turn("太长的话") }, { type: "refused", key: "太长的话", text: "写得太长了。" });
    expect(page.draft).toBe("太长的话");
    expect(page.notice).toEqual({ tone: "bad", text: "写得太长了。您写的字放回输入框了。" });
    expect(page.phase).toBe("start");
  });

  it("does not overwrite what is being written", () => {
    const page = after({ type: "queued", turn: turn("旧") }, { type: "draft", text: "新" }, { type: "refused", key: "旧", text: "不行。" });
    expect(page.draft).toBe("新");
  });
});

describe("an expired conversation", () => {
  it("keeps every word that was on its way or being written", () => {
    const page = after({ type: "queued", turn: turn("三岁") }, { type: "queued", turn: turn("c", { choice: "fact:a=b" }) }, { type: "draft", text: "还有" }, { type: "expired" });
    expect(page.draft).toBe("三岁，还有");
    expect(page.phase).toBe("start");
    expect(page.pending).toEqual([]);
    expect(page.notice?.text).toContain("已经过期");
  });
});

describe("reading the conversation back", () => {
  it("begins with the person's words; a greeting alone is still the start page", () => {
    expect(after({ type: "read", whole: whole(2, [GREETING]) }).phase).toBe("start");
    const page = after({ type: "read", whole: whole(4, [GREETING, { seq: 3, from: "citizen", text: "办护照" }]) });
    expect(page.phase).toBe("talk");
    expect(page.entries.map((e) => e.text)).toEqual(["办护照"]);
  });

  it("is silent on a resume and speaks only what is new afterwards", () => {
    const resumed = after({ type: "read", whole: whole(4, [GREETING, { seq: 3, from: "citizen", text: "办护照" }, { seq: 4, from: "bot", text: "多大？", replies: [reply("多大？")] }]) });
    expect(resumed.spoken.n).toBe(0);
    const later = reduce(resumed, { type: "read", whole: whole(6, [{ seq: 3, from: "citizen", text: "办护照" }, { seq: 4, from: "bot", text: "多大？" }, { seq: 6, from: "person", text: "我是工作人员" }]) });
    expect(later.spoken.text).toBe("我是工作人员");
  });

  it("leaves out clicks that meant nothing", () => {
    const page = after({ type: "read", whole: whole(5, [{ seq: 3, from: "citizen", text: "办护照" }, { seq: 5, from: "citizen", text: "" }]) });
    expect(page.entries.map((e) => e.text)).toEqual(["办护照"]);
  });
});

describe("what is spoken", () => {
  it("holds the words and the choices of each answer, once", () => {
    const page = after({ type: "queued", turn: turn("a") }, { type: "answered", key: "a", result: result(5, "多大？") });
    expect(page.spoken).toEqual({ n: 1, text: "多大？\n可以选：看清单。" });
    expect(reduce(page, { type: "slow", slow: true }).spoken).toBe(page.spoken);
  });
});

it("重新开始 keeps the shelved conversation and nothing else", () => {
  const shelved = { id: "c", token: "t", title: "办护照", progress: "还差 2 项" };
  const page = after({ type: "queued", turn: turn("a") }, { type: "fresh", shelved });
  expect(page).toMatchObject({ phase: "start", entries: [], pending: [], view: null, shelved });
});
