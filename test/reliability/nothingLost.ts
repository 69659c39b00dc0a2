import { expect } from "vitest";
import type { Acknowledged, Entry } from "./person.ts";

/** Every acknowledged turn is there, once, in order, at the place that was answered; nothing else is. */
export function expectNothingLost(acknowledged: readonly Acknowledged[], events: readonly Entry[]): void {
  const said = events.filter((e) => e.from === "citizen").map((e) => e.text);
  expect(said).toEqual(acknowledged.map((a) => a.text));
  expect(events.map((e) => e.seq)).toEqual([...events.map((e) => e.seq)].sort((a, b) => a - b));
  for (const { text, seq } of acknowledged) {
    const answered = events.find((e) => e.seq === seq);
    expect(answered, text).toMatchObject({ from: "bot" });
    const before = events.filter((e) => e.from === "citizen" && e.seq < seq).at(-1);
    expect(before?.text).toBe(text);
  }
}
