import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openStoreBeside } from "../../src/storage/open.ts";
import { MemoryStore } from "../../src/storage/memory.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freshFolder } from "../support/folder.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { accountOf, accountRow } from "../../src/storage/staff/rows.ts";
import { account, entry, staffContract } from "./staffContract.ts";

const missing = await postgresMissing("PostgreSQL：工作人员（test/storage/staff.test.ts）");

staffContract("memory", async () => ({ staff: new MemoryStore().staff, destroy: async () => {} }));

staffContract("SQLite", async () => {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-"));
  const store = openSqlite(folder);
  return { staff: store.staff, destroy: async () => { await store.close(); rmSync(folder, { recursive: true }); } };
});

describe.skipIf(missing)("PostgreSQL", () => {
  staffContract("PostgreSQL", async () => {
    const { schema, drop } = await freshSchema();
    const store = await openPostgres({ url: TEST_DATABASE_URL, schema });
    return { staff: store.staff, destroy: async () => { await store.close(); await drop(); } };
  });
});

test("an account of an older program, which knew no identity provider, is bound to nobody", () => {
  const row = accountRow(account());
  const { identity: _, ...older } = JSON.parse(row.body) as Record<string, unknown>;
  expect(accountOf({ ...row, body: JSON.stringify(older) }).identity).toBeNull();
});

test("SQLite: a command works beside a running server, and both see what the other wrote", async () => {
  const folder = freshFolder();
  const server = openSqlite(folder);
  const command = await openStoreBeside({ dataDir: folder, databaseUrl: null });
  expect(await command.staff.addAccount(account({ login: "first" }), entry())).toBe("stored");
  expect(await server.staff.accountByLogin("first")).not.toBeNull();
  await command.close();
  expect(await server.staff.accounts()).toHaveLength(1);
  await server.close();
});
