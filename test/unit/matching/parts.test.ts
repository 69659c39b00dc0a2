import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { decode, encode } from "../../../src/matching/modelFile.ts";
import { likeliest, ONE, pairsIn, PAIR_SIGNALS, TWO, type Part } from "../../../src/matching/several.ts";
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
    const ids = ["护照", "户口"].filter((w) => part.includes(w));
    return { services: [{ id: ids[0] ?? "other", probability: ids.length === 1 ? 0.9 : 0.4 }], inScope: ids.length > 0 ? 1 : 0.1 };
  };
  const cutter = { segment: (text: string) => text.match(/护照|户口|./gu) ?? [], isName: (word: string) => word.length === 2 };
  const pairs = (text: string) => pairsIn(text, ask(text)!, ask, cutter);
  /** Sure parts and a word for two speak for two affairs. */
  const judge = {
    labels: [TWO, ONE], mean: PAIR_SIGNALS.map(() => 0), spread: PAIR_SIGNALS.map(() => 1),
    weights: [[...PAIR_SIGNALS.map((s) => (s === "less sure part" || s === "word for two" ? 1 : 0)), 0], [...PAIR_SIGNALS.map(() => 0), 0]],
  };
  it("two nouns with one verb are taken apart", () => expect(likeliest(pairs("户口和护照都要补"), judge)?.pair.ids).toEqual(["户口", "护照"]));
  it("two clauses are taken apart", () => expect(likeliest(pairs("先迁户口，再把护照换了"), judge)?.pair.ids).toEqual(["户口", "护照"]));
  it("two sure parts are likelier than two faint ones", () => {
    const sure = likeliest(pairs("先迁户口，再把护照换了，一起办"), judge)!;
    expect(sure.probability).toBeGreaterThan(0.9);
    expect(sure.pair.signals.length).toBe(PAIR_SIGNALS.length);
  });
  it("two names side by side share what is said of them", () => expect(likeliest(pairs("护照户口都没了"), judge)?.pair.ids).toEqual(["护照", "户口"]));
  it("what is not joined is one affair", () => expect(pairs("护照怎么办")).toEqual([]));
  it("a long story is not taken apart", () => expect(pairs(`${"我".repeat(90)}，户口和护照都要补`)).toEqual([]));
  it("the work is bounded by the joints that are tried", () => {
    let asked = 0;
    pairsIn("户口，护照，".repeat(7), ask("护照")!, (part) => { asked++; return ask(part); }, cutter);
    expect(asked).toBeLessThanOrEqual(24);
  });
});
