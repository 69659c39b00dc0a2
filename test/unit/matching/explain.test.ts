import { describe, expect, it } from "vitest";
import { explain, reading } from "../../../src/matching/explain.ts";
import { compress } from "../../../src/matching/sparse.ts";
import { synonymFinder } from "../../../src/matching/synonyms.ts";
import { openVocabulary } from "../../../src/matching/vocabulary.ts";

describe("why a service", () => {
  const names = ["s:lose", "w:补办", "y:ban", "w:网上", "1:补", "x:id-card+lose"];
  const matrix = Float32Array.from([3, 0, 2, 0, 1, 0, -2, 0, 4, 0, 1.5, 0]);
  const classifier = {
    labels: ["id-card-replace", "other"], vocabulary: openVocabulary(names, new Float32Array(names.length).fill(1)),
    weights: compress({ features: names.length, labels: 2, matrix, bias: new Float32Array(2) }),
  };
  const synonyms = synonymFinder([{ id: "lose", words: ["丢了"] }, { id: "id-card", words: ["身份证"] }]);
  const vector = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1) });
  it("names synonyms, words and pairs, the strongest first", () => expect(explain(vector(0, 1, 5), classifier, "id-card-replace", synonyms)).toEqual(["≈丢了", "补办", "≈身份证+丢了"]));
  it("names what spoke against", () => expect(explain(vector(1, 3), classifier, "id-card-replace", synonyms)).toEqual(["补办", "反：网上"]));
  it("names a sound where nothing else is left to name", () => expect(explain(vector(2, 4), classifier, "id-card-replace", synonyms)).toEqual(["音 ban"]));
});

describe("how the words were read", () => {
  it("is said where folding put other characters", () => expect(reading("sfz丢了", "身份证丢了")).toBe("读作“身份证丢了”"));
  it("is not said where they stand as they were", () => expect(reading("请问身份证丢了", "身份证丢了")).toBeNull());
});
