/** What every store of the inbox must do. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Miss } from "../../src/curation/inbox/miss.ts";
import type { Figures } from "../../src/curation/insight/figures.ts";
import type { Decision } from "../../src/curation/inbox/ports.ts";
import type { Store } from "../../src/storage/store.ts";
import { conversation, events, said } from "./contract.ts";

export function miss(over: Partial<Miss> & Pick<Miss, "conversation">): Miss {
  return {
    id: `${over.conversation}.${over.seq ?? 3}`, seq: 3, at: 1_000, kind: "unanswered", region: null, channel: "web", edition: "e1", text: "咋弄", normal: "怎么办",
    decision: "none", aspect: "how", candidates: [{ id: "passport-first", score: 0.2, why: ["护照"] }], options: [], answered: null, went: null, item: null, note: "\0\ud800", ...over,
  };
}

export function figures(conversation: string, over: Partial<Figures> = {}): Figures {
  return {
    conversation, at: 1_000, region: "330100", channel: "web", questions: { answered: 1, clarified: 0, none: 2, aside: 0 }, services: ["passport-first"],
    reached: ["opened", "asked"], stoppedAt: "applicant.age", handedOff: null, outcome: "done", ...over,
  };
}

function decision(over: Partial<Decision> = {}): Decision {
  return { id: "d1", state: "done", what: "加问法", reason: "常问", draft: null, by: { id: "a1", name: "王芳" }, at: 5_000, ...over };
}

export function inboxContract(name: string, open: () => Promise<{ store: Store; destroy: () => Promise<void> }>): void {
  describe(`${name}: the contract of the inbox`, () => {
    let store: Store;
    let destroy = async (): Promise<void> => {};
    beforeAll(async () => { ({ store, destroy } = await open()); });
    afterAll(() => destroy());
    const talked = async (id: string, at: number): Promise<void> => {
      await store.create(conversation({ id, createdAt: at, events: events(0, 1, [said("您想办什么？")], at) }));
    };
    const range = { from: 0, until: Number.MAX_SAFE_INTEGER, limit: 1_000 };
    const kept = async (c: string) => (await store.inbox.misses(range)).filter((k) => k.miss.conversation === c);

    test("conversations are read in the order of their last event, each time from where one was", async () => {
      for (const [id, at] of [["p-b", 100], ["p-a", 100], ["P-c", 100], ["p-d", 300], ["p-e", 200]] as const) await talked(id, at);
      const all = await store.inbox.changed({ at: 0, id: "" }, 300, 10);
      expect(all.map((p) => p.id)).toEqual(["P-c", "p-a", "p-b", "p-e", "p-d"]);
      expect(await store.inbox.changed(all[1]!, 299, 10)).toEqual([{ at: 100, id: "p-b" }, { at: 200, id: "p-e" }]);
      expect(await store.inbox.changed({ at: 0, id: "" }, 300, 2)).toEqual(all.slice(0, 2));
      await store.append("p-b", 1, events(1, 2, [said("再说一句")], 400), null);
      expect(await store.inbox.changed(all.at(-1)!, 500, 10)).toEqual([{ at: 400, id: "p-b" }]);
    });

    test("a position is kept for each reader", async () => {
      expect(await store.inbox.position("quiet")).toEqual({ at: 0, id: "" });
      await store.inbox.setPosition("fresh", { at: 7, id: "x" });
      await store.inbox.setPosition("fresh", { at: 8, id: "y" });
      expect(await store.inbox.position("fresh")).toEqual({ at: 8, id: "y" });
      expect(await store.inbox.position("quiet")).toEqual({ at: 0, id: "" });
    });

    test("misses come back exactly as they were, newest first, of a span of time, at most so many", async () => {
      await talked("m1", 1);
      const misses = [10, 30, 20].map((at, i) => miss({ conversation: "m1", seq: i + 1, at }));
      await store.inbox.replace("m1", misses, figures("m1"));
      expect((await kept("m1")).map((k) => k.miss)).toEqual([misses[1], misses[2], misses[0]]);
      expect((await store.inbox.misses({ from: 10, until: 30, limit: 10 })).map((k) => k.miss.at)).toEqual([20, 10]);
      expect(await store.inbox.misses({ ...range, limit: 1 })).toHaveLength(1);
    });

    test("read again, what is gone goes, and what was decided about the rest stays", async () => {
      await talked("m2", 1);
      const [a, b, c] = [1, 2, 3].map((seq) => miss({ conversation: "m2", seq }));
      await store.inbox.replace("m2", [a!, b!], figures("m2"));
      expect(await store.inbox.decide(decision({ id: "d-m2" }), [a!.id, b!.id, "none.1"])).toBe(2);
      await store.inbox.replace("m2", [{ ...b!, went: "passport-first" }, c!], figures("m2"));
      const now = new Map((await kept("m2")).map((k) => [k.miss.id, k]));
      expect([...now.keys()].sort()).toEqual([b!.id, c!.id]);
      expect(now.get(b!.id)).toEqual({ miss: { ...b, went: "passport-first" }, decision: "d-m2" });
      expect(now.get(c!.id)?.decision).toBeNull();
    });

    test("a decision is kept as it was made, also when it is taken back", async () => {
      await talked("m3", 1);
      await store.inbox.replace("m3", [miss({ conversation: "m3" })], figures("m3"));
      await store.inbox.decide(decision({ id: "d-m3", state: "ignored" }), ["m3.3"]);
      expect(await store.inbox.reopen("d-m3")).toBe(1);
      expect((await kept("m3"))[0]?.decision).toBeNull();
      expect(await store.inbox.decisions(["d-m3", "none"])).toEqual([decision({ id: "d-m3", state: "ignored" })]);
    });

    test("figures come back exactly as they were last put, newest first, of a span of time", async () => {
      await talked("f1", 1);
      await talked("f2", 1);
      await store.inbox.replace("f1", [], figures("f1", { at: 50_000 }));
      await store.inbox.replace("f1", [], figures("f1", { at: 60_000, handedOff: "citizen asked", stoppedAt: null, outcome: null }));
      await store.inbox.replace("f2", [], figures("f2", { at: 70_000 }));
      const span = { from: 50_000, until: 70_001, limit: 10 };
      expect(await store.inbox.figures(span)).toEqual([
        figures("f2", { at: 70_000 }), figures("f1", { at: 60_000, handedOff: "citizen asked", stoppedAt: null, outcome: null }),
      ]);
      expect(await store.inbox.figures({ ...span, limit: 1 })).toHaveLength(1);
      await store.delete("f2");
      expect((await store.inbox.figures({ ...span, until: 70_000 })).map((f) => f.conversation)).toEqual(["f1"]);
      expect((await store.inbox.figures(span)).map((f) => f.conversation)).toEqual(["f1"]);
    });

    test("misses go with their conversation, and none comes back after it", async () => {
      await talked("m4", 1);
      await store.inbox.replace("m4", [miss({ conversation: "m4" })], figures("m4"));
      await store.delete("m4");
      expect(await kept("m4")).toEqual([]);
      await store.inbox.replace("m4", [miss({ conversation: "m4" })], figures("m4"));
      expect(await kept("m4")).toEqual([]);
    });
  });
}
