/** A file somebody wants to bring in: looked at from outside first, then read by its kind. */
import { readFileSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { readDocument } from "./document.ts";
import { fromRows } from "./fromRows.ts";
import { UnreadableFile, type Intake } from "./intake.ts";
import { readWorkbook } from "./workbook.ts";

export const MAX_FILE_BYTES = 20_000_000;

/** @throws UnreadableFile with a sentence for the person */
export async function readExchangeFile(path: string): Promise<Intake> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new UnreadableFile(`没有这个文件：${path}`);
  if (!stat.isFile()) throw new UnreadableFile(`这不是文件：${path}`);
  if (stat.size > MAX_FILE_BYTES) throw new UnreadableFile(`文件有 ${Math.ceil(stat.size / 1_000_000)} MB，超过上限 ${MAX_FILE_BYTES / 1_000_000} MB，没有读。请分成几个文件。`);
  if (stat.size === 0) throw new UnreadableFile("这个文件是空的。");
  return readExchange(basename(path), readFileSync(path));
}

/** @param name tells the kind of file by its ending */
export async function readExchange(name: string, bytes: Buffer): Promise<Intake> {
  switch (extname(name).toLowerCase()) {
    case ".xlsx": {
      const { sheets, problems } = await readWorkbook(bytes);
      const intake = fromRows(sheets);
      return { ...intake, problems: [...problems, ...intake.problems] };
    }
    case ".yaml":
    case ".yml": return readDocument(textOf(bytes), "yaml");
    case ".json": return readDocument(textOf(bytes), "json");
    case ".xls": throw new UnreadableFile("旧的 .xls 读不了。请在 Excel 或 WPS 里另存为 .xlsx 再试。");
    default: throw new UnreadableFile("只认 .yaml、.json、.xlsx 三种文件。");
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableFile("这个文件不是 UTF-8 编码（可能是 GBK）。请另存为 UTF-8 再试。");
  }
}
