import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { MemoryStore } from "../../src/storage/memory.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { inboxContract } from "./inboxContract.ts";

const missing = await postgresMissing("PostgreSQL：没答好的问题（test/storage/inbox.test.ts）");

inboxContract("memory", async () => ({ store: new MemoryStore(), destroy: async () => {} }));

inboxContract("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-"));
  const store = openSqlite(folder);
  return { store, destroy: async () => { await store.close(); rmSync(folder, { recursive: true }); } };
});

describe.skipIf(missing)("PostgreSQL", () => {
  inboxContract("PostgreSQL", async () => {
    const { schema, drop } = await freshSchema();
    const store = await openPostgres({ url: TEST_DATABASE_URL, schema });
    return { store, destroy: async () => { await store.close(); await drop(); } };
  });
});
