/** An agent answers somebody who is on WeChat or 企业微信: the words arrive there, within the vendor's rules, or the agent is told. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Assistant } from "../../src/assistant/takeTurn.ts";
import { QUOTAS, Reacher, REACH_LIFE } from "../../src/channels/reach.ts";
import { weChatSender, weComSender } from "../../src/channels/sender.ts";
import { MOST, weChat } from "../../src/channels/wechat.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { member } from "../http/staffSupport.ts";
import { edition, NOW, surface, understand } from "../http/surface.ts";
import { CREDENTIALS, message, shown, VendorApi } from "./vendor.ts";

const SECRET = "s".repeat(32);
const HOUR = 3_600_000;

async function listening(api: VendorApi): Promise<string> {
  const server = createServer((req, res) => {
    let body = "";
    const url = new URL(req.url ?? "/", "http://vendor");
    req.on("data", (chunk: Buffer) => { body += chunk.toString(); }).on("end", () => { res.setHeader("content-type", "application/json"); res.end(JSON.stringify(api.answer(url.pathname, url.searchParams, body))); });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => { server.close(); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Somebody on the channel, an agent at the desk, the vendor between them. */
async function meeting({ channel = "wechat", canSend = true }: { channel?: "wechat" | "wecom"; canSend?: boolean } = {}) {
  const store = new MemoryStore();
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const api = new VendorApi(now, { id: CREDENTIALS.receiver, secret: SECRET });
  const base = await listening(api);
  const failures: string[] = [];
  const options = { base, clock: now, failed: (reason: string) => { failures.push(reason); } };
  const sender = channel === "wechat" ? weChatSender({ appId: CREDENTIALS.receiver, secret: SECRET }, options)
    : weComSender({ corpId: CREDENTIALS.receiver, agentId: "1000002", secret: SECRET }, options);
  const reacher = new Reacher({
    people: store.channels, store, clock: now, most: MOST, failed: (error) => { throw error; },
    channels: [{ name: channel, secret: CREDENTIALS.aesKey, sender: canSend ? sender : null, quota: QUOTAS[channel] }],
  });
  const assistant: Assistant = { store, clock: now, edition, understand };
  const s = await surface({
    assistant,
    desk: { store: store.desk, hours: "", contactKey: null, contactDays: 7, sendSms: null, outward: reacher },
    channels: (hooked) => [{ at: `/channels/${channel}`, handler: weChat({ credentials: CREDENTIALS, context: { assistant: hooked, people: store.channels, channel, reacher }, failed: (error) => { throw error; } }) }],
  });
  const agent = await member(s, ["agent"], "wang");
  await agent.send("PUT", "/api/v1/desk/presence", { presence: "online" });
  /** What the person sees at once: null for nothing. */
  const say = async (text: string, from = "oABC"): Promise<string | null> => {
    api.heard(from);
    const { query, body } = message({ Content: text, FromUserName: from }, clock.now);
    const answer = await (await fetch(`${s.base}/channels/${channel}?${query}`, { method: "POST", body, headers: { "content-type": "text/xml" } })).text();
    return answer === "success" ? null : shown(answer).text;
  };
  const waitingId = async (): Promise<string> => (await agent.send("GET", "/api/v1/desk/board")).body.queue.entries[0].conversation;
  const act = (id: string, body: unknown) => agent.send("POST", `/api/v1/desk/conversations/${id}/actions`, body);
  /** Takes whoever has asked for a person. */
  const taken = async (): Promise<string> => {
    await say("办护照");
    await say("转人工");
    const id = await waitingId();
    await act(id, { take: true });
    return id;
  };
  return { ...s, store, clock, api, failures, agent, say, act, waitingId, taken, heardAll: () => api.delivered.map((d) => d.text) };
}

describe("an agent takes somebody who is on WeChat", () => {
  test("who hears that somebody came, what they say, and the bot again when they leave", async () => {
    const { taken, act, say, api, heardAll, failures } = await meeting();
    const id = await taken();
    expect(heardAll()[0]).toContain("工作人员wang");
    const { body } = await act(id, { say: "您好，孩子几岁？" });
    expect(heardAll()[1]).toBe("您好，孩子几岁？");
    expect(body.reach).toMatchObject({ channel: "wechat", isOpen: true, text: expect.stringContaining("还能发 3 条") });
    expect(body.lines.filter((l: { isUnsent?: true }) => l.isUnsent)).toEqual([]);
    // Nothing is answered in between: the agent will.
    expect(await say("三岁")).toBeNull();
    await act(id, { handBack: true });
    expect(heardAll()[2]).toContain("工作人员说完了");
    expect(new Set(api.delivered.map((d) => d.to))).toEqual(new Set(["oABC"]));
    expect(failures).toEqual([]);
  });

  test("what the agent notes, ticks and judges goes nowhere", async () => {
    const { taken, act, heardAll } = await meeting();
    const id = await taken();
    const before = heardAll().length;
    await act(id, { note: "家长很急" });
    await act(id, { judge: { kind: "answer", ref: "x", verdict: "rejected" } });
    await act(id, { answer: { fact: "applicant.age", value: 3 } });
    expect(heardAll()).toHaveLength(before);
  });

  test("a number answers the agent, not what the bot had offered before", async () => {
    const { taken, act, say, store } = await meeting();
    const id = await taken();
    await act(id, { say: "您家有几个孩子？" });
    await say("2");
    const last = (await store.load(id))!.events.at(-1)!.body;
    expect(last.type === "UserSaid" && last.said.text).toBe("2");
  });

  test("several at once arrive once each, in order", async () => {
    const { taken, act, heardAll } = await meeting();
    const id = await taken();
    await Promise.all([act(id, { say: "一" }), act(id, { say: "二" }), act(id, { say: "三" })]);
    expect(heardAll().slice(1).sort()).toEqual(["一", "三", "二"]);
  });

  test("what is longer than the vendor takes is not said at all, and the agent is told how long it may be", async () => {
    const { taken, act, store, heardAll } = await meeting();
    const id = await taken();
    const { status, body } = await act(id, { say: "长".repeat(900) });
    expect([status, body.detail]).toEqual([409, expect.stringContaining("666 个字")]);
    expect((await store.load(id))!.events.some((e) => e.body.type === "AgentSaid")).toBe(false);
    expect((await act(id, { say: "长".repeat(600) })).status).toBe(200);
    expect(heardAll().at(-1)).toBe("长".repeat(600));
  });
});

describe("the vendor's rules", () => {
  test("five messages for one of theirs: the sixth waits, the agent knows, and it goes with the answer to their next words", async () => {
    const { taken, act, say, heardAll, failures } = await meeting();
    const id = await taken();
    for (const n of [1, 2, 3, 4]) await act(id, { say: `第${n}句` });
    const { body } = await act(id, { say: "第5句" });
    expect(body.reach).toMatchObject({ isOpen: false, text: expect.stringMatching(/最多主动发 5 条.*他下次说话时送到/) });
    expect(body.lines.filter((l: { isUnsent?: true }) => l.isUnsent).map((l: { text: string }) => l.text)).toEqual(["第5句"]);
    expect(heardAll()).toHaveLength(5);
    expect(await say("还有吗")).toBe("第5句");
    await act(id, { say: "没有了" });
    expect(heardAll().at(-1)).toBe("没有了");
    // The vendor was never asked for more than it allows.
    expect(failures).toEqual([]);
  });

  test("after 48 hours nothing is sent; it waits until they write", async () => {
    const { taken, act, say, clock, heardAll, failures } = await meeting();
    const id = await taken();
    clock.now += 48 * HOUR + 1;
    const { body } = await act(id, { say: "您的事办好了" });
    expect(body.reach).toMatchObject({ isOpen: false, text: expect.stringContaining("超过 48 小时") });
    expect([heardAll().length, failures]).toEqual([1, []]);
    expect(await say("有消息了吗")).toBe("您的事办好了");
    expect((await act(id, { say: "还要别的吗" })).body.reach.isOpen).toBe(true);
    expect(heardAll().at(-1)).toBe("还要别的吗");
  });

  test("who no longer follows is not written to again", async () => {
    const { taken, act, api, failures } = await meeting();
    const id = await taken();
    api.refuses = 45_015;
    expect((await act(id, { say: "在吗" })).body.reach.isOpen).toBe(false);
    await act(id, { say: "您还在吗" });
    expect(failures).toEqual(["errcode 45015"]);
  });

  test("when others have used up what the vendor allows, it is known from its answer", async () => {
    const { taken, act, api } = await meeting();
    const id = await taken();
    api.refuses = 45_047;
    expect((await act(id, { say: "在吗" })).body.reach).toMatchObject({ isOpen: false, text: expect.stringContaining("最多主动发 5 条") });
  });

  test("a token that ended before its time is renewed, once; an outage leaves it for later", async () => {
    const { taken, act, api, heardAll } = await meeting();
    const id = await taken();
    api.endToken();
    await act(id, { say: "换了令牌" });
    expect(heardAll().at(-1)).toBe("换了令牌");
    const given = api.tokens;
    api.refuses = -1;
    expect((await act(id, { say: "断了" })).body.lines.at(-1)).toMatchObject({ text: "断了", isUnsent: true });
    api.refuses = 0;
    await act(id, { say: "又通了" });
    expect(heardAll().slice(-2)).toEqual(["断了", "又通了"]);
    expect(api.tokens).toBe(given);
  });
});

test("without the vendor's interface the words wait, the agent is told, and they go with the next answer", async () => {
  const { taken, act, say, heardAll, waitingId: _, store } = await meeting({ canSend: false });
  const id = await taken();
  const { body } = await act(id, { say: "您好" });
  expect(body.reach).toMatchObject({ isOpen: false, text: expect.stringContaining("没有接主动发消息的接口") });
  expect(await say("在吗")).toMatch(/工作人员wang[^]*您好$/);
  await act(id, { say: "材料齐了" });
  await act(id, { handBack: true });
  const back = await say("办护照多少钱");
  expect(back).toMatch(/^材料齐了\n\n.*工作人员说完了/s);
  expect(back).toContain("护照");
  expect(heardAll()).toEqual([]);
  expect((await store.channels.reach(id))?.told).toBeGreaterThan(0);
});

test("somebody the bot had no answer for can be written to by the agent who takes them", async () => {
  const { say, agent, act, heardAll } = await meeting();
  await say("啥啥啥");
  await say("咋咋咋");
  const [offered] = (await agent.send("GET", "/api/v1/desk/board")).body.queue.entries;
  expect(offered.status).toBe("offered");
  await act(offered.conversation, { take: true });
  expect((await act(offered.conversation, { say: "我来帮您" })).body.reach.isOpen).toBe(true);
  expect(heardAll().at(-1)).toBe("我来帮您");
});

test("who it is, is kept only while an agent may have to answer, sealed, and no longer than 48 hours", async () => {
  const { say, act, taken, store, clock } = await meeting();
  await say("办护照", "oSECRETPERSON");
  const kept: string[] = [];
  const heard = store.channels.heard.bind(store.channels);
  store.channels.heard = (h) => { kept.push(JSON.stringify(h)); return heard(h); };
  await say("我要办护照", "oSECRETPERSON");
  expect(kept).toEqual([]);
  const id = await taken();
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.join()).not.toContain("oABC");
  expect((await store.channels.reach(id))?.sealed).toBeTruthy();
  await act(id, { handBack: true });
  expect(await store.channels.reach(id)).toMatchObject({ sealed: null });
  await say("转人工");
  expect((await store.channels.reach(id))?.sealed).toBeTruthy();
  clock.now += REACH_LIFE + 1;
  expect(await store.channels.forgetBefore(clock.now - REACH_LIFE)).toBe(1);
  expect((await store.channels.reach(id))?.sealed).toBeNull();
});

test("on 企业微信 there is no such ration", async () => {
  const { taken, act, heardAll } = await meeting({ channel: "wecom" });
  const id = await taken();
  for (let n = 1; n <= 8; n++) expect((await act(id, { say: `第${n}句` })).body.reach.isOpen).toBe(true);
  expect(heardAll().slice(1)).toHaveLength(8);
});

test("somebody on our own page is not carried anything anywhere", async () => {
  const { conversation, agent, heardAll } = await meeting();
  const talk = await conversation();
  await talk.turn({ choice: "act:human" });
  const taken = await agent.send("POST", `/api/v1/desk/conversations/${talk.id}/actions`, { take: true });
  expect(taken.body.reach).toBeNull();
  expect(heardAll()).toEqual([]);
});
