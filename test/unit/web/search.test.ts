import { describe, expect, it } from "vitest";
import { regionIndex, serviceIndex } from "../../../src/http/pages/searchIndexes.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { search } from "../../../src/web/shared/search.ts";
import { ROOT } from "../../support/root.ts";

const { edition } = readKnowledge(ROOT);
const ALL = serviceIndex(edition);
const REGIONS = regionIndex(edition);
const first = (typed: string): string | undefined => search(ALL, typed, 6)[0]?.entry.id;
const found = (typed: string): string[] => search(ALL, typed, 6).map((f) => f.entry.id);

describe("search while typing", () => {
  it.each([
    ["护照", "passport-first"], ["huzhao", "passport-first"], ["hz", "passport-first"], ["户照", "passport-first"],
    ["结婚", "marriage-register"], ["jiehun", "marriage-register"], ["我想办结婚登记", "marriage-register"],
    ["离婚", "divorce-register"], ["居住正", "residence-permit"],
  ])("finds by %s", (typed, id) => expect(found(typed)).toContain(id));

  it("puts what begins so first", () => expect(first("居住证")).toMatch(/^residence-permit/));
  it("finds nothing where nothing fits", () => expect(found("量子纠缠")).toEqual([]));
  it("survives anything", () => {
    for (const odd of ["", " ", "？？", "\u0000", "😀", "a".repeat(1000), "(.*", "\\"]) expect(() => search(ALL, odd, 6)).not.toThrow();
  });
  it("has one syllable for each character", () => {
    for (const { keys } of [...ALL.entries, ...REGIONS.entries]) {
      for (const { text, sounds } of keys) expect(sounds.split(" "), text).toHaveLength([...text].length);
    }
  });

  it.each([["杭州", "330100"], ["hangzhou", "330100"], ["hz", "330100"], ["广洲", "440100"], ["bei jing", "110000"], ["恩施", "422800"]])("finds a place by %s", (typed, adcode) => {
    expect(search(REGIONS, typed, 8).map((f) => f.entry.adcode)).toContain(adcode);
  });
});
