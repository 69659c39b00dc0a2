import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { decode, encode } from "../../../src/matching/modelFile.ts";
import { findPair, pairSignals, PAIR_SIGNALS, type Part } from "../../../src/matching/several.ts";
import { trainSoftmax, toProbabilities } from "../../../src/matching/softmax.ts";
import { compress, scoreSparse } from "../../../src/matching/sparse.ts";
import { synonymFinder } from "../../../src/matching/synonyms.ts";

describe("the model file", () => {
  it("gives back what was written", () => {
    fc.assert(fc.property(fc.json(), fc.array(fc.integer({ min: 0, max: 255 })), (json, numbers) => {
      const arrays = { a: Uint16Array.from(numbers), b: Float32Array.from(numbers), c: Int8Array.from(numbers) };
      const read = decode(encode(JSON.parse(json), arrays));
      expect(read.data).toEqual(JSON.parse(json));
      expect(read.arrays).toEqual(arrays);
    }));
  });
  it("a file cut short is refused", () => {
    const file = encode({}, { a: new Float32Array(100) });
    expect(() => decode(file.subarray(0, file.length - 50))).toThrow("不完整");
  });
});

describe("training", () => {
  const vector = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1 / Math.sqrt(ids.length)) });
  const samples = [
    { vector: vector(0, 2), label: 0, weight: 1 }, { vector: vector(0, 3), label: 0, weight: 1 },
    { vector: vector(1, 2), label: 1, weight: 1 }, { vector: vector(1, 3), label: 1, weight: 1 },
  ];
  const options = { passes: 30, rate: 0.3, decay: 0, dropout: 0.1, seed: 7 };
  it("learns which feature tells the labels apart, and keeps it when compressed", () => {
    const weights = compress(trainSoftmax(samples, 4, 2, options));
    const scores = new Float32Array(2);
    scoreSparse(scores, vector(1), weights);
    toProbabilities(scores);
    expect(scores[1]).toBeGreaterThan(0.8);
  });
  it("is deterministic", () => expect(trainSoftmax(samples, 4, 2, options)).toEqual(trainSoftmax(samples, 4, 2, options)));
});

describe("synonym classes", () => {
  const finder = synonymFinder([{ id: "lose", words: ["丢了", "不见了"] }, { id: "id-card", words: ["身份证", "身份"] }]);
  it("are found in order, each once", () => expect(finder.find("身份证不见了，身份证丢了")).toEqual(["id-card", "lose"]));
  it("nothing is nothing", () => expect(finder.find("")).toEqual([]));
});

describe("several services in one question", () => {
  const ask = (part: string): Part | null => {
    const id = ["护照", "户口"].filter((w) => part.includes(w));
    return { service: { id: id[0] ?? "other", probability: id.length === 1 ? 0.9 : 0.4 }, inScope: 1 };
  };
  const cutter = { segment: (text: string) => text.match(/护照|户口|./gu) ?? [], isName: (word: string) => word.length === 2 };
  it("two nouns with one verb are taken apart", () => expect(findPair("户口和护照都要补", ask, cutter)?.ids).toEqual(["户口", "护照"]));
  it("two clauses are taken apart", () => expect(findPair("先迁户口，再把护照换了", ask, cutter)?.ids).toEqual(["户口", "护照"]));
  it("two names side by side share what is said of them", () => expect(findPair("护照户口都没了", ask, cutter)).toMatchObject({ ids: ["护照", "户口"], joint: "beside" }));
  it("a service and something that is none make no pair", () => expect(findPair("护照怎么办,天气好", (part) => ({ ...ask(part)!, inScope: part.includes("护照") ? 1 : 0.05 }), cutter)).toBeNull());
  it("the signals of a pair have a name each", () => {
    const pair = findPair("户口和护照都要补", ask, cutter)!;
    expect(pairSignals("户口和护照都要补", pair, [{ id: "护照", probability: 0.6 }])).toHaveLength(PAIR_SIGNALS.length);
  });
  it("without anything that joins two there is one", () => expect(findPair("护照怎么办", ask, cutter)).toBeNull());
});
