/** Work orders on their way to another system: a receiver that checks who sends, fails, and counts what it gets. */
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { BlockList } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { ORDER_PAUSES, type SendOrder } from "../../src/desk/orders.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { attempt, isOurs, isTaken, UNWANTED, type Post } from "../../src/webhooks/send.ts";
import { member } from "./staffSupport.ts";
import { NOW, surface } from "./surface.ts";

const SECRET = "between the two of us";
const AT = "/api/v1/desk/conversations";

/** A ticket system: refuses what is not signed, answers with these statuses in turn (0: hangs up), then 204. */
async function receiver(clock: () => number, ...statuses: number[]) {
  const got: { id: string; order: Record<string, string>; isOurs: boolean }[] = [];
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => { body += chunk.toString(); }).on("end", () => {
      const header = (name: string): string => String(req.headers[name.toLowerCase()] ?? "");
      const headers = Object.fromEntries(["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"].map((name) => [name, header(name)]));
      const genuine = isOurs(SECRET, headers, body, clock());
      got.push({ id: header("Webhook-Id"), order: (JSON.parse(body) as { order: Record<string, string> }).order, isOurs: genuine });
      const status = genuine ? statuses[got.length - 1] ?? 204 : 401;
      if (status === 0) return req.socket.destroy();
      res.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => { server.close(); });
  const { port } = server.address() as AddressInfo;
  // What goes over TLS elsewhere goes over plain HTTP to this one.
  const post: Post = (_url, body, headers) => new Promise((resolve, reject) => {
    request({ port, method: "POST", headers }, (res) => { res.resume(); resolve(res.statusCode ?? 0); }).once("error", reject).end(body);
  });
  const hook = { url: "https://orders.example.gov.cn/in", secret: SECRET, networks: new BlockList() };
  const send: SendOrder = async (id, body) => {
    const status = await attempt(hook, id, body, { post, now: clock });
    if (isTaken(status)) return "taken";
    if (status === UNWANTED) return "unwanted";
    throw new Error(`工单系统答 ${status}`);
  };
  return { got, send };
}

/** A call that has been handled. */
async function handled(...statuses: number[]) {
  const clock = { now: NOW };
  const now = (): number => clock.now;
  const { got, send } = await receiver(now, ...statuses);
  const store = new MemoryStore();
  const setup = { store: store.desk, hours: "", contactKey: null, contactDays: 7, sendSms: null, sendOrder: send };
  const here = await surface({ assistant: { store, clock: now }, desk: setup });
  const agent = await member(here, ["agent"], "wang");
  const { body: { id } } = await agent.send("POST", "/api/v1/desk/calls", {});
  const act = (body: unknown) => agent.send("POST", `${AT}/${id}/actions`, body);
  await act({ text: "我要办护照" });
  await act({ handBack: true });
  const hand = () => agent.send("POST", `${AT}/${id}/work-order`, {});
  const delivery = async () => (await agent.send("GET", `${AT}/${id}/work-order/delivery`)).body;
  const { orders } = here.app.desk.workOrders;
  /** The time of the next attempt comes. */
  const later = async (pause: number): Promise<void> => { clock.now += pause; await orders.run(); };
  return { here, store, setup, agent, id, act, hand, delivery, orders, later, got, clock };
}

const settled = (delivery: () => Promise<{ state: string }>, state: string) => expect.poll(async () => (await delivery()).state).toBe(state);

describe("a work order", () => {
  test("is tried again until it is taken, signed every time under its own number, and then never again", async () => {
    const { id, hand, delivery, orders, later, got } = await handled(500, 0);
    expect((await hand()).status).toBe(202);
    await expect.poll(() => got.length).toBe(1);
    await expect.poll(async () => (await delivery()).text).toContain("第 1 次没有送到（工单系统答 500）");
    await later(ORDER_PAUSES[0]!);
    expect([got.length, (await delivery()).state]).toEqual([2, "waiting"]);
    await orders.run();
    expect(got).toHaveLength(2);
    await later(ORDER_PAUSES[1]!);
    expect(await delivery()).toMatchObject({ order: `YCT-${id}`, state: "taken", text: expect.stringContaining("已经收下") });
    expect(got.map((g) => [g.id, g.isOurs])).toEqual(Array.from({ length: 3 }, () => [`YCT-${id}`, true]));
    expect(got[2]!.order).toMatchObject({ 工单号: `YCT-${id}`, 来源渠道: "电话", 受理人: "工作人员wang", 诉求类型: "咨询", 诉求内容: expect.stringContaining("我要办护照") });
    expect((await hand()).body.state).toBe("taken");
    await later(7 * 86_400_000);
    expect(got).toHaveLength(3);
  });

  test("handed over twice at once is sent once", async () => {
    const { hand, delivery, got } = await handled();
    await Promise.all([hand(), hand(), hand()]);
    await settled(delivery, "taken");
    expect(got).toHaveLength(1);
  });

  test("two nodes that look at the same time send it once", async () => {
    const { store, setup, hand, orders, later, got, clock } = await handled(500);
    const other = await surface({ assistant: { store, clock: () => clock.now }, desk: setup });
    await hand();
    await expect.poll(() => got.length).toBe(1);
    await orders.run();
    clock.now += ORDER_PAUSES[0]!;
    await Promise.all([later(0), other.app.desk.workOrders.orders.run()]);
    expect(got).toHaveLength(2);
  });

  test("whose node died in the middle of an attempt is sent by whoever is there a minute later", async () => {
    const { store, id, later, got } = await handled();
    await store.desk.addOrder({ id: `YCT-${id}`, conversation: id, state: "waiting", attempts: 0, nextAt: NOW, changedAt: NOW, problem: null, body: JSON.stringify({ order: {} }) });
    await store.desk.claimOrder(`YCT-${id}`, 0, NOW + 60_000);
    await later(59_000);
    expect(got).toHaveLength(0);
    await later(1_000);
    expect(got).toHaveLength(1);
  });

  test("is given up after the last attempt, said so, and tried again when the agent wants it", async () => {
    const { hand, delivery, later, got } = await handled(...Array.from({ length: ORDER_PAUSES.length + 1 }, () => 503));
    await hand();
    await expect.poll(async () => (await delivery()).text).toContain("第 1 次没有送到");
    for (const pause of ORDER_PAUSES) await later(pause);
    expect(await delivery()).toMatchObject({ state: "given-up", text: expect.stringContaining(`试了 ${ORDER_PAUSES.length + 1} 次`) });
    await hand();
    await settled(delivery, "taken");
    expect(got).toHaveLength(ORDER_PAUSES.length + 2);
  });

  test("that the other side says not to send any more is not sent any more", async () => {
    const { hand, delivery, later, got } = await handled(UNWANTED);
    await hand();
    await settled(delivery, "given-up");
    await later(86_400_000);
    expect(got).toHaveLength(1);
  });

  test("of a citizen who comes back to the desk is another one", async () => {
    const clock = { now: NOW };
    const { got, send } = await receiver(() => clock.now);
    const store = new MemoryStore();
    const here = await surface({ assistant: { store }, desk: { store: store.desk, hours: "", contactKey: null, contactDays: 7, sendSms: null, sendOrder: send } });
    const agent = await member(here, ["agent"], "wang");
    await agent.send("PUT", "/api/v1/desk/presence", { presence: "online" });
    const talk = await here.conversation();
    for (let n = 0; n < 2; n++) {
      await talk.turn({ choice: "act:human" });
      await agent.send("POST", `${AT}/${talk.id}/actions`, { take: true });
      await agent.send("POST", `${AT}/${talk.id}/actions`, { handBack: true });
      expect((await agent.send("POST", `${AT}/${talk.id}/work-order`, {})).status).toBe(202);
    }
    await expect.poll(() => got.length).toBe(2);
    expect(got.map((g) => g.id)).toEqual([`YCT-${talk.id}`, `YCT-${talk.id}-2`]);
  });

  test("carries what the agent settled: the kind of request and the edited wrap-up, without personal numbers", async () => {
    const { act, hand, delivery, got } = await handled();
    const { body: { wrapUp } } = await act({ note: "x" });
    await act({ wrapUp: { ...wrapUp, kind: "投诉", request: "窗口态度不好，打 13800138000 回我" } });
    await hand();
    await settled(delivery, "taken");
    expect(got[0]!.order).toMatchObject({ 诉求类型: "投诉", 诉求内容: expect.stringContaining("窗口态度不好") });
    expect(JSON.stringify(got[0])).not.toContain("13800138000");
  });

  test("is handed over by who had the conversation, or a supervisor; and it is in the audit log", async () => {
    const { here, id, hand, got } = await handled();
    const [other, boss] = [await member(here, ["agent"], "li"), await member(here, ["supervisor"], "zhao")];
    expect((await other.send("POST", `${AT}/${id}/work-order`, {})).status).toBe(404);
    expect((await boss.send("POST", `${AT}/${id}/work-order`, {})).status).toBe(202);
    await hand();
    await expect.poll(() => got.length).toBe(1);
    expect((await here.office.store.audit({ limit: 100 })).filter((e) => e.action === "desk.order")).toHaveLength(2);
  });
});

test("without a system for work orders the agent is told to export", async () => {
  const here = await surface();
  const agent = await member(here, ["agent"], "wang");
  const { body: { id } } = await agent.send("POST", "/api/v1/desk/calls", {});
  expect((await agent.send("GET", `${AT}/${id}/work-order/delivery`)).body).toMatchObject({ canSend: false, state: null });
  const { status, body } = await agent.send("POST", `${AT}/${id}/work-order`, {});
  expect([status, body.detail]).toEqual([409, expect.stringContaining("导出")]);
});
