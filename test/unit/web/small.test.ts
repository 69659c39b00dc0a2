import { describe, expect, it } from "vitest";
import { createKeep } from "../../../src/web/shared/keep.ts";
import { parseTable } from "../../../src/web/shared/hant.ts";
import { forgetTurn, keepTurn, keptTurns, waitBefore } from "../../../src/web/chat/outbox.ts";
import { parseEvents } from "../../../src/web/chat/stream.ts";

describe("what the browser keeps", () => {
  const refusing = { length: 0, key: () => null, clear() {}, getItem() { throw new Error("no"); }, setItem() { throw new Error("full"); }, removeItem() { throw new Error("no"); } };

  it("works from memory where storage is refused or full", () => {
    const keep = createKeep("x.", refusing);
    keep.set("a", { b: 1 });
    expect(keep.get("a")).toEqual({ b: 1 });
    expect(keep.names("a")).toEqual(["a"]);
    keep.remove("a");
    expect(keep.get("a")).toBeNull();
  });

  it("keeps turns one by one, in the order they were made", () => {
    const keep = createKeep("x.", null);
    const turn = (key: string, at: number) => ({ key, at, body: { text: key }, label: key, seen: null });
    keepTurn(keep, turn("second", 2));
    keepTurn(keep, turn("first", 1));
    expect(keptTurns(keep).map((t) => t.key)).toEqual(["first", "second"]);
    forgetTurn(keep, "first");
    expect(keptTurns(keep).map((t) => t.key)).toEqual(["second"]);
  });
});

describe("waiting before the next attempt", () => {
  it("grows and stays, and heeds what the server asks", () => {
    expect([1, 2, 3, 4, 5, 9].map((n) => waitBefore(n, null))).toEqual([1000, 2000, 4000, 8000, 15000, 15000]);
    expect(waitBefore(1, 60)).toBe(60_000);
  });
});

describe("server-sent events", () => {
  it("are read whole, in any line ending, without heartbeats, and what is cut off waits", () => {
    const { events, rest } = parseEvents(": hello\n\nevent: turn\r\ndata: {\"seq\":5}\r\n\r\ndata: a\ndata: b\n\ndata: half");
    expect(events).toEqual([{ event: "turn", data: "{\"seq\":5}" }, { event: "message", data: "a\nb" }]);
    expect(rest).toBe("data: half");
  });
});

describe("简 → 繁", () => {
  it("takes the longest phrase, then characters", () => {
    const convert = parseTable("办辦发發后後\n头发 頭髮|皇后 皇后");
    expect(convert("办头发，发给皇后之后")).toBe("辦頭髮，發给皇后之後");
  });
});
