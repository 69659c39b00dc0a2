/** What an import changes, what it refuses, and what it leaves alone. */
import ExcelJS from "exceljs";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { runExport } from "../../../src/cli/export.ts";
import { runImport, spokenPlan } from "../../../src/cli/import.ts";
import { readBundle } from "../../../src/knowledge/exchange/bundle.ts";
import { exportBundle } from "../../../src/knowledge/exchange/exportBundle.ts";
import { readExchange } from "../../../src/knowledge/exchange/openFile.ts";
import { planImport } from "../../../src/knowledge/exchange/plan.ts";
import { guideFile, projectWith } from "../../support/fixture.ts";
import { freshFolder } from "../../support/folder.ts";

const DEMO = "knowledge/guides/demo.yaml";
const RULES = [
  "situations:", "  - {id: applicant.age, type: number, ask: 多大？, unit: 岁}", "  - {id: applicant.kind, type: choice, ask: 哪一种？, options: [{id: a, label: 甲, say: [甲类]}, {id: b, label: 乙}]}",
  "materials:", "  # 不要删这条", "  - {paper: card, holder: applicant, shown: 1, because: 证明身份, source: law 第一条, when: {applicant.age: {atLeast: 16}}}",
  "  - anyOf:", "      - {label: 有卡的, papers: [{paper: card, holder: applicant, shown: 1}]}", "      - {papers: [{paper: form, holder: applicant, surrendered: 2}]}",
  "    because: 二选一", "    source: law", "    when: {applicant.kind: a}",
].join("\n");

let root: string;
beforeEach(() => {
  root = projectWith({ [DEMO]: guideFile("demo", RULES) });
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

const exported = (format: "yaml" | "json" | "xlsx") => exportBundle(readBundle(root).bundle, format);
const planOf = async (name: string, bytes: Buffer) => planImport(root, await readExchange(name, bytes));
const printed = () => vi.mocked(process.stdout.write).mock.calls.concat(vi.mocked(process.stderr.write).mock.calls).map(([s]) => String(s)).join("");

async function workbook(edit: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await exported("xlsx") as unknown as ExcelJS.Buffer);
  edit(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function put(book: ExcelJS.Workbook, sheet: string, head: string, row: number, value: ExcelJS.CellValue): string {
  const found = book.getWorksheet(sheet)!;
  const column = (found.getRow(1).values as string[]).indexOf(head);
  found.getRow(row).getCell(column).value = value;
  return found.getRow(row).getCell(column).address;
}

describe("what changes", () => {
  it("is told field by field and written only with --apply, comments kept", async () => {
    const file = join(freshFolder(), "in.xlsx");
    writeFileSync(file, await workbook((book) => { put(book, "收费", "收费标准（元）", 2, 20); put(book, "材料", "适用条件", 2, "applicant.age ≥ 18"); }));
    const before = readFileSync(join(root, DEMO), "utf8");
    expect(await runImport([file], root)).toBe(0);
    expect(printed()).toContain("收费 第 1 条 收费标准：0 → 20");
    expect(printed()).toContain("材料 第 1 条 适用条件：“applicant.age ≥ 16” → “applicant.age ≥ 18”");
    expect(readFileSync(join(root, DEMO), "utf8")).toBe(before);

    expect(await runImport([file, "--apply"], root)).toBe(0);
    const after = readFileSync(join(root, DEMO), "utf8");
    expect(parse(after)).toMatchObject({ fees: [{ amount: 20 }], materials: [{ when: { "applicant.age": { atLeast: 18 } } }, { because: "二选一" }] });
    expect(after).toContain("- {text: 到示范局办。, source: law 第二条}");
    expect(readdirSync(join(root, "knowledge/guides"))).toEqual(["demo.yaml"]);
  });

  it("is a new guide when there was none, with its materials and sources", async () => {
    const content = parse(String(await exported("yaml"))) as Record<string, Record<string, unknown>[]>;
    content.guides![0] = { ...content.guides![0], id: "other", name: "另一件事" };
    const plan = await planOf("in.yaml", Buffer.from(stringify(content)));
    expect(plan.changes).toMatchObject([{ kind: "guides", id: "other", isNew: true }]);
    expect(plan.files.map((f) => f.path)).toEqual(["knowledge/guides/other.yaml"]);
  });

  it("leaves alone what the workbook has no sheet for", async () => {
    const plan = await planOf("in.xlsx", await workbook((book) => { for (const name of ["材料", "情形", "渠道与说明"]) book.removeWorksheet(book.getWorksheet(name)!.id); put(book, "事项", "简介", 2, "改过的简介。"); }));
    expect(plan.changes.flatMap((c) => c.differences.map((d) => d.field))).toEqual(["summary"]);
  });
});

describe("a bad row", () => {
  it.each([
    ["材料", "适用条件", 2, "applicant.age 小于 16", "看不懂"], ["材料", "看原件份数", 2, "两份", "数字"], ["材料", "核对方式", 2, "听说", "可选的词"],
    ["收费", "生效日期", 2, "明年", "日期"], ["材料", "持有人", 2, "Mr X", "编号只用"], ["渠道与说明", "依据", 3, null, "缺少"],
    ["材料", "填报须知", 2, { formula: "1+1", result: 2 }, "公式"],
  ] as const)("%s %s row %i = %j is named by its cell and keeps its guide from being written", async (sheet, head, row, value, cause) => {
    let address = "";
    const plan = await planOf("in.xlsx", await workbook((book) => { address = put(book, sheet, head, row, value); put(book, "材料库", "通俗说法", 2, "那张卡"); }));
    expect(spokenPlan(plan)).toContain(`表“${sheet}”单元格 ${address}：`);
    expect(spokenPlan(plan)).toContain(cause);
    expect(plan.files.map((f) => f.path)).toEqual(["knowledge/materials/card.yaml"]);
  });

  it("that belongs to no guide never makes a requirement vanish", async () => {
    const plan = await planOf("in.xlsx", await workbook((book) => { put(book, "材料", "事项编号", 2, "demmo"); }));
    expect(plan.problems).toMatchObject([{ where: "表“材料”单元格 A2", cause: "表“事项”里没有编号 demmo" }]);
    expect(plan.changes).toMatchObject([{ id: "demo", blocked: expect.stringContaining("少了内容") }]);
    expect(plan.files).toEqual([]);
  });

  it("belongs to the guide it names when its id is empty", async () => {
    const plan = await planOf("in.xlsx", await workbook((book) => { put(book, "收费", "事项编号", 2, null); }));
    expect(plan).toMatchObject({ problems: [], changes: [] });
  });

  it("a sheet without a column is not read, and says which", async () => {
    const plan = await planOf("in.xlsx", await workbook((book) => { put(book, "材料", "适用条件", 1, "什么时候要"); }));
    expect(spokenPlan(plan)).toContain("缺这些列：适用条件");
    expect(plan.files).toEqual([]);
  });
});

describe("the checker's errors keep a file from being written", () => {
  it.each([
    ["a paper nobody described", (g: Record<string, unknown[]>) => { g.materials!.push({ paper: "ghost", holder: "applicant", shown: 1, because: "证明身份", source: "law" }); }, "unknown-material"],
    ["a wrong condition", (g: Record<string, unknown[]>) => { g.fees!.push({ item: "费", amount: 1, source: "law", when: { age: 3 } }); }, "condition"],
  ])("%s", async (_, edit, rule) => {
    const content = parse(String(await exported("yaml"))) as { guides: Record<string, unknown[]>[] };
    edit(content.guides[0]!);
    const plan = await planOf("in.json", Buffer.from(JSON.stringify(content)));
    expect(plan.findings.map((f) => f.rule)).toContain(rule);
    expect(plan.changes).toMatchObject([{ id: "demo", blocked: expect.stringContaining("检查") }]);
    expect(plan.files).toEqual([]);
  });
});

describe("text stays text", () => {
  it.each(["=1+1", "+86 10", "-1", "@SUM(A1)", "\t=1+1", "_x0041_", "a\nb", "<&>\"'", "[\"a\"]", " 两头空 "])("%j is no formula and comes back as it was", async (text) => {
    root = projectWith({ [DEMO]: `${guideFile("demo", RULES)}\npitfalls: [{text: ${JSON.stringify(text)}, source: law}]\n` });
    const bytes = await exported("xlsx");
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell) => {
      expect(cell.formula).toBeUndefined();
      if (typeof cell.value === "string") expect(cell.numFmt).toBe("@");
    })));
    expect(await planOf("in.xlsx", bytes)).toMatchObject({ problems: [], changes: [] });
  });
});

describe("the command", () => {
  it("exports a workbook where it is told to and knows the format by the ending", async () => {
    const out = join(freshFolder(), "out.xlsx");
    expect(await runExport(["--out", out, "demo"], root)).toBe(0);
    expect(await planOf("out.xlsx", readFileSync(out))).toMatchObject({ problems: [], changes: [] });
  });
  it.each([[["--format", "csv"]], [["ghost"]], [["--what"]]])("export %j is refused", async (args) => expect(await runExport(args, root)).toBe(2));
  it.each([[[]], [["a", "b"]], [["--what"]]])("import %j is refused", async (args) => expect(await runImport(args, root)).toBe(2));
});
