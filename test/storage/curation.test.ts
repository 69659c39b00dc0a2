import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { MemoryCuration } from "../../src/storage/curation/memory.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { curationContract } from "./curationContract.ts";

curationContract("memory", async () => {
  const store = new MemoryCuration();
  return { store, other: async () => store, destroy: async () => {} };
});

curationContract("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-"));
  const opened = openSqlite(folder);
  // The folder is one process's: another node is the same connection.
  return { store: opened.curation, other: async () => opened.curation, destroy: async () => { await opened.close(); rmSync(folder, { recursive: true }); } };
});

const missing = await postgresMissing("PostgreSQL 存储里的知识管理（test/storage/curation.test.ts）");
describe.skipIf(missing)("PostgreSQL", () => {
  curationContract("PostgreSQL", async () => {
    const { schema, drop } = await freshSchema();
    const [one, two] = await Promise.all([1, 2].map(() => openPostgres({ url: TEST_DATABASE_URL, schema })));
    return { store: one!.curation, other: async () => two!.curation, destroy: async () => { await one!.close(); await two!.close(); await drop(); } };
  });
});
