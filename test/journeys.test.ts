/**
 * Every person of every journey table comes out of the conversation with what their trip takes: the services in the
 * order of doing, each paper once, what needs no visit, what is done at one counter, and the days.
 */
import { describe, expect, it } from "vitest";
import { differences, readTravellers, walkJourney } from "./support/journeys.ts";
import { edition, ROOT, testAssistant } from "./support/knowledge.ts";

const tables = readTravellers(ROOT);

describe("journey tables", () => {
  it("exist for every journey", () => expect(tables.map((t) => t.journey)).toEqual([...edition.journeys.keys()].sort()));
});

for (const table of tables) {
  const journey = edition.journeys.get(table.journey);
  describe(table.journey, () => {
    it("is a journey", () => expect(journey).toBeDefined());
    if (!journey) return;
    it.each(table.people)("$who", async (person) => {
      const walked = await walkJourney(testAssistant(() => Date.parse(`${person.day}T12:00:00+08:00`)), journey, person);
      expect(differences(edition, person, walked)).toEqual([]);
    });
  });
}
