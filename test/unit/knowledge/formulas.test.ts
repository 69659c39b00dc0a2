import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { writeWorkbook } from "../../../src/knowledge/exchange/workbook.ts";

test("a text that looks like a formula is a text in the workbook, and stays one when somebody edits the cell", async () => {
  const hostile = ["=HYPERLINK(\"https://evil.example\",\"看清单\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"];
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeWorkbook({}, { name: "说明", lines: hostile })).buffer as ArrayBuffer);
  const sheet = book.getWorksheet("说明")!;
  for (const [i, text] of hostile.entries()) {
    const cell = sheet.getCell(i + 1, 1);
    expect(cell).toMatchObject({ type: ExcelJS.ValueType.String, value: text, numFmt: "@" });
  }
});
