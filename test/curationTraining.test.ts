/**
 * A draft that changes how people are understood, with real training on a project of two services: proof, publish, every
 * node, rollback; the questions curators labelled; the accuracy of what is in force; models that are let go of.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ConversationStore } from "../src/assistant/ports.ts";
import { startConversation, takeTurn } from "../src/assistant/takeTurn.ts";
import { measures, measureToday } from "../src/curation/accuracy.ts";
import type { Curation } from "../src/curation/curation.ts";
import { label, unlabel, labels } from "../src/curation/labels.ts";
import { MODEL_PATH, REPORT_PATH } from "../src/curation/library.ts";
import { draftLike } from "../src/curation/likeEdition.ts";
import { liveAssistant } from "../src/curation/live.ts";
import type { CurationStore } from "../src/curation/ports.ts";
import { KEPT_MODELS, pruneModels, RUNNING } from "../src/curation/prune.ts";
import { MemoryCuration } from "../src/storage/curation/memory.ts";
import { MemoryStore } from "../src/storage/memory.ts";
import { openPostgres } from "../src/storage/postgres.ts";
import { openSqlite } from "../src/storage/sqlite.ts";
import type { Store } from "../src/storage/store.ts";
import { testCuration } from "./support/curation.ts";
import { projectWith } from "./support/fixture.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "./support/postgres.ts";
import { TINY, trainIn, understandingIn } from "./support/trained.ts";

const missing = await postgresMissing("知识管理清理模型（test/curationTraining.test.ts）");
const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const DAY = 86_400_000;
const WANG = { id: "wang", name: "王芳" };
const LI = { id: "li", name: "李强" };
const INTENT = "intents/guides/demo.yaml";
/** What nobody understands until a curator says what it is. */
const NEW = "彩虹本怎么领";

const root = projectWith(TINY);
trainIn(root);
const shipped = understandingIn(root);
const REAL = { train: trainIn, understanding: understandingIn };
/** Stands in for the training where only the files count: one for every content, and the same again. */
const QUICK = {
  train: (folder: string) => {
    mkdirSync(join(folder, "dist/model"), { recursive: true });
    writeFileSync(join(folder, MODEL_PATH), readFileSync(join(folder, INTENT), "utf8") + readFileSync(join(folder, "intents/guides/other.yaml"), "utf8"));
    writeFileSync(join(folder, REPORT_PATH), readFileSync(join(root, REPORT_PATH)));
  },
  understanding: () => shipped,
};

interface Stands {
  store?: CurationStore;
  conversations?: ConversationStore;
  trains?: typeof REAL;
  of?: string;
}

function house({ store = new MemoryCuration(), conversations = new MemoryStore(), trains = REAL, of = root }: Stands = {}) {
  let now = NOON;
  const clock = (): number => now++;
  const curation = testCuration({ root: of, understand: of === root ? shipped : understandingIn(of), clock, store, conversations, trains });
  const assistant = liveAssistant(conversations, clock, curation.live);
  const begin = () => startConversation(assistant, null, "test");
  const ask = async (text: string, talk?: { id: string; token: string }): Promise<string> => {
    const { id, token } = talk ?? await begin();
    const result = await takeTurn(assistant, { id, token, input: { kind: "text", text } });
    if ("problem" in result) throw new Error(result.text);
    return result.replies.map((r) => r.text).join("\n");
  };
  return { curation, conversations, store, ask, begin, wait: (ms: number) => { now += ms; }, clock };
}

async function draftWith({ drafts }: Curation, words: readonly string[], path = INTENT): Promise<string> {
  const { id } = await drafts.create(WANG, words.join("、"));
  expect((await drafts.addWords(WANG, id, path, "utterances", words)).outcome).toBe("saved");
  return id;
}

async function proven({ proofs, drafts }: Curation, draft: string) {
  expect(await proofs.start(WANG, draft)).toBeNull();
  await proofs.settled(draft);
  const proof = (await proofs.of((await drafts.get(draft))!.record))!;
  expect(proof.record.problem).toBeNull();
  return proof;
}

async function published(curation: Curation, draft: string): Promise<string> {
  const { result } = await proven(curation, draft);
  for (const { key } of result!.marks.filter((m) => m.level === "red")) await curation.drafts.accept(LI, draft, key, "试验");
  await curation.drafts.askReview(WANG, draft, "");
  const outcome = await curation.publishing.publish(LI, draft, "加问法", false);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.edition;
}

describe("a draft that changes how people are understood", () => {
  it("is trained, lists what is answered otherwise, answers on every node once it is published, and no more after a rollback", async () => {
    const store = new MemoryCuration();
    const [a, b] = [house({ store }), house({ store })];
    expect(await a.ask(NEW)).toContain("没听懂");
    const before = a.curation.live.inForce.edition.id;
    const draft = await draftWith(a.curation, [NEW, "彩虹本丢了", "办个彩虹本"]);
    const { record, result } = await proven(a.curation, draft);
    expect(record.model).not.toBeNull();
    expect(result!.labelled).toMatchObject({ questions: 8, heldOut: { before: { of: 4 }, after: { of: 4 } } });
    expect(result!.replay.groups).toMatchObject([{ title: "没听懂 → 示范事项", questions: [{ query: NEW, before: expect.stringContaining("没听懂"), after: expect.not.stringContaining("没听懂") }] }]);
    await a.curation.drafts.askReview(WANG, draft, "");
    const outcome = await a.curation.publishing.publish(LI, draft, "市民这么叫", false);
    expect(outcome).toMatchObject({ ok: true });
    expect(await a.ask(NEW)).not.toContain("没听懂");
    expect(await b.ask(NEW)).toContain("没听懂");
    await b.curation.live.refresh();
    expect(await b.ask(NEW)).toBe(await a.ask(NEW));
    await b.curation.publishing.rollback(LI, before, "搞错了");
    await a.curation.live.refresh();
    for (const node of [a, b]) expect(await node.ask(NEW)).toContain("没听懂");
  });

  it("is red where a question that a curator labelled is answered worse, under a key of this very change", async () => {
    const { curation, store } = house();
    await label(store, WANG, NOON, ["示范证咋弄"], "demo");
    const draft = await draftWith(curation, ["示范证咋弄", "示范证咋办理", "示范证怎么办呀", "示范证丢了咋办", "示范证多少钱呢", "我要补示范证了", "示范证"], "intents/guides/other.yaml");
    const { drafts } = curation;
    await drafts.saveField(WANG, draft, INTENT, (await drafts.text((await drafts.get(draft))!.record, INTENT)).hash, ["utterances"], ["无关的话"]);
    const { result } = await proven(curation, draft);
    expect(result!.labelled!.own).toMatchObject({ before: { part: 1, of: 1 }, after: { part: 0, of: 1 } });
    expect(result!.marks.find((m) => m.key.startsWith("labelled:own#"))).toMatchObject({ level: "red", lines: [expect.stringContaining("“示范证咋弄”该答示范事项：示范事项 → ")] });
  });
});

describe("a program that understands people better", () => {
  /** The same project with more intents and one service more, as a newer program brings it. */
  const newer = projectWith({
    ...TINY, "intents/guides/other.yaml": `${TINY["intents/guides/other.yaml"]!.trim().slice(0, -1)}, 别的卡又怎么办]\n`,
    "intents/guides/third.yaml": "id: third\nname: 第三件事\nnames: [紫色牌]\nutterances: [紫色牌怎么办, 紫色牌丢了, 换紫色牌, 紫色牌多少钱]\n",
    "knowledge/catalogue.yaml": ["demo, name: 示范事项", "other, name: 另一件事", "third, name: 第三件事"].map((s) => `- {id: ${s}, audience: 个人, authority: 示范局}\n`).join(""),
  });
  trainIn(newer);

  it("does not take a city's edition away that was made without a model of its own, nor keep it from being worked on", async () => {
    const store = new MemoryCuration();
    const before = house({ store });
    const fee = async ({ curation }: ReturnType<typeof house>, amount: number): Promise<string> => {
      const draft = await curation.drafts.create(WANG, "改收费");
      const guide = "knowledge/guides/demo.yaml";
      await curation.drafts.saveField(WANG, draft.id, guide, (await curation.drafts.text(draft, guide)).hash, ["fees", 0, "amount"], amount);
      return published(curation, draft.id);
    };
    const edition = await fee(before, 40);
    const after = house({ store, of: newer });
    await after.curation.live.refresh();
    expect(after.curation.live.inForce.edition.id).toBe(edition);
    expect(after.curation.live.inForce.edition.guides.get("demo")!.fees[0]!.amount).toBe(40);
    expect(await after.ask("示范证丢了")).not.toContain("没听懂");
    // A service of the newer program that this edition does not have.
    expect(await after.ask("紫色牌丢了")).not.toMatch(/third|undefined/);
    await fee(after, 50);
    expect(after.curation.live.inForce.edition.guides.get("demo")!.fees[0]!.amount).toBe(50);
  });
});

describe("the accuracy of what is in force", () => {
  it("is measured once a day and when an edition comes into force, on what curators labelled and on what its model had not seen", async () => {
    const at = house();
    const { curation, store } = at;
    await label(store, WANG, NOON, [NEW, "天上有几颗星"], "NONE");
    await label(store, WANG, NOON, [NEW], "demo");
    expect(await measureToday(at.curation)).toBe(true);
    expect(await measureToday(at.curation)).toBe(false);
    await published(curation, await draftWith(curation, [NEW, "彩虹本丢了", "办个彩虹本"]));
    expect(await measureToday(at.curation)).toBe(true);
    at.wait(DAY);
    expect(await measureToday(at.curation)).toBe(true);
    const all = await measures(curation.library, "2026-11-24");
    expect(all.map((m) => [m.day, m.title])).toEqual([["2026-11-24", "随程序发布的版本"], ["2026-11-24", `${NEW}、彩虹本丢了、办个彩虹本`], ["2026-11-25", `${NEW}、彩虹本丢了、办个彩虹本`]]);
    expect(all.map((m) => m.own.strict)).toEqual([{ part: 1, of: 2 }, { part: 2, of: 2 }, { part: 2, of: 2 }]);
    expect(all.map((m) => m.own.falseAnswers)).toEqual([{ part: 0, of: 1 }, { part: 0, of: 1 }, { part: 0, of: 1 }]);
    expect(all.map((m) => m.unseen?.strict.of)).toEqual([4, 4, 4]);
    expect((await measures(curation.library, "2026-11-25")).map((m) => m.day)).toEqual(["2026-11-25"]);
  });

  it("counts a label no more once it is taken away", async () => {
    const { curation, store } = house();
    await label(store, WANG, NOON, [NEW], "demo");
    expect(await unlabel(store, LI, NOON, (await labels(store))[0]!.id)).toBe(NEW);
    await measureToday(curation);
    expect((await measures(curation.library, ""))[0]!.own.strict).toEqual({ part: 0, of: 0 });
  });
});

const STORES: readonly (readonly [string, () => Promise<{ conversations: Store; destroy: () => Promise<void> } | null>])[] = [
  ["in memory", async () => ({ conversations: new MemoryStore(), destroy: async () => {} })],
  ["on SQLite", async () => {
    const folder = mkdtempSync(join(tmpdir(), "yicitong-"));
    const conversations = openSqlite(folder);
    return { conversations, destroy: async () => { await conversations.close(); rmSync(folder, { recursive: true }); } };
  }],
  ["on PostgreSQL", async () => {
    if (missing) return null;
    const { schema, drop } = await freshSchema();
    const conversations = await openPostgres({ url: TEST_DATABASE_URL, schema });
    return { conversations, destroy: async () => { await conversations.close(); await drop(); } };
  }],
];

describe("models that nothing needs any more", () => {
  it.for(STORES)("go, but not that of what is in force, of the editions before it, of a running conversation or of a draft at work: %s", async ([, open], { skip, onTestFinished }) => {
    const opened = await open();
    if (opened === null) return skip("没有 PostgreSQL");
    const { conversations: kept, destroy } = opened;
    onTestFinished(destroy);
    const at = house({ trains: QUICK, store: kept.curation, conversations: kept });
    const { curation, store, conversations } = at;
    const editions: string[] = [];
    let talk: { id: string; token: string } | undefined;
    for (let i = 0; i < KEPT_MODELS + 4; i++) {
      editions.push(await published(curation, await draftWith(curation, [`彩虹本第${i}种说法`])));
      if (i === 1) talk = await at.begin();
    }
    const draft = await draftWith(curation, ["草稿里的说法"]);
    const proof = await proven(curation, draft);
    const ready = async (): Promise<boolean[]> => {
      const records = await curation.publishing.editions();
      const there = await curation.publishing.ready(records);
      return editions.map((e) => there.has(e));
    };
    const prune = () => pruneModels({ library: curation.library, conversations, clock: at.clock });
    expect(await ready()).toEqual(editions.map(() => true));
    expect(await prune()).toBe(2);
    // The first and the third; the second is a conversation's.
    expect(await ready()).toEqual(editions.map((_, i) => i === 1 || i > 2));
    expect(await prune()).toBe(0);
    expect(await curation.library.isThere(proof.record.model)).toBe(true);
    expect(await at.ask("示范证多少钱", talk)).toContain("不要钱");

    at.wait(RUNNING + DAY);
    expect(await prune()).toBe(1);
    // Its conversation goes on, with what is in force.
    expect(await at.ask("示范证多少钱", talk)).toContain("示范证");

    await curation.drafts.drop(WANG, draft);
    expect(await prune()).toBeGreaterThan(0);
    expect(await store.missing([proof.record.model!])).toHaveLength(1);
  });

  it("are trained again when an edition of theirs is to come back", async () => {
    const at = house({ trains: QUICK });
    const { curation, conversations } = at;
    const first = await published(curation, await draftWith(curation, [NEW, "彩虹本丢了", "办个彩虹本"]));
    for (let i = 0; i < KEPT_MODELS + 1; i++) await published(curation, await draftWith(curation, [`别的卡第${i}种说法`], "intents/guides/other.yaml"));
    await pruneModels({ library: curation.library, conversations, clock: at.clock });
    expect(await curation.publishing.rollback(LI, first, "想退回")).toMatchObject({ ok: false, problems: [expect.stringContaining("照它做一份草稿")] });
    const record = (await curation.publishing.editions()).find((e) => e.id === first)!;
    const draft = await draftLike(curation.library, curation.drafts, WANG, record, curation.live.inForce.edition.id);
    if (typeof draft === "string") throw new Error(draft);
    expect(await published(curation, draft.id)).toBe(first);
    expect(curation.live.inForce.edition.id).toBe(first);
    expect(await curation.library.isThere((await curation.library.record(first))!.model)).toBe(true);
  });

  it("stay when somebody publishes at the same moment, and a draft whose model is gone is proven again first", async () => {
    const at = house({ trains: QUICK });
    const { curation, conversations } = at;
    for (let i = 0; i < KEPT_MODELS + 2; i++) await published(curation, await draftWith(curation, [`彩虹本第${i}种说法`]));
    const late = await draftWith(curation, ["草稿里的说法"]);
    const racing = { editionsInUse: async (since: number) => { await published(curation, late); return conversations.editionsInUse(since); } };
    expect(await pruneModels({ library: curation.library, conversations: racing, clock: at.clock })).toBe(0);

    const draft = await draftWith(curation, ["又一种说法"]);
    await proven(curation, draft);
    await curation.drafts.drop(WANG, draft);
    await pruneModels({ library: curation.library, conversations, clock: at.clock });
    await curation.drafts.reopen(WANG, draft, "还是要");
    await curation.drafts.askReview(WANG, draft, "");
    const refused = await curation.publishing.publish(LI, draft, "发布", false);
    expect(refused).toMatchObject({ ok: false, problems: [expect.stringContaining("再校验一次")] });
  });
});
