/**
 * Looks at an .xlsx (a zip) before anything unpacks it: how many parts, how large they claim to be, and whether the
 * claim is true. What a reader would expand without end is refused here.
 */
import { inflateRawSync } from "node:zlib";
import { UnreadableFile } from "./intake.ts";

export const LIMITS = { parts: 500, unpackedBytes: 40_000_000, rowNumber: 200_000 } as const;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Old .xls files and workbooks with a password are this container. */
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

const DAMAGED = "这个 Excel 文件坏了，读不出来。请用 Excel 或 WPS 重新打开，另存为 .xlsx 再试。";
const TOO_LARGE = `这个 Excel 文件解开后太大（上限 ${LIMITS.unpackedBytes / 1_000_000} MB），没有读。请删掉图片和没用的表，或分成几个文件。`;

/** @throws UnreadableFile */
export function guardWorkbook(bytes: Buffer): void {
  if (bytes.subarray(0, 4).equals(OLE)) throw new UnreadableFile("这是旧的 .xls 文件，或者加了密码。请去掉密码，另存为 .xlsx 再试。");
  let unpacked = 0;
  const names: string[] = [];
  try {
    const end = endRecord(bytes);
    const count = bytes.readUInt16LE(end + 10);
    if (count > LIMITS.parts) throw new UnreadableFile(`这个 Excel 文件里有 ${count} 个部件（上限 ${LIMITS.parts}），不像正常的工作簿，没有读。`);
    let at = bytes.readUInt32LE(end + 16);
    for (let i = 0; i < count; i++) {
      const entry = readEntry(bytes, at);
      unpacked += entry.size;
      if (unpacked > LIMITS.unpackedBytes) throw new UnreadableFile(TOO_LARGE);
      names.push(entry.name);
      guardRows(entry.name, unpack(bytes, entry));
      at = entry.next;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile(DAMAGED);
  }
  if (!names.includes("xl/workbook.xml")) throw new UnreadableFile("这个文件不是 Excel 工作簿（.xlsx）。");
}

function endRecord(bytes: Buffer): number {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || bytes.readUInt32LE(end) !== END) throw new UnreadableFile(DAMAGED);
  return end;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly start: number;
  readonly next: number;
}

function readEntry(bytes: Buffer, at: number): Entry {
  if (bytes.readUInt32LE(at) !== ENTRY) throw new UnreadableFile(DAMAGED);
  if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw new UnreadableFile("这个 Excel 文件加了密码。请去掉密码再试。");
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => bytes.readUInt16LE(at + o)) as [number, number, number];
  const local = bytes.readUInt32LE(at + 42);
  if (bytes.readUInt32LE(local) !== LOCAL) throw new UnreadableFile(DAMAGED);
  return {
    name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
    method: bytes.readUInt16LE(at + 10), packed: bytes.readUInt32LE(at + 20), size: bytes.readUInt32LE(at + 24),
    start: local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
    next: at + 46 + nameLength + extraLength + commentLength,
  };
}

/** The content, at most as large as it claims to be: a part that grows beyond that is no honest one. */
function unpack(bytes: Buffer, entry: Entry): Buffer {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed);
  if (entry.method === 0 && entry.packed === entry.size) return packed;
  if (entry.method !== 8) throw new UnreadableFile(DAMAGED);
  const content = entry.size === 0 ? Buffer.alloc(0) : inflateRawSync(packed, { maxOutputLength: entry.size });
  if (content.length !== entry.size) throw new UnreadableFile(DAMAGED);
  return content;
}

/** A single row numbered in the billions would keep a reader busy for minutes. */
function guardRows(name: string, content: Buffer): void {
  if (!name.startsWith("xl/worksheets/") || !name.endsWith(".xml")) return;
  for (const [, row = ""] of content.toString("latin1").matchAll(/<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)/g)) {
    if (Number(row) > LIMITS.rowNumber) throw new UnreadableFile(`表里有第 ${row} 行（上限 ${LIMITS.rowNumber} 行），没有读。请删掉后面的空行再试。`);
  }
}
