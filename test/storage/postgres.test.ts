import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { MIGRATIONS } from "../../src/storage/migrations/list.ts";
import type { Migration } from "../../src/storage/migrations/migration.ts";
import { openPostgres, type PostgresStore } from "../../src/storage/postgres.ts";
import { migratePostgres } from "../../src/storage/postgresMigrate.ts";
import { openPool } from "../../src/storage/postgresSupport.ts";
import { StoreProblem } from "../../src/storage/problem.ts";
import { breakableProxy } from "../support/breakableProxy.ts";
import { freshSchema, postgresMissing, TEST_DATABASE_URL } from "../support/postgres.ts";
import { conversation, events, said, storeContract, type Opened } from "./contract.ts";
import { EARLIER_SCHEMAS, expectReadable } from "./earlierSchemas.ts";

const missing = await postgresMissing("PostgreSQL 存储（test/storage/postgres.test.ts）");

async function openedIn(schema: string, drop: () => Promise<void>): Promise<Opened> {
  const store = await openPostgres({ url: TEST_DATABASE_URL, schema });
  return {
    store,
    reopen: async () => { await store.close(); return openedIn(schema, drop); },
    damage: async (id, seq, body) => { await store.pool.query("UPDATE events SET body = $1 WHERE conversation = $2 AND seq = $3", [body, id, seq]); },
    lose: async (id, seq) => { await store.pool.query("DELETE FROM events WHERE conversation = $1 AND seq = $2", [id, seq]); },
    destroy: async () => { await store.close(); await drop(); },
  };
}

describe.skipIf(missing)("PostgreSQL", () => {
  let schema = "";
  let drop = async (): Promise<void> => {};
  beforeAll(async () => { ({ schema, drop } = await freshSchema()); });
  afterAll(() => drop());

  const open = async (over: Partial<Parameters<typeof openPostgres>[0]> = {}): Promise<PostgresStore> => {
    const store = await openPostgres({ url: TEST_DATABASE_URL, schema, ...over });
    onTestFinished(() => store.close());
    return store;
  };

  storeContract("PostgreSQL", async () => {
    const own = await freshSchema();
    return openedIn(own.schema, own.drop);
  });

  test("two nodes on one database: of two turns after the same event exactly one is stored", async () => {
    const [a, b] = [await open(), await open()];
    for (let round = 0; round < 20; round++) {
      const c = conversation({ id: `nodes-${round}` });
      await a.create(c);
      const outcomes = await Promise.all([a, b].map((store) => store.append(c.id, 2, events(2, 2, [said("一")]), null)));
      expect([...outcomes].sort()).toEqual(["conflict", "stored"]);
      expect((await b.load(c.id))!.events).toHaveLength(3);
    }
  });

  test("nodes that start together on an empty database migrate it once", async () => {
    const own = await freshSchema();
    onTestFinished(own.drop);
    const stores = await Promise.all([1, 2, 3].map(() => openPostgres({ url: TEST_DATABASE_URL, schema: own.schema })));
    const { rows } = await stores[0]!.pool.query("SELECT version FROM migrations");
    expect(rows).toHaveLength(MIGRATIONS.length);
    await Promise.all(stores.map((s) => s.close()));
  });

  test("the schema of a test can be named in the address, as an operator would", async () => {
    const own = await freshSchema();
    onTestFinished(own.drop);
    const store = await openPostgres({ url: own.url });
    const { rows } = await store.pool.query("SELECT current_schema() AS s");
    expect(rows).toEqual([{ s: own.schema }]);
    await store.close();
  });

  describe("schema versions", () => {
    test.each(EARLIER_SCHEMAS)("data of schema $version is kept and usable", async ({ version, rows }) => {
      const own = await freshSchema();
      onTestFinished(own.drop);
      const pool = openPool(TEST_DATABASE_URL, own.schema);
      await migratePostgres(pool, MIGRATIONS.slice(0, version));
      for (const row of rows) await pool.query(row);
      await pool.end();
      const store = await openPostgres({ url: TEST_DATABASE_URL, schema: own.schema });
      await expectReadable(store);
      await store.close();
    });

    const next: Migration = { version: MIGRATIONS.length + 1, name: "test", sqlite: [], postgres: ["CREATE TABLE extra (a text)"] };

    test("a migration that fails leaves the earlier schema and its data", async () => {
      const store = await open();
      const c = conversation({ id: "before-failing" });
      await store.create(c);
      await expect(open({ migrations: [...MIGRATIONS, { ...next, postgres: [...next.postgres, "CREATE TABEL oops (a)"] }] })).rejects.toThrow();
      expect(await store.load(c.id)).toEqual(c);
      expect((await store.pool.query("SELECT to_regclass('extra') AS t")).rows).toEqual([{ t: null }]);
    });

    test("data of a newer version is not touched, and one hears what to do", async () => {
      const own = await freshSchema();
      onTestFinished(own.drop);
      await (await openPostgres({ url: TEST_DATABASE_URL, schema: own.schema, migrations: [...MIGRATIONS, next] })).close();
      await expect(openPostgres({ url: TEST_DATABASE_URL, schema: own.schema })).rejects.toMatchObject({
        kind: "refused", code: "NEWER_SCHEMA", text: expect.stringMatching(/没有启动.*什么都没丢/),
      });
    });
  });

  describe("a database that cannot be reached", () => {
    const through = async () => {
      const { hostname, port } = new URL(TEST_DATABASE_URL);
      const proxy = await breakableProxy(hostname, Number(port || 5432));
      const url = new URL(TEST_DATABASE_URL);
      url.hostname = "127.0.0.1";
      url.port = String(proxy.port);
      onTestFinished(() => proxy.block().catch(() => {}));
      return { proxy, url: url.href };
    };

    test("at start is waited for, said so once, and said again when it is there", async () => {
      const { proxy, url } = await through();
      await proxy.block();
      const heard: string[] = [];
      const opening = openPostgres({ url, schema, onWaiting: (text) => heard.push(text) });
      while (heard.length === 0) await sleep(20);
      expect(heard[0]).toMatch(/连不上数据库.*正在等它.*DATABASE_URL/);
      await sleep(600);
      await proxy.open();
      await (await opening).close();
      expect(heard).toEqual([heard[0], "数据库连上了，继续启动。"]);
    });

    test("at start: the waiting can be ended", async () => {
      const { proxy, url } = await through();
      await proxy.block();
      const stop = new AbortController();
      const opening = openPostgres({ url, schema, signal: stop.signal, onWaiting: () => stop.abort() });
      await expect(opening).rejects.toMatchObject({ name: "AbortError" });
    });

    test("during a turn: the turn is refused, nothing is half-written, and it recovers by itself", async () => {
      const { proxy, url } = await through();
      const store = await open({ url });
      const c = conversation({ id: "cut-off" });
      await store.create(c);
      await proxy.block();
      const failure = await store.append(c.id, 2, events(2, 2, [said("一")]), null).catch((e: unknown) => e);
      expect(failure).toBeInstanceOf(StoreProblem);
      expect((failure as StoreProblem).text).toMatch(/连不上数据库.*之前的都在.*过一会儿/);
      await expect(store.load(c.id)).rejects.toMatchObject({ kind: "unavailable" });
      await proxy.open();
      expect(await store.load(c.id)).toEqual(c);
      expect(await store.append(c.id, 2, events(2, 2, [said("二")]), null)).toBe("stored");
    });

    test("after the turn reached it: nobody can know, so it says uncertain; the key then tells", async () => {
      const { proxy, url } = await through();
      const store = await open({ url });
      const c = conversation({ id: "cut-late" });
      await store.create(c);
      proxy.cutAfterNextRequest();
      const failure = await store.append(c.id, 2, events(2, 2, [said("一")]), { key: "k", response: "{}" }).catch((e: unknown) => e);
      expect((failure as StoreProblem).text).toMatch(/存没存上还不确定/);
      const stored = (await store.load(c.id))!.events.length === 3;
      expect(await store.answered(c.id, "k")).toBe(stored ? "{}" : null);
    });

    test("a connection that the database ended unnoticed is replaced by a fresh one", async () => {
      const store = await open();
      const c = conversation({ id: "terminated" });
      await store.create(c);
      const other = await open();
      await other.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'yicitong' AND pid <> pg_backend_pid()"
        + " AND query LIKE '%INSERT INTO events%' AND query LIKE '%started%'");
      expect(await store.load(c.id)).toEqual(c);
    });

    test.each([
      ["no such database", (url: URL) => { url.pathname = "/no_such_database"; }, "没有这个库"],
      ["no such user", (url: URL) => { url.username = "no_such_user_here"; }, "数据库拒绝了连接"],
    ])("%s: waiting cannot help, so it refuses and says what to check", async (_, change, words) => {
      const url = new URL(TEST_DATABASE_URL);
      change(url);
      await expect(openPostgres({ url: url.href })).rejects.toMatchObject({ kind: "refused", text: expect.stringContaining(words) });
    });
  });
});
