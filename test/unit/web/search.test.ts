import { describe, expect, it } from "vitest";
import { serviceIndex } from "../../../src/http/pages/serviceIndex.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { search } from "../../../src/web/shared/search.ts";
import { ROOT } from "../../support/root.ts";

const ALL = serviceIndex(readKnowledge(ROOT).edition);
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
    for (const { plain, name, sounds } of ALL) {
      [plain, name].filter(Boolean).forEach((text, i) => expect(sounds[i]!.split(" "), text).toHaveLength([...text].length));
    }
  });
});
