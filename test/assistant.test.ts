/** Turns over two editions: whose runs on which, and what overrides both. */
import { describe, expect, it } from "vitest";
import type { LiveEdition } from "../src/assistant/ports.ts";
import { readConversation, startConversation, takeTurn, type Assistant, type RawInput, type TurnResult } from "../src/assistant/takeTurn.ts";
import { NO_OVERRIDES, withhold, type Notice, type Overrides, type Withdrawal } from "../src/domain/notice.ts";
import { readKnowledge } from "../src/knowledge/read.ts";
import { MemoryStore } from "../src/storage/memory.ts";
import { guideFile, projectWith } from "./support/fixture.ts";
import { said } from "./support/said.ts";

const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const CARD = "  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n";
const FORM = "  - {paper: form, holder: applicant, shown: 1, because: 登记, source: law}\n";

const understand: LiveEdition["understand"] = (text) => said(text);
const live = (papers: string, id: string, more: Record<string, string> = {}): LiveEdition => {
  const { edition } = readKnowledge(projectWith({ "knowledge/guides/demo.yaml": guideFile("demo", `materials:\n${papers}`), ...more }));
  return { edition: { ...edition, id }, understand };
};
const OLD = live(CARD, "old");
const NEW = live(CARD + FORM, "new");
const ELSEWHERE = live(CARD, "elsewhere", { "knowledge/materials/form.yaml": "id: form\nname: 新表\nplain: 新表\nwhat: 表\nget: {how: 领}\n" });

/** An assistant whose edition in force, corrections and overrides may be changed. */
function house() {
  const at = { now: NOON, inForce: OLD, kept: new Map([["old", OLD]]), corrected: false, overrides: NO_OVERRIDES };
  const assistant: Assistant = {
    store: new MemoryStore(), clock: () => at.now,
    get edition() { return at.inForce.edition; },
    get understand() { return at.inForce.understand; },
    editions: { of: async (id) => at.kept.get(id) ?? null, isCorrected: () => at.corrected },
    overrides: () => at.overrides,
  };
  const begin = async (region: string | null = null) => {
    const begun = await startConversation(assistant, region, "test");
    const turn = async (input: RawInput): Promise<TurnResult> => {
      const result = await takeTurn(assistant, { id: begun.id, token: begun.token, input });
      if ("problem" in result) throw new Error(result.text);
      return result;
    };
    return {
      ...begun, turn,
      click: (choice: string) => turn({ kind: "choice", choice }),
      say: (text: string) => turn({ kind: "text", text }),
      read: async () => await readConversation(assistant, begun.id, begun.token) as TurnResult,
    };
  };
  return { at, begin };
}

const text = ({ replies }: Pick<TurnResult, "replies">): string => replies.map((r) => r.text).join("\n");
const choices = ({ replies }: TurnResult): string[] => replies.flatMap((r) => r.choices ?? []).map((c) => c.id);
const papers = ({ state }: TurnResult): string[] => state.checklist.map((i) => i.id);

describe("a newer edition", () => {
  it("is what new conversations run on", async () => {
    const { at, begin } = house();
    at.inForce = NEW;
    expect(papers(await (await begin()).click("guide:demo"))).toEqual(["card.applicant", "form.applicant"]);
  });

  it("is offered once to a conversation whose list it changes, which keeps its own until it takes it", async () => {
    const { at, begin } = house();
    const talk = await begin();
    await talk.click("guide:demo");
    at.inForce = NEW;
    const offered = await talk.click("mark:card.applicant=have");
    expect(text(offered)).toContain("指南刚更新过：现在多要示范表");
    expect(choices(offered)).toContain("act:renew");
    expect(papers(offered)).toEqual(["card.applicant"]);
    const kept = await talk.click("act:keep-edition");
    expect(choices(kept)).not.toContain("act:renew");
    expect(papers(await talk.read())).toEqual(["card.applicant"]);
    const taken = await talk.click("act:renew");
    expect(text(taken)).toContain("换成新的了：现在多要示范表");
    expect(taken.state.checklist.map((i) => [i.id, i.status])).toEqual([["card.applicant", "have"], ["form.applicant", "open"]]);
    expect(papers(await talk.read())).toEqual(["card.applicant", "form.applicant"]);
  });

  it("may be taken in words", async () => {
    const { at, begin } = house();
    const talk = await begin();
    await talk.click("guide:demo");
    at.inForce = NEW;
    await talk.click("act:list");
    expect(papers(await talk.say("换成新的"))).toEqual(["card.applicant", "form.applicant"]);
  });

  it("is taken in silence where it changes nothing for this trip, or nothing has been begun", async () => {
    const { at, begin } = house();
    const [talk, idle] = [await begin(), await begin()];
    await talk.click("guide:demo");
    at.inForce = ELSEWHERE;
    expect(text(await talk.click("act:list"))).not.toMatch(/更新|换成新的/);
    at.inForce = NEW;
    expect(papers(await idle.click("guide:demo"))).toHaveLength(2);
  });

  it("is taken at once, and said, when it corrects the old one urgently", async () => {
    const { at, begin } = house();
    const talk = await begin();
    await talk.click("guide:demo");
    [at.inForce, at.corrected] = [NEW, true];
    const turn = await talk.click("act:list");
    expect(text(turn)).toContain("紧急更正，已经换成新的：现在多要示范表");
    expect(papers(turn)).toHaveLength(2);
  });

  it("is compared as it holds in the person's region: a window that moved is offered there and nowhere else", async () => {
    const pack = (place: string) => live(CARD, place, { "knowledge/regions/330106.yaml": `id: "330106"\nname: 示范区\nareaCode: "0571"\nlines:\n  - {guide: demo, list: places, text: ${place}, source: law 第二条}\n`, "knowledge/regions.yaml": "- {adcode: \"330106\", name: 示范区, areaCode: \"0571\", aliases: []}\n" });
    const { at, begin } = house();
    const [before, after] = [pack("到老大厅办。"), pack("到新大厅办。")];
    expect([before, after].map((l) => l.edition.packs.size)).toEqual([1, 1]);
    at.inForce = before;
    at.kept.set(before.edition.id, before);
    const [there, elsewhere] = [await begin("330106"), await begin("440100")];
    for (const talk of [there, elsewhere]) await talk.click("guide:demo");
    at.inForce = after;
    const offered = await there.click("act:list");
    expect(choices(offered)).toContain("act:renew");
    expect(text(offered)).not.toMatch(/现在多要|不用再带/);
    expect(choices(await elsewhere.click("act:list"))).not.toContain("act:renew");
  });

  it("is taken by somebody who comes back the next day, and where the old one is not kept any more", async () => {
    const { at, begin } = house();
    const [late, lost] = [await begin(), await begin()];
    await late.click("guide:demo");
    await lost.click("guide:demo");
    at.inForce = NEW;
    at.kept.clear();
    expect(text(await lost.click("act:list"))).toContain("更新过");
    at.kept.set("old", OLD);
    at.now += 24 * 3_600_000;
    expect(papers(await late.click("act:list"))).toHaveLength(2);
  });
});

const notice = (over: Partial<Notice> = {}): Notice =>
  ({ id: "n1", version: 1, kind: "closed", text: "大厅今天停办。", guides: [], regions: [], office: "城东大厅", from: NOON - 1, until: NOON + 3_600_000, ...over });
const withdrawal = (what: Withdrawal["what"], say = "先打 12345 问。"): Overrides => ({ notices: [], withdrawals: [{ id: "w1", what, say, from: NOON - 1, until: null }] });

describe("a notice", () => {
  it("is read first, once, and again when its words change", async () => {
    const { at, begin } = house();
    const talk = await begin();
    at.overrides = { notices: [notice()], withdrawals: [] };
    expect((await talk.click("guide:demo")).replies[0]!.text).toBe("【停办】城东大厅：大厅今天停办。");
    expect(text(await talk.click("act:list"))).not.toContain("停办");
    at.overrides = { notices: [notice({ version: 2, text: "改到明天。" })], withdrawals: [] };
    expect((await talk.click("act:list")).replies[0]!.text).toContain("改到明天");
    expect(text(await begin())).toMatch(/^【停办】.*改到明天。\n我是一次通/);
  });

  it("is told to those whom it concerns, while it holds", async () => {
    const { at, begin } = house();
    const told = async (over: Partial<Notice>, region: string | null, choice: string): Promise<boolean> => {
      at.overrides = { notices: [notice(over)], withdrawals: [] };
      return text(await (await begin(region)).click(choice)).includes("停办");
    };
    expect(await told({ guides: ["demo"] }, null, "guide:demo")).toBe(true);
    expect(await told({ guides: ["demo"] }, null, "guide:other")).toBe(false);
    const begun = async (over: Partial<Notice>, region: string | null): Promise<boolean> => {
      at.overrides = { notices: [notice(over)], withdrawals: [] };
      return text(await begin(region)).includes("停办");
    };
    expect(await begun({ regions: ["330000"] }, "330106")).toBe(true);
    expect(await begun({ regions: ["330106"] }, "330100")).toBe(true);
    expect(await begun({ regions: ["330000"] }, "440100")).toBe(false);
    expect(await begun({ regions: ["330000"] }, null)).toBe(true);
    expect(await begun({ until: NOON }, null)).toBe(false);
    expect(await begun({ from: NOON + 1 }, null)).toBe(false);
  });
});

describe("the kill switch", () => {
  it("puts a message in the place of a guide, also in a conversation that is in the middle of it", async () => {
    const { at, begin } = house();
    const assistantSide = await begin();
    await assistantSide.click("guide:demo");
    at.overrides = withdrawal({ kind: "guide", guide: "demo" });
    // The wiring (curation/liveEditions.ts) withholds; here the edition in force stands for it.
    at.inForce = { ...OLD, edition: withhold(OLD.edition, at.overrides, NOON) };
    const turn = await assistantSide.click("act:list");
    expect(text(turn)).toContain("先打 12345 问。");
    expect(turn.state.checklist).toEqual([]);
    expect(text(await assistantSide.say("要带什么"))).toBe("先打 12345 问。");
  });

  it("puts a message in the place of one answer and leaves the rest", async () => {
    const { at, begin } = house();
    at.inForce = { ...OLD, edition: withhold(OLD.edition, withdrawal({ kind: "answer", guide: "demo", aspect: "fee" }, "收费在调整。"), NOON) };
    const turn = await (await begin()).click("guide:demo");
    expect(papers(turn)).toEqual(["card.applicant"]);
    expect(at.inForce.edition.guides.get("demo")).toMatchObject({ fees: [], withheld: { fee: "收费在调整。" } });
  });

  it("silences the whole bot, keeps what was said, and lets it go on afterwards", async () => {
    const { at, begin } = house();
    const talk = await begin();
    await talk.click("guide:demo");
    at.overrides = withdrawal({ kind: "bot" }, "系统在查错，先打 12345。");
    expect(text(await talk.click("mark:card.applicant=have"))).toBe("系统在查错，先打 12345。");
    expect(text(await begin())).toBe("系统在查错，先打 12345。");
    at.overrides = NO_OVERRIDES;
    const after = await talk.click("mark:card.applicant=have");
    expect(after.state.checklist[0]!.status).toBe("have");
  });
});
