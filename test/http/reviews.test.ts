/** Departments talk about a draft: remarks on a field, asking somebody to look, and what that means for the publish. */
import { describe, expect, it } from "vitest";
import { testCuration } from "../support/curation.ts";
import { guideFile, projectWith } from "../support/fixture.ts";
import { member, type Member } from "./staffSupport.ts";
import { NOW, surface, understand, type Surface } from "./surface.ts";

const GUIDE = "knowledge/guides/demo.yaml";
const CARD = "knowledge/materials/card.yaml";

async function house(): Promise<{ at: Surface; wang: Member; li: Member; draft: string }> {
  let now = NOW;
  const root = projectWith({
    "knowledge/situations.yaml": "- {id: applicant.age, type: number, unit: 岁, ask: 今年多大？}\n",
    [GUIDE]: guideFile("demo", [
      "situations:", "  - use: applicant.age",
      "materials:", "  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条}", "  - {paper: form, holder: applicant, shown: 1, because: 要填, source: law 第一条}",
    ].join("\n")),
  });
  const curation = testCuration({ root, understand, clock: () => now++ });
  const at = await surface({ curation });
  const [wang, li] = [await member(at, ["curator"], "wang"), await member(at, ["publisher"], "li")];
  const created = await wang.post("/curation/drafts", { title: "改收费" });
  return { at, wang, li, draft: created.headers.get("location")!.split("?")[0]! };
}

const fileAt = (draft: string, path: string, tab = "form"): string => `${draft}/file?path=${encodeURIComponent(path)}&tab=${tab}`;
const seenIn = (page: string): string => /name="seen" value="([0-9a-f]*)"/.exec(page)![1]!;
const idIn = (page: string, name: string): string => new RegExp(`name="${name}" value="([a-z0-9]+)"`).exec(page)![1]!;
const edit = async (who: Member, draft: string, fields: Record<string, string>) =>
  who.post(`${draft}/file`, { path: GUIDE, seen: seenIn((await who.get(fileAt(draft, GUIDE))).body as string), tab: "form", ...fields });
/** The element of a list item on the form. */
const itemOf = (page: string, id: string): string => page.split(`<details class="item" id="${id}"`)[1]!.split('<details class="item"')[0]!;

describe("a remark on a field", () => {
  it("stands beside it with who said it, on the draft's page too, until somebody settles it by name", async () => {
    const { at, wang, li, draft } = await house();
    await edit(wang, draft, { "f:summary": "新的。" });
    const said = await li.post(`${draft}/remark`, { path: GUIDE, field: "materials/0/because", text: "依据是哪一条？" });
    expect(said.status).toBe(303);
    expect(said.headers.get("location")).toMatch(/#materials-0$/);
    const item = itemOf((await wang.get(fileAt(draft, GUIDE))).body as string, "materials-0");
    for (const words of ["1 条意见", "要带的材料 第 1 条，为什么要", "依据是哪一条？", "工作人员li"]) expect(item).toContain(words);
    const page = (await wang.get(draft)).body as string;
    expect(page).toContain("依据是哪一条？");
    expect(page).toContain("#materials-0");
    expect((await wang.post(`${draft}/remark/settle`, { remark: idIn(page, "remark"), how: "第一条，写上了" })).status).toBe(303);
    const after = (await li.get(draft)).body as string;
    expect(after).toContain("第一条，写上了");
    expect(after).toMatch(/工作人员wang [^<]*处理了/);
    expect((await at.office.store.audit({ limit: 2 })).map((e) => [e.action, e.target])).toEqual([["remark.settle", "改收费"], ["remark.add", GUIDE]]);
  });

  it("goes with its item when another one is put before it or taken away", async () => {
    const { wang, li, draft } = await house();
    await li.post(`${draft}/remark`, { path: GUIDE, field: "materials/1/shown", text: "要几份？" });
    expect((await edit(wang, draft, { remove: "materials/0" })).status).toBe(303);
    const page = (await wang.get(fileAt(draft, GUIDE))).body as string;
    expect(itemOf(page, "materials-0")).toContain("要几份？");
  });

  it("needs words, a place that is there, and a draft that is still open", async () => {
    const { wang, li, draft } = await house();
    const remark = (fields: Record<string, string>) => li.post(`${draft}/remark`, { path: GUIDE, field: "", text: "看看", ...fields });
    expect((await remark({ text: "  " })).status).toBe(422);
    expect((await remark({ field: "materials/9" })).status).toBe(422);
    expect((await remark({ field: "nothing/0/x" })).status).toBe(422);
    expect((await remark({ path: "package.json" })).status).toBe(404);
    expect((await remark({ text: "<script>alert(1)</script>" })).status).toBe(303);
    expect((await wang.get(draft)).body).not.toContain("<script>alert");
    await wang.post(`${draft}/drop`);
    expect((await remark({})).status).toBe(422);
  });

  it("settled by two at once is settled once", async () => {
    const { wang, li, draft } = await house();
    await li.post(`${draft}/remark`, { path: GUIDE, field: "fees", text: "缺一条" });
    const remark = idIn((await wang.get(draft)).body as string, "remark");
    const both = await Promise.all([wang, li].map((who) => who.post(`${draft}/remark/settle`, { remark, how: "好了" })));
    expect(both.map((r) => r.status).sort()).toEqual([303, 422]);
  });
});

describe("asking somebody to look", () => {
  it("is seen on sign-in by whoever was asked, answered there, and nobody else can answer", async () => {
    const { at, wang, li, draft } = await house();
    const zhao = await member(at, ["curator"], "zhao");
    await edit(wang, draft, { "f:summary": "新的。" });
    expect((await wang.post(`${draft}/ask`, { of: li.id, path: GUIDE, note: "收费对不对" })).status).toBe(303);
    for (const page of ["/staff", "/curation/drafts"]) {
      const seen = (await li.get(page)).body as string;
      expect(seen).toContain("请您看的（1）");
      expect(seen).toContain("收费对不对");
      expect((await zhao.get(page)).body).not.toContain("请您看的");
    }
    const ask = idIn((await li.get(draft)).body as string, "ask");
    expect((await zhao.post(`${draft}/answer`, { ask, verdict: "fine" })).status).toBe(422);
    expect((await li.post(`${draft}/answer`, { ask, verdict: "change", text: "" })).status).toBe(422);
    expect((await li.post(`${draft}/answer`, { ask, verdict: "change", text: "少一份复印件" })).status).toBe(303);
    expect((await li.get("/staff")).body).not.toContain("请您看的");
    // What is to be changed is a remark on that guide, for somebody to settle.
    expect((await wang.get(fileAt(draft, GUIDE))).body).toContain("少一份复印件");
    expect((await at.office.store.audit({ limit: 10 })).map((e) => e.action)).toEqual(expect.arrayContaining(["review.ask", "review.answer"]));
  });

  it("is for people who work on guides, not for oneself, and once at a time", async () => {
    const { at, wang, li, draft } = await house();
    const agent = await member(at, ["agent"], "agent");
    const ask = (of: string, path = "") => wang.post(`${draft}/ask`, { of, path, note: "" });
    expect((await ask(agent.id)).status).toBe(422);
    expect((await ask(wang.id)).status).toBe(422);
    expect((await ask("nobody")).status).toBe(422);
    expect((await ask(li.id, GUIDE)).status).toBe(422);
    expect((await ask(li.id)).status).toBe(303);
    expect((await ask(li.id)).status).toBe(422);
  });

  it("is taken back by whoever asked or a publisher, and by nobody else", async () => {
    const { at, wang, li, draft } = await house();
    const zhao = await member(at, ["curator"], "zhao");
    await wang.post(`${draft}/ask`, { of: li.id, path: "" });
    const ask = idIn((await wang.get(draft)).body as string, "ask");
    expect((await zhao.post(`${draft}/withdraw`, { ask })).status).toBe(422);
    expect((await wang.post(`${draft}/withdraw`, { ask })).status).toBe(303);
    expect((await li.get("/staff")).body).not.toContain("请您看的");
  });

  it("and a remark that is open keep the draft from being published", async () => {
    const { wang, li, draft } = await house();
    await edit(wang, draft, { "f:summary": "新的。" });
    await wang.post(`${draft}/ask`, { of: li.id, path: "" });
    await li.post(`${draft}/remark`, { path: GUIDE, field: "", text: "名称不对" });
    const page = (await li.get(`${draft}/proof`)).body as string;
    expect(page).toContain("还有 1 条意见没有处理");
    expect(page).toContain("请工作人员li看的，还没有回话");
    await li.post(`${draft}/answer`, { ask: idIn((await li.get(draft)).body as string, "ask"), verdict: "fine", text: "" });
    await wang.post(`${draft}/remark/settle`, { remark: idIn((await wang.get(draft)).body as string, "remark"), how: "改了" });
    const after = (await li.get(`${draft}/proof`)).body as string;
    expect(after).not.toContain("意见没有处理");
    expect(after).not.toContain("还没有回话");
  });
});

describe("a department", () => {
  it("is offered first for its own guides, and it is said until somebody of it has looked", async () => {
    const { at, wang, draft } = await house();
    // The guide belongs to 示范局; li is of none.
    const zhao = await member(at, ["curator"], "zhao", [], ["市示范局"]);
    await edit(wang, draft, { "f:summary": "新的。" });
    const page = (await wang.get(draft)).body as string;
    expect(page).toContain("“示范事项”归示范局管，归口部门还没有人看过。");
    expect(/<select name="of">(.*?)<\/option>/s.exec(page)![1]).toContain("工作人员zhao（归口部门，市示范局");
    await wang.post(`${draft}/ask`, { of: zhao.id, path: GUIDE });
    await zhao.post(`${draft}/answer`, { ask: idIn((await zhao.get(draft)).body as string, "ask"), verdict: "fine", text: "" });
    expect((await wang.get(draft)).body).not.toContain("归口部门还没有人看过");
  });

  it("finds its own guides in a draft", async () => {
    const { at, wang, draft } = await house();
    const zhao = await member(at, ["curator"], "zhao", [], ["示范局"]);
    expect((await zhao.get(draft)).body).toContain("示范局的指南");
    expect((await zhao.get(`${draft}?own=yes`)).body).toContain(">示范事项</a>");
    expect((await wang.get(`${draft}?own=yes`)).body).not.toContain(">示范事项</a>");
    const sun = await member(at, ["curator"], "sun", [], ["气象局"]);
    expect((await sun.get(`${draft}?own=yes`)).body).toContain("没有归气象局管的指南");
  });
});

describe("the cards that guides share", () => {
  it("say where they are used, from the list to the card and to the item that uses it, and are edited in the same draft", async () => {
    const { wang, draft } = await house();
    const list = (await wang.get(`${draft}/dictionary`)).body as string;
    expect(list).toMatch(/materials%2Fcard\.yaml">示范证<\/a><\/th><td>示范证<\/td><td class="number">1</);
    expect(list).toContain("今年多大？");
    expect((await wang.get(`${draft}/dictionary?find=${encodeURIComponent("示范表")}`)).body).not.toContain("card.yaml");
    const card = (await wang.get(fileAt(draft, CARD))).body as string;
    expect(card).toContain("用在哪里");
    expect(card).toContain("demo.yaml#materials-0");
    await wang.post(`${draft}/file`, { path: CARD, seen: seenIn(card), tab: "form", "f:plain": "小卡" });
    expect((await wang.get(`${draft}/dictionary`)).body).toContain("小卡");
    // And back: the guide's item leads to the card.
    expect(itemOf((await wang.get(fileAt(draft, GUIDE))).body as string, "materials-0")).toContain("materials%2Fcard.yaml");
  });

  it("a shared situation has a form of its own, and says which guides ask it", async () => {
    const { wang, draft } = await house();
    const path = "knowledge/situations.yaml";
    const page = (await wang.get(`${fileAt(draft, path)}&only=applicant.age`)).body as string;
    expect(page).toContain("“今年多大？”用在哪里");
    expect(page).toContain("demo.yaml#situations-0");
    const saved = await wang.post(`${draft}/file`, { path, seen: seenIn(page), tab: "form", only: "applicant.age", "f:0/ask": "今年几岁？" });
    expect(saved.status).toBe(303);
    expect(saved.headers.get("location")).toContain("only=applicant.age");
    expect((await wang.get(fileAt(draft, path, "text"))).body).toContain("ask: 今年几岁？");
  });
});
