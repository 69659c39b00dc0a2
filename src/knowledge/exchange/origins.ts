/** Remembers which row of the workbook an object was made of, to point at the cell when it turns out wrong. */
import type { SheetName } from "./sheets.ts";

/** A row as read: the cells that could be understood, by the keys of their columns. */
export interface ReadRow {
  readonly sheet: ReadSheet;
  readonly number: number;
  readonly values: Readonly<Record<string, unknown>>;
  /** The columns for the reader's eyes: only for finding an id by its name. */
  readonly info: Readonly<Record<string, string>>;
  /** A cell of it could not be understood. */
  readonly bad: boolean;
}

export interface ReadSheet {
  readonly name: SheetName;
  /** Column letters by key. */
  readonly letters: ReadonlyMap<string, string>;
  readonly rows: readonly ReadRow[];
  /** False when the head row lacks columns: its rows were not read. */
  readonly usable: boolean;
}

interface Origin {
  readonly row: ReadRow;
  /** Stands before a key of the object in the key of the column: `option.`. */
  readonly prefix: string;
  /** Keys that a column serves under another name. */
  readonly alias: Readonly<Record<string, string>>;
}

export class Origins {
  readonly #of = new WeakMap<object, Origin>();

  note<T extends object>(made: T, row: ReadRow, prefix = "", alias: Readonly<Record<string, string>> = {}): T {
    this.#of.set(made, { row, prefix, alias });
    return made;
  }

  /** `表“材料”第 12 行（H12）` for a path into `root`: the cell, or the row of the nearest object around it. */
  where(root: object, path: readonly PropertyKey[]): string {
    let found = this.#of.get(root);
    let key: PropertyKey | undefined = path[0];
    let node: unknown = root;
    path.forEach((step, i) => {
      node = typeof node === "object" && node !== null ? (node as Record<PropertyKey, unknown>)[step] : undefined;
      const origin = typeof node === "object" && node !== null ? this.#of.get(node) : undefined;
      if (origin) { found = origin; key = path[i + 1]; }
    });
    if (!found) return "这个文件";
    const column = key === undefined ? undefined : found.row.sheet.letters.get(found.prefix + (found.alias[String(key)] ?? String(key)));
    return cellName(found.row, column);
  }
}

export function cellName(row: Pick<ReadRow, "sheet" | "number">, column?: string): string {
  return `表“${row.sheet.name}”${column === undefined ? `第 ${row.number} 行` : `单元格 ${column}${row.number}`}`;
}
