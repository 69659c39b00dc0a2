/** The pages of curation over HTTP: forms, who may, and bad input. */
import { describe, expect, it } from "vitest";
import { projectWith } from "../support/fixture.ts";
import { testCuration } from "../support/curation.ts";
import { member, type Member } from "./staffSupport.ts";
import { NOW, surface, understand, type Surface } from "./surface.ts";

const GUIDE = "knowledge/guides/demo.yaml";
const INTENT = "intents/guides/demo.yaml";
const INTENT_TEXT = "id: demo\nname: 示范事项\nnames: [示范]\nutterances:\n  - 怎么办示范证 # 最常见\n  - 示范证丢了\n";

async function house(): Promise<{ at: Surface; wang: Member; li: Member; draft: string }> {
  let now = NOW;
  const curation = testCuration({ root: projectWith({ [INTENT]: INTENT_TEXT }), understand, clock: () => now++ });
  const at = await surface({ curation, assistant: { overrides: () => curation.live.overrides, clock: () => now } });
  const [wang, li] = [await member(at, ["curator"], "wang"), await member(at, ["publisher"], "li")];
  const created = await wang.post("/curation/drafts", { title: "改收费" });
  return { at, wang, li, draft: created.headers.get("location")!.split("?")[0]! };
}

const seenIn = (page: string): string => /name="seen" value="([0-9a-f]*)"/.exec(page)![1]!;
const file = (draft: string, path: string, tab = "form"): string => `${draft}/file?path=${encodeURIComponent(path)}&tab=${tab}`;

describe("a file as a form", () => {
  it("changes one field of one item, in the text that the raw tab shows", async () => {
    const { wang, draft } = await house();
    const page = (await wang.get(file(draft, GUIDE))).body as string;
    expect(page).toContain('name="f:fees/0/amount" value="0"');
    const saved = await wang.post(`${draft}/file`, { path: GUIDE, seen: seenIn(page), tab: "form", "f:fees/0/item": "工本费", "f:fees/0/amount": "40", "f:fees/0/when": "{applicant.age: {under: 16}}", "f:fees/0/source": "law 第三条" });
    expect(saved.status).toBe(303);
    const raw = (await wang.get(file(draft, GUIDE, "text"))).body as string;
    expect(raw).toContain("{item: 工本费, amount: 40, source: law 第三条, when: {applicant.age: {under: 16}}}");
    // The checker speaks beside it.
    expect((await wang.get(file(draft, GUIDE))).body).toContain("不是本指南的情形");
  });
});

describe("a file as raw text", () => {
  it("that is broken is not stored; what was typed stays on the page, with the line and the remedy", async () => {
    const { wang, draft } = await house();
    const seen = seenIn((await wang.get(file(draft, GUIDE, "text"))).body as string);
    const broken = await wang.post(`${draft}/file`, { path: GUIDE, seen, tab: "text", text: "id: demo\n\tname: 我的改动\n" });
    expect(broken.status).toBe(422);
    expect(broken.body).toContain("第 2 行：行首有制表符");
    expect(broken.body).toContain("我的改动");
    expect((await wang.get(file(draft, GUIDE, "text"))).body).toContain("示范用。");
  });

  it("is shown as words, whatever it holds, and line endings of any kind are ours", async () => {
    const { wang, draft } = await house();
    const seen = seenIn((await wang.get(file(draft, INTENT, "text"))).body as string);
    const hostile = INTENT_TEXT.replace("示范证丢了", "'</textarea><script>alert(1)</script>'").replace(/\n/g, "\r\n");
    expect((await wang.post(`${draft}/file`, { path: INTENT, seen, tab: "text", text: hostile })).status).toBe(303);
    for (const tab of ["form", "text", "diff"]) {
      const page = (await wang.get(file(draft, INTENT, tab))).body as string;
      expect(page).not.toContain("<script>alert");
      expect(page).not.toContain("\r");
    }
  });

  it("of a hundred megabytes, or for a file that is none of a draft's, is refused", async () => {
    const { wang, draft } = await house();
    expect((await wang.post(`${draft}/file`, { path: GUIDE, tab: "text", text: "x".repeat(3_000_000) })).status).toBe(413);
    for (const path of ["package.json", "knowledge/guides/../../x.yaml", ""]) expect((await wang.post(`${draft}/file`, { path, tab: "text", text: "x" })).status, path).toBe(404);
    expect((await wang.get(`/curation/drafts/nothing`)).status).toBe(404);
    expect((await wang.get(`/curation/drafts/%00`)).status).toBe(404);
  });
});

describe("two editors on one draft", () => {
  it("both keep what they wrote in different fields; in the same field the later one sees both wordings and loses nothing", async () => {
    const { at, wang, draft } = await house();
    const chen = await member(at, ["curator"], "chen");
    const seen = seenIn((await wang.get(file(draft, GUIDE))).body as string);
    const save = (who: Member, fields: Record<string, string>) => who.post(`${draft}/file`, { path: GUIDE, seen, tab: "form", ...fields });
    await save(wang, { "f:summary": "王写的。" });
    const merged = await save(chen, { "f:plain": "办示范卡" });
    expect(decodeURIComponent(merged.headers.get("location")!)).toContain("合在一起");
    const refused = await save(chen, { "f:summary": "陈写的。" });
    expect(refused.status).toBe(422);
    for (const words of ["别人也改了这一处", "<dd>王写的。</dd>", "<dd>陈写的。</dd>", ">陈写的。</textarea>"]) expect((refused.body as string).includes(words), words).toBe(true);
    const page = (await wang.get(file(draft, GUIDE, "text"))).body as string;
    expect(/summary: .*|plain: .*/g[Symbol.match](page)).toEqual(["plain: 办示范卡", "summary: 王写的。"]);
    // Saved once more from the page that showed the conflict, it stands.
    expect((await chen.post(`${draft}/file`, { path: GUIDE, seen: seenIn(refused.body as string), tab: "form", "f:summary": "陈写的。" })).status).toBe(303);
  });
});

describe("utterances as one types", () => {
  it("are flagged when another intent has them, or another service would answer them", async () => {
    const { wang } = await house();
    const { body } = await wang.send("POST", "/api/v1/curation/look", { path: "intents/guides/other.yaml", lines: ["怎么办 示范证？", "办护照", "全新的一句"] });
    expect(body.lines.map((l: { level: string }) => l.level)).toEqual(["error", "warning", "ok"]);
    expect(body.lines[0].says).toContain("问法：");
    expect((await wang.send("POST", "/api/v1/curation/look", { path: "x", lines: ["x".repeat(10_000)] })).status).toBe(422);
  });
});

describe("notices for everybody", () => {
  it("are told by service, at once, until they are ended", async () => {
    const { at, li } = await house();
    const told = async (query: string): Promise<string[]> => (await at.call("GET", `/api/v1/notices${query}`)).body.notices.map((n: { text: string }) => n.text);
    expect((await li.post("/curation/notices", { kind: "closed", text: "今天停办", office: "城东大厅", guides: "demo", regions: "", from: "", until: "" })).status).toBe(303);
    expect(await told("")).toEqual([]);
    expect(await told("?guides=other,demo")).toEqual(["【停办】城东大厅：今天停办"]);
    const id = /\/curation\/notices\/([a-z0-9]+)\/end/.exec((await li.get("/curation/notices")).body as string)![1]!;
    expect((await li.post(`/curation/notices/${id}/end`)).status).toBe(303);
    expect(await told("?guides=demo")).toEqual([]);
  });

  it("name services and places as people call them; in a form that is shown again they are as they were", async () => {
    const { at, li } = await house();
    expect((await li.post("/curation/notices", { kind: "closed", text: "今天停办", guides: ["示范事项", "", "办示范证"], regions: "", from: "", until: "" })).status).toBe(303);
    const page = (await li.get("/curation/notices")).body as string;
    const id = /\/curation\/notices\/([a-z0-9]+)\/end/.exec(page)![1]!;
    expect((await at.call("GET", "/api/v1/notices?guides=demo")).body.notices).toHaveLength(1);
    expect((await li.get(`/curation/notices?edit=${id}`)).body).toContain('name="guides" value="示范事项"');
    const refused = await li.post("/curation/notices", { kind: "closed", text: "停办", guides: "示范", regions: "没有的市", from: "", until: "" });
    for (const words of ["没有叫“示范”的事项。是不是：示范事项？", "没有叫“没有的市”的地区", 'value="示范"']) expect(refused.body, words).toContain(words);
    expect((await li.post("/curation/withdrawals", { what: "guide", guide: "办示范证", aspect: "", say: "先别办。", why: "错", sure: "yes" })).status).toBe(303);
    expect((await li.get("/curation/notices")).body).toContain("“示范事项”整份指南");
  });

  it("say what is said instead while the whole bot is withdrawn, to whom asks and to whom begins", async () => {
    const { at, li } = await house();
    const form = { what: "bot", guide: "", aspect: "", say: "正在查错，先打 12345。", why: "答错了" };
    expect((await li.post("/curation/withdrawals", form)).status).toBe(422);
    expect((await li.post("/curation/withdrawals", { ...form, sure: "yes" })).status).toBe(303);
    expect((await at.call("GET", "/api/v1/notices")).body.withdrawn).toBe("正在查错，先打 12345。");
    expect((await at.call("POST", "/api/v1/conversations", {})).body.replies).toEqual([{ kind: "say", text: "正在查错，先打 12345。" }]);
  });

  it("that make no sense are refused with what is wrong, and what was typed stays", async () => {
    const { li } = await house();
    const refused = await li.post("/curation/notices", { kind: "closed", text: "搬家", guides: "nothing", regions: "1", from: "2026-11-24T12:00", until: "2026-11-24T11:00" });
    expect(refused.status).toBe(422);
    for (const words of ["没有叫“nothing”的事项", "没有叫“1”的地区", "结束的时间要在开始的后面", ">搬家</textarea>"]) expect(refused.body).toContain(words);
  });
});

describe("who may", () => {
  it("a curator does not publish, roll back or withdraw; a publisher does not write drafts", async () => {
    const { wang, li, draft } = await house();
    for (const path of [`${draft}/publish`, `${draft}/accept`, "/curation/editions/0123456789abcdef/rollback", "/curation/withdrawals"]) expect((await wang.post(path)).status, path).toBe(403);
    for (const path of ["/curation/drafts", `${draft}/file`, `${draft}/review`]) expect((await li.post(path)).status, path).toBe(403);
  });

  it("every act is in the audit log", async () => {
    const { at, wang, draft } = await house();
    const seen = seenIn((await wang.get(file(draft, GUIDE))).body as string);
    await wang.post(`${draft}/file`, { path: GUIDE, seen, tab: "form", "f:summary": "新的。" });
    await wang.post(`${draft}/review`, { note: "请看" });
    const entries = await at.office.store.audit({ limit: 10 });
    expect(entries.filter((e) => e.action.startsWith("draft.")).map((e) => [e.action, e.target])).toEqual([["draft.review", "改收费"], ["draft.change", GUIDE], ["draft.create", "改收费"]]);
  });
});

describe("files in and out", () => {
  const bring = (at: Surface, who: Member, draft: string, name: string, body: string | Uint8Array) =>
    at.call("POST", `/api/v1${draft}/import?name=${encodeURIComponent(name)}`, typeof body === "string" ? new TextEncoder().encode(body) : body, { cookie: who.cookie, origin: at.base, "content-type": "application/octet-stream" });
  const CARD = "knowledge/materials/card.yaml";
  const intakeIn = (page: string): string => /name="intake" value="([a-z0-9]+)"/.exec(page)![1]!;
  const exported = async (who: Member, draft: string, format = "yaml", query = ""): Promise<string> => (await who.get(`${draft}/export.${format}${query}`)).body as string;

  it("what a file would change is shown first; the draft is the same until it is taken in", async () => {
    const { at, wang, draft } = await house();
    const seen = seenIn((await wang.get(file(draft, GUIDE))).body as string);
    await wang.post(`${draft}/file`, { path: GUIDE, seen, tab: "form", "f:summary": "导出前改的。" });
    const out = await exported(wang, draft);
    expect(out).toContain("导出前改的。");
    const staged = await bring(at, wang, draft, "改过的.yaml", out.replace("name: 示范证", "name: 示范大证"));
    expect(staged).toMatchObject({ status: 201, body: { at: `${draft}/import` } });
    const page = (await wang.get(`${draft}/import`)).body as string;
    for (const words of ["改过的.yaml", "“示范证” → “示范大证”", "导入这 1 项", "草稿还没有动"]) expect(page).toContain(words);
    expect((await wang.get(file(draft, CARD, "text"))).body).toContain("name: 示范证\n");
    // The draft's own page says that it waits.
    expect((await wang.get(draft)).body).toContain("等着导入");
    expect((await wang.post(`${draft}/import`, { intake: intakeIn(page) })).status).toBe(303);
    expect((await wang.get(file(draft, CARD, "text"))).body).toContain("name: 示范大证");
    expect((await wang.get(`${draft}/import`)).body).toContain("没有等着导入的文件");
    expect((await wang.get(draft)).body).toContain("从“改过的.yaml”导入，改了 1 个文件");
  });

  it("goes out and comes back as Excel and JSON, one guide or all", async () => {
    const { at, wang, draft } = await house();
    const book = await fetch(`${at.base}${draft}/export.xlsx?guide=demo`, { headers: { cookie: wang.cookie } });
    expect(book.headers.get("content-disposition")).toContain('filename="demo.xlsx"');
    expect((await bring(at, wang, draft, "demo.xlsx", new Uint8Array(await book.arrayBuffer()))).status).toBe(201);
    expect((await wang.get(`${draft}/import`)).body).toContain("没有能导入的改动");
    const json = JSON.stringify((await wang.get(`${draft}/export.json`)).body);
    await bring(at, wang, draft, "x.json", json.replace("示范证", "示范大证"));
    expect((await wang.get(`${draft}/import`)).body).toContain("示范大证");
  });

  it("what the checker finds stands beside it, and what would spoil something is left out by name", async () => {
    const { at, wang, draft } = await house();
    const out = await exported(wang, draft);
    await bring(at, wang, draft, "x.yaml", out.replace(/paper: card/, "paper: no-such-card").replace("name: 示范证", "name: 示范大证"));
    const page = (await wang.get(`${draft}/import`)).body as string;
    for (const words of ["检查结果", "不能导入的", "检查出了错误", "只导入能用的 1 项"]) expect(page).toContain(words);
    await wang.post(`${draft}/import`, { intake: intakeIn(page) });
    expect((await wang.get(file(draft, CARD, "text"))).body).toContain("示范大证");
    expect((await wang.get(file(draft, GUIDE, "text"))).body).not.toContain("no-such-card");
  });

  it.each([
    ["a YAML with tabs", "x.yaml", "format: yicitong-guides/1\n\tguides: []", "第 2 行用制表符"],
    ["a broken Excel", "x.xlsx", "PK\u0003\u0004nothing", "Excel 文件坏了"],
    ["an old Excel", "x.xls", "x", "另存为 .xlsx"],
    ["a file of another kind", "x.docx", "x", "只认 .yaml、.json、.xlsx"],
    ["an empty file", "x.yaml", "", "是空的"],
  ])("%s changes nothing and says why", async (_, name, body, words) => {
    const { at, wang, draft } = await house();
    const refused = await bring(at, wang, draft, name, body);
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain(words);
    expect(refused.body.detail).toContain("草稿没有变");
    expect((await wang.get(`${draft}/import`)).body).toContain("没有等着导入的文件");
  });

  it("a cell that holds a formula is named by sheet and cell, and its guide is not taken in", async () => {
    const { at, wang, draft } = await house();
    const { Workbook } = (await import("exceljs")).default;
    const book = new Workbook();
    await book.xlsx.load(await (await fetch(`${at.base}${draft}/export.xlsx`, { headers: { cookie: wang.cookie } })).arrayBuffer());
    const sheet = book.worksheets.find((w) => w.name === "收费")!;
    const column = (sheet.getRow(1).values as string[]).findIndex((head) => String(head).startsWith("收费标准"));
    sheet.getRow(2).getCell(column).value = { formula: "SUM(1,2)", result: 3 } as never;
    await bring(at, wang, draft, "x.xlsx", new Uint8Array(await book.xlsx.writeBuffer() as ArrayBuffer));
    const page = (await wang.get(`${draft}/import`)).body as string;
    expect(page).toMatch(/表“收费”.*2.*：.*这一格是公式/);
    expect(page).toContain("没有能导入的改动");
  });

  it("a hundred megabytes are refused before they are read, in words about the file", async () => {
    const { at, wang, draft } = await house();
    const { status, body } = await bring(at, wang, draft, "x.xlsx", new Uint8Array(20_000_001));
    expect(status).toBe(413);
    expect(body.detail).toContain("最多收 20 MB");
    expect(body.detail).toContain("什么都没有变");
  });

  it("somebody who changed the same field since keeps it: nothing of the file is taken in", async () => {
    const { at, wang, draft } = await house();
    const out = await exported(wang, draft);
    await bring(at, wang, draft, "x.yaml", out.replace("name: 示范证", "name: 示范大证").replace("示范用。", "从文件来的。"));
    const page = (await wang.get(`${draft}/import`)).body as string;
    const chen = await member(at, ["curator"], "chen");
    const seen = seenIn((await chen.get(file(draft, GUIDE))).body as string);
    await chen.post(`${draft}/file`, { path: GUIDE, seen, tab: "form", "f:summary": "陈写的。" });
    const refused = await wang.post(`${draft}/import`, { intake: intakeIn(page) });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("别人改了同一处");
    expect((await wang.get(file(draft, GUIDE, "text"))).body).toContain("陈写的。");
    expect((await wang.get(file(draft, CARD, "text"))).body).toContain("name: 示范证\n");
  });

  it("only the file that was looked at is taken in, and one that is dropped is gone", async () => {
    const { at, wang, draft } = await house();
    const out = await exported(wang, draft);
    await bring(at, wang, draft, "a.yaml", out.replace("name: 示范证", "name: 甲证"));
    const first = intakeIn((await wang.get(`${draft}/import`)).body as string);
    await bring(at, wang, draft, "b.yaml", out.replace("name: 示范证", "name: 乙证"));
    const refused = await wang.post(`${draft}/import`, { intake: first });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("又传了一个新的");
    await wang.post(`${draft}/import/drop`, { intake: intakeIn(refused.body as string) });
    expect((await wang.get(`${draft}/import`)).body).toContain("没有等着导入的文件");
    expect((await wang.get(file(draft, CARD, "text"))).body).toContain("name: 示范证\n");
  });
});
