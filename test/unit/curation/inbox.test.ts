/** Clusters, proposals, and what a decision does: over hand-made misses, with texts alike as far as they share characters. */
import { describe, expect, test } from "vitest";
import { clusterMisses, type Cluster } from "../../../src/curation/inbox/cluster.ts";
import type { Filter } from "../../../src/curation/inbox/inbox.ts";
import type { KnownText } from "../../../src/curation/inbox/known.ts";
import type { Miss } from "../../../src/curation/inbox/miss.ts";
import { propose } from "../../../src/curation/inbox/propose.ts";
import { inSlices } from "../../../src/curation/inbox/slices.ts";
import { stagingOf } from "../../../src/curation/inbox/stage.ts";
import { MemoryStore } from "../../../src/storage/memory.ts";
import { conversation, events, said } from "../../storage/contract.ts";
import { figures, miss as blank } from "../../storage/inboxContract.ts";
import { byCharacters, testField, testInbox } from "../../support/inbox.ts";

const NOW = Date.parse("2026-11-24T12:00:00+08:00");
const HOUR = 3_600_000;
let made = 0;

function miss(text: string, over: Partial<Miss> = {}): Miss {
  made++;
  return blank({ conversation: `c${made}`, at: NOW + made, text, normal: text, candidates: [], decision: "none", note: null, ...over });
}

const cluster = (misses: readonly Miss[]): Promise<readonly Cluster[]> => inSlices(clusterMisses(misses, byCharacters));
const texts = (clusters: readonly Cluster[]) => clusters.map((c) => c.misses.map((m) => m.text));

describe("clusters", () => {
  test("ways of saying the same are one, and what is different is not", async () => {
    expect(texts(await cluster([miss("医保卡怎么激活"), miss("社区食堂几点开"), miss("医保卡激活怎么弄"), miss("激活医保卡")]))).toEqual([
      ["医保卡怎么激活", "医保卡激活怎么弄", "激活医保卡"], ["社区食堂几点开"],
    ]);
  });

  test("words with nothing in common are one when the matcher believed the same of both", async () => {
    const belief = { candidates: [{ id: "household-birth", score: 0.95, why: [] }] };
    expect(await cluster([miss("新生儿落户", belief), miss("给娃上户口", belief)])).toHaveLength(1);
    expect(await cluster([miss("新生儿落户"), miss("给娃上户口")])).toHaveLength(2);
  });

  test("most people first; one person who asks often is one person", async () => {
    const often = [1, 2, 3].map(() => miss("社区食堂几点开", { conversation: "same" })).map((m, i) => ({ ...m, id: `same.${i}` }));
    const [first, second] = await cluster([...often, miss("医保卡怎么激活"), miss("医保卡怎么激活呀")]);
    expect([first!.people, second!.people]).toEqual([2, 1]);
    expect(second!.misses).toHaveLength(3);
  });

  test("a cluster is known by its earliest miss, in whatever order they come", async () => {
    const all = ["医保卡怎么激活", "医保卡激活怎么弄", "激活医保卡", "社区食堂几点开"].map((t) => miss(t));
    const ids = (await cluster(all)).map((c) => c.id);
    expect((await cluster([...all].reverse())).map((c) => c.id)).toEqual(ids);
    expect(ids[0]).toBe(all[0]!.id);
  });

  test("what is said about an answer goes by service and paper, not by words", async () => {
    const wrong = (note: string, over: Partial<Miss>) => miss("", { kind: "wrong", answered: "passport-first", note, ...over });
    expect(await cluster([wrong("照片现场能拍", { item: "photo" }), wrong("不用带照片了", { item: "photo" }), wrong("照片现场能拍", { item: "hukou" })])).toHaveLength(2);
  });

  test("hostile and empty words do no harm", async () => {
    const odd = ["", "\0", "\ud800", "🙂".repeat(300), "a".repeat(10_000), "<script>"].map((t) => miss(t));
    expect((await cluster(odd)).flatMap((c) => c.misses)).toHaveLength(odd.length);
  });
});

describe("proposals", () => {
  const KNOWN: readonly KnownText[] = [
    { text: "社保卡怎么激活", kind: "service", id: "social-card" }, { text: "彩票几点开奖", kind: "referral", id: "lottery" }, { text: "今天天气好不好", kind: "stranger", id: "" },
  ];
  const proposed = async (misses: readonly Miss[], words: readonly string[] = []) =>
    propose((await cluster(misses))[0]!, testField(KNOWN, words), (id) => `《${id}》`);
  const like = (id: string, score: number) => ({ candidates: [{ id, score, why: [] }] });

  test("where most went afterwards is what they ask for", async () => {
    const { proposal, why } = await proposed([miss("出国本本", { went: "passport-first" }), miss("出国的本本", { went: "passport-first" })]);
    expect(proposal).toEqual({ kind: "utterance", guide: "passport-first" });
    expect(why.join()).toContain("2 个人后来选的是“《passport-first》”");
  });

  test("a word that the intents do not know and all of them say is another name", async () => {
    expect((await proposed([miss("出国本本咋办", { went: "passport-first" }), miss("出国本本多少钱", { went: "passport-first" })], ["出国本本"])).proposal)
      .toEqual({ kind: "synonym", guide: "passport-first", word: "出国本本" });
  });

  test("of which the head was cut off is told whole", async () => {
    const went = { went: "senior-card" };
    expect((await proposed([miss("银发卡怎么领", went), miss("银发卡怎么办", went), miss("办个银发卡", went)], ["发卡"])).proposal)
      .toEqual({ kind: "synonym", guide: "senior-card", word: "银发卡" });
  });

  test("answered as one, gone to another: the boundary between them", async () => {
    expect((await proposed([miss("护照掉了", { kind: "corrected", answered: "passport-first", went: "passport-replace" })])).proposal)
      .toEqual({ kind: "boundary", guide: "passport-replace", not: "passport-first" });
  });

  test("torn between two: their boundary", async () => {
    const torn = { candidates: [{ id: "a", score: 0.4, why: [] }, { id: "b", score: 0.35, why: [] }] };
    expect((await proposed([miss("办个证", torn)])).proposal).toEqual({ kind: "boundary", guide: "a", not: "b" });
  });

  test("believed, but not enough to answer: a way of asking", async () => {
    expect((await proposed([miss("那个证", like("id-card-first", 0.4))])).proposal).toEqual({ kind: "utterance", guide: "id-card-first" });
  });

  test("like what is known: its service, its pointer, or nobody's", async () => {
    expect((await proposed([miss("社保卡怎么激活呀")])).proposal).toEqual({ kind: "utterance", guide: "social-card" });
    expect((await proposed([miss("彩票几点开奖啊")])).proposal).toEqual({ kind: "referral", referral: "lottery" });
    expect((await proposed([miss("今天天气到底好不好呢")])).proposal).toEqual({ kind: "not-ours" });
  });

  test("what stands in the intents word for word needs no adding", async () => {
    expect((await proposed([miss("今天天气好不好")])).proposal).toEqual({ kind: "look" });
  });

  test("an answer that most found useless: the guide is looked at", async () => {
    expect((await proposed([miss("护照多少钱", { kind: "useless", answered: "passport-first" })])).proposal).toEqual({ kind: "check-guide", guide: "passport-first" });
  });

  test("like nothing: a new guide when many ask, a look when few do", async () => {
    const asked = ["电梯加装补贴", "加装电梯补贴", "电梯加装的补贴", "加装电梯有补贴吗", "电梯加装补贴多少"].map((t) => miss(t));
    expect((await proposed(asked)).proposal.kind).toBe("new-guide");
    expect((await proposed(asked.slice(0, 2))).proposal.kind).toBe("look");
  });

  test("what is said to be wrong is looked at again", async () => {
    const { proposal, why } = await proposed([miss("", { kind: "wrong", answered: "passport-first", item: "photo", note: "照片" })]);
    expect(proposal).toEqual({ kind: "check-guide", guide: "passport-first" });
    expect(why.join()).toContain("说清单里这一样写错了");
  });

  test("what is staged leaves out masked numbers and stories, the plainest first", () => {
    const staging = stagingOf({ kind: "utterance", guide: "x" }, ["我的［身份证号］查一下", "很".repeat(200), "激活医保卡怎么弄呢", "激活医保卡", "激活医保卡"]);
    expect(staging?.texts).toEqual(["激活医保卡", "激活医保卡怎么弄呢"]);
    expect(stagingOf({ kind: "new-guide" }, ["x"])).toBeNull();
  });
});

describe("the inbox over a store", () => {
  const ALL: Filter = { from: 0, until: Number.MAX_SAFE_INTEGER, region: null, channel: null, kind: null, own: [] };
  const setUp = async () => {
    const store = new MemoryStore();
    let now = NOW;
    const inbox = testInbox(store, () => now);
    const put = async (...misses: Miss[]): Promise<void> => {
      for (const m of misses) {
        await store.create(conversation({ id: m.conversation, events: events(0, 1, [said("")], NOW) }));
        await store.inbox.replace(m.conversation, [m], figures(m.conversation));
      }
    };
    const states = async () => (await inbox.view(ALL)).items.map((i) => i.state);
    return { store, inbox, put, states, pass: (ms: number) => { now += ms; }, now: () => now };
  };
  const by = { id: "a1", name: "王芳" };

  test("done is done until it happens again; then it says since when", async () => {
    const { inbox, put, states, pass, now } = await setUp();
    await put(miss("医保卡怎么激活", { at: NOW }));
    await inbox.decide((await inbox.view(ALL)).items[0]!, { state: "done", what: "加问法", reason: "常问", draft: null, by });
    expect(await states()).toEqual(["done"]);
    pass(HOUR);
    await put(miss("医保卡激活怎么弄", { at: now() }));
    const [item] = (await inbox.view(ALL)).items;
    expect(item).toMatchObject({ state: "open", since: 1, decision: { what: "加问法", by } });
  });

  test("ignored stays ignored, until it is opened again", async () => {
    const { inbox, put, states, pass, now } = await setUp();
    await put(miss("社区食堂几点开", { at: NOW }));
    await inbox.decide((await inbox.view(ALL)).items[0]!, { state: "ignored", what: "不处理", reason: "不归我们", draft: null, by });
    pass(HOUR);
    await put(miss("社区食堂几点开门", { at: now() }));
    expect(await states()).toEqual(["ignored"]);
    await inbox.reopen((await inbox.view(ALL)).items[0]!);
    expect(await states()).toEqual(["open"]);
  });

  test("is filtered by time, region, channel and kind; a curator of one region sees that and what is nobody's", async () => {
    const { inbox, put } = await setUp();
    await put(miss("甲甲甲甲", { region: "330102" }), miss("乙乙乙乙", { region: "330200", channel: "wechat" }), miss("丙丙丙丙", { region: null, kind: "useless", at: NOW - 48 * HOUR }));
    const seen = async (filter: Partial<Filter>) => (await inbox.view({ ...ALL, ...filter })).items.flatMap((i) => i.cluster.misses.map((m) => m.text[0])).sort().join("");
    expect(await seen({ region: "330100" })).toBe("甲");
    expect(await seen({ region: "330000" })).toBe("乙甲");
    expect(await seen({ channel: "wechat" })).toBe("乙");
    expect(await seen({ kind: "useless" })).toBe("丙");
    expect(await seen({ from: NOW - HOUR })).toBe("乙甲");
    expect(await seen({ own: ["330200"] })).toBe("丙乙");
  });

  test("reads what is new, each conversation again when it has grown, and leaves out a damaged one", async () => {
    const { store, inbox, pass } = await setUp();
    const ask = (text: string) => ({ type: "UserSaid", said: { text, normal: text, mentions: [], short: { yes: false, no: false, unsure: false, none: false, ordinal: null }, masked: [], place: null,
      match: { query: text, decision: "none", guides: [], options: [], aspect: "how", referral: null, journey: null, talk: null, candidates: [] } } }) as const;
    const started = { type: "Started", edition: "e", region: null, channel: "web" } as const;
    await store.create(conversation({ id: "r1", events: events(0, 1, [started, ask("甲甲甲甲"), { type: "Missed" }], NOW) }));
    await inbox.read();
    expect((await inbox.view(ALL)).misses).toBe(1);
    pass(HOUR);
    await store.append("r1", 3, events(3, 2, [ask("乙乙乙乙"), { type: "Missed" }], NOW + HOUR), null);
    await inbox.read();
    await inbox.read();
    expect((await inbox.view(ALL)).misses).toBe(2);
  });
});
