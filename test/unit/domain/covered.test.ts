/** What another item of the list stands for is not listed again – and what only seems to be the same is. */
import { describe, expect, it } from "vitest";
import type { ChecklistItem, ChecklistPaper } from "../../../src/domain/checklist.ts";
import { withoutCovered } from "../../../src/domain/covered.ts";

const NAMES: Readonly<Record<string, string>> = { "id-card": "身份证", "social-card": "社保卡", booklet: "户口本（居民户口簿）", birth: "出生证" };
const paper = (key: string, counts: { shown?: number; surrendered?: number; copies?: number } = {}): ChecklistPaper => {
  const [id = "", holder = ""] = key.split(".");
  const { shown = 1, surrendered = 0, copies = 0 } = counts;
  return { paper: id, name: NAMES[id] ?? id, holder, holderLabel: holder === "child" ? "孩子" : "本人", originals: { shown, surrendered }, copies };
};
const item = (guide: string, ...branches: readonly { readonly label?: string; readonly paper: ChecklistPaper }[]): ChecklistItem => ({
  id: branches.map((b) => `${b.paper.paper}.${b.paper.holder}`).join("|"), anyOf: branches.map((b) => ({ label: b.label, papers: [b.paper] })),
  guides: [guide], onSite: false, certain: true, dependsOn: [], because: "要", citation: { source: "law", title: "示范法", verified: { how: "original" } },
});
const CARD = item("a", { paper: paper("id-card.me") });
const EITHER = item("b", { label: "身份证", paper: paper("id-card.me") }, { label: "社保卡", paper: paper("social-card.me") });
const list = (items: readonly ChecklistItem[], lacking = ""): string[] => withoutCovered(items, [], (i) => i.id === lacking).map((i) => i.id);

describe("an item that asks for one of several papers", () => {
  it("is covered by one of them that is on the list for another service, which then stands for both", () => {
    const [only, ...more] = withoutCovered([CARD, EITHER], [], () => false);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ id: "id-card.me", guides: ["a", "b"] });
  });
  it("is covered when its label only adds whose paper it is", () =>
    expect(list([item("a", { paper: paper("birth.child") }), item("b", { label: "孩子的出生证", paper: paper("birth.child") }, { label: "孩子的户口本", paper: paper("booklet.child") })])).toEqual(["birth.child"]));
  it("stays when its label asks what stands in the paper", () =>
    expect(list([item("a", { paper: paper("booklet.me") }), item("b", { label: "看得出关系的户口本", paper: paper("booklet.me") }, { label: "出生证", paper: paper("birth.me") })])).toHaveLength(2));
  it("stays when the other one is lacking: its other ways are needed then", () => expect(list([CARD, EITHER], "id-card.me")).toHaveLength(2));
  it("stays when it keeps the paper", () =>
    expect(list([CARD, item("b", { paper: paper("id-card.me", { shown: 0, surrendered: 1 }) }, { paper: paper("social-card.me") })])).toHaveLength(2));
  it("stays beside a paper that the same service asks for", () => expect(list([item("b", { paper: paper("id-card.me") }), EITHER])).toHaveLength(2));
  it("adds the copies it asks for", () =>
    expect(withoutCovered([CARD, item("b", { paper: paper("id-card.me", { copies: 2 }) }, { paper: paper("social-card.me") })], [], () => false)[0]!.anyOf[0]!.papers[0]).toMatchObject({ copies: 2, originals: { shown: 1 } }));
});
