/** Who is who in a journey: papers of one person merge, facts go along, and what is nobody's stays out. */
import { describe, expect, it } from "vitest";
import { Talk } from "../../support/conversation.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";
import { checkKnowledge } from "../../../src/knowledge/check.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { planOf } from "../../../src/dialogue/plan.ts";
import { ownEdition } from "../../../src/dialogue/ownEdition.ts";
import { tripItems } from "../../../src/dialogue/trip.ts";

const DAY = "2026-11-24";
const NOW = Date.parse(`${DAY}T12:00:00+08:00`);
const AGE = "  - {id: applicant.age, type: number, ask: 几岁了？, unit: 岁}";
const paper = (holder: string, more = "") => `  - {paper: card, holder: ${holder}, shown: 1, because: 证明身份, source: law 第一条${more}}`;

/** `first` is the child's affair with a guardian along, `then` is the guardian's own. */
function world(steps: string, head = "") {
  const root = projectWith({
    "knowledge/catalogue.yaml": ["first", "then", "demo", "other"].map((id) => `- {id: ${id}, name: 事项${id}, audience: 个人, authority: 示范局}\n`).join(""),
    "knowledge/guides/first.yaml": guideFile("first", ["materials:", paper("applicant"), paper("guardian", ", when: {applicant.age: {under: 16}}"), "situations:", AGE, ""].join("\n"))
      .replace("  applicant: {label: 本人}", "  applicant: {label: 办证的人}\n  guardian: {label: 监护人}").replace("plain: 办示范证", "plain: 办前证"),
    "knowledge/guides/then.yaml": guideFile("then", ["materials:", paper("applicant"), "  - {paper: form, holder: applicant, surrendered: 1, because: 登记, when: {applicant.age: {atLeast: 60}}, source: law 第一条}", "situations:", AGE,
      "  - {id: applicant.barred, type: yesno, ask: 有没有被禁止？}", "outcomes:", "  - {verdict: not-eligible, text: 被禁止的办不了。, when: {applicant.barred: true}, source: law 第四条}", ""].join("\n"))
      .replace("  applicant: {label: 本人}", "  applicant: {label: 申请人}").replace("plain: 办示范证", "plain: 办后证"),
    "knowledge/journeys/event.yaml": `id: event\nname: 一件事\nsay: 有两件。\nutterances: []\n${head}steps:\n${steps}`,
  });
  const knowledge = readKnowledge(root);
  const talk = new Talk(knowledge.edition, NOW);
  return {
    talk, errors: checkKnowledge(knowledge, DAY).filter((f) => f.level === "error").map((f) => f.rule),
    start: (...answers: readonly [string, number | boolean][]) => {
      talk.click("journey:event");
      for (const [fact, value] of answers) talk.turn({ kind: "answer", fact, value });
    },
    list: () => tripItems(ownEdition(knowledge.edition, talk.state), talk.state, DAY).map((i) => i.id),
    order: () => planOf(ownEdition(knowledge.edition, talk.state), talk.state, DAY).guides.map((g) => g.id),
    asks: () => talk.view.asking?.kind === "fact" ? talk.view.asking.fact : null,
  };
}
const PEOPLE = "people:\n  child: {label: 孩子}\n  parent: {label: 家长}\n";
const STEPS = "  - {guide: first, people: {applicant: child, guardian: parent}}\n  - {guide: then, people: {applicant: parent}}\n";

describe("the people of a journey", () => {
  it("share their papers, and nobody else's", () => {
    const w = world(STEPS, PEOPLE);
    expect(w.errors).toEqual([]);
    w.start(["child.age", 5], ["parent.age", 40], ["parent.barred", false]);
    expect(w.list()).toEqual(["card.child", "card.parent"]);
  });
  it("keep their own ages: the child's does not answer for the parent", () => {
    const w = world(STEPS, PEOPLE);
    w.start(["child.age", 5]);
    expect(w.asks()).toBe("parent.age");
  });
  it("are asked once what two services ask of the same one", () => {
    const w = world("  - {guide: first, people: {guardian: parent}}\n  - {guide: then}\n");
    w.start(["applicant.age", 61]);
    expect(w.asks()).toBe("applicant.barred");
    expect(w.list()).toContain("form.applicant");
  });
  it("are one of several where it does not matter who: their paper is one that is there already", () => {
    const w = world("  - {guide: first, people: {applicant: mother, guardian: father}}\n  - {guide: then, people: {applicant: parent}}\n",
      "people:\n  mother: {label: 妈妈}\n  father: {label: 爸爸}\n  parent: {label: 来办的爸爸或妈妈, oneOf: [mother, father]}\n");
    w.start(["mother.age", 10], ["parent.age", 40], ["parent.barred", false]);
    expect(w.list()).toEqual(["card.mother", "card.father"]);
  });
});

describe("a step of a journey", () => {
  const CAR = `${PEOPLE}situations:\n  - {id: parent.drives, type: yesno, ask: 有车吗？, no: [没车]}\n`;
  const GATED = "  - {guide: first, people: {applicant: child, guardian: parent}}\n  - {guide: then, when: {parent.drives: true}, people: {applicant: parent}}\n";
  it("is asked for first, and left out when it is not wanted", () => {
    const w = world(GATED, CAR);
    w.start(["child.age", 5]);
    expect(w.asks()).toBe("parent.drives");
    w.talk.turn({ kind: "answer", fact: "parent.drives", value: false });
    expect(w.talk.view.guides.map((g) => g.id)).toEqual(["first"]);
    expect(w.asks()).toBeNull();
  });
  it("is uncertain as long as nobody knows", () => {
    const w = world(GATED, CAR);
    w.start(["child.age", 20]);
    expect(tripItems(ownEdition(w.talk.edition, w.talk.state), w.talk.state, DAY).filter((i) => !i.certain).map((i) => i.id)).toEqual(["card.parent", "form.parent"]);
  });
  it("knows what the event tells it", () => {
    const w = world("  - {guide: first, people: {applicant: child, guardian: parent}, facts: [{fact: child.age, value: 0}]}\n  - {guide: then, people: {applicant: parent}}\n", PEOPLE);
    w.start();
    expect(w.asks()).toBe("parent.age");
  });
  it("that is refused says why, and does not hold up the others", () => {
    const w = world("  - {guide: then, people: {applicant: parent}}\n  - {guide: first, people: {applicant: child, guardian: parent}}\n", PEOPLE);
    w.start(["parent.age", 40]);
    const replies = w.talk.turn({ kind: "answer", fact: "parent.barred", value: true });
    expect(replies.map((r) => r.text).join()).toContain("“办后证”先不算进这一趟：被禁止的办不了。");
    expect(w.asks()).toBe("child.age");
  });
  it("that was left out is a step of the journey still when it is wanted after all", () => {
    const w = world(GATED, CAR);
    w.start(["child.age", 5], ["parent.drives", false]);
    w.talk.click("add:then");
    w.talk.turn({ kind: "answer", fact: "parent.drives", value: true });
    w.talk.turn({ kind: "answer", fact: "parent.age", value: 40 });
    w.talk.turn({ kind: "answer", fact: "parent.barred", value: false });
    expect(w.list()).toEqual(["card.child", "card.parent"]);
  });
  it("comes after what the journey says, not after whatever gives a paper of its kind", () => {
    const w = world("  - {guide: then, people: {applicant: parent}}\n  - {guide: first, after: [then], people: {applicant: child, guardian: parent}}\n", PEOPLE);
    w.start(["parent.age", 40], ["parent.barred", false], ["child.age", 5]);
    expect(w.order()).toEqual(["then", "first"]);
  });
});

describe("the checker", () => {
  it.each([
    ["a person nobody is", "  - {guide: first, people: {uncle: child}}\n  - {guide: then}\n", "unknown-role"],
    ["a question that no step asks", "  - {guide: first, when: {child.sings: true}}\n  - {guide: then}\n", "unknown-situation"],
    ["a fact that the guide does not ask for", "  - {guide: first, facts: [{fact: child.hat, value: 1}]}\n  - {guide: then}\n", "unknown-situation"],
    ["an answer that is none", "  - {guide: first, facts: [{fact: applicant.age, value: 老}]}\n  - {guide: then}\n", "unknown-option"],
    ["a step after what is no step", "  - {guide: first, after: [other]}\n  - {guide: then}\n", "unknown-service"],
  ])("names %s", (_what, steps, rule) => expect(world(steps).errors).toContain(rule));
});
