/** The inbox in the hands of a curator: from a citizen's question to a draft, to done, and back. */
import { describe, expect, test } from "vitest";
import { Inbox } from "../../src/curation/inbox/inbox.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { testField } from "../support/inbox.ts";
import { member } from "./staffSupport.ts";
import { edition, NOW, surface, type Surface } from "./surface.ts";
import { testCuration } from "../support/curation.ts";
import { projectWith } from "../support/fixture.ts";

const INTENTS = {
  "intents/guides/passport-first.yaml": "id: passport-first\nname: 普通护照首次申领\n# 常问的在前\nutterances:\n  - 第一次办护照\n",
  "intents/guides/id-card-first.yaml": "id: id-card-first\nname: 身份证\nutterances: [办身份证]\n",
  "intents/strangers.yaml": "utterances:\n  - 今天天气怎么样\n",
};

/** A surface whose inbox reads the conversations that its citizens have. */
async function withInbox(): Promise<Surface & { draftText(path: string): Promise<string | undefined> }> {
  const store = new MemoryStore();
  const inbox = new Inbox({ store: store.inbox, conversations: store, clock: () => NOW, name: (id) => edition.services.get(id)?.name ?? id, field: async () => testField() });
  const curation = testCuration({ root: projectWith(INTENTS), understand: () => { throw new Error("not asked"); }, clock: () => NOW });
  const at = await surface({ assistant: { store }, inbox, curation });
  return { ...at, draftText: async (path) => {
    const [draft] = await curation.drafts.all();
    return draft && (await curation.drafts.text(draft, path)).text;
  } };
}

/** A citizen who is not understood, and then chooses. */
async function asks(at: Surface, text: string, then?: string): Promise<void> {
  const talk = await at.conversation();
  await talk.turn({ text });
  if (then !== undefined) await talk.turn({ choice: then });
}

const idIn = (page: string): string => decodeURIComponent(/href="\/curation\/inbox\/([^"]+)"/.exec(page)?.[1] ?? "none");

describe("a question that was not understood", () => {
  test("is in the inbox at once, with how many it cost and what to do", async () => {
    const at = await withInbox();
    await asks(at, "出国那个本本", "guide:passport-first");
    await asks(at, "出国的那个本本", "guide:passport-first");
    const { body } = await (await member(at, ["curator"])).get("/curation");
    expect(body).toMatch(/<b>2<\/b> 人/);
    expect(body).toContain("2 个人后来选的是“普通护照首次申领”");
  });

  test("and for which an agent found the guide by hand is there with that guide", async () => {
    const at = await withInbox();
    const agent = await member(at, ["agent"], "wang");
    const { body: { id } } = await agent.send("POST", "/api/v1/desk/calls", {});
    const act = (body: unknown) => agent.send("POST", `/api/v1/desk/conversations/${id}/actions`, body);
    await act({ text: "出国那个本本" });
    const { body: { found: [first] } } = await agent.send("GET", `/api/v1/desk/guides?q=${encodeURIComponent("普通护照首次")}`);
    await act({ choice: `guide:${first.id}` });
    await act({ found: { query: "出国那个本本，身份证 330106199001011234", guide: first.id } });
    const curator = await member(at, ["curator"]);
    const { body: list } = await curator.get("/curation");
    expect(list).toContain("出国那个本本");
    const { body: item } = await curator.get(`/curation/inbox/${idIn(list)}`);
    expect(item).toMatch(/坐席改成了别的.*后来选了：普通护照首次申领/s);
    expect(item).not.toContain("答的是");
    expect(list + item).not.toContain("330106199001011234");
  });

  test("goes into a draft by one click, with the comments of the file kept, and is then done", async () => {
    const at = await withInbox();
    await asks(at, "出国那个本本", "guide:passport-first");
    const curator = await member(at, ["curator"]);
    const id = idIn((await curator.get("/curation")).body);
    const staged = await curator.post(`/curation/inbox/${id}/stage`, { as: "proposed", back: "/curation?days=7&state=open" });
    expect(staged.headers.get("location")).toMatch(/^\/curation\?days=7&state=open&said=/);
    expect(await at.draftText("intents/guides/passport-first.yaml")).toBe("id: passport-first\nname: 普通护照首次申领\n# 常问的在前\nutterances:\n  - 第一次办护照\n  - 出国那个本本\n");
    expect((await curator.get("/curation")).body).toContain("都处理完了");
    expect((await curator.get("/curation?state=done")).body).toMatch(/工作人员curator：给“普通护照首次申领”加了 1 句问法/);
    expect((await at.office.store.audit({ limit: 1, action: "inbox.stage" }))[0]).toMatchObject({ actor: { id: curator.id }, target: id });
  });

  test("can be put elsewhere than proposed, in words of the curator's own", async () => {
    const at = await withInbox();
    await asks(at, "出国那个本本", "guide:passport-first");
    const curator = await member(at, ["curator"]);
    const id = idIn((await curator.get("/curation")).body);
    await curator.post(`/curation/inbox/${id}/stage`, { kind: "boundary", target: "passport-first", not: "id-card-first", word: "", texts: ["出国本本", "", "  "] });
    expect(await at.draftText("intents/guides/passport-first.yaml")).toContain("  - 出国本本\n");
    expect(await at.draftText("intents/guides/id-card-first.yaml")).toMatch(/not:\s+- \{say: 出国本本, owner: passport-first\}/);
  });

  test("the service may be written by its name", async () => {
    const at = await withInbox();
    await asks(at, "出国那个本本");
    const curator = await member(at, ["curator"]);
    const id = idIn((await curator.get("/curation")).body);
    await curator.post(`/curation/inbox/${id}/stage`, { kind: "utterance", target: "普通护照首次申领", texts: "出国本本" });
    expect(await at.draftText("intents/guides/passport-first.yaml")).toContain("  - 出国本本\n");
  });

  test.each([
    [{ kind: "utterance", target: "no-such", texts: "出国本本" }, "没有叫“no-such”的事项"],
    [{ kind: "utterance", target: "passport-first", texts: "" }, "至少留一句问法"],
    [{ kind: "boundary", target: "passport-first", not: "passport-first", texts: "出国本本" }, "不能一样"],
    [{ kind: "synonym", target: "passport-first", word: "" }, "请写那个词"],
    [{ kind: "utterance", target: "passport-first", texts: "很".repeat(101) }, "每句最多 100 个字"],
    [{ kind: "utterance", target: "../../etc", texts: "x<script>" }, "没有叫"],
  ])("what cannot be staged is said, and what was typed stays: %j", async (fields, why) => {
    const at = await withInbox();
    await asks(at, "出国那个本本");
    const curator = await member(at, ["curator"]);
    const id = idIn((await curator.get("/curation")).body);
    const { status, body } = await curator.post(`/curation/inbox/${id}/stage`, fields);
    expect(status).toBe(422);
    expect(body).toContain(why);
    expect(body).not.toContain("<script>");
    expect(await at.draftText("intents/guides/passport-first.yaml")).toBeUndefined();
  });

  test("can be set aside with a reason, by whom is kept, and taken up again", async () => {
    const at = await withInbox();
    await asks(at, "帮我弄那个东东");
    const curator = await member(at, ["curator"]);
    const id = idIn((await curator.get("/curation")).body);
    expect((await curator.post(`/curation/inbox/${id}/decide`, { state: "ignored", reason: " " })).body).toContain("请写一句为什么");
    await curator.post(`/curation/inbox/${id}/decide`, { state: "ignored", reason: "听不出要办什么" });
    expect((await curator.get("/curation?state=ignored")).body).toMatch(/不处理（听不出要办什么）/);
    expect((await at.office.store.audit({ limit: 1, action: "inbox.decide" }))[0]).toMatchObject({ reason: "听不出要办什么" });
    await curator.post(`/curation/inbox/${id}/reopen`);
    expect((await curator.get("/curation")).body).toContain("帮我弄那个东东");
  });
});

describe("who sees what", () => {
  test("a supervisor reads and cannot change; a curator of one region sees that region and what is nobody's", async () => {
    const at = await withInbox();
    const talk = async (region: string | undefined, text: string): Promise<void> => {
      const { body } = await at.call("POST", "/api/v1/conversations", { channel: "web", region });
      await at.call("POST", `/api/v1/conversations/${body.id}/turns`, { text }, { authorization: `Bearer ${body.token}` });
    };
    await talk("330100", "甲甲甲甲");
    await talk("310000", "乙乙乙乙");
    await talk(undefined, "丙丙丙丙");
    const supervisor = await member(at, ["supervisor"]);
    const { body } = await supervisor.get("/curation");
    expect(body).not.toContain("加进草稿");
    expect((await supervisor.post(`/curation/inbox/${idIn(body)}/decide`, { state: "done", reason: "x" })).status).toBe(403);
    const own = (await (await member(at, ["curator"], "hangzhou", ["330000"])).get("/curation")).body;
    expect([own.includes("甲甲甲甲"), own.includes("乙乙乙乙"), own.includes("丙丙丙丙")]).toEqual([true, false, true]);
  });

  test("words with markup are shown as words", async () => {
    const at = await withInbox();
    await asks(at, "<img src=x onerror=alert(1)>");
    const { body } = await (await member(at, ["curator"])).get("/curation");
    expect(body).toContain("&lt;img src=x");
    expect(body).not.toContain("<img src=x");
  });
});

test("an empty inbox says how things get there; a filter that finds nothing leads back", async () => {
  const at = await withInbox();
  const curator = await member(at, ["curator"]);
  expect((await curator.get("/curation")).body).toContain("没有没答好的");
  expect((await curator.get("/curation?channel=wechat")).body).toContain("看全部");
  expect((await curator.get("/curation?days=x&region='&channel=<&kind=y&state=z&page=-1")).status).toBe(200);
  expect((await curator.get("/curation/inbox/none")).status).toBe(404);
});

describe("成效", () => {
  test("shows what happened, small counts as they are, each with what it counts; and the days as CSV", async () => {
    const at = await withInbox();
    await asks(at, "护照怎么办");
    await asks(at, "帮我弄那个东东");
    const supervisor = await member(at, ["supervisor"]);
    const { body } = await supervisor.get("/curation/insight?days=7");
    expect(body).toMatch(/没听懂<\/dt><dd><b>1\/2<\/b><span class="dim">认了没听懂，占提问/);
    expect(body).toContain("帮我弄那个东东</a> 1 人");
    expect(body).not.toMatch(/style=/);
    const csv = await supervisor.get("/curation/insight.csv?days=7");
    expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(csv.body.replace("\ufeff", "")).toBe("日期,会话,直接答到,先问是哪件,没听懂,指路或闲话\r\n2026-11-24,2,1,0,1,0\r\n");
  });

  test("says so when there is nothing", async () => {
    expect((await (await member(await withInbox(), ["curator"])).get("/curation/insight")).body).toContain("这段时间没有会话");
  });
});
