/** What time does to a conversation: rules that begin, guides that change, people who come back. */
import { describe, expect, it } from "vitest";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { Talk } from "../../support/conversation.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";
import { said } from "../../support/said.ts";

const at = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
const { edition } = readKnowledge(projectWith({
  "knowledge/guides/demo.yaml": guideFile("demo", [
    "materials:",
    "  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}",
    "  - {paper: form, holder: applicant, surrendered: 1, because: 新规定要, from: 2026-12-01, source: law 第四条}",
    "",
  ].join("\n")),
}));

function finished(now: number): Talk {
  const talk = new Talk(edition, now);
  talk.click("guide:demo");
  talk.turn({ kind: "mark", item: "card.applicant", status: "have" });
  return talk;
}

const text = (replies: readonly { text: string }[]): string => replies.map((r) => r.text).join("\n");

describe("a rule with a future date", () => {
  it("applies on its day without an edit, and who comes back is told in one line", () => {
    const talk = finished(at("2026-11-30"));
    expect(talk.view.verdict?.kind).toBe("ready");
    talk.now = at("2026-12-01");
    expect(talk.view.verdict?.kind).toBe("missing");
    expect(text(talk.click("act:list"))).toContain("现在多要示范表");
    expect(text(talk.click("act:list"))).not.toContain("现在多要");
  });
});

describe("after the trip", () => {
  it("asks once whether it worked out, and keeps what was lacking", () => {
    const talk = finished(at("2026-11-24"));
    talk.now = at("2026-11-26");
    expect(text(talk.click("act:list"))).toContain("一次办成了吗");
    talk.turn({ kind: "text", said: said("没办成，缺了示范照片") });
    const told = talk.events.map((e) => e.body).find((b) => b.type === "OutcomeTold");
    expect(told).toEqual({ type: "OutcomeTold", done: false, lacked: "没办成，缺了示范照片" });
    talk.now = at("2026-11-28");
    expect(text(talk.click("act:list"))).not.toContain("一次办成了吗");
  });
  it("does not ask somebody who had not finished", () => {
    const talk = new Talk(edition, at("2026-11-24"));
    talk.click("guide:demo");
    talk.now = at("2026-11-26");
    expect(text(talk.click("act:list"))).not.toContain("一次办成了吗");
  });
});

describe("a newer edition", () => {
  it("is taken and said, and the ticks that still apply are kept", () => {
    const talk = finished(at("2026-11-24"));
    const newer = readKnowledge(projectWith({
      "knowledge/guides/demo.yaml": guideFile("demo", "materials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}\n  - {paper: form, holder: applicant, shown: 1, because: 登记, source: law}\n"),
    })).edition;
    talk.edition = newer;
    expect(text(talk.click("act:list"))).toContain("更新过");
    expect(talk.view.checklist.map((i) => [i.id, i.status])).toEqual([["card.applicant", "have"], ["form.applicant", "open"]]);
  });
});

describe("coming back", () => {
  it("is told when the guide was withdrawn in the meantime", () => {
    const talk = finished(at("2026-11-24"));
    const guides = new Map(edition.guides);
    guides.delete("demo");
    talk.edition = { ...edition, id: "later", guides };
    talk.now = at("2026-11-30");
    expect(text(talk.click("act:list"))).toContain("“示范事项”的指南撤下了");
  });

  it("is told when a paper that was ticked may have expired, and the tick is taken off", () => {
    const dated = readKnowledge(projectWith({
      "knowledge/guides/demo.yaml": guideFile("demo", "materials:\n  - {paper: card, holder: applicant, shown: 1, spec: 近3个月, because: 证明身份, source: law 第一条}\n  - {paper: form, holder: applicant, shown: 1, because: 登记, source: law}\n"),
    })).edition;
    const talk = new Talk(dated, at("2026-01-10"));
    talk.click("guide:demo");
    talk.turn({ kind: "mark", item: "card.applicant~近3个月", status: "have" });
    talk.now = at("2026-03-10");
    expect(text(talk.click("act:list"))).not.toContain("过了有效期");
    talk.now = at("2026-05-10");
    expect(text(talk.click("act:list"))).toContain("示范证离上次打钩隔了些日子");
    expect(talk.view.checklist[0]?.status).toBe("open");
  });

  it("who tells the outcome unasked is not asked for it", () => {
    const talk = finished(at("2026-11-24"));
    talk.now = at("2026-11-26");
    const heard = text(talk.turn({ kind: "text", said: said("办成了") }));
    expect(heard).toContain("办成就好");
    expect(heard).not.toContain("一次办成了吗");
  });

  it("a trip that is over makes room for the next one, with what is known of the person", () => {
    const two = readKnowledge(projectWith({
      "knowledge/guides/demo.yaml": guideFile("demo", "situations:\n  - {id: applicant.old, type: yesno, ask: 老吗？}\nmaterials:\n  - {paper: card, holder: applicant, shown: 1, because: 证明身份, when: {applicant.old: true}, source: law 第一条}\n"),
      "knowledge/guides/other.yaml": guideFile("other", "situations:\n  - {id: applicant.old, type: yesno, ask: 老吗？}\nmaterials:\n  - {paper: form, holder: applicant, shown: 1, because: 登记, when: {applicant.old: true}, source: law 第一条}\n").replace("name: 示范事项", "name: 另一件事"),
    })).edition;
    const talk = new Talk(two, at("2026-11-24"));
    talk.click("guide:demo");
    talk.turn({ kind: "answer", fact: "applicant.old", value: true });
    talk.turn({ kind: "mark", item: "card.applicant", status: "have" });
    talk.now = at("2026-11-26");
    talk.turn({ kind: "text", said: said("办成了") });
    talk.click("guide:other");
    expect(talk.view.guides.map((g) => g.id)).toEqual(["other"]);
    expect(talk.view.facts.map((f) => [f.fact, f.value])).toEqual([["applicant.old", true]]);
    expect(talk.state.outcome).toBe("not-asked");
  });
});
