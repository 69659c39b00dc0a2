/** Labelled questions in the hands of a curator: one click in the inbox, a list, out as a file, in the proof and the figures. */
import { describe, expect, test } from "vitest";
import { measureToday } from "../../src/curation/accuracy.ts";
import { Inbox } from "../../src/curation/inbox/inbox.ts";
import { labelledQuestions } from "../../src/curation/labels.ts";
import { parseLabelled } from "../../src/matching/evaluate.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { mask } from "../../src/text/mask.ts";
import { testCuration } from "../support/curation.ts";
import { projectWith } from "../support/fixture.ts";
import { testField } from "../support/inbox.ts";
import { member, type Member } from "./staffSupport.ts";
import { edition, NOW, surface, understand } from "./surface.ts";

/** As the matcher of the surface, and as the real one: numbers are masked before anything else. */
const masking: typeof understand = (text, now) => understand(mask(text).text, now);

async function house() {
  const store = new MemoryStore();
  const inbox = new Inbox({ store: store.inbox, conversations: store, clock: () => NOW, name: (id) => edition.services.get(id)?.name ?? id, field: async () => testField() });
  const curation = testCuration({ root: projectWith(), understand: masking, clock: () => NOW, edition });
  const at = await surface({ assistant: { store, understand: masking }, inbox, curation });
  const asks = async (text: string, then?: string): Promise<void> => {
    const talk = await at.conversation();
    await talk.turn({ text });
    if (then !== undefined) await talk.turn({ choice: then });
  };
  const wang = await member(at, ["curator"], "wang");
  return { at, asks, wang, curation, stored: () => labelledQuestions(curation.library.store) };
}

const idIn = (page: string): string => decodeURIComponent(/href="\/curation\/inbox\/([^"]+)"/.exec(page)?.[1] ?? "none");
const labelIn = (page: string): string => /\/curation\/labels\/([0-9a-f]+)\/remove/.exec(page)![1]!;
const write = (who: Member, queries: readonly string[], expect_: string, ...targets: string[]) => who.post("/curation/labels", { queries, expect: expect_, targets });

describe("a question of the inbox", () => {
  test("is labelled by one click as its proposal says, by whom is kept, and stays to be done", async () => {
    const { at, asks, wang, stored } = await house();
    await asks("出国那个本本", "guide:passport-first");
    await asks("出国的那个本本", "guide:passport-first");
    const list = (await wang.get("/curation")).body as string;
    const done = await wang.post(`/curation/inbox/${idIn(list)}/label`, { as: "proposed", back: "/curation?days=7&state=open" });
    expect(done.headers.get("location")).toMatch(/^\/curation\?days=7&state=open&said=/);
    expect((await stored()).map(({ query, expect: e }) => [query, e]).sort()).toEqual([["出国的那个本本", "passport-first"], ["出国那个本本", "passport-first"]]);
    expect((await wang.get("/curation")).body).toContain("出国");
    expect((await wang.get(`/curation/inbox/${idIn(list)}`)).body).toContain("“出国那个本本”该答普通护照首次申领");
    const page = (await wang.get("/curation/labels")).body as string;
    for (const words of ["共 2 句", "出国那个本本", "普通护照首次申领", "没答对", "工作人员wang"]) expect(page, words).toContain(words);
    expect((await at.office.store.audit({ limit: 1, action: "label.set" }))[0]).toMatchObject({ actor: { id: wang.id }, target: "2 句", detail: "普通护照首次申领" });
  });

  test("of which the proposal says nothing is labelled in the curator's own words", async () => {
    const { asks, wang, stored } = await house();
    await asks("帮我弄那个东东");
    const id = idIn((await wang.get("/curation")).body);
    expect((await wang.post(`/curation/inbox/${id}/label`, { as: "proposed" })).status).toBe(422);
    const wrong = await wang.post(`/curation/inbox/${id}/label`, { queries: "帮我弄那个东东", expect: "clarify", targets: ["护照首次", ""] });
    expect(wrong.status).toBe(422);
    for (const words of ["没有叫“护照首次”的事项。是不是：普通护照首次申领", "至少要写两件", 'value="护照首次"']) expect(wrong.body, words).toContain(words);
    expect((await wang.post(`/curation/inbox/${id}/label`, { queries: "帮我弄那个东东", expect: "clarify", targets: ["普通护照首次申领", "id-card-first"] })).status).toBe(303);
    expect((await stored())[0]).toMatchObject({ query: "帮我弄那个东东", expect: "CLARIFY:passport-first|id-card-first" });
  });
});

describe("the list of labels", () => {
  test("says what each asks for and what is answered now; the same words have one label, the newest", async () => {
    const { wang, stored } = await house();
    await write(wang, ["护照怎么办"], "one", "普通护照首次申领");
    await write(wang, ["办证"], "all", "passport-first", "id-card-first");
    await write(wang, ["今天星期几"], "one", "passport-first");
    await write(wang, ["今天，星期几？"], "none");
    expect(Object.fromEntries((await stored()).map((q) => [q.query, q.expect]))).toEqual({ 护照怎么办: "passport-first", 办证: "passport-first+id-card-first", "今天，星期几？": "NONE" });
    const rows = [...((await wang.get("/curation/labels")).body as string).matchAll(/<tr><th scope="row">(.*?)<\/th><td class="wide">(.*?)<\/td>\s*<td>(.*?)<\/td>/g)].map((m) => m.slice(1, 4));
    expect(rows.sort()).toEqual([["今天，星期几？", "不归我们管", "答对了"], ["办证", "一起问的：普通护照首次申领、居民身份证首次申领", "<b>先问了一句</b>"], ["护照怎么办", "普通护照首次申领", "答对了"]].sort());
  });

  test("keeps no personal number, and shows markup as words", async () => {
    const { wang, stored } = await house();
    await write(wang, ["我的号是13800138000，怎么办<script>alert(1)</script>"], "none");
    expect((await stored())[0]!.query).toBe("我的号是[手机号]，怎么办<script>alert(1)</script>");
    expect((await wang.get("/curation/labels")).body).not.toContain("<script>alert");
  });

  test.each([
    [[], "one", ["passport-first"], "至少留一句问法"], [["问"], "one", [], "请选该答哪件事"], [["问"], "all", ["passport-first"], "至少要写两件"],
    [["问"], "one", ["passport-first", "passport-first"], "写了两遍"], [["x".repeat(10_000)], "none", [], "每句最多 300 个字"], [["问"], "one", ["<b>"], "没有叫“&lt;b&gt;”的事项"],
  ])("refuses what cannot be a label and says why: %j %s %j", async (queries, kind, targets, why) => {
    const { wang, stored } = await house();
    const { status, body } = await write(wang, queries, kind, ...targets);
    expect(status).toBe(422);
    expect(body).toContain(why);
    expect(await stored()).toEqual([]);
  });

  test("lets a label be taken away, in the audit log; twice is said", async () => {
    const { at, wang, stored } = await house();
    await write(wang, ["护照怎么办"], "one", "passport-first");
    const id = labelIn((await wang.get("/curation/labels")).body);
    await wang.post(`/curation/labels/${id}/remove`);
    expect(await stored()).toEqual([]);
    expect((await at.office.store.audit({ limit: 1, action: "label.remove" }))[0]).toMatchObject({ actor: { id: wang.id }, target: id });
    expect((await wang.post(`/curation/labels/${id}/remove`)).status).toBe(404);
    expect((await wang.get("/curation/labels")).body).toContain("还没有标注");
  });

  test("comes out in the form of test/questions, nothing in it that a spreadsheet would run", async () => {
    const { wang } = await house();
    await write(wang, ["护照怎么办", "=1+1\t怎么办"], "one", "passport-first");
    await write(wang, ["办证"], "clarify", "passport-first", "id-card-first");
    const { body, headers } = await wang.get("/curation/labels.tsv");
    expect(headers.get("content-disposition")).toContain("yicitong-labels.tsv");
    expect(parseLabelled(body as string).map((q) => [q.query, q.expect, q.kind, q.note]).sort()).toEqual([
      [" =1+1 怎么办", "passport-first", "inbox", "found=inbox 2026-11-24"], ["办证", "CLARIFY:passport-first|id-card-first", "inbox", "found=inbox 2026-11-24"],
      ["护照怎么办", "passport-first", "inbox", "found=inbox 2026-11-24"],
    ]);
  });

  test("is read by supervisors, and changed by curators only", async () => {
    const { at, wang } = await house();
    await write(wang, ["护照怎么办"], "one", "passport-first");
    const zhao = await member(at, ["supervisor"], "zhao");
    const { body } = await zhao.get("/curation/labels");
    expect(body).toContain("护照怎么办");
    expect(body).not.toContain("删掉");
    expect((await write(zhao, ["办证"], "none")).status).toBe(403);
  });
});

describe("成效", () => {
  test("shows how the edition in force does on them, day by day, bare counts where they are few; and as CSV", async () => {
    const { wang, curation } = await house();
    expect((await wang.get("/curation/insight")).body).toContain("还没有考过");
    await write(wang, ["护照怎么办", "护照丢了"], "one", "passport-first");
    await write(wang, ["护照好看吗"], "none");
    await measureToday(curation);
    const { body } = await wang.get("/curation/insight?days=7");
    expect(body).toMatch(/自己标注的，答对<\/dt><dd><b>2\/3<\/b>/);
    expect(body).toMatch(/自己标注的，误答<\/dt><dd><b>1\/1<\/b>/);
    const csv = ((await wang.get("/curation/insight/accuracy.csv?days=7")).body as string).replace("\ufeff", "").trim().split("\r\n");
    expect(csv[0]).toBe("日期,版本,版本名,自己标注的答对,自己标注的答对，共,自己标注的前三里有,自己标注的前三里有，共,自己标注的误答,自己标注的误答，共,随程序的答对,随程序的答对，共,随程序的前三里有,随程序的前三里有，共,随程序的误答,随程序的误答，共");
    expect(csv[1]).toMatch(/^2026-11-24,[0-9a-f]{16},随程序发布的版本,2,3,2,3,1,1,,,,,,$/);
  });
});
