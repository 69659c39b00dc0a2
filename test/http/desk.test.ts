/** The desk over HTTP: two agents, a citizen, and what each sees. */
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { smsWebhook } from "../../src/http/desk/smsWebhook.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { ROOT } from "../support/root.ts";
import { member, type Member } from "./staffSupport.ts";
import { build, surface, type Surface, type Talk } from "./surface.ts";

const AT = "/api/v1/desk/conversations";
const BY_PHONE = { text: "想问老人的医保", phone: "138 0013 8000", consent: true };

async function onDuty(here: Surface, login: string, roles: Parameters<typeof member>[1] = ["agent"]): Promise<Member> {
  const agent = await member(here, roles, login);
  await agent.send("PUT", "/api/v1/desk/presence", { presence: "online" });
  return agent;
}

/** A citizen who asked for a person, with an agent on duty. */
async function waiting(): Promise<{ here: Surface; agent: Member; talk: Talk; act: (body: unknown, by?: Member) => ReturnType<Member["send"]> }> {
  const here = await surface();
  const agent = await onDuty(here, "wang");
  const talk = await here.conversation();
  await talk.turn({ text: "给孩子办护照" });
  expect((await talk.turn({ choice: "act:human" })).body.state.speaker).toBe("waiting");
  return { here, agent, talk, act: (body, by = agent) => by.send("POST", `${AT}/${talk.id}/actions`, body) };
}

const auditOf = async ({ office }: Surface): Promise<string[]> => (await office.store.audit({ limit: 100 })).map((e) => e.action);

describe("a citizen asks for a person", () => {
  test("and hears that somebody comes; the queue shows why and what about", async () => {
    const { agent, talk } = await waiting();
    const { body } = await agent.send("GET", "/api/v1/desk/board");
    expect(body.queue).toMatchObject({ total: 1, entries: [{ conversation: talk.id, status: "waiting", reason: "市民要找人工", summary: expect.stringContaining("护照") }] });
    expect((await talk.read()).body.replies[0].text).toContain("马上有人来接");
  });

  test("take, speak, tick together, hand back: the bot is quiet in between and then goes on where the list stands", async () => {
    const { talk, act } = await waiting();
    expect((await act({ take: true })).body.agent.name).toBe("工作人员wang");
    expect((await talk.turn({ text: "在吗" })).body).toMatchObject({ replies: [], state: { speaker: "person" } });
    await act({ say: "您好，孩子几岁" });
    expect((await act({ answer: { fact: "applicant.age", value: 3 } })).body.state.facts).toMatchObject([{ fact: "applicant.age", value: 3 }]);
    const { events, state } = (await talk.read()).body;
    expect(events.at(-1)).toMatchObject({ from: "person", text: "您好，孩子几岁" });
    const [item] = state.checklist;
    await talk.turn({ mark: { item: item.id, status: "have" } });
    const ticked = await act({ note: "家长很急" });
    expect(ticked.body.state.checklist.find((i: { id: string }) => i.id === item.id).status).toBe("have");
    expect((await act({ handBack: true })).body.state.speaker).toBe("bot");
    const after = (await talk.read()).body;
    expect(after.state.facts).toHaveLength(1);
    expect(after.replies.at(-1).text).toBe(after.state.asking.text);
    expect(JSON.stringify(after)).not.toContain("家长很急");
    expect((await talk.turn({ text: "护照多少钱" })).body.replies.length).toBeGreaterThan(0);
  });

  test("both click at once: one has it, the other is told who", async () => {
    const { here, agent, act } = await waiting();
    const other = await onDuty(here, "li");
    const answers = await Promise.all([act({ take: true }, agent), act({ take: true }, other)]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(answers.find((a) => a.status === 409)?.body.detail).toMatch(/工作人员(wang|li)刚刚已经接走了/);
  });

  test("a transfer goes to the colleague with a note the citizen never sees", async () => {
    const { here, talk, act } = await waiting();
    const other = await onDuty(here, "li");
    await act({ take: true });
    await act({ transfer: { to: other.id, note: "问监护人的事" } });
    expect((await other.send("GET", "/api/v1/desk/board")).body.queue.entries[0]).toMatchObject({ forAgent: other.id, note: "问监护人的事" });
    expect((await act({ take: true }, other)).body.lines.some((l: { from: string; text: string }) => l.from === "note" && l.text === "问监护人的事")).toBe(true);
    const seen = JSON.stringify((await talk.read()).body);
    expect(seen).not.toContain("监护人的事");
    expect(seen).toContain("换一位工作人员");
  });

  test("what another agent has is closed to agents, open to supervisors, who may take it over", async () => {
    const { here, talk, act } = await waiting();
    await act({ take: true });
    const [other, boss] = [await onDuty(here, "li"), await onDuty(here, "zhao", ["supervisor"])];
    expect((await other.send("GET", `${AT}/${talk.id}`)).status).toBe(404);
    expect((await act({ say: "我来说" }, other)).status).toBe(404);
    expect((await boss.send("GET", `${AT}/${talk.id}`)).status).toBe(200);
    expect((await act({ say: "我来说" }, boss)).status).toBe(409);
    expect((await act({ takeOver: true }, boss)).body.agent.name).toBe("工作人员zhao");
    expect((await act({ takeOver: true })).status).toBe(404);
  });

  test("who had it last may still write the wrap-up when it is over, nobody else may", async () => {
    const { here, act } = await waiting();
    const other = await onDuty(here, "li");
    await act({ take: true });
    const { body: { wrapUp } } = await act({ handBack: true });
    expect((await act({ wrapUp: { ...wrapUp, next: "等回电" } })).body.wrapUp.next).toBe("等回电");
    expect((await act({ say: "还有" })).status).toBe(409);
    expect((await act({ wrapUp }, other)).status).toBe(404);
  });

  test("an agent may not take over from a colleague", async () => {
    const { act } = await waiting();
    expect((await act({ takeOver: true })).status).toBe(403);
  });

  test("every view of it is in the audit log, without a word of it", async () => {
    const { here, agent, talk, act } = await waiting();
    await agent.send("GET", `${AT}/${talk.id}`);
    await act({ take: true });
    await agent.send("GET", `${AT}/${talk.id}/work-order`);
    await agent.send("GET", `${AT}/${talk.id}/contact`);
    expect(await auditOf(here)).toEqual(expect.arrayContaining(["desk.view", "desk.act", "desk.export", "desk.contact"]));
    expect(JSON.stringify(await here.office.store.audit({ limit: 100 }))).not.toContain("护照");
    expect((await auditOf(here)).filter((a) => a === "desk.view")).toHaveLength(1);
  });
});

describe("personal numbers", () => {
  test("that an agent writes are masked; an office's landline is not one", async () => {
    const { talk, act } = await waiting();
    await act({ take: true });
    await act({ say: "打 0571-87654321，不要打 13800138000，也别发 330106199001011234" });
    const text = (await talk.read()).body.events.at(-1).text;
    expect(text).toContain("0571-87654321");
    expect(text).not.toMatch(/13800138000|330106199001011234/);
  });
});

describe("nobody is on duty", () => {
  test("the citizen is told when somebody is, keeps the bot, and may leave a message with a number", async () => {
    const here = await surface();
    const talk = await here.conversation();
    const { body } = await talk.turn({ choice: "act:human" });
    expect(body.state.speaker).toBe("bot");
    expect(body.replies[0]).toMatchObject({ kind: "handoff", text: expect.stringContaining("工作日 9:00—17:00"), choices: [{ id: "act:message" }] });
    expect((await here.call("POST", `/api/v1/conversations/${talk.id}/message`, BY_PHONE, talk.auth)).status).toBe(200);
    const agent = await onDuty(here, "wang");
    expect((await agent.send("GET", "/api/v1/desk/board")).body.queue.entries[0]).toMatchObject({ status: "message", reason: "留言等回电" });
    expect((await agent.send("GET", `${AT}/${talk.id}/contact`)).body).toEqual({ phone: "13800138000" });
    expect(JSON.stringify((await agent.send("GET", `${AT}/${talk.id}`)).body)).not.toContain("13800138000");
    expect(JSON.stringify((await talk.read()).body)).not.toContain("13800138000");
    expect(here.logged.join()).not.toContain("13800138000");
  });

  test.each([
    ["no consent", { ...BY_PHONE, consent: false }, "invalid-body"], ["no number", { text: "在吗", consent: true }, "invalid-body"],
    ["what is no number", { ...BY_PHONE, phone: "1234567" }, "message-refused"], ["an empty message", { ...BY_PHONE, text: " " }, "empty-text"],
  ])("%s: refused, nothing is kept", async (_, body, type) => {
    const here = await surface();
    const talk = await here.conversation();
    const before = (await talk.read()).body.seq;
    const answer = await here.call("POST", `/api/v1/conversations/${talk.id}/message`, body, talk.auth);
    expect([answer.status, answer.body.type]).toEqual([422, `/problems/${type}`]);
    expect((await talk.read()).body.seq).toBe(before);
  });

  test("without a key no number is taken, and the citizen is told what to do instead", async () => {
    const here = await surface({ desk: { store: new MemoryStore().desk, hours: "工作日", contactKey: null, contactDays: 7, sendSms: null } });
    const talk = await here.conversation();
    const { status, body } = await here.call("POST", `/api/v1/conversations/${talk.id}/message`, BY_PHONE, talk.auth);
    expect([status, body.detail]).toEqual([422, expect.stringContaining("12345")]);
  });
});

describe("a call", () => {
  const opened = async () => {
    const here = await surface();
    const agent = await onDuty(here, "wang");
    const { body: { id, token } } = await agent.send("POST", "/api/v1/desk/calls", {});
    const hear = (segments: unknown, headers = {}) => here.call("POST", `/api/v1/calls/${id}/transcript`, { segments }, { authorization: `Bearer ${token}`, ...headers });
    return { here, agent, id, token, hear, view: async () => (await agent.send("GET", `${AT}/${id}`)).body };
  };

  test("streams in as segments: the caller's are turns, the agent's are what was said, neighbours are one utterance", async () => {
    const { hear, view } = await opened();
    await hear([{ speaker: "caller", at: 1, text: "喂你好" }, { speaker: "caller", at: 2, text: "我要办护照" }, { speaker: "agent", at: 3, text: "好的，给谁办" }]);
    const { lines, copilot, isCall } = await view();
    expect(isCall).toBe(true);
    expect(lines.filter((l: { from: string }) => l.from !== "system").map((l: { from: string; text: string }) => [l.from, l.text])).toEqual([["citizen", "喂你好，我要办护照"], ["person", "好的，给谁办"]]);
    expect(copilot.services[0]).toMatchObject({ id: "passport-first", chosen: true });
  });

  test("a request sent again counts once", async () => {
    const { hear, view } = await opened();
    for (let i = 0; i < 2; i++) await hear([{ speaker: "caller", text: "我要办护照" }], { "idempotency-key": "s1" });
    expect((await view()).lines.filter((l: { from: string }) => l.from === "citizen")).toHaveLength(1);
  });

  test("is closed to whoever has no token of it, and to conversations that are no calls", async () => {
    const { here, id, hear } = await opened();
    expect((await hear([{ speaker: "caller", text: "x" }], { authorization: "Bearer wrong" })).status).toBe(404);
    expect((await here.call("POST", `/api/v1/calls/${id}/transcript`, { segments: [] })).status).toBe(401);
    const talk = await here.conversation();
    expect((await here.call("POST", `/api/v1/calls/${talk.id}/transcript`, { segments: [{ speaker: "caller", text: "x" }] }, talk.auth)).status).toBe(404);
    expect((await hear([])).status).toBe(422);
    expect((await hear([{ speaker: "robot", text: "x" }])).status).toBe(422);
  });

  test("what the caller says may also be typed; in a chat only the citizen speaks for the citizen", async () => {
    const { agent, id } = await opened();
    expect((await agent.send("POST", `${AT}/${id}/actions`, { text: "我要办护照" })).body.state.guides).toHaveLength(1);
    const chat = await waiting();
    await chat.act({ take: true });
    expect((await chat.act({ text: "我要办护照" })).status).toBe(422);
  });

  test("ends with a wrap-up that becomes a work order, as JSON and as a table", async () => {
    const { agent, id } = await opened();
    const act = (body: unknown) => agent.send("POST", `${AT}/${id}/actions`, body);
    await act({ text: "我要办护照" });
    const { body } = await act({ handBack: true });
    expect(body.wrapUp).toMatchObject({ request: "我要办护照", services: expect.stringContaining("护照") });
    const order = await agent.send("GET", `${AT}/${id}/work-order`);
    expect(order.body).toMatchObject({ 来源渠道: "电话", 受理人: "工作人员wang", 诉求内容: expect.stringContaining("我要办护照") });
    const csv = await agent.send("GET", `${AT}/${id}/work-order?format=csv`);
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.body).toContain("YCT-");
  });
});

describe("suggestions", () => {
  test("are counted as accepted, edited, rejected; what was found by hand is in the log for the curators", async () => {
    const { here, talk, act } = await waiting();
    await act({ take: true });
    await act({ judge: { kind: "answer", ref: "answer:3", verdict: "accepted" } });
    await act({ judge: { kind: "service", ref: "passport-first", verdict: "rejected" } });
    await act({ found: { query: "娃的本本", guide: "passport-renew" } });
    expect((await act({ found: { query: "x", guide: "no-such-guide" } })).status).toBe(404);
    const { events } = (await here.store.load(talk.id))!;
    expect(events.map((e) => e.body.type)).toEqual(expect.arrayContaining(["SuggestionJudged", "AnswerFound"]));
    const boss = await onDuty(here, "zhao", ["supervisor"]);
    const team = (await boss.send("GET", "/api/v1/desk/team")).body;
    expect(team.suggestions.find((s: { kind: string }) => s.kind === "answer")).toMatchObject({ accepted: 1, used: null });
    expect(team.agents.map((a: { name: string; has: number }) => [a.name, a.has])).toEqual(expect.arrayContaining([["工作人员wang", 1], ["工作人员zhao", 0]]));
  });

  test("an action is one thing, known, and of a fitting kind", async () => {
    const { act } = await waiting();
    for (const body of [{}, { take: true, say: "x" }, { fly: true }, { say: "" }, { say: "好".repeat(1001) }, { mark: { item: "x", status: "lost" } }]) expect((await act(body)).status).toBe(422);
  });
});

describe("text messages", () => {
  test("go to the provider signed, and the number is kept nowhere", async () => {
    const got: { headers: Record<string, unknown>; body: string }[] = [];
    const provider = createServer((req, res) => {
      let body = "";
      req.on("data", (c: Buffer) => { body += c.toString(); }).on("end", () => { got.push({ headers: req.headers, body }); res.statusCode = got.length === 1 ? 500 : 200; res.end(); });
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => { provider.close(); });
    const secret = "s".repeat(32);
    const sendSms = smsWebhook({ smsWebhook: `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`, smsSecret: secret }, [0, 1]);
    const store = new MemoryStore().desk;
    const here = await surface({ desk: { store, hours: "", contactKey: "k".repeat(32), contactDays: 7, sendSms }, settings: { publicUrl: "http://banshi.example" } });
    const agent = await onDuty(here, "wang");
    const { body: { id } } = await agent.send("POST", "/api/v1/desk/calls", {});
    await agent.send("POST", `${AT}/${id}/actions`, { text: "我要办护照" });
    expect((await agent.send("POST", `${AT}/${id}/sms`, { phone: "13800138000", consent: true })).body).toEqual({ sent: true });
    expect(got).toHaveLength(2);
    const { headers, body } = got[1]!;
    expect(headers["x-yicitong-signature"]).toBe(`sha256=${createHmac("sha256", secret).update(`${String(headers["x-yicitong-time"])}.${body}`).digest("hex")}`);
    expect(JSON.parse(body)).toMatchObject({ id: JSON.parse(got[0]!.body).id, phone: "13800138000", messages: expect.any(Array) });
    const code = /#r=([\w-]{22})/.exec(body)?.[1] ?? "";
    expect((await here.call("POST", "/api/v1/links", { code })).body.id).toBe(id);
    expect(await store.contact(id, "sms")).toBeNull();
    expect(JSON.stringify(await here.store.load(id)) + here.logged.join()).not.toContain("13800138000");
  });

  test("are refused without consent, without a list, without a provider", async () => {
    const { agent, talk, act } = await waiting();
    await act({ take: true });
    expect((await agent.send("POST", `${AT}/${talk.id}/sms`, { phone: "13800138000" })).status).toBe(422);
    expect((await agent.send("POST", `${AT}/${talk.id}/sms`, { phone: "13800138000", consent: true })).body.detail).toContain("没有接短信平台");
  });
});

describe("canned wording", () => {
  const OPENING = { team: null, title: "开头", text: "您好，请讲" };
  const titles = async (by: Member): Promise<string[]> => (await by.send("GET", "/api/v1/desk/board")).body.wording.entries.map((w: { title: string }) => w.title);

  test("is the supervisors' to keep: added, changed, deleted, each time in the audit log", async () => {
    const here = await surface();
    const [agent, boss] = [await onDuty(here, "wang"), await onDuty(here, "zhao", ["supervisor"])];
    expect((await agent.send("POST", "/api/v1/desk/wording", OPENING)).status).toBe(403);
    const { status, body: { id } } = await boss.send("POST", "/api/v1/desk/wording", OPENING);
    expect(status).toBe(201);
    expect((await boss.send("POST", "/api/v1/desk/wording", { ...OPENING, id, text: "您好，您说" })).status).toBe(200);
    expect((await agent.send("GET", "/api/v1/desk/board")).body.wording.entries).toMatchObject([{ id, team: null, title: "开头", text: "您好，您说", keys: [{ text: "开头", sounds: "kai tou" }, {}] }]);
    expect((await boss.send("POST", "/api/v1/desk/wording", { ...OPENING, id: "no-such" })).status).toBe(404);
    expect((await boss.send("DELETE", `/api/v1/desk/wording/${id}`)).status).toBe(200);
    expect((await boss.send("DELETE", `/api/v1/desk/wording/${id}`)).status).toBe(404);
    expect(await titles(agent)).toEqual([]);
    expect((await auditOf(here)).filter((a) => a === "desk.wording")).toHaveLength(3);
  });

  test("of a department is seen by its agents, and kept by its own supervisors", async () => {
    const here = await surface();
    const boss = await onDuty(here, "zhao", ["supervisor"]);
    const [huzheng, yibao] = [await member(here, ["supervisor"], "qian", [], ["户政"]), await member(here, ["agent"], "sun", [], ["医保", "社保"])];
    await boss.send("POST", "/api/v1/desk/wording", OPENING);
    expect((await huzheng.send("POST", "/api/v1/desk/wording", { team: "户政", title: "带户口本", text: "请带户口本" })).status).toBe(201);
    const { body: { id } } = await boss.send("POST", "/api/v1/desk/wording", { team: "社保", title: "等几天", text: "社保要等几天" });
    expect((await huzheng.send("POST", "/api/v1/desk/wording", OPENING)).status).toBe(403);
    expect((await huzheng.send("POST", "/api/v1/desk/wording", { id, team: "户政", title: "等几天", text: "拿过来" })).status).toBe(403);
    expect((await huzheng.send("DELETE", `/api/v1/desk/wording/${id}`)).status).toBe(403);
    expect((await titles(huzheng)).sort()).toEqual(["带户口本", "开头"].sort());
    expect((await titles(yibao)).sort()).toEqual(["开头", "等几天"].sort());
    expect(await titles(boss)).toHaveLength(3);
  });
});

test("docs/desk.md lists every address of the desk", () => {
  const page = readFileSync(join(ROOT, "docs", "desk.md"), "utf8");
  const { app } = build();
  app.stop();
  const listed = [...page.matchAll(/`((?:GET|POST|PUT|DELETE)(?:`, `POST)?) ([a-z/ID-]+)/g)].flatMap(([, methods, path]) => methods!.split("`, `").map((m) => `${m} ${path}`));
  const real = app.staffRoutes.filter((r) => r.path.startsWith("/api/v1/desk/")).map((r) => `${r.method.toUpperCase()} ${r.path.slice("/api/v1/desk/".length).replace(":id", "ID")}`);
  expect(listed.sort()).toEqual(expect.arrayContaining(real.sort()));
  expect(real.length).toBeGreaterThan(10);
});

test("after a crash the queue is made anew from the log", async () => {
  const { here, talk } = await waiting();
  const fresh = new MemoryStore().desk;
  fresh.handedOffSince = async () => [talk.id, "gone"];
  const again = await surface({ assistant: { store: here.store }, desk: { store: fresh, hours: "", contactKey: null, contactDays: 7, sendSms: null } });
  await again.app.desk.catchUp();
  expect((await again.app.desk.waiting()).map((e) => e.conversation)).toEqual([talk.id]);
});

test("an agent's page follows the queue, the own conversations and the open one", async () => {
  const { here, agent, talk, act } = await waiting();
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${here.base}/api/v1/desk/stream?watch=${talk.id}`, { headers: { cookie: agent.cookie }, signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const until = async (what: RegExp): Promise<void> => { while (!what.test(heard)) heard += (await reader.read()).value ?? ""; };
  await until(/event: queue[\s\S]*event: mine[\s\S]*event: view|event: view/);
  heard = "";
  await act({ take: true });
  await until(/event: mine\ndata: \[\{/);
  heard = "";
  await talk.turn({ text: "还在吗还在吗" });
  await until(/event: view\ndata: .*还在吗还在吗/);
  expect(heard).toContain("还在吗");
});
