/** Files that cannot be used: a plain sentence, nothing written, no harm done. */
import { crc32, deflateRawSync } from "node:zlib";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { runImport } from "../../../src/cli/import.ts";
import { projectWith } from "../../support/fixture.ts";
import { freshFolder } from "../../support/folder.ts";

beforeEach(() => {
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});

interface Part { readonly name: string; readonly content: Buffer; readonly claims?: number }

/** A zip by hand, so that it can lie. */
function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, content, claims = content.length } of parts) {
    const packed = deflateRawSync(content);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(claims, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), shared, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), shared, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

const part = (name: string, content: string | Buffer, claims?: number): Part => ({ name, content: Buffer.from(content as string), claims });
const zeros = Buffer.alloc(60_000_000);

describe.each<[string, string, () => string | Buffer, string]>([
  ["is not there", "gone.yaml", () => "", "空的"],
  ["is of another kind", "in.csv", () => "a,b", "只认"],
  ["is an old .xls", "in.xls", () => "x", "另存为 .xlsx"],
  ["is an old workbook under a new name, or has a password", "in.xlsx", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "密码"],
  ["is no workbook", "in.xlsx", () => "hello", "坏了"],
  ["is another zip", "in.xlsx", () => zip([part("a.txt", "hi")]), "不是 Excel"],
  ["is cut off", "in.xlsx", () => zip([part("xl/workbook.xml", "<workbook/>")]).subarray(0, 40), "坏了"],
  ["is a workbook in name only", "in.xlsx", () => zip([part("xl/workbook.xml", "not xml <")]), ""],
  ["is a bomb that says so", "in.xlsx", () => zip([part("xl/workbook.xml", zeros)]), "解开后太大"],
  ["is a bomb that lies", "in.xlsx", () => zip([part("xl/workbook.xml", zeros, 100)]), "坏了"],
  ["has thousands of parts", "in.xlsx", () => zip(Array.from({ length: 600 }, (_, i) => part(`p${i}`, ""))), "部件"],
  ["has a row in the billions", "in.xlsx", () => zip([part("xl/workbook.xml", "<workbook/>"), part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"4000000000\"/></sheetData></worksheet>")]), "行"],
  ["is indented with tabs", "in.yaml", () => "format: yicitong-guides/1\nguides:\n\t- id: demo\n", "第 3 行用制表符"],
  ["is broken YAML", "in.yaml", () => "format: [\n", "不是合格的 YAML"],
  ["has a bomb of aliases", "in.yaml", () => "a: &a [x,x,x]\nb: [*a,*a,*a]\n", "别名"],
  ["is nested without end (YAML)", "in.yaml", () => "[".repeat(20_000), ""],
  ["is nested without end (JSON)", "in.json", () => "[".repeat(100_000) + "]".repeat(100_000), "套得太深"],
  ["is broken JSON", "in.json", () => "{\"format\": ", "JSON"],
  ["is something else entirely", "in.yaml", () => "hello: 1\n", "format"],
  ["is not UTF-8", "in.yaml", () => Buffer.from([0xd6, 0xd0, 0xce, 0xc4]), "UTF-8"],
  ["is larger than 20 MB", "in.yaml", () => Buffer.alloc(20_000_001, "#"), "20 MB"],
])("a file that %s", (_, name, content, says) => {
  it("is refused in a sentence, and nothing is written", async () => {
    const root = projectWith();
    const file = join(freshFolder(), name);
    writeFileSync(file, content());
    expect(await runImport([file, "--apply"], root)).toBe(1);
    const said = vi.mocked(process.stderr.write).mock.calls.map(([s]) => String(s)).join("");
    expect(said).toContain(says);
    expect(said).toContain("什么都没有写");
    expect(said).not.toMatch(/ at |Error/);
    expect(readdirSync(join(root, "knowledge/guides"))).toEqual(["demo.yaml"]);
  });
});

describe("ids never leave the knowledge folder", () => {
  it.each(["../../evil", "a/b", "..", "A", "__proto__", ""])("%j is refused as a source, the rest is read", async (id) => {
    const root = projectWith();
    const before = readFileSync(join(root, "knowledge/sources/law.yaml"), "utf8");
    const file = join(freshFolder(), "in.json");
    writeFileSync(file, JSON.stringify({ format: "yicitong-guides/1", sources: [{ id, title: "坏", verified: { how: "original" } }, { id: "good", title: "好", verified: { how: "original" } }] }));
    expect(await runImport([file, "--apply"], root)).toBe(1);
    expect(readdirSync(join(root, "knowledge/sources")).sort()).toEqual(["good.yaml", "law.yaml"]);
    expect(readFileSync(join(root, "knowledge/sources/law.yaml"), "utf8")).toBe(before);
  });
});
