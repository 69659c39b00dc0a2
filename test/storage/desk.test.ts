import { describe } from "vitest";
import { MemoryStore } from "../../src/storage/memory.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { deskContract } from "./deskContract.ts";

deskContract("memory", async () => ({ store: new MemoryStore(), destroy: async () => {} }), false);

deskContract("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-"));
  const store = openSqlite(folder);
  return { store, destroy: async () => { await store.close(); rmSync(folder, { recursive: true, force: true }); } };
});

const missing = await postgresMissing("坐席台的 PostgreSQL 存储（test/storage/desk.test.ts）");

describe.skipIf(missing)("PostgreSQL", () => {
  deskContract("PostgreSQL", async () => {
    const { schema, drop } = await freshSchema();
    const store = await openPostgres({ url: TEST_DATABASE_URL, schema });
    return { store, destroy: async () => { await store.close(); await drop(); } };
  });
});
