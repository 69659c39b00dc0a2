/** From a draft to what people hear, and back: drafts, proof, publish, rollback, releases, several nodes. */
import { cpSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startConversation, takeTurn } from "../src/assistant/takeTurn.ts";
import type { Curation } from "../src/curation/curation.ts";
import { liveAssistant } from "../src/curation/live.ts";
import { saveNotice, withdraw } from "../src/curation/overrides.ts";
import type { DraftRecord } from "../src/curation/records.ts";
import { MemoryCuration } from "../src/storage/curation/memory.ts";
import { MemoryStore } from "../src/storage/memory.ts";
import { guideFile, projectWith } from "./support/fixture.ts";
import { said } from "./support/said.ts";
import { testCuration } from "./support/curation.ts";

const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const WANG = { id: "wang", name: "王芳" };
const LI = { id: "li", name: "李强" };
const GUIDE = "knowledge/guides/demo.yaml";
const understand = (text: string) => said(text, text.includes("示范") ? { match: { decision: "answer", guides: ["demo"], aspect: "fee" } } : {});

function house(over: { store?: MemoryCuration; root?: string; alone?: boolean } = {}) {
  let now = NOON;
  const conversations = new MemoryStore();
  const clock = (): number => now++;
  const root = over.root ?? projectWith({ "test/people/demo.yaml": PEOPLE });
  const curation = testCuration({ root, understand, clock, store: over.store, conversations, alone: over.alone });
  const assistant = liveAssistant(conversations, clock, curation.live);
  const ask = async (text: string): Promise<string> => {
    const { id, token } = await startConversation(assistant, null, "test");
    const result = await takeTurn(assistant, { id, token, input: { kind: "text", text } });
    if ("problem" in result) throw new Error(result.text);
    return result.replies.map((r) => r.text).join("\n");
  };
  return { curation, assistant, ask, root };
}

const PEOPLE = `guide: demo
law: [示范法]
people:
${["甲", "乙", "丙"].map((who) => `  - {who: ${who}, facts: {}, papers: [{paper: card, holder: applicant, shown: 1}], fee: 0}`).join("\n")}
`;

/** A draft in which the fee (or something else) is different. */
async function draftWith({ drafts }: Curation, field: (string | number)[], value: unknown): Promise<DraftRecord> {
  const draft = await drafts.create(WANG, "改一处");
  const { hash } = await drafts.text(draft, GUIDE);
  const saved = await drafts.saveField(WANG, draft.id, GUIDE, hash, field, value);
  if (saved.outcome !== "saved") throw new Error(JSON.stringify(saved));
  return saved.draft;
}

async function proven(curation: Curation, draft: DraftRecord): Promise<void> {
  expect(await curation.proofs.start(WANG, draft.id)).toBeNull();
  await curation.proofs.settled(draft.id);
}

async function redOf({ drafts, proofs }: Curation, { id }: DraftRecord): Promise<string[]> {
  const proof = (await proofs.of((await drafts.get(id))!.record))!;
  return proof.result!.marks.filter((m) => m.level === "red").map((m) => m.key);
}

/** Proven, what is red accepted, reviewed, published by a second person. */
async function published(curation: Curation, draft: DraftRecord, urgent = false): Promise<string> {
  await proven(curation, draft);
  const proof = await curation.proofs.of((await curation.drafts.get(draft.id))!.record);
  expect(proof?.record.problem).toBeNull();
  for (const mark of proof!.result!.marks.filter((m) => m.level === "red")) await curation.drafts.accept(LI, draft.id, mark.key, "规定改了");
  await curation.drafts.askReview(WANG, draft.id, "");
  const result = await curation.publishing.publish(LI, draft.id, "收费调整", urgent);
  if (!result.ok) throw new Error(result.problems.join());
  return result.edition;
}

describe("publishing", () => {
  it("answers the same question anew, in the open server, and the old way after a rollback", async () => {
    const { curation, ask } = house();
    expect(await ask("示范证多少钱")).toContain("不要钱");
    const before = curation.live.inForce.edition.id;
    const edition = await published(curation, await draftWith(curation, ["fees", 0, "amount"], 40));
    expect(await ask("示范证多少钱")).toContain("40 元");
    expect(curation.live.inForce.edition.id).toBe(edition);
    expect(await curation.publishing.rollback(LI, before, "搞错了")).toEqual({ ok: true, edition: before });
    expect(await ask("示范证多少钱")).toContain("不要钱");
    expect(await curation.publishing.rollback(LI, edition, "又没错")).toMatchObject({ ok: true });
    expect(await ask("示范证多少钱")).toContain("40 元");
    expect(curation.live.head?.steps.map((s) => [s.how, s.by.name])).toEqual([["publish", "李强"], ["rollback", "李强"], ["rollback", "李强"]]);
  });

  it("takes a second person, unless there is only one", async () => {
    for (const alone of [false, true]) {
      const { curation } = house({ alone });
      const draft = await draftWith(curation, ["summary"], "新的简介。");
      await proven(curation, draft);
      await curation.drafts.askReview(WANG, draft.id, "");
      expect((await curation.publishing.publish(WANG, draft.id, "改简介", false)).ok).toBe(alone);
    }
  });

  it("waits for a proof of exactly this content, and for what is red to be mended or accepted with a reason", async () => {
    const { curation, ask } = house();
    const draft = await draftWith(curation, ["fees", 0, "amount"], 40);
    await curation.drafts.askReview(WANG, draft.id, "");
    const obstacles = async (): Promise<string> => (await curation.publishing.obstacles(LI, (await curation.drafts.get(draft.id))!.record)).join();
    expect(await obstacles()).toContain("要先校验");
    await proven(curation, draft);
    expect(await obstacles()).toBe("校验有 3 处红的：改好，或者写明为什么可以接受。");
    expect((await curation.publishing.publish(LI, draft.id, "改收费", false)).ok).toBe(false);
    expect(await ask("示范证多少钱")).toContain("不要钱");
    expect(await curation.drafts.accept(LI, draft.id, "people:demo:甲", " ")).toMatchObject({ outcome: "refused" });
    for (const key of await redOf(curation, draft)) await curation.drafts.accept(LI, draft.id, key, "收费标准调整");
    expect(await obstacles()).toBe("");
    await curation.drafts.reopen(LI, draft.id, "再改");
    const { record } = (await curation.drafts.get(draft.id))!;
    await curation.drafts.saveField(WANG, draft.id, GUIDE, (await curation.drafts.text(record, GUIDE)).hash, ["fees", 0, "amount"], 50);
    await curation.drafts.askReview(WANG, draft.id, "");
    expect(await obstacles()).toContain("现在的内容还没有校验过");
    // Accepted were 40 yuan, not 50.
    await proven(curation, draft);
    expect(await obstacles()).toContain("校验有 3 处红的");
  });

  it("does not run over what somebody else published: the draft is merged first, and both changes stand", async () => {
    const { curation, ask } = house();
    const [one, two] = [await draftWith(curation, ["fees", 0, "amount"], 40), await draftWith(curation, ["places", 0, "text"], "到新大厅办。")];
    await published(curation, one);
    await curation.drafts.askReview(WANG, two.id, "");
    expect((await curation.publishing.obstacles(LI, (await curation.drafts.get(two.id))!.record)).join()).toContain("现行版本换过了");
    await curation.drafts.reopen(WANG, two.id, "合并");
    expect(await curation.drafts.rebase(WANG, two.id, curation.live.inForce.edition.id, "现行版本")).toMatchObject({ outcome: "saved", draft: { conflicts: [] } });
    await published(curation, two);
    expect(await ask("示范证多少钱")).toContain("40 元");
    expect(curation.live.inForce.edition.guides.get("demo")!.lines.places[0]!.text).toBe("到新大厅办。");
  });

  it("makes a conflict of what both changed differently, for a person to settle", async () => {
    const { curation } = house();
    const [one, two] = [await draftWith(curation, ["fees", 0, "amount"], 40), await draftWith(curation, ["fees", 0, "amount"], 50)];
    await published(curation, one);
    const rebased = await curation.drafts.rebase(WANG, two.id, curation.live.inForce.edition.id, "现行版本");
    expect(rebased).toMatchObject({ outcome: "saved", draft: { conflicts: [{ path: GUIDE, at: ["fees", 0, "amount"], base: 0, ours: 50, theirs: 40 }] } });
    expect(await curation.drafts.askReview(WANG, two.id, "")).toMatchObject({ outcome: "refused" });
    const settled = await curation.drafts.settle(WANG, two.id, 0, "theirs");
    expect(settled).toMatchObject({ outcome: "saved", draft: { conflicts: [] } });
  });

  it("keeps every edition: who made it, from what, which files, and their texts", async () => {
    const { curation } = house();
    const edition = await published(curation, await draftWith(curation, ["fees", 0, "amount"], 40));
    const records = await curation.publishing.editions();
    expect(records.map((r) => r.by.name)).toEqual(["李强", "随程序"]);
    expect(records[0]).toMatchObject({ id: edition, parent: records[1]!.id, changed: [GUIDE] });
    expect(await curation.library.fileOf(edition, GUIDE)).toContain("amount: 40");
    expect(await curation.library.fileOf(records[1]!.id, GUIDE)).toContain("amount: 0");
  });
});

describe("running conversations", () => {
  it("keep their edition and are offered the new one; an urgent correction takes them along", async () => {
    const { curation, assistant } = house();
    const talk = async () => {
      const { id, token } = await startConversation(assistant, null, "test");
      const turn = async (choice: string): Promise<string> => {
        const result = await takeTurn(assistant, { id, token, input: { kind: "choice", choice } });
        return "problem" in result ? result.text : result.replies.map((r) => r.text).join("\n");
      };
      await turn("guide:demo");
      return turn;
    };
    const [one, two] = [await talk(), await talk()];
    const form = { paper: "form", holder: "applicant", shown: 1, because: "登记", source: "law" };
    await published(curation, await draftWith(curation, ["materials", 1], form));
    expect(await one("act:list")).toContain("指南刚更新过：现在多要示范表");
    expect(await one("act:list")).not.toContain("1 样：\n1. 示范表");
    await published(curation, await draftWith(curation, ["materials", 0], undefined), true);
    expect(await two("act:list")).toContain("紧急更正");
  });
});

describe("the proof", () => {
  it("lists every real question whose answer changed, grouped, and gives the same bytes again", async () => {
    const { curation, ask } = house();
    for (const q of ["示范证多少钱", "示范证多少钱", "示范卡收费吗", "今天星期几"]) await ask(q);
    const draft = await draftWith(curation, ["fees", 0, "amount"], 40);
    const results = [];
    for (let i = 0; i < 2; i++) {
      await proven(curation, draft);
      results.push((await curation.proofs.of((await curation.drafts.get(draft.id))!.record))!);
    }
    expect(results[0]!.record.result).toBe(results[1]!.record.result);
    expect(results[0]!.result!.replay).toMatchObject({ questions: 4, distinct: 3, changed: 2, groups: [{ title: "“示范事项”的回答变了", times: 3 }] });
    expect(results[0]!.result!.replay.groups[0]!.questions[0]).toMatchObject({ query: "示范证多少钱", times: 2, before: expect.stringContaining("不要钱"), after: expect.stringContaining("40 元") });
  });

  it("is red where the draft brings in an error, with the line", async () => {
    const { curation } = house();
    const draft = await draftWith(curation, ["materials", 0, "paper"], "nothing");
    await proven(curation, draft);
    const { result } = (await curation.proofs.of((await curation.drafts.get(draft.id))!.record))!;
    expect(result!.marks.filter((m) => m.key.startsWith("check:"))).toMatchObject([{ level: "red", title: expect.stringMatching(/demo\.yaml 第 \d+ 行：没有叫“nothing”的材料/) }]);
  });

  it("is red where questions that were answered are answered no more", async () => {
    const { curation, ask } = house();
    await ask("示范证多少钱");
    const draft = await curation.drafts.create(WANG, "");
    await curation.drafts.remove(WANG, draft.id, GUIDE);
    await proven(curation, (await curation.drafts.get(draft.id))!.record);
    const { result } = (await curation.proofs.of((await curation.drafts.get(draft.id))!.record))!;
    expect(result!.people).toEqual({ of: 3, wrong: 3 });
    expect(result!.replay.changed).toBe(1);
  });
});

describe("several nodes on one store", () => {
  it("take over what another one published, announced or withdrew, with the next look", async () => {
    const store = new MemoryCuration();
    const root = projectWith({ "test/people/demo.yaml": PEOPLE });
    const [a, b] = [house({ store, root }), house({ store, root })];
    await published(a.curation, await draftWith(a.curation, ["fees", 0, "amount"], 40));
    expect(await b.ask("示范证多少钱")).toContain("不要钱");
    await b.curation.live.refresh();
    expect(await b.ask("示范证多少钱")).toContain("40 元");
    const { edition } = a.curation.live.inForce;
    expect(await saveNotice(store, edition, WANG, NOON, null, { kind: "closed", text: "今天停办。", guides: [], regions: [], office: null, from: NOON, until: null })).toMatchObject({ ok: true });
    await b.curation.live.refresh();
    expect(await b.ask("示范证多少钱")).toMatch(/40 元/);
    expect(b.curation.live.overrides.notices).toHaveLength(1);
    expect(await withdraw(store, edition, WANG, NOON, { what: { kind: "guide", guide: "demo" }, say: "先别照这份办。", from: NOON, until: null }, "查出错")).toMatchObject({ ok: true });
    await b.curation.live.refresh();
    expect(await b.ask("示范证多少钱")).toContain("先别照这份办。");
  });
});

describe("a new release of the program", () => {
  it("is merged with a city's own edits, field by field; what both changed goes to a curator", async () => {
    const store = new MemoryCuration();
    const root = projectWith({ "test/people/demo.yaml": PEOPLE });
    const city = house({ store, root });
    await published(city.curation, await draftWith(city.curation, ["fees", 0, "amount"], 40));
    const newer = mkdtempSync(join(tmpdir(), "yicitong-release-"));
    cpSync(root, newer, { recursive: true });
    writeFileSync(join(newer, GUIDE), guideFile("demo", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n")
      .replace("summary: 示范用。", "summary: 新版的简介。").replace("amount: 0", "amount: 60"));
    writeFileSync(join(newer, "knowledge/materials/extra.yaml"), "id: extra\nname: 新材料\nplain: 新材料\nwhat: 纸\nget: {how: 领}\n");

    const upgraded = house({ store, root: newer });
    await upgraded.curation.live.refresh();
    expect(await upgraded.ask("示范证多少钱")).toContain("40 元");
    const draft = (await upgraded.curation.drafts.bringRelease(LI))!;
    expect(Object.keys(draft.files).sort()).toEqual([GUIDE, "knowledge/materials/extra.yaml"]);
    expect(draft.conflicts).toMatchObject([{ path: GUIDE, at: ["fees", 0, "amount"], base: 0, ours: 40, theirs: 60 }]);
    expect((await upgraded.curation.drafts.text(draft, GUIDE)).text).toContain("summary: 新版的简介。");
    await upgraded.curation.drafts.settle(LI, draft.id, 0, "ours");
    const { record } = (await upgraded.curation.drafts.get(draft.id))!;
    await proven(upgraded.curation, record);
    for (const key of await redOf(upgraded.curation, record)) await upgraded.curation.drafts.accept(WANG, draft.id, key, "本市收费");
    await upgraded.curation.drafts.askReview(LI, draft.id, "");
    expect(await upgraded.curation.publishing.publish(WANG, draft.id, "合并新版", false)).toMatchObject({ ok: true });
    expect(await upgraded.ask("示范证多少钱")).toContain("40 元");
    expect(upgraded.curation.live.inForce.edition.guides.get("demo")!.summary).toBe("新版的简介。");
    expect(await upgraded.curation.drafts.bringRelease(LI)).toBeNull();
  });
});
