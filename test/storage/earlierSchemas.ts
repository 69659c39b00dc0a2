/** Rows as each earlier schema's program wrote them: a store of today must read them all and go on. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ConversationStore } from "../../src/assistant/ports.ts";
import { events, said } from "./contract.ts";

const FOLDER = join(import.meta.dirname, "schemas");

export interface EarlierSchema {
  readonly version: number;
  /** Statements that fill a database of that version. */
  readonly rows: readonly string[];
}

export const EARLIER_SCHEMAS: readonly EarlierSchema[] = readdirSync(FOLDER).sort().map((file) => ({
  version: Number(file.slice(0, 4)),
  rows: readFileSync(join(FOLDER, file), "utf8").split("\n").filter((line) => line.startsWith("INSERT")),
}));

export async function expectReadable(store: ConversationStore): Promise<void> {
  const c = (await store.load("schema1"))!;
  expect(c).toMatchObject({ tokenHash: "ab", createdAt: 1_764_000_000_000 });
  expect(c.events.map((e) => e.body.type)).toEqual(["Started", "Replied", "UserClicked", "GuideChosen"]);
  expect(await store.answered("schema1", "k1")).toBe('{"seq":4}');
  expect(await store.append("schema1", 4, events(4, 3, [said("升级以后")]), null)).toBe("stored");
}
