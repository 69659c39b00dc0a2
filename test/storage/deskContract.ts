/**
 * What every store of the desk must do. SQLite, PostgreSQL and memory run this suite, word for word.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Presence, QueueEntry } from "../../src/domain/desk.ts";
import type { Store } from "../../src/storage/store.ts";
import { conversation, events } from "./contract.ts";

export interface OpenedDesk {
  readonly store: Pick<Store, "desk" | "create" | "delete">;
  readonly destroy: () => Promise<void>;
}

const entryOf = (id: string, over: Partial<QueueEntry> = {}): QueueEntry => ({
  conversation: id, status: "waiting", since: 1_000, askedAt: 1_000, reason: "市民要找人工", summary: "办护照", region: null, channel: "web",
  agent: null, agentName: null, forAgent: null, note: null, seq: 5, lastAt: 1_000, unanswered: true, ...over,
});
const presenceOf = (agent: string, seenAt: number): Presence => ({ agent, name: `坐席${agent}`, team: null, presence: "online", since: 0, seenAt });

/** @param durable false for memory, whose conversations lie elsewhere */
export function deskContract(name: string, open: () => Promise<OpenedDesk>, durable = true): void {
  describe(`${name}: the contract of the desk's store`, () => {
    let opened: OpenedDesk;
    beforeAll(async () => { opened = await open(); });
    afterAll(() => opened?.destroy());
    const desk = () => opened.store.desk;
    const created = async (): Promise<string> => {
      const c = conversation();
      await opened.store.create(c);
      return c.id;
    };

    test("an entry comes back as it was put, and an unknown one is null", async () => {
      const entry = entryOf(await created(), { agent: "a1", agentName: "王芳", note: "急" });
      await desk().putEntry(entry);
      expect(await desk().entry(entry.conversation)).toEqual(entry);
      for (const id of ["none", "", "'; DROP TABLE desk_queue; --", "a\0b", "\ud800"]) expect(await desk().entry(id)).toBeNull();
    });

    test("an entry derived from an earlier event never replaces a later one", async () => {
      const id = await created();
      await desk().putEntry(entryOf(id, { seq: 9, status: "taken", agent: "a1" }));
      await desk().putEntry(entryOf(id, { seq: 7, status: "waiting" }));
      expect((await desk().entry(id))?.status).toBe("taken");
      await desk().putEntry(entryOf(id, { seq: 10, status: "done" }));
      expect((await desk().entry(id))?.status).toBe("done");
    });

    test("entries are listed by status and agent, who asked first comes first", async () => {
      const [late, early, mine, other] = [await created(), await created(), await created(), await created()];
      await desk().putEntry(entryOf(late, { status: "message", askedAt: 30 }));
      await desk().putEntry(entryOf(early, { status: "offered", askedAt: 10 }));
      await desk().putEntry(entryOf(mine, { status: "call", agent: "lister", askedAt: 20 }));
      await desk().putEntry(entryOf(other, { status: "call", agent: "somebody", askedAt: 5 }));
      expect((await desk().entries(["message", "offered"], 10)).map((e) => e.conversation)).toEqual([early, late]);
      expect((await desk().entries(["message", "offered"], 1)).map((e) => e.conversation)).toEqual([early]);
      expect((await desk().entries(["taken", "call"], 10, "lister")).map((e) => e.conversation)).toEqual([mine]);
      expect(await desk().entries([], 10)).toEqual([]);
    });

    test("presence: the last one counts, and only of those whose page was heard of", async () => {
      await desk().putPresence(presenceOf("p1", 100));
      await desk().putPresence({ ...presenceOf("p1", 900), presence: "busy" });
      await desk().putPresence(presenceOf("p2", 200));
      expect((await desk().presences(500)).map((p) => [p.agent, p.presence])).toEqual([["p1", "busy"]]);
      expect([(await desk().presence("p1"))?.presence, await desk().presence("nobody")]).toEqual(["busy", null]);
      expect((await desk().presences(0)).map((p) => p.agent)).toEqual(["p1", "p2"]);
    });

    test("a contact is kept for one purpose, replaced, dropped, and gone when its time is over", async () => {
      const id = await created();
      const contact = { conversation: id, purpose: "call-back", sealed: "封好的", consentAt: 5, deleteAfter: 50 } as const;
      await desk().putContact(contact);
      expect(await desk().contact(id, "call-back")).toEqual(contact);
      expect(await desk().contact(id, "sms")).toBeNull();
      await desk().putContact({ ...contact, sealed: "又一个" });
      expect((await desk().contact(id, "call-back"))?.sealed).toBe("又一个");
      expect(await desk().dropContactsBefore(50)).toBe(0);
      expect(await desk().dropContactsBefore(51)).toBe(1);
      expect(await desk().contact(id, "call-back")).toBeNull();
      await desk().putContact({ ...contact, purpose: "sms" });
      await desk().dropContact(id, "sms");
      expect(await desk().contact(id, "sms")).toBeNull();
    });

    test("what was handled is listed by when it ended, the end of the span not included", async () => {
      const handled = (endedAt: number) => ({ conversation: "h", agent: "a1", kind: "chat", waited: 3, took: 4, endedAt } as const);
      for (const at of [300, 100, 200]) await desk().putHandled(handled(at));
      expect(await desk().handledBetween(100, 300)).toEqual([handled(100), handled(200)]);
    });

    test("suggestions are counted by day, agent, kind and verdict", async () => {
      const counted = { day: "2026-11-24", agent: "a1", kind: "answer", verdict: "accepted" } as const;
      await Promise.all([1, 2, 3].map(() => desk().count(counted)));
      await desk().count({ ...counted, verdict: "rejected" });
      await desk().count({ ...counted, day: "2026-11-26" });
      expect(await desk().counts("2026-11-24", "2026-11-25")).toEqual([{ ...counted, count: 3 }, { ...counted, verdict: "rejected", count: 1 }]);
    });

    test("canned wording: everybody's and the team's own, changed in place, deleted once", async () => {
      await desk().putWording({ id: "w1", team: null, title: "乙", text: "请稍等" });
      await desk().putWording({ id: "w2", team: "户政", title: "甲", text: "带户口本" });
      await desk().putWording({ id: "w3", team: "出入境", title: "丙", text: "带护照" });
      await desk().putWording({ id: "w1", team: null, title: "乙", text: "我查一下" });
      expect((await desk().wordings(["户政"])).map((w) => [w.title, w.text])).toEqual([["乙", "我查一下"], ["甲", "带户口本"]].sort((a, b) => a[0]! < b[0]! ? -1 : 1));
      expect((await desk().wordings([])).map((w) => w.id)).toEqual(["w1"]);
      expect((await desk().wordings(null)).map((w) => w.id).sort()).toEqual(["w1", "w2", "w3"]);
      expect([(await desk().wording("w2"))?.team, await desk().wording("none"), await desk().wording("a\0b")]).toEqual(["户政", null, null]);
      expect([await desk().dropWording("w1"), await desk().dropWording("w1"), await desk().dropWording("a\0b")]).toEqual([true, false, false]);
    });

    test("a work order is kept once, is due when its time has come, and goes to one node at a time", async () => {
      const conversationId = await created();
      const id = `YCT-${conversationId}`;
      const order = { id, conversation: conversationId, state: "waiting", attempts: 0, nextAt: 100, changedAt: 100, problem: null, body: "{}" } as const;
      expect([await desk().addOrder(order), await desk().addOrder({ ...order, body: "another" })]).toEqual([true, false]);
      expect(await desk().order(id)).toEqual(order);
      for (const none of ["none", "a\0b"]) expect(await desk().order(none)).toBeNull();
      expect([await desk().dueOrders(99, 10), (await desk().dueOrders(100, 10)).map((o) => o.id)]).toEqual([[], [id]]);
      expect(await Promise.all([1, 2].map(() => desk().claimOrder(id, 0, 500)))).toEqual(expect.arrayContaining([true, false]));
      expect(await desk().dueOrders(499, 10)).toEqual([]);
      await desk().settleOrder(id, 1, { state: "waiting", nextAt: 300, changedAt: 120, problem: "status 500" });
      expect(await desk().order(id)).toMatchObject({ attempts: 1, nextAt: 300, problem: "status 500" });
      expect(await desk().claimOrder(id, 0, 500)).toBe(false);
      expect(await desk().claimOrder(id, 1, 500)).toBe(true);
      await desk().settleOrder(id, 1, { state: "given-up", nextAt: 0, changedAt: 0, problem: "of an attempt that was overtaken" });
      await desk().settleOrder(id, 2, { state: "taken", nextAt: 300, changedAt: 310, problem: null });
      expect(await desk().order(id)).toMatchObject({ state: "taken", attempts: 2, changedAt: 310, problem: null });
      expect([await desk().dueOrders(9_999, 10), await desk().claimOrder(id, 2, 9_999), await desk().reviveOrder(id, 1)]).toEqual([[], false, false]);
    });

    test("a work order that was given up waits again when somebody wants it", async () => {
      const conversationId = await created();
      const id = `YCT-${conversationId}`;
      await desk().addOrder({ id, conversation: conversationId, state: "given-up", attempts: 8, nextAt: 1, changedAt: 1, problem: "status 500", body: "{}" });
      expect(await desk().dueOrders(9_999, 10)).toEqual([]);
      expect(await desk().reviveOrder(id, 2_000)).toBe(true);
      expect(await desk().order(id)).toMatchObject({ state: "waiting", attempts: 0, nextAt: 2_000 });
      await desk().claimOrder(id, 0, 9e12);
    });

    if (!durable) return;

    test("deleting a conversation takes its entry and its contacts along", async () => {
      const id = await created();
      await desk().putEntry(entryOf(id));
      await desk().putContact({ conversation: id, purpose: "sms", sealed: "x", consentAt: 0, deleteAfter: 1 });
      await desk().addOrder({ id: `YCT-${id}`, conversation: id, state: "taken", attempts: 1, nextAt: 0, changedAt: 0, problem: null, body: "{}" });
      await opened.store.delete(id);
      expect([await desk().entry(id), await desk().contact(id, "sms"), await desk().order(`YCT-${id}`)]).toEqual([null, null, null]);
    });

    test("conversations in which a person was asked for, or a call was taken, are found in the log", async () => {
      const asked = conversation({ events: events(0, 1, [{ type: "HandedOff", reason: "x", summary: "" }], 5_000_000_000_000) });
      const called = conversation({ events: events(0, 1, [{ type: "CallOpened", by: "a1", name: "王芳" }], 5_000_000_000_000) });
      const plain = conversation({ events: events(0, 1, [{ type: "Missed" }], 5_000_000_000_000) });
      for (const c of [asked, called, plain]) await opened.store.create(c);
      expect((await desk().handedOffSince(5_000_000_000_000)).sort()).toEqual([asked.id, called.id].sort());
      expect(await desk().handedOffSince(5_000_000_000_001)).toEqual([]);
    });
  });
}
