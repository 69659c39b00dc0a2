/** What was read from a file that somebody wants to bring in, before anything is compared or changed. */
import type { Kind } from "./bundle.ts";

/** A point of the file that could not be used: where, and why, in plain Chinese. */
export interface Problem {
  readonly where: string;
  readonly cause: string;
}

/** One guide, material, source or shared situation, still unchecked. */
export interface Incoming {
  readonly kind: Kind;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Something of it could not be read: it must not replace what is there. */
  readonly broken: boolean;
  /** Fields the file says nothing about: what is there stays. */
  readonly untold: readonly string[];
  /** Where in the file a path of keys and indexes stands, for people. */
  readonly where: (path: readonly PropertyKey[]) => string;
}

export interface Intake {
  readonly entries: readonly Incoming[];
  readonly problems: readonly Problem[];
  /** Rows that nobody can attribute: what seems to be gone may stand there. */
  readonly strays: boolean;
}

/** The file cannot be used at all; the message is for the person as it is. */
export class UnreadableFile extends Error {}

/** Ids become file names and cell keys, so nothing else may be in them. */
const SAFE_ID = { file: /^[a-z0-9]+(-[a-z0-9]+)*$/, fact: /^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/ };

export function isSafeId(kind: Kind, id: string): boolean {
  return id.length <= 80 && (kind === "situations" ? SAFE_ID.fact : SAFE_ID.file).test(id);
}

export const ID_RULE = "编号只用小写字母、数字和连字符（共用情形写成 角色.名称）";
