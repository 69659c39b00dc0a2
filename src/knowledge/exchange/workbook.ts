/** Rows ↔ an Excel workbook. Everything that is text is written as text: nothing in it ever runs as a formula. */
import type ExcelJS from "exceljs";
import { ConditionError } from "../conditionFile.ts";
import { CellError, type Cell } from "./cells.ts";
import { UnreadableFile, type Problem } from "./intake.ts";
import { cellName, type ReadRow, type ReadSheet } from "./origins.ts";
import { SHEETS, type Column, type Row, type Rows, type Sheet, type SheetName } from "./sheets.ts";
import { guardWorkbook } from "./zipGuard.ts";

/** What one cell of Excel can hold. */
const MAX_CELL = 32_767;
/** Loaded only when a workbook is asked for: it is the slowest package we have. */
const excel = async (): Promise<typeof ExcelJS> => (await import("exceljs")).default;

const HELP = [
  "一行一条规定。编号是认它的依据，不要改；只给人看的列（灰色）改了不算。",
  "同一条材料有几种可选的，写几行：材料序号相同，任选分支写 1、2、3；同一分支里的几份要一起带。",
  "单选题一个选项一行：第一行写问题，下面几行只写编号和选项。",
  "几个词写在一格里，用“；”隔开。日期写成 2026-09-20。",
  "适用条件：applicant.age < 16 且 companion.kind = other。还有 或、非(…)、≠、≥、≤、在 30 天内、早于 3 年前、自 2025-01-01 起、在 2027-01-01 前。空着就是总适用。",
  "依据写 出处编号 加条款：passport-law 第六条。",
  "导入前先看改动：npm run -s yicitong -- import 文件.xlsx；确认后再加 --apply。",
];

/** @param notes lines for the last sheet, for people only */
export async function writeWorkbook(rows: Rows, notes: { readonly name: string; readonly lines: readonly string[] } = { name: "填写说明", lines: HELP }): Promise<Buffer> {
  const { Workbook } = await excel();
  const book = new Workbook();
  for (const sheet of SHEETS) {
    const told = rows[sheet.name];
    if (told) addSheet(book, sheet, told);
  }
  const help = book.addWorksheet(notes.name);
  help.columns = [{ width: 120, style: { numFmt: "@" } }];
  notes.lines.forEach((line) => { help.addRow([line]); });
  return Buffer.from(await book.xlsx.writeBuffer());
}

function addSheet(book: ExcelJS.Workbook, sheet: Sheet, rows: readonly Row[]): void {
  const made = book.addWorksheet(sheet.name, { views: [{ state: "frozen", ySplit: 1, xSplit: 1 }] });
  // The format "@" keeps a text that begins with = + - @ a text, also after somebody has edited the cell.
  made.columns = sheet.columns.map((c) => ({
    header: c.head, key: c.key, width: c.width,
    style: { numFmt: "@", alignment: { wrapText: true, vertical: "top" }, ...(c.info ? { font: { color: { argb: "FF808080" } } } : {}) },
  }));
  made.getRow(1).font = { bold: true };
  for (const row of rows) {
    const cells = sheet.columns.map((c) => written(sheet, c, row[c.key]));
    const added = made.addRow(cells);
    cells.forEach((cell, i) => { if (typeof cell === "number") added.getCell(i + 1).numFmt = "General"; });
  }
}

function written(sheet: Sheet, column: Column, value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  const cell = column.kind.write(value);
  if (typeof cell === "string" && cell.length > MAX_CELL) {
    throw new Error(`表“${sheet.name}”的“${column.head}”有一格超过 Excel 的上限（${MAX_CELL} 字），请用 yaml 或 json。`);
  }
  // Excel reads _x0041_ as the letter A: the underscore is escaped the same way.
  return cell === "" ? null : typeof cell === "string" ? cell.replace(/_(?=x[0-9A-F]{4}_)/g, "_x005F_") : cell;
}

/** Parts of a sheet that carry no content of ours; some of them make a reader fill millions of cells. */
const IGNORED = ["cols", "mergeCells", "dataValidations", "conditionalFormatting", "hyperlinks", "autoFilter", "drawing", "legacyDrawing", "picture", "tableParts", "extLst", "rowBreaks"];

/** @throws UnreadableFile */
export async function readWorkbook(bytes: Buffer): Promise<{ sheets: ReadonlyMap<SheetName, ReadSheet>; problems: readonly Problem[] }> {
  guardWorkbook(bytes);
  const { Workbook } = await excel();
  const book = new Workbook();
  try {
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer, { ignoreNodes: IGNORED });
  } catch {
    throw new UnreadableFile("这个 Excel 文件坏了，读不出来。请用 Excel 或 WPS 重新打开，另存为 .xlsx 再试。");
  }
  const problems: Problem[] = [];
  const sheets = new Map<SheetName, ReadSheet>();
  for (const sheet of SHEETS) {
    const found = book.worksheets.find((w) => w.name.trim() === sheet.name);
    if (found) sheets.set(sheet.name, readSheet(sheet, found, problems));
  }
  if (sheets.size === 0) throw new UnreadableFile(`这个工作簿里没有我们认识的表。要有的表名：${SHEETS.map((s) => s.name).join("、")}。可以先 export 一份照着填。`);
  return { sheets, problems };
}

function readSheet(sheet: Sheet, found: ExcelJS.Worksheet, problems: Problem[]): ReadSheet {
  const columns = new Map<number, Column>();
  found.getRow(1).eachCell((cell, index) => {
    const head = typeof cell.text === "string" ? cell.text.trim() : "";
    const column = sheet.columns.find((c) => c.head === head);
    if (column && ![...columns.values()].includes(column)) columns.set(index, column);
    else if (head !== "") problems.push({ where: `表“${sheet.name}”单元格 ${cell.address}`, cause: column ? `列“${head}”有两个，只读了前一个` : `不认识列“${head}”，没有读` });
  });
  const lacking = sheet.columns.filter((c) => !c.info && ![...columns.values()].includes(c)).map((c) => c.head);
  const rows: ReadRow[] = [];
  const read: ReadSheet = {
    name: sheet.name, rows, usable: lacking.length === 0,
    letters: new Map([...columns].map(([index, c]) => [c.key, found.getColumn(index).letter])),
  };
  if (lacking.length > 0) {
    problems.push({ where: `表“${sheet.name}”第 1 行`, cause: `缺这些列：${lacking.join("、")}。这张表没有读` });
    return read;
  }
  found.eachRow((row, number) => {
    if (number > 1) rows.push(...readRow(read, row, number, columns, problems));
  });
  return read;
}

/** @returns nothing for an empty row */
function readRow(sheet: ReadSheet, row: ExcelJS.Row, number: number, columns: ReadonlyMap<number, Column>, problems: Problem[]): ReadRow[] {
  const values: Record<string, unknown> = {};
  const info: Record<string, string> = {};
  let bad = false;
  for (const [index, column] of columns) {
    try {
      const cell = plain(row.getCell(index).value);
      if (cell === null) continue;
      if (column.info) info[column.key] = String(cell).trim();
      else values[column.key] = column.kind.read(cell);
    } catch (error) {
      if (!(error instanceof CellError || error instanceof ConditionError)) throw error;
      if (column.info) continue;
      bad = true;
      problems.push({ where: cellName({ sheet, number }, sheet.letters.get(column.key)), cause: `${column.head}：${error.message}` });
    }
  }
  return bad || Object.keys(values).length > 0 ? [{ sheet, number, values, info, bad }] : [];
}

/** @returns null for an empty cell */
function plain(value: ExcelJS.CellValue): Cell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  if ("richText" in value) return plain(value.richText.map((part) => part.text).join(""));
  if ("hyperlink" in value) return plain(value.text as ExcelJS.CellValue);
  if ("error" in value) throw new CellError(`这一格是 Excel 的错误值 ${value.error}`);
  throw new CellError("这一格是公式。请改成它的值（复制，再“粘贴为数值”）");
}
