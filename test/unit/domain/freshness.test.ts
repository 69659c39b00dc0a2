import { describe, expect, it } from "vitest";
import { freshnessOf, withAges } from "../../../src/domain/freshness.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { Talk } from "../../support/conversation.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";

const papers = "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n";
const edition = (rest = ""): ReturnType<typeof readKnowledge>["edition"] => readKnowledge(projectWith({ "knowledge/guides/demo.yaml": guideFile("demo", papers + rest) })).edition;
const state = (day: string, rest = ""): string => freshnessOf(edition(rest).guides.get("demo")!, day).state;

describe("a guide that was checked on 2026-11-01", () => {
  it("is fresh for a year, says so in the second, and steps back after two", () => {
    expect(["2026-12-01", "2027-11-01", "2027-11-02", "2028-10-31", "2028-11-01"].map((d) => state(d))).toEqual(["fresh", "fresh", "old", "old", "too-old"]);
  });

  it("may set a limit of its own", () => {
    expect(["2026-12-01", "2026-12-02"].map((d) => state(d, "trustDays: 30\n"))).toEqual(["fresh", "too-old"]);
  });

  it("that is old is never enough to set out on, and says since when it was not looked at", () => {
    const day = Date.parse("2027-12-01T12:00:00+08:00");
    const talk = new Talk(withAges(edition(), "2027-12-01"), day);
    const said = talk.click("guide:demo").map((r) => r.text).join("\n");
    expect(said).toContain("上次核对是 2026年11月1日");
    talk.turn({ kind: "mark", item: "card.applicant", status: "have" });
    expect(talk.view.verdict?.kind).toBe("confirm-first");
  });

  it("that is too old is not told any more: who is asked for it hears whom to ask", () => {
    const talk = new Talk(withAges(edition(), "2029-01-01"), Date.parse("2029-01-01T12:00:00+08:00"));
    const said = talk.click("guide:demo").map((r) => r.text).join("\n");
    expect(said).toContain("请先核实：打 12345");
    expect(talk.view.checklist).toEqual([]);
  });
});
