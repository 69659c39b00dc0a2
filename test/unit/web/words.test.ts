import { describe, expect, it } from "vitest";
import type { ItemView, StateView, Verdict } from "../../../src/domain/conversation.ts";
import { citationTitle, countsText, leftToBring, progressText, safeUrl, shortName, spokenReplies, verifiedText } from "../../../src/web/shared/words.ts";

const CITATION = { source: "s", title: "护照法", article: "第六条", verified: { on: "2026-11-24", how: "original" } } as const;

const item = (over: Partial<ItemView> = {}): ItemView => ({
  id: "id-card.applicant", name: "身份证（居民身份证）", holder: "本人", guides: ["g"], originals: { shown: 1, surrendered: 0 }, copies: 0,
  status: "open", onSite: false, certain: true, because: "证明是本人", source: CITATION, ...over,
});

const view = (over: Partial<StateView>): StateView => ({
  guides: [{ id: "g", name: "办护照" }], asking: null, facts: [], checklist: [], verdict: null, pendingSubChecklists: [], speaker: "bot", ...over,
});

const verdict = (kind: Verdict["kind"]): Verdict => ({ kind, text: "", missing: [] });

describe("progress", () => {
  it.each([
    ["nothing is chosen", null, ""],
    ["questions may still take papers off", view({ checklist: [item(), item({ certain: false })], asking: { kind: "fact", fact: "f", text: "", choices: [] } }), "暂列 2 项"],
    ["papers are missing, those done at the counter aside", view({ checklist: [item(), item({ status: "have" }), item({ onSite: true })] }), "还差 1 项"],
    ["a paper that one is unsure of is not in hand", view({ checklist: [item({ status: "unsure" })] }), "还差 1 项"],
    ["all is in hand and known", view({ checklist: [item({ status: "have" })], verdict: verdict("ready") }), "可以出发"],
    ["something is still to be asked at the window", view({ checklist: [item({ status: "have" })], verdict: verdict("confirm-first") }), "材料齐了，先问窗口"],
    ["it cannot be done", view({ verdict: verdict("not-possible") }), "现在办不了"],
  ])("when %s", (_when, state, text) => expect(progressText(state)).toBe(text));

  it("counts what is left to bring", () => expect(leftToBring([item(), item({ status: "have" }), item({ onSite: true })])).toHaveLength(1));
});

describe("papers", () => {
  it("tell shown, handed in and copied apart", () => {
    expect(countsText({ originals: { shown: 1, surrendered: 2 }, copies: 3 })).toBe("原件，给窗口看；原件 2 份，交给窗口；复印件 3 份");
  });
  it("have a short name for buttons", () => {
    expect(shortName(item())).toBe("身份证");
    expect(shortName(item({ anyOf: [{ label: "出生证", papers: [] }, { label: "户口本", papers: [] }] }))).toBe("出生证或户口本");
  });
});

describe("sources", () => {
  it("say article, day and how", () => expect(`${citationTitle(CITATION)} ${verifiedText(CITATION)}`).toBe("《护照法》第六条 2026年11月24日原文核对"));
  it("never show a day for what nobody has read", () => expect(verifiedText({ ...CITATION, verified: { on: "2026-11-24", how: "expertise" } })).toBe("未核实"));
  it("link only to web addresses", () => {
    expect(safeUrl("https://gov.cn/")).toBe("https://gov.cn/");
    for (const url of ["javascript:alert(1)", "data:text/html,x", " https://x", undefined]) expect(safeUrl(url)).toBeNull();
  });
});

it("what a screen reader hears holds the last reply's choices", () => {
  expect(spokenReplies([{ kind: "say", text: "一" }, { kind: "ask", text: "二", choices: [{ id: "a", label: "是" }, { id: "b", label: "不是" }] }])).toBe("一\n二\n可以选：是；不是。");
});
