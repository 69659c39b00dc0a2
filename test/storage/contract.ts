/**
 * What every conversation store must do. Both implementations run this suite, word for word.
 */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { GONE, UnreadableConversation, type ConversationStore, type Pass, type StoredConversation } from "../../src/assistant/ports.ts";
import type { ConversationEvent, EventBody } from "../../src/domain/conversation.ts";
import { StoreProblem } from "../../src/storage/problem.ts";
import type { Store } from "../../src/storage/store.ts";

/** A store as the suite needs it. */
export interface Opened {
  readonly store: ConversationStore & Pick<Store, "channels">;
  /** Closes it and opens it again on the same data. */
  reopen(): Promise<Opened>;
  /** Overwrites one event's body behind the store's back. */
  damage(conversation: string, seq: number, body: string): Promise<void>;
  /** Removes one event behind the store's back. */
  lose(conversation: string, seq: number): Promise<void>;
  /** Closes it and removes its data. */
  destroy(): Promise<void>;
}

const STARTED: EventBody = { type: "Started", edition: "e1", region: null, channel: "test" };
let made = 0;

export function said(text: string): EventBody {
  return { type: "Replied", replies: [{ kind: "say", text }] };
}

export function events(after: number, turn: number, bodies: readonly EventBody[], at = 1_764_000_000_000): ConversationEvent[] {
  return bodies.map((body, i) => ({ seq: after + i + 1, turn, at, body }));
}

export function conversation(over: Partial<StoredConversation> = {}): StoredConversation {
  return { id: `c${++made}`, tokenHash: "ab".repeat(32), createdAt: 1_764_000_000_000, events: events(0, 1, [STARTED, said("您想办什么？")]), ...over };
}

/** @param durable false for the store in memory: there is nothing to reopen and nothing to damage */
export function storeContract(name: string, open: () => Promise<Opened>, durable = true): void {
  describe(`${name}: the contract of a conversation store`, () => {
    let opened: Opened;
    beforeAll(async () => { opened = await open(); });
    afterAll(() => opened?.destroy());
    const created = async (over: Partial<StoredConversation> = {}): Promise<StoredConversation> => {
      const c = conversation(over);
      await opened.store.create(c);
      return c;
    };
    const append = (id: string, after: number, bodies: readonly EventBody[], key: string | null = null) =>
      opened.store.append(id, after, events(after, after, bodies), key === null ? null : { key, response: `{"answer":"${key}"}` });
    const length = async (id: string): Promise<number> => (await opened.store.load(id))!.events.length;

    test("what people said last is told newest first, whatever else was stored, and a damaged row is left out", async () => {
      const words = (text: string): EventBody => ({
        type: "UserSaid", said: { text, normal: text, mentions: [], short: { yes: false, no: false, unsure: false, none: false, ordinal: null }, masked: [], place: null,
          match: { query: text, decision: "none", guides: [], options: [], aspect: "how", referral: null, journey: null, talk: null, candidates: [] } },
      });
      const late = 1_900_000_000_000;
      const c = await created();
      await opened.store.append(c.id, 2, events(2, 2, [words("第一句"), said("好")], late), null);
      await opened.store.append(c.id, 4, events(4, 3, [words("第二句"), said("好")], late + 1), null);
      await opened.store.append(c.id, 6, events(6, 4, [words("坏掉的")], late + 2), null);
      await opened.damage(c.id, 7, '{"type":"UserSaid", broken');
      const last = (await opened.store.recentQuestions(3)).filter((q) => q !== "坏掉的");
      expect(last).toEqual(["第二句", "第一句"]);
      expect(await opened.store.recentQuestions(0)).toEqual([]);
      await opened.store.delete(c.id);
    });

    test("the editions that are in use are those of conversations in which something happened since, whichever they ran on", async () => {
      const late = 1_910_000_000_000;
      const at = (edition: string): EventBody => ({ type: "Started", edition, region: null, channel: "web" });
      const one = await created({ createdAt: late, events: events(0, 1, [at("first"), said("您想办什么？")], late) });
      await opened.store.append(one.id, 2, events(2, 2, [{ type: "EditionChanged", edition: "second" }, said("换好了")], late + 10), null);
      const two = await created({ createdAt: late, events: events(0, 1, [at("third"), said("“EditionChanged”")], late + 5) });
      expect([...await opened.store.editionsInUse(late + 5)].sort()).toEqual(["first", "second", "third"]);
      expect([...await opened.store.editionsInUse(late + 6)].sort()).toEqual(["first", "second"]);
      expect(await opened.store.editionsInUse(late + 11)).toEqual([]);
      if (durable) {
        await opened.damage(one.id, 3, '{"type":"EditionChanged", broken');
        expect(await opened.store.editionsInUse(late + 6)).toEqual(["first"]);
      }
      for (const { id } of [one, two]) await opened.store.delete(id);
    });

    describe("creating and loading", () => {
      test("a conversation comes back exactly as it was stored", async () => {
        const c = await created();
        expect(await opened.store.load(c.id)).toEqual(c);
      });

      test("an unknown conversation is null, whatever its id looks like", async () => {
        for (const id of ["none", "", "'; DROP TABLE events; --", "a\0b", "\ud800", "🙂".repeat(500)]) {
          expect(await opened.store.load(id), JSON.stringify(id)).toBeNull();
        }
      });

      test("the same id cannot be created twice, and the first one stays as it was", async () => {
        const c = await created();
        await expect(opened.store.create({ ...c, tokenHash: "cd".repeat(32) })).rejects.toThrow();
        expect(await opened.store.load(c.id)).toEqual(c);
      });

      if (durable) test("it survives closing and opening", async () => {
        const c = await created();
        await append(c.id, 2, [said("一")], "k");
        opened = await opened.reopen();
        expect(await length(c.id)).toBe(3);
        expect(await opened.store.answered(c.id, "k")).toBe('{"answer":"k"}');
      });
    });

    describe("appending a turn", () => {
      test("stores it after the last event", async () => {
        const c = await created();
        expect(await append(c.id, 2, [said("一"), said("二")])).toBe("stored");
        expect(await append(c.id, 4, [said("三")])).toBe("stored");
        const { events: all } = (await opened.store.load(c.id))!;
        expect(all.map((e) => e.seq)).toEqual([1, 2, 3, 4, 5]);
        expect(all[4]!.body).toEqual(said("三"));
      });

      test("is a conflict when another turn came first, and nothing of it is stored", async () => {
        const c = await created();
        await append(c.id, 2, [said("先来的")]);
        expect(await append(c.id, 2, [said("后来的"), said("也是后来的")], "late")).toBe("conflict");
        expect(JSON.stringify(await opened.store.load(c.id))).not.toContain("后来的");
        expect(await opened.store.answered(c.id, "late")).toBeNull();
      });

      test("is a conflict when it would leave a gap", async () => {
        const c = await created();
        expect(await append(c.id, 7, [said("太远")])).toBe("conflict");
        expect(await length(c.id)).toBe(2);
      });

      test("is a conflict when the conversation was deleted or never was", async () => {
        const c = await created();
        await opened.store.delete(c.id);
        expect(await append(c.id, 2, [said("晚了")])).toBe("conflict");
        expect(await append("never", 2, [said("没有")])).toBe("conflict");
        expect(await opened.store.load(c.id)).toBeNull();
      });

      test("of two at once after the same event exactly one is stored", async () => {
        for (let round = 0; round < 20; round++) {
          const c = await created();
          const outcomes = await Promise.all([append(c.id, 2, [said("甲"), said("甲二")]), append(c.id, 2, [said("乙"), said("乙二")])]);
          expect([...outcomes].sort()).toEqual(["conflict", "stored"]);
          const { events: all } = (await opened.store.load(c.id))!;
          const winner = outcomes[0] === "stored" ? "甲" : "乙";
          expect(all.slice(2).map((e) => e.body)).toEqual([said(winner), said(`${winner}二`)]);
        }
      });

      test("of twenty at once every one gets in by trying again, once each and whole", async () => {
        const c = await created();
        const one = async (i: number): Promise<void> => {
          for (;;) {
            const last = (await opened.store.load(c.id))!.events.length;
            if (await append(c.id, last, [said(`${i}a`), said(`${i}b`)]) === "stored") return;
          }
        };
        await Promise.all(Array.from({ length: 20 }, (_, i) => one(i)));
        const texts = (await opened.store.load(c.id))!.events.slice(2).map(({ body }) => body.type === "Replied" ? body.replies[0]!.text : "");
        expect(new Set(texts).size).toBe(40);
        for (let i = 0; i < 40; i += 2) expect(texts[i + 1]).toBe(texts[i]!.replace("a", "b"));
      });

      test("refuses events that do not follow one by one: a bug of the caller", async () => {
        const c = await created();
        await expect(opened.store.append(c.id, 2, events(5, 2, [said("跳")]), null)).rejects.toThrow(RangeError);
        expect(await length(c.id)).toBe(2);
      });
    });

    describe("retried requests", () => {
      test("are answered with what was answered before", async () => {
        const c = await created();
        await append(c.id, 2, [said("一")], "key-1");
        expect(await opened.store.answered(c.id, "key-1")).toBe('{"answer":"key-1"}');
      });

      test("a key belongs to its conversation", async () => {
        const [a, b] = [await created(), await created()];
        await append(a.id, 2, [said("一")], "same");
        expect(await opened.store.answered(b.id, "same")).toBeNull();
        expect(await append(b.id, 2, [said("一")], "same")).toBe("stored");
      });

      test("a key that was used already stores nothing again", async () => {
        const c = await created();
        await append(c.id, 2, [said("一")], "twice");
        expect(await append(c.id, 3, [said("重复")], "twice")).toBe("conflict");
        expect(await length(c.id)).toBe(3);
      });

      test("a key nobody used is null, whatever it looks like", async () => {
        const c = await created();
        for (const key of ["", "a\0b", "\udfff", "k'--"]) expect(await opened.store.answered(c.id, key)).toBeNull();
      });
    });

    describe("odd texts", () => {
      const ODD = ["", "\0", "a\0b", "\ud800", "好\udc00好", "👩‍👩‍👧‍👦🀄", "'; DROP TABLE events; --", "<script>alert(1)</script>", "\\u0000", "\"\\", "\u2028\u2029\ufeff", "长".repeat(20_000)];
      test.each(ODD.map((text) => [JSON.stringify(text).slice(0, 40), text]))("%s comes back as it went in", async (_, text) => {
        const c = await created({ events: events(0, 1, [STARTED, said(text)]) });
        await append(c.id, 2, [said(text), { type: "AgentSaid", by: text, text }]);
        const { events: all } = (await opened.store.load(c.id))!;
        expect(all[1]!.body).toEqual(said(text));
        expect(all[2]!.body).toEqual(said(text));
        expect(all[3]!.body).toEqual({ type: "AgentSaid", by: text, text });
      });
    });

    if (durable) describe("damaged conversations", () => {
      const DAMAGE: readonly (readonly [string, string])[] = [
        ["no JSON", "{oops"],
        ["not an object", "7"],
        ["a type that a newer version may know", '{"type":"Teleported"}'],
        ["a type that only an object's prototype knows", '{"type":"constructor"}'],
        ["a known type without what it needs", '{"type":"FactGiven","guide":"x"}'],
        ["a reply of an unknown kind", '{"type":"Replied","replies":[{"kind":"shout","text":"x"}]}'],
      ];
      test.each(DAMAGE)("%s: the conversation and the event are named, the others stay readable", async (_, body) => {
        const [bad, good] = [await created(), await created()];
        await opened.damage(bad.id, 2, body);
        const failure = await opened.store.load(bad.id).catch((e: unknown) => e);
        expect(failure).toBeInstanceOf(UnreadableConversation);
        expect(failure).toMatchObject({ conversation: bad.id, seq: 2 });
        expect(await opened.store.load(good.id)).toEqual(good);
      });

      test("a lost event is named", async () => {
        const c = await created();
        await append(c.id, 2, [said("一"), said("二")]);
        await opened.lose(c.id, 3);
        await expect(opened.store.load(c.id)).rejects.toMatchObject({ conversation: c.id, seq: 3 });
      });

      test("what is named never repeats what the person said", async () => {
        const c = await created();
        await opened.damage(c.id, 2, '{"type":"AgentSaid","by":"x","text":{"私密":"内容"}}');
        await expect(opened.store.load(c.id)).rejects.not.toThrow(/私密|内容/);
      });
    });

    describe("deleting", () => {
      test("by age goes by the last event, and takes everything along", async () => {
        const long = 1_000_000;
        const old = await created({ events: events(0, 1, [STARTED], long) });
        const revived = await created({ events: events(0, 1, [STARTED], long) });
        await opened.store.append(revived.id, 1, events(1, 2, [said("还在")], long + 500), { key: "k", response: "{}" });
        expect(await opened.store.deleteBefore(long + 1)).toBe(1);
        expect(await opened.store.load(old.id)).toBeNull();
        expect(await length(revived.id)).toBe(2);
        expect(await opened.store.deleteBefore(long + 501)).toBe(1);
        expect(await opened.store.answered(revived.id, "k")).toBeNull();
      });

      test("by age takes any number", async () => {
        for (let i = 0; i < 450; i++) await created({ events: events(0, 1, [STARTED], 5) });
        expect(await opened.store.deleteBefore(6)).toBe(450);
        expect(await opened.store.deleteBefore(6)).toBe(0);
      });

      test("one conversation, once", async () => {
        const [c, other] = [await created(), await created()];
        expect(await opened.store.delete(c.id)).toBe(true);
        expect(await opened.store.delete(c.id)).toBe(false);
        expect(await opened.store.load(c.id)).toBeNull();
        expect(await opened.store.load(other.id)).toEqual(other);
      });
    });

    describe("people of other channels", () => {
      test("are found where they were, as long as the conversation is there", async () => {
        const [c, next] = [await created(), await created()];
        const { channels } = opened.store;
        expect(await channels.person(`p-${c.id}`)).toBeNull();
        expect(await channels.remember(`p-${c.id}`, { conversation: c.id, shown: 3 })).toBe(true);
        expect(await channels.person(`p-${c.id}`)).toEqual({ conversation: c.id, shown: 3 });
        expect(await channels.remember(`p-${c.id}`, { conversation: next.id, shown: 0 })).toBe(true);
        expect(await channels.person(`p-${c.id}`)).toEqual({ conversation: next.id, shown: 0 });
        await opened.store.delete(next.id);
        expect(await channels.person(`p-${c.id}`)).toBeNull();
        expect(await channels.remember(`p-${c.id}`, { conversation: next.id, shown: 0 })).toBe(false);
      });

      test("how they are reached: until they write again, how far they were told stays, and one node tells", async () => {
        const { id } = await created();
        const { channels } = opened.store;
        const heard = { conversation: id, channel: "wechat", sealed: "封好的", heardAt: 100 };
        expect([await channels.reach(id), await channels.claim(id, 0, 5, 1)]).toEqual([null, false]);
        await channels.heard(heard);
        expect(await channels.reach(id)).toEqual({ ...heard, sent: 0, told: 0 });
        expect((await Promise.all([1, 2].map(() => channels.claim(id, 0, 5, 1)))).sort()).toEqual([false, true]);
        expect(await channels.reach(id)).toMatchObject({ sent: 1, told: 5 });
        await channels.release(id, 5, 0, 4);
        await channels.release(id, 5, 3, 9);
        expect(await channels.reach(id)).toMatchObject({ sent: 4, told: 0 });
        await channels.claim(id, 0, 6, 1);
        await channels.heard({ ...heard, heardAt: 200 });
        expect(await channels.reach(id)).toMatchObject({ heardAt: 200, sent: 0, told: 6 });
      });

      test("who they are is forgotten when it is not needed, or too old; how far they were told is not", async () => {
        const [a, b] = [await created(), await created()];
        const { channels } = opened.store;
        for (const { id } of [a, b]) await channels.heard({ conversation: id, channel: "wecom", sealed: "封好的", heardAt: 7_000_000_000_000 });
        await channels.forget(a.id);
        expect(await channels.reach(a.id)).toMatchObject({ sealed: null, told: 0 });
        expect(await channels.forgetBefore(7_000_000_000_001)).toBeGreaterThan(0);
        expect(await channels.reach(b.id)).toMatchObject({ sealed: null });
        await opened.store.delete(b.id);
        expect(await channels.reach(b.id)).toBeNull();
      });
    });

    describe("the bus", () => {
      const heardOf = (id: string): number[] => {
        const heard: number[] = [];
        onTestFinished(opened.store.bus.subscribe(id, ({ seq }) => { heard.push(seq); }));
        return heard;
      };

      test("tells of a turn once it is stored, whoever stored it, and of nothing that is not", async () => {
        const c = await created();
        const heard = heardOf(c.id);
        await append(c.id, 2, [said("一"), said("二")], "k");
        await append(c.id, 2, [said("晚了")]);
        await append(c.id, 4, [said("三")], "k");
        expect(heard).toEqual([4]);
      });

      test("tells of a conversation that was deleted", async () => {
        const c = await created();
        const heard = heardOf(c.id);
        await opened.store.delete(c.id);
        await opened.store.delete(c.id);
        expect(heard).toEqual([GONE]);
      });

      test("tells each conversation's listeners only, as long as they listen", async () => {
        const [c, other] = [await created(), await created()];
        const heard: number[] = [];
        const leave = opened.store.bus.subscribe(c.id, ({ seq }) => { heard.push(seq); });
        await append(other.id, 2, [said("一")]);
        await append(c.id, 2, [said("一")]);
        leave();
        await append(c.id, 3, [said("二")]);
        expect(heard).toEqual([3]);
      });
    });

    describe("passes into a conversation", () => {
      const pass = (conversation: string, hash: string, expiresAt = 1_000): Pass => ({ hash, conversation, kind: "link", expiresAt });

      test("come back as they were stored; an unknown one is null, whatever it looks like", async () => {
        const c = await created();
        expect(await opened.store.addPass(pass(c.id, `${c.id}-a`))).toBe(true);
        expect(await opened.store.addPass({ ...pass(c.id, `${c.id}-b`), kind: "device" })).toBe(true);
        expect(await opened.store.pass(`${c.id}-a`)).toEqual(pass(c.id, `${c.id}-a`));
        expect((await opened.store.pass(`${c.id}-b`))?.kind).toBe("device");
        for (const hash of ["", "none", "'; DROP TABLE passes; --"]) expect(await opened.store.pass(hash)).toBeNull();
      });

      test("are not given to a conversation that is not there", async () => {
        const c = await created();
        await opened.store.delete(c.id);
        for (const id of [c.id, "never", "a\0b"]) expect(await opened.store.addPass(pass(id, `gone-${id}`))).toBe(false);
      });

      test("are taken back all but one, and only those of the conversation", async () => {
        const [c, other] = [await created(), await created()];
        for (const n of ["1", "2", "3"]) await opened.store.addPass(pass(c.id, `${c.id}-${n}`));
        await opened.store.addPass(pass(other.id, `${other.id}-1`));
        expect(await opened.store.revokePasses(c.id, `${c.id}-2`)).toBe(2);
        expect(await opened.store.pass(`${c.id}-1`)).toBeNull();
        expect(await opened.store.pass(`${c.id}-2`)).not.toBeNull();
        expect(await opened.store.revokePasses(c.id, null)).toBe(1);
        expect(await opened.store.pass(`${other.id}-1`)).not.toBeNull();
      });

      test("go with their conversation, by hand and by age", async () => {
        const [c, old] = [await created(), await created({ events: events(0, 1, [STARTED], 7) })];
        for (const id of [c.id, old.id]) await opened.store.addPass(pass(id, `${id}-x`, 9_000));
        await opened.store.delete(c.id);
        await opened.store.deleteBefore(8);
        for (const id of [c.id, old.id]) expect(await opened.store.pass(`${id}-x`)).toBeNull();
      });

      test("that have expired are deleted, the others stay", async () => {
        const c = await created();
        await opened.store.deletePassesBefore(20_000);
        for (const at of [10_000, 20_000]) await opened.store.addPass(pass(c.id, `${c.id}-${at}`, at));
        expect(await opened.store.deletePassesBefore(20_000)).toBe(1);
        expect(await opened.store.pass(`${c.id}-10000`)).toBeNull();
        expect(await opened.store.pass(`${c.id}-20000`)).not.toBeNull();
      });
    });

    if (durable) test("answers a ping while open; once closed every call says that nothing was stored", async () => {
      await opened.store.ping();
      await opened.store.close();
      await opened.store.close();
      const failure = await opened.store.append("c", 1, [], null).catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(StoreProblem);
      expect((failure as StoreProblem).text).toMatch(/没有存上/);
      await expect(opened.store.ping()).rejects.toBeInstanceOf(StoreProblem);
      opened = await opened.reopen();
      await opened.store.ping();
    });
  });
}
