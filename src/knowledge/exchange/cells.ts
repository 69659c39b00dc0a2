/** What stands in one cell of the workbook, by kind: written for people, read back without loss. */
import { isDay } from "../../domain/days.ts";
import type { FactValue } from "../../domain/facts.ts";
import { ConditionError, parseCondition } from "../conditionFile.ts";
import { authored } from "./authored.ts";
import { conditionText, parseConditionText, parseValue, valueText } from "./conditionText.ts";

export type Cell = string | number | boolean;

export interface CellKind {
  write(value: unknown): string | number;
  /** @throws CellError or ConditionError */
  read(cell: Cell): unknown;
}

/** A cell that cannot be understood; the message says why, in plain Chinese. */
export class CellError extends Error {}

export const text: CellKind = { write: String, read: String };

/** An id or a reference: spaces around it are a slip. */
export const word: CellKind = { write: String, read: (cell) => String(cell).trim() };

export const number: CellKind = {
  write: Number,
  read(cell) {
    const n = typeof cell === "number" ? cell : Number(String(cell).trim().replace(/[，,](?=\d{3})/g, ""));
    if (typeof cell === "boolean" || !Number.isFinite(n)) throw new CellError(`“${cell}”应当是数字，不带单位`);
    return n;
  },
};

export const day: CellKind = {
  write: String,
  read(cell) {
    const written = String(cell).trim().replace(/^(\d{4})[/.年](\d{1,2})[/.月](\d{1,2})日?$/, (_, y: string, m: string, d: string) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
    if (!isDay(written)) throw new CellError(`“${cell}”不是日期，写成 2026-09-20 这样`);
    return written;
  },
};

/** A mark that something holds; empty otherwise. */
export const yes: CellKind = {
  write: (value) => (value === true ? "是" : ""),
  read(cell) {
    const said = String(cell).trim();
    if (["是", "true", "1", "√"].includes(said)) return true;
    if (["否", "false", "0", ""].includes(said)) return false;
    throw new CellError(`“${said}”只能写“是”，或者空着`);
  },
};

/** `甲；乙；丙`; as JSON when a word itself holds a separator. */
export const list: CellKind = {
  write(value) {
    const words = value as readonly string[];
    const joined = words.join("；");
    return words.length > 0 && JSON.stringify(split(joined)) !== JSON.stringify(words) ? JSON.stringify(words) : joined;
  },
  read: (cell) => split(String(cell)),
};

function split(cell: string): string[] {
  if (cell.startsWith("[\"") && cell.endsWith("]")) {
    try {
      return (JSON.parse(cell) as unknown[]).map(String);
    } catch {
      // No list written by us: words that happen to stand in brackets.
    }
  }
  return cell.split(/[；;\n]/).map((w) => w.trim()).filter((w) => w !== "");
}

/** A value a fact can have: 是, 否, a number, an option's id. */
export const value: CellKind = {
  write: (v) => (typeof v === "number" ? v : valueText(v as FactValue)),
  read: (cell) => (typeof cell === "string" ? parseValue(cell.trim()) : cell),
};

/** @throws ConditionError when the condition names a rule that does not exist */
export const condition: CellKind = {
  write: (when) => conditionText(parseCondition(when)),
  read(cell) {
    if (typeof cell !== "string") throw new ConditionError(`“${cell}”不是条件`);
    const written = authored(parseConditionText(cell));
    parseCondition(written);
    return written;
  },
};

/** One of a closed list, by its Chinese name; the id itself is understood too. */
export function choice(names: Readonly<Record<string, string>>): CellKind {
  return {
    write: (id) => names[String(id)] ?? String(id),
    read(cell) {
      const said = String(cell).trim();
      const id = Object.keys(names).find((k) => names[k] === said || k === said);
      if (id === undefined) throw new CellError(`“${said}”不在可选的词里：${Object.values(names).join("、")}`);
      return id;
    },
  };
}
