/** Finding a guide by whatever an agent has at hand. */
import { describe, expect, test } from "vitest";
import { citesArticle, foldArticle } from "../../../src/desk/articles.ts";
import { Finder } from "../../../src/desk/find.ts";
import type { Edition } from "../../../src/domain/edition.ts";
import type { RegionPack } from "../../../src/domain/regionPack.ts";
import { edition } from "../../support/knowledge.ts";

const finder = new Finder(edition);
const ids = (query: string): string[] => finder.find(query, []).map((f) => f.id);

describe("a guide is found", () => {
  test.each([
    ["its code", "passport-first", "passport-first"], ["the beginning of its code", "household-new", "household-newborn"],
    ["its official name", "普通护照首次申领", "passport-first"], ["its everyday name", "补身份证", "id-card-replace"],
    ["pinyin initials", "bsfz", "id-card-replace"], ["pinyin", "jiehunzheng", "marriage-register"],
    ["an article of a law, in either writing", "民法典1049条", "marriage-register"], ["the same article as the law writes it", "民法典第一千零四十九条", "marriage-register"],
  ])("by %s", (_, query, id) => expect(ids(query)[0]).toBe(id));

  test("by a paper that it asks for, and why is told", () => {
    expect(ids("出生医学证明")).toContain("household-newborn");
    expect(finder.find("出生医学证明", []).find((f) => f.id === "household-newborn")?.why).toBe("要用到出生医学证明");
    expect(ids("csyxzm")).toContain("household-newborn");
  });

  test("by several words, every one of which has to fit", () => {
    expect(ids("身份证 丢")[0]).toBe("id-card-loss-report");
    expect(ids("身份证 护照法第五条")).toEqual(expect.arrayContaining(["passport-first"]));
    expect(ids("身份证 没有这样的东西")).toEqual([]);
  });

  test("by what people say, as the matcher knows it", () => {
    expect(finder.find("出国的本本", [{ id: "passport-first", score: 0.9, why: [] }])[0]).toMatchObject({ id: "passport-first", why: "市民常这么说" });
  });

  test("nothing is found for nothing, and for noise", () => {
    for (const query of ["", "  ", "*", "(", "[a", "\\", "丂丄丅"]) expect(finder.find(query, []), query).toEqual([]);
  });
});

describe("narrowed", () => {
  test("to whom it is for", () => {
    const both = finder.find("营业执照", []);
    const companies = finder.find("营业执照", [], { audience: "企业", isLocalOnly: false });
    expect(companies.length).toBeGreaterThan(0);
    expect(companies.every((f) => f.audience.includes("企业"))).toBe(true);
    expect(both.some((f) => !f.audience.includes("企业"))).toBe(true);
  });

  const line = edition.guides.get("passport-first")!.lines.places[0]!;
  const pack: RegionPack = {
    id: "330100", name: "杭州市", invented: false, sources: [],
    patches: [{ guide: "passport-first", lines: { places: [{ ...line, citation: { ...line.citation, title: "杭州市出入境办事公告", article: "第二条" } }] }, fees: [], papers: [], materials: [] }],
  } as unknown as RegionPack;
  const withHangzhou: Edition = { ...edition, packs: new Map([["330100", pack]]) };

  test("to a place: what it settled itself comes first, is marked, and its own rules are found there", () => {
    const there = new Finder(withHangzhou, "330102");
    expect(there.find("护照", []).map((f) => [f.id, f.isLocal])[0]).toEqual(["passport-first", true]);
    expect(there.find("护照", [], { audience: null, isLocalOnly: true }).map((f) => f.id)).toEqual(["passport-first"]);
    expect(there.find("杭州市出入境办事公告", []).map((f) => f.id)).toEqual(["passport-first"]);
    const elsewhere = new Finder(withHangzhou, "510100");
    expect(elsewhere.find("杭州市出入境办事公告", [])).toEqual([]);
    expect(elsewhere.find("护照", [], { audience: null, isLocalOnly: true })).toEqual([]);
  });
});

test("is fast: a search takes a few milliseconds, whatever is typed", () => {
  finder.find("hz", []);
  const queries = ["户口本", "民法典", "第十条", "hkb", "passport", "营业执照 法人", "一二三四五六七八九十"];
  const started = performance.now();
  for (let n = 0; n < 10; n++) for (const query of queries) finder.find(query, []);
  // Many times what it takes, so that a busy machine does not fail it; a search that is quadratic would.
  expect((performance.now() - started) / (10 * queries.length)).toBeLessThan(50);
});

describe("articles", () => {
  test.each([
    ["第一千零四十九条", "1049条"], ["第十条", "10条"], ["第二十一条", "21条"], ["第一百零二条", "102条"], ["第一百条", "100条"], ["《中华人民共和国 民法典》第三条", "民法典3条"],
  ])("%s is %s", (written, folded) => expect(foldArticle(written)).toBe(folded));

  test.each([
    ["居民身份证法8条、10条", "10条", true], ["居民身份证法8条、10条", "0条", false], ["居民身份证法8条、10条", "居民身份证法10条", true],
    ["居民身份证法8条", "居民身份证法18条", false], ["民法典110条", "10条", false], ["民法典110条", "民法典", true], ["民法典110条", "刑法110条", false],
  ])("%s is meant by %s: %s", (citation, typed, is) => expect(citesArticle(citation, typed)).toBe(is));
});
