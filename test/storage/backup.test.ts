/** Copies are taken while turns are stored, and a restored copy holds exactly what had been acknowledged by then. */
import Database from "libsql";
import { copyFileSync, existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { backupPostgres, restorePostgres } from "../../src/storage/backupPostgres.ts";
import { backupSqlite, restoreSqlite } from "../../src/storage/backupSqlite.ts";
import { openPostgres } from "../../src/storage/postgres.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freshFolder } from "../support/folder.ts";
import { postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { skipReason } from "../support/skip.ts";
import { conversation, events, said } from "./contract.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");
const restored = { replace: false, now: NOW };

describe("the embedded store", () => {
  const filled = async () => {
    const folder = freshFolder();
    const store = openSqlite(folder);
    onTestFinished(() => store.close());
    const talk = conversation();
    await store.create(talk);
    await store.append(talk.id, 2, events(2, 2, [said("一")]), { key: "k", response: "{}" });
    return { folder, store, talk };
  };

  test("is copied while it is open; the copy, restored elsewhere, has everything", async () => {
    const { folder, store, talk } = await filled();
    const file = join(freshFolder(), "new", "copy.db");
    expect(backupSqlite(folder, file)).toMatchObject({ file, conversations: 1, events: 3 });
    await store.append(talk.id, 3, events(3, 3, [said("备份以后")]), null);
    const target = freshFolder();
    expect(restoreSqlite(file, target, restored)).toMatchObject({ copied: { conversations: 1, events: 3 }, former: null });
    const again = openSqlite(target);
    expect((await again.load(talk.id))!.events).toHaveLength(3);
    expect(await again.answered(talk.id, "k")).toBe("{}");
    expect(await again.append(talk.id, 3, events(3, 3, [said("接着说")]), null)).toBe("stored");
    await again.close();
    expect((await store.load(talk.id))!.events).toHaveLength(4);
  });

  test("a copy is for its owner's eyes only, and nothing half-made is left", async () => {
    const { folder } = await filled();
    const out = freshFolder();
    backupSqlite(folder, join(out, "copy.db"));
    expect(statSync(join(out, "copy.db")).mode & 0o777).toBe(0o600);
    expect(readdirSync(out)).toEqual(["copy.db"]);
  });

  test("an existing file is not written over", async () => {
    const { folder } = await filled();
    const file = join(freshFolder(), "copy.db");
    writeFileSync(file, "别人的");
    expect(() => backupSqlite(folder, file)).toThrow(/已经有了，没有覆盖/);
    expect(readFileSync(file, "utf8")).toBe("别人的");
  });

  test("a folder without data: one hears where to look", () => {
    expect(() => backupSqlite(freshFolder(), join(freshFolder(), "c.db"))).toThrow(/没有可以备份的.*DATA_DIR/);
  });

  test("is not restored under a running server, nor over data unless asked; the former data stays beside it", async () => {
    const { folder, store, talk } = await filled();
    const file = join(freshFolder(), "copy.db");
    backupSqlite(folder, file);
    expect(() => restoreSqlite(file, folder, { replace: true, now: NOW })).toThrow(/正被另一个一次通/);
    await store.append(talk.id, 3, events(3, 3, [said("备份以后")]), null);
    await store.close();
    expect(() => restoreSqlite(file, folder, restored)).toThrow(/已经有数据.*--replace/);
    const { former } = restoreSqlite(file, folder, { replace: true, now: NOW });
    expect(former).toBe(join(folder, "yicitong.db.20261124T120000Z"));
    const now = openSqlite(folder);
    expect((await now.load(talk.id))!.events).toHaveLength(3);
    await now.close();
    const old = new Database(former!, { readonly: true });
    expect(old.prepare("SELECT count(*) AS n FROM events").get()).toMatchObject({ n: 4 });
    old.close();
  });

  test.each([
    ["nothing", (file: string) => writeFileSync(file, "")],
    ["something else", (file: string) => writeFileSync(file, "这不是数据库".repeat(1_000))],
    ["cut in half", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size / 2))],
    ["another database", (file: string) => { writeFileSync(file, ""); const db = new Database(file); db.exec("CREATE TABLE a (b)"); db.close(); }],
    ["written by a newer version", (file: string) => { const db = new Database(file); db.exec("INSERT INTO migrations VALUES (9999, 'future', 1)"); db.close(); }],
  ])("a copy that is %s is refused, and the data stays", async (_, spoil) => {
    const { folder, store, talk } = await filled();
    const file = join(freshFolder(), "copy.db");
    backupSqlite(folder, file);
    spoil(file);
    await store.close();
    expect(() => restoreSqlite(file, folder, { replace: true, now: NOW })).toThrow(expect.objectContaining({ kind: "refused" }));
    const again = openSqlite(folder);
    expect((await again.load(talk.id))!.events).toHaveLength(3);
    await again.close();
  });

  test("a raw copy of the file alone is not what we offer: its log would be missing", async () => {
    const { folder } = await filled();
    const raw = join(freshFolder(), "raw.db");
    copyFileSync(join(folder, "yicitong.db"), raw);
    expect(existsSync(join(folder, "yicitong.db-wal"))).toBe(true);
    const target = freshFolder();
    expect(() => restoreSqlite(raw, target, restored)).toThrow(/坏了|不是一次通/);
  });
});

const missing = await postgresMissing("PostgreSQL 的备份和恢复（test/storage/backup.test.ts）") ?? await databasesMissing();

/** A restore needs an empty database, not only a schema. */
async function databasesMissing(): Promise<string | null> {
  const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>("SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user");
    return rows[0]?.may ? null : skipReason("PostgreSQL 的备份和恢复（test/storage/backup.test.ts）", "测试用的数据库用户不能建库", "ALTER ROLE 用户 CREATEDB");
  } finally {
    await client.end();
  }
}

describe.skipIf(missing)("PostgreSQL", () => {
  const database = async (): Promise<string> => {
    const name = `yicitong_${Math.random().toString(36).slice(2)}`;
    const run = async (sql: string): Promise<void> => {
      const client = new pg.Client({ connectionString: TEST_DATABASE_URL });
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    await run(`CREATE DATABASE ${name}`);
    onTestFinished(() => run(`DROP DATABASE ${name} WITH (FORCE)`));
    return Object.assign(new URL(TEST_DATABASE_URL), { pathname: `/${name}` }).href;
  };

  test("is copied while it is open; the copy, restored into an empty database, has everything and goes on", async () => {
    const [from, to] = [await database(), await database()];
    const store = await openPostgres({ url: from });
    const talk = conversation();
    await store.create(talk);
    await store.append(talk.id, 2, events(2, 2, [said("一")]), { key: "k", response: "{}" });
    const file = join(freshFolder(), "copy.dump");
    await backupPostgres(from, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await store.close();
    await restorePostgres(file, to);
    const again = await openPostgres({ url: to });
    expect((await again.load(talk.id))!.events).toHaveLength(3);
    expect(await again.answered(talk.id, "k")).toBe("{}");
    expect(await again.append(talk.id, 3, events(3, 3, [said("接着说")]), null)).toBe("stored");
    await again.close();
    await expect(restorePostgres(file, to)).rejects.toThrow(/已经有一次通的数据，没有动它/);
  }, 60_000);

  test("a damaged copy leaves the database empty", async () => {
    const [from, to] = [await database(), await database()];
    await (await openPostgres({ url: from })).close();
    const file = join(freshFolder(), "copy.dump");
    await backupPostgres(from, file);
    writeFileSync(file, readFileSync(file).subarray(0, 3_000));
    await expect(restorePostgres(file, to)).rejects.toThrow(/没有做成/);
    await (await openPostgres({ url: to })).close();
  }, 60_000);
});
