/**
 * Golden conversations (test/conversations/<name>.yaml), held with the real matcher and the shipped knowledge.
 * src/curation/proof/talks.ts says how they are written; the proof of a draft holds the same ones.
 */
import { describe, expect, it } from "vitest";
import { differencesInTalk, readTalks } from "../src/curation/proof/talks.ts";
import { ROOT, testAssistant, TEST_NOW } from "./support/knowledge.ts";

const assistant = testAssistant(() => TEST_NOW);
const talks = readTalks(ROOT);

describe("golden conversations", () => {
  it("are there", () => expect(talks.length).toBeGreaterThan(0));
  for (const talk of talks) it(`${talk.file}: ${talk.about}`, async () => expect(await differencesInTalk(assistant, talk)).toEqual([]));
});
