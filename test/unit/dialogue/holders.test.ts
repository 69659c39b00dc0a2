/** Whose paper was spoken of: with the real words → mentions, on the checklists of real guides. */
import { describe, expect, it } from "vitest";
import { readMarks } from "../../../src/dialogue/marks.ts";
import { buildChecklist } from "../../../src/domain/checklist.ts";
import type { Facts, Kin } from "../../../src/domain/facts.ts";
import { findMentions } from "../../../src/text/mentions.ts";
import { edition, TEST_NOW } from "../../support/knowledge.ts";
import { said } from "../../support/said.ts";

function ticked(guide: string, facts: Facts, text: string, subject: Kin | null = null) {
  const items = buildChecklist(edition, edition.guides.get(guide)!, facts, "2026-11-24").items.filter((i) => !i.onSite);
  const { marks, unlisted } = readMarks(edition, items, null, said(text, { mentions: findMentions(text, TEST_NOW) }), subject);
  return { ...Object.fromEntries(marks.map((m) => [m.item, m.status])), ...(unlisted.length > 0 ? { unlisted } : {}) };
}

const COUPLE: Facts = { "couple.kinds": "mainland" };
const TODDLER: Facts = { "applicant.age": 3, "applicant.has-id-card": false, "companion.kind": "guardian" };
const SCHOOLCHILD: Facts = { "applicant.age": 12, "applicant.has-id-card": true, "companion.kind": "guardian" };

describe("of a couple", () => {
  it.each([
    ["我老婆身份证丢了", { "id-card.bride": "lack" }],
    ["我老公的身份证过期了", { "id-card.groom": "lack" }],
    ["我的身份证在，我老婆的身份证丢了", { "id-card.groom": "have", "id-card.bride": "lack" }],
    ["我老公的身份证带了，我的没有", { "id-card.groom": "have", "id-card.bride": "lack" }],
    ["两个人的身份证都带了", { "id-card.groom": "have", "id-card.bride": "have" }],
  ])("%s", (text, marks) => expect(ticked("marriage-register", COUPLE, text)).toEqual(marks));
});

describe("of a child and who takes it along", () => {
  it("the parent's card is the parent's", () => {
    expect(ticked("passport-first", SCHOOLCHILD, "我的身份证带了", "child")).toEqual({ "id-card.guardian": "have" });
    expect(ticked("passport-first", SCHOOLCHILD, "孩子的身份证找不到", "child")).toEqual({ "id-card.applicant": "lack" });
    expect(ticked("passport-first", SCHOOLCHILD, "儿子的身份证有，我的丢了", "child")).toEqual({ "id-card.applicant": "have", "id-card.guardian": "lack" });
  });
  it("a card without a name is the child's: it is the child's affair", () => {
    expect(ticked("passport-first", SCHOOLCHILD, "身份证丢了", "child")).toEqual({ "id-card.applicant": "lack" });
  });
  it("the grandfather's booklet is not asked for, and ticks nothing", () => {
    expect(ticked("passport-first", TODDLER, "我爸的户口本在", "child")).toEqual({ unlisted: ["我爸的户口本"] });
  });
});

describe("clause by clause", () => {
  it("a paper left at home is not in hand, whatever the others are", () => {
    expect(ticked("household-newborn", { "child.source": "hospital", "parents.married": true, "parents.household": "family" }, "户口本都在，结婚证搁老家哩")).toEqual({
      "household-booklet.settler": "have", "marriage-certificate.parents": "lack",
    });
  });
  it("a 都 at the end speaks for the list before it", () => {
    expect(ticked("household-newborn", { "child.source": "hospital", "parents.married": true, "parents.household": "family" }, "户口本，结婚证都带了")).toEqual({
      "household-booklet.settler": "have", "marriage-certificate.parents": "have",
    });
  });
});
