/** Files written so that nobody ever reads half of one: beside it first, then put in its place. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface FileText {
  /** From the project's root. */
  readonly path: string;
  readonly text: string;
}

export function writeFiles(root: string, files: readonly FileText[]): void {
  for (const { path, text } of files) replaceFile(join(root, path), text);
}

export function replaceFile(path: string, content: string | Buffer): void {
  mkdirSync(dirname(path), { recursive: true });
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, content);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
