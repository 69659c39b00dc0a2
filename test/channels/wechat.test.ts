import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeLink } from "../../src/assistant/access.ts";
import type { Assistant } from "../../src/assistant/takeTurn.ts";
import { answerMessage } from "../../src/channels/answer.ts";
import { decrypt, isSigned } from "../../src/channels/crypt.ts";
import { spoken } from "../../src/channels/text.ts";
import { weChat } from "../../src/channels/wechat.ts";
import { readMessage, writeMessage } from "../../src/channels/xml.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { edition, NOW, surface, understand } from "../http/surface.ts";
import { CREDENTIALS, message, sealed, shown, signed, type Sent } from "./vendor.ts";

const KEYED = createHmac("sha256", "s").update("person wechat o1").digest("base64url");

async function channel(over: Partial<Assistant> = {}) {
  const store = new MemoryStore();
  const clock = { now: NOW };
  const assistant: Assistant = { store, clock: () => clock.now, edition, understand, ...over };
  const failures: unknown[] = [];
  const handler = weChat({ credentials: CREDENTIALS, context: { assistant, people: store.channels, channel: "wechat" }, failed: (error) => { failures.push(error); } });
  const s = await surface({ assistant, channels: () => [{ at: "/channels/wechat", handler }] });
  const post = async ({ query, body }: Sent): Promise<{ status: number; text: string }> => {
    const response = await fetch(`${s.base}/channels/wechat?${query}`, { method: "POST", body, headers: { "content-type": "text/xml" } });
    return { status: response.status, text: await response.text() };
  };
  const say = async (text: string, from = "oABC"): Promise<string> => shown((await post(message({ Content: text, FromUserName: from }, clock.now))).text).text;
  return { ...s, store, clock, failures, post, say };
}

describe("the vendor's scheme", () => {
  // From the vendor's own sample code.
  const SAMPLE = {
    signature: "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", timestamp: "1409659589", nonce: "263014780",
    echo: "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
  };

  test("the vendor's sample is taken and read as the vendor says", () => {
    expect(isSigned(SAMPLE.signature, CREDENTIALS.token, SAMPLE.timestamp, SAMPLE.nonce, SAMPLE.echo)).toBe(true);
    expect(decrypt(SAMPLE.echo, CREDENTIALS)).toBe("1616140317555161061");
  });

  test("a message for somebody else, a cut one and noise are not read", () => {
    expect(decrypt(SAMPLE.echo, { ...CREDENTIALS, receiver: "wxother" })).toBeNull();
    for (const noise of ["", "AAAA", SAMPLE.echo.slice(0, 40), Buffer.alloc(64).toString("base64"), "不是"]) expect(decrypt(noise, CREDENTIALS)).toBeNull();
  });

  test("XML: words come back as they went; entities and document types are refused unread", () => {
    const words = "a<b>&amp;]]> \"引号\" 🙂 ]]>";
    expect(readMessage(writeMessage({ Content: words, CreateTime: 5 }))).toEqual({ Content: words, CreateTime: "5" });
    expect(readMessage('<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><xml><Content>&c;</Content></xml>')).toBeNull();
    expect(readMessage('<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml></xml>')).toBeNull();
    for (const bad of ["", "{}", "<xml>", "<a/>", "x".repeat(1_000)]) expect(readMessage(bad)).toBeNull();
    expect(readMessage("<xml><__proto__>x</__proto__><A>1</A></xml>")?.["A"] ?? "1").toBe("1");
  });
});

test("the address is confirmed only to whoever knows the token", async () => {
  const { call } = await channel();
  const echo = (readMessage(sealed("4321", NOW).body) ?? {})["Encrypt"]!;
  const right = await call("GET", `/channels/wechat?${signed(echo, NOW)}&echostr=${encodeURIComponent(echo)}`);
  expect(right).toMatchObject({ status: 200, body: 4321 });
  expect((await call("GET", `/channels/wechat?${signed(echo, NOW, { ...CREDENTIALS, token: "guess" })}&echostr=${encodeURIComponent(echo)}`)).status).toBe(403);
});

test("a forged signature, an old one, and a replayed one", async () => {
  const { post, store, clock } = await channel();
  const forged = message({ Content: "办护照" }, NOW, { ...CREDENTIALS, token: "guess" });
  const plain: Sent = { query: message({}, NOW).query, body: writeMessage({ FromUserName: "oABC", MsgType: "text", Content: "办护照", MsgId: "1" }) };
  for (const sent of [forged, plain, { query: "", body: "" }, { query: message({}, NOW).query, body: message({}, NOW).body }]) expect((await post(sent)).status).toBe(403);
  const once = message({ Content: "办护照", FromUserName: "oREPLAY" }, NOW);
  const first = shown((await post(once)).text);
  const events = async (): Promise<number> => (await store.recentQuestions(100)).length;
  const after = await events();
  // The vendor sends again what it got no answer to; so may whoever overheard it. It counts once, with the same answer.
  expect(shown((await post(once)).text)).toEqual(first);
  expect(await events()).toBe(after);
  clock.now += 6 * 60_000;
  expect((await post(once)).status).toBe(403);
});

test("a conversation goes on, message by message; choices are picked by number or by word", async () => {
  const { say } = await channel();
  expect(await say("办护照")).toContain("护照");
  const asked = await say("给办护照吧");
  const [, number, label] = /^(\d+) (.+)$/m.exec(asked) ?? [];
  expect(label).toBeTruthy();
  const picked = await say(number!);
  expect(picked).not.toBe(asked);
  expect(await say("办护照", "oOTHER")).not.toContain(picked);
});

test("what is no text is answered kindly; what needs no answer gets none", async () => {
  const { post } = await channel();
  expect(shown((await post(message({ MsgType: "image", PicUrl: "https://x" }, NOW))).text).text).toContain("只看得懂文字");
  expect(shown((await post(message({ MsgType: "event", Event: "subscribe" }, NOW))).text).text).toContain("办事要带什么");
  expect((await post(message({ MsgType: "event", Event: "unsubscribe" }, NOW))).text).toBe("success");
});

test("a long answer is cut where the vendor would refuse it, and goes on when asked", async () => {
  const store = new MemoryStore();
  const assistant: Assistant = { store, clock: () => NOW, edition, understand };
  const most = 150;
  let n = 0;
  const say = async (text: string): Promise<string> => (await answerMessage({ assistant, people: store.channels, channel: "wechat", secret: "s", most }, { from: "o1", text, key: `k${n++}` }))!;
  const parts = [await say("办护照")];
  while (parts.at(-1)!.includes("回“更多”接着看")) parts.push(await say("更多"));
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(most);
  const { conversation } = (await store.channels.person(KEYED))!;
  const whole = spoken((await store.load(conversation))!.events.flatMap(({ body }) => body.type === "Replied" ? [body.replies] : []).at(-1)!);
  expect(parts.map((part) => part.replace("\n……后面还有，回“更多”接着看。", "")).join("")).toBe(whole);
});

test("a trip that was begun on the page goes on here by its code, and no longer once it was taken back", async () => {
  const s = await channel();
  const talk = await s.conversation();
  await talk.turn({ text: "办护照" });
  const link = (await makeLink(s.store, talk.id, talk.token, NOW))!;
  expect(await s.say(`https://x.example/#r=${link.code}`)).toMatch(/^接上了：.*护照/);
  await s.say("我要办护照");
  expect((await talk.read()).body.events.map((e: { text: string }) => e.text)).toContain("我要办护照");
  expect(await s.say("AAAAAAAAAAAAAAAAAAAAAA")).toContain("打不开");
});

test("the store does not tell who it was", async () => {
  const { say, store } = await channel();
  const kept: string[] = [];
  const remember = store.channels.remember.bind(store.channels);
  store.channels.remember = (person, at) => { kept.push(person); return remember(person, at); };
  await say("办护照", "oSECRETPERSON");
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.join()).not.toContain("SECRET");
});

test("trouble on our side is said, and told to the operators", async () => {
  const { say, store, failures } = await channel();
  await say("办护照");
  store.load = async () => { throw new Error("no database"); };
  expect(await say("多少钱")).toContain("过一会儿再发一次");
  expect(failures).toHaveLength(1);
});
