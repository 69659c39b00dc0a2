/** docs/tasks/add-a-region.md, followed to the letter: its commands and its tables, for an invented city. */
import ExcelJS from "exceljs";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { runExport } from "../../../src/cli/export.ts";
import { runImport } from "../../../src/cli/import.ts";
import { checkKnowledge } from "../../../src/knowledge/check.ts";
import { readKnowledge } from "../../../src/knowledge/read.ts";
import { localEdition, withoutInvented } from "../../../src/domain/regional.ts";
import { held } from "../../../src/domain/checklist.ts";
import { freshFolder } from "../../support/folder.ts";
import { ROOT } from "../../support/root.ts";

const PAGE = readFileSync(join(ROOT, "docs/tasks/add-a-region.md"), "utf8");
const DAY = "2026-11-24";

/** The page's own tables, by the sheet that the paragraph before them names. */
function tables(): Map<string, { heads: string[]; rows: string[][] }> {
  const found = new Map<string, { heads: string[]; rows: string[][] }>();
  for (const [, sheet, table] of PAGE.matchAll(/^Sheet (\S+?):[^\n]*\n\n((?:\|[^\n]*\n)+)/gm)) {
    const [heads = [], , ...rows] = table!.trim().split("\n").map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
    found.set(sheet!, { heads, rows });
  }
  return found;
}

/** The page's commands, without `npm run -s yicitong --`. */
const commands = [...PAGE.matchAll(/^npm run -s yicitong -- (.+)$/gm)].map((m) => m[1]!.split(" "));

let root: string;
beforeEach(() => {
  root = freshFolder();
  // The guides the page speaks of and what they stand on: the others would only cost time.
  const guides = ["id-card-replace", "id-card-renew", "passport-first"].map((id) => `guides/${id}.yaml`);
  for (const part of ["catalogue.yaml", "situations.yaml", "regions.yaml", "sources", "materials", ...guides]) {
    cpSync(join(ROOT, "knowledge", part), join(root, "knowledge", part), { recursive: true });
  }
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

async function fillIn(file: string, edit: (book: ExcelJS.Workbook) => void = () => undefined): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  for (const [sheet, { heads, rows }] of tables()) {
    const found = book.getWorksheet(sheet)!;
    const columns = found.getRow(1).values as string[];
    rows.forEach((row, i) => row.forEach((cell, j) => {
      expect(columns, `${sheet} has a column ${heads[j]}`).toContain(heads[j]);
      if (cell !== "") found.getRow(i + 2).getCell(columns.indexOf(heads[j]!)).value = cell;
    }));
  }
  edit(book);
  await book.xlsx.writeFile(file);
}

describe("adding a region as the page says", () => {
  it("has tables for all that a place fills in", () => expect([...tables().keys()]).toEqual(["本地出处", "本地窗口", "本地说法", "本地材料"]));

  it("loads the city's offices, hours, phones, promise, channel and difference; what it leaves out stays national", async () => {
    const [take, look, write] = commands as [string[], string[], string[]];
    const file = join(root, "云州市.xlsx");
    const here = (args: string[]): string[] => args.slice(1).map((a) => (a === "云州市.xlsx" ? file : a));
    expect(take[0]).toBe("export");
    expect(await runExport(here(take), root)).toBe(0);
    await fillIn(file);
    expect(look).toEqual(["import", "云州市.xlsx"]);
    expect(await runImport(here(look), root)).toBe(0);
    expect(readKnowledge(root).edition.packs.size).toBe(0);
    expect(await runImport(here(write), root)).toBe(0);

    const knowledge = readKnowledge(root);
    expect(checkKnowledge(knowledge, DAY).filter((f) => f.level !== "info")).toEqual([]);
    const national = knowledge.edition.guides.get("id-card-replace")!;
    const local = localEdition(knowledge.edition, "990100").guides.get("id-card-replace")!;
    expect(local.lines.places.map((l) => l.text)).toEqual(["云州市公安局户政大厅，在云溪区长桥路 8 号 1 楼。"]);
    expect(local.lines.hours[0]!.text).toContain("周六 9:00–12:00");
    expect(local.lines.phones[0]!.text).toContain("0999-555-0100");
    expect(local.lines.places[0]!.citation).toMatchObject({ title: "云州市政务服务中心办事公告（虚构）", verified: { on: "2026-11-20", how: "original" } });
    expect(local.lines.times.filter((t) => t.kind === "statutory")).toEqual(national.lines.times.filter((t) => t.kind === "statutory"));
    expect(local.lines.times.filter((t) => t.kind === "promised").map((t) => t.days)).toEqual([10]);
    expect(held(local.lines.online, { "applicant.age": 12 }, DAY)).toEqual([]);
    expect(held(local.lines.online, { "applicant.age": 40 }, DAY).map((h) => h.rule.depth)).toEqual(["partial"]);
    const booklet = local.materials.find((m) => m.anyOf[0]!.papers[0]!.paper === "household-booklet")!;
    expect(booklet.varies).toBeUndefined();
    expect(booklet.note).toContain("指纹比得上的不用带");
    expect(local.fees).toEqual(national.fees);
    expect(localEdition(knowledge.edition, "990100").guides.get("passport-first")).toBe(knowledge.edition.guides.get("passport-first"));
    expect(localEdition(knowledge.edition, "110000")).toBe(knowledge.edition);
    expect(localEdition(knowledge.edition, null)).toBe(knowledge.edition);
    // A district of the city hears the city's words.
    expect(localEdition(knowledge.edition, "990102").guides.get("id-card-replace")).toEqual(local);

    // Taken out again, nothing is to be changed.
    expect(await runExport(here(take), root)).toBe(0);
    vi.mocked(process.stdout.write).mockClear();
    expect(await runImport(here(look), root)).toBe(0);
    expect(vi.mocked(process.stdout.write).mock.calls.join("")).toContain("没有要写的");
  });

  it("names sheet and cell of a bad row, and what stands in no guide; nothing is written then", async () => {
    const file = join(root, "云州市.xlsx");
    await runExport(["--region", "990100", "--name", "云州市", "--out", file], root);
    await fillIn(file, (book) => {
      book.getWorksheet("本地说法")!.getCell("F2").value = "十元";
      book.getWorksheet("本地窗口")!.getCell("G2").value = "id-card-replace；id-card-lost";
    });
    expect(await runImport([file, "--apply"], root)).toBe(1);
    const said = vi.mocked(process.stdout.write).mock.calls.join("");
    expect(said).toContain("表“本地说法”单元格 F2");
    expect(readKnowledge(root).edition.packs.size).toBe(0);
  });

  it("an unknown guide, a paper the guide does not ask for and an unknown fact are errors of the checker", async () => {
    const file = join(root, "云州市.xlsx");
    await runExport(["--region", "990100", "--name", "云州市", "--out", file], root);
    await fillIn(file, (book) => { book.getWorksheet("本地材料")!.getCell("E2").value = "passport"; });
    expect(await runImport([file, "--apply"], root)).toBe(1);
    expect(vi.mocked(process.stdout.write).mock.calls.join("")).toContain("本来就不要");
    expect(readKnowledge(root).edition.packs.size).toBe(0);
  });

  it("an invented place is never served", async () => {
    const file = join(root, "云州市.xlsx");
    await runExport(["--region", "990100", "--name", "云州市", "--out", file], root);
    await fillIn(file, (book) => { book.getWorksheet("地区")!.getCell("D2").value = "是"; });
    expect(await runImport([file, "--apply"], root)).toBe(0);
    const { edition } = readKnowledge(root);
    expect(edition.regions.get("990100")?.name).toBe("云州市");
    expect(withoutInvented(edition).packs.size).toBe(0);
    expect(withoutInvented(edition).regions.has("990100")).toBe(false);
    expect(withoutInvented(edition).regions.has("330100")).toBe(true);
  });
});
