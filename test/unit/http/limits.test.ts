import { describe, expect, test } from "vitest";
import { WindowCounts } from "../../../src/http/limits.ts";
import type { SharedCounts } from "../../../src/http/ports.ts";

/** What a database would do, and what it would see. */
function sharedTable(): SharedCounts & { readonly seen: Set<string>; broken: boolean } {
  const totals = new Map<string, number>();
  const seen = new Set<string>();
  const table = {
    seen, broken: false,
    async add(window: number, counts: ReadonlyMap<string, number>) {
      if (table.broken) throw new Error("no database");
      for (const [key, count] of counts) {
        seen.add(key);
        totals.set(`${window} ${key}`, (totals.get(`${window} ${key}`) ?? 0) + count);
      }
      return new Map([...counts.keys()].map((key) => [key, totals.get(`${window} ${key}`)!]));
    },
  };
  return table;
}

describe("counts of one minute", () => {
  const at = (now: { ms: number }, shared: SharedCounts | null): WindowCounts => {
    const counts = new WindowCounts(() => now.ms, shared);
    counts.stop();
    return counts;
  };

  test("begin anew with the next minute, which the answer names", () => {
    const now = { ms: 60_000 };
    const counts = at(now, null);
    expect(counts.increment("a")).toEqual({ totalHits: 1, resetTime: new Date(120_000) });
    expect(counts.increment("a").totalHits).toBe(2);
    expect(counts.increment("b").totalHits).toBe(1);
    now.ms = 120_000;
    expect(counts.increment("a").totalHits).toBe(1);
  });

  test("hold across nodes once they have settled, however often they settle", async () => {
    const table = sharedTable();
    const [a, b] = [at({ ms: 0 }, table), at({ ms: 0 }, table)];
    for (let i = 0; i < 5; i++) a.increment("x");
    for (let i = 0; i < 3; i++) b.increment("x");
    await a.settle();
    await b.settle();
    await b.settle();
    expect(b.increment("x").totalHits).toBe(9);
    expect(a.increment("x").totalHits).toBe(6);
    await b.settle();
    await a.settle();
    expect(a.increment("x").totalHits).toBe(11);
  });

  test("hits while a settlement is under way are not forgotten", async () => {
    const counts = at({ ms: 0 }, sharedTable());
    counts.increment("x");
    const settling = counts.settle();
    counts.increment("x");
    await settling;
    expect(counts.increment("x").totalHits).toBe(3);
  });

  test("go on in this node when the database is away, and are settled when it is back", async () => {
    const table = sharedTable();
    const [a, b] = [at({ ms: 0 }, table), at({ ms: 0 }, table)];
    table.broken = true;
    a.increment("x");
    await a.settle();
    expect(a.increment("x").totalHits).toBe(2);
    table.broken = false;
    await a.settle();
    b.increment("x");
    await b.settle();
    expect(b.increment("x").totalHits).toBe(4);
  });

  test("reach the database without an address or a token", async () => {
    const table = sharedTable();
    const counts = at({ ms: 0 }, table);
    counts.increment("a192.0.2.7");
    await counts.settle();
    expect([...table.seen]).toHaveLength(1);
    expect([...table.seen].join()).not.toContain("192");
  });
});
