import { expect, test } from "vitest";
import { accuracyMarks } from "../../../src/curation/proof/prove.ts";
import { interval } from "../../../src/matching/wilson.ts";

test("unseen labelled questions stop a publish when more than half a point is lost, and only when they are the same questions", () => {
  const marks = (before: [number, number], after: [number, number]) => accuracyMarks({ before: interval(...before), after: interval(...after) }).map((m) => m.level);
  expect(marks([900, 1_000], [896, 1_000])).toEqual([]);
  expect(marks([900, 1_000], [894, 1_000])).toEqual(["red"]);
  expect(marks([900, 1_000], [1_000, 1_200])).toEqual(["look"]);
  expect(accuracyMarks({ before: null, after: interval(1, 2) })).toEqual([]);
});
