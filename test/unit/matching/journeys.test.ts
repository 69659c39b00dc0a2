import { describe, expect, it } from "vitest";
import { journeyFinder, journeyOfOptions, readJourneys, type JourneyIntent } from "../../../src/matching/journeys.ts";
import { ROOT } from "../../support/root.ts";

const JOURNEYS: readonly JourneyIntent[] = [
  { id: "newborn", utterances: ["孩子刚生下来要跑哪些地方"], steps: ["a", "b", "c", "d"] },
  { id: "new-home", utterances: ["新房交房以后要办哪些证"], steps: ["e", "f"] },
];
const find = journeyFinder(JOURNEYS, (t) => t);

describe("a journey is found", () => {
  it("by how people tell of it", () => {
    expect(find("孩子生下来了要跑哪些地方")).toEqual({ id: "newborn", sure: true });
    expect(find("新房交房后要办哪些证呢")?.id).toBe("new-home");
  });
  it("less surely the less of it is said", () => expect(find("孩子刚生，要跑医院")).toEqual({ id: "newborn", sure: false }));
  it("and not surely by a word that may name one service", () => {
    const told = journeyFinder([{ id: "retirement", utterances: ["退休", "退休一件事"], steps: [] }], (t) => t);
    expect(told("退休")).toEqual({ id: "retirement", sure: false });
    expect(told("退休一件事")).toEqual({ id: "retirement", sure: true });
  });
  it("by three or more services to choose from, all of it", () => {
    expect(journeyOfOptions(JOURNEYS, ["a", "c", "d"])).toBe("newborn");
    expect(journeyOfOptions(JOURNEYS, ["a", "c"])).toBeNull();
    expect(journeyOfOptions(JOURNEYS, ["a", "c", "e"])).toBeNull();
  });
  it("not in something else, nothing, or a long story", () => {
    for (const text of ["护照到期了", "", "孩子刚生下来要跑哪些地方".repeat(4)]) expect(find(text)).toBeNull();
  });
});

describe("the shipped journeys", () => {
  it("can all be read", () => expect(readJourneys(ROOT).length).toBeGreaterThanOrEqual(20));
});
