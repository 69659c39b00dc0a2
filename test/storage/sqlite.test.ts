import Database from "libsql";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../src/storage/migrations/list.ts";
import type { Migration } from "../../src/storage/migrations/migration.ts";
import { folderProblem } from "../../src/storage/folderLock.ts";
import { StoreProblem } from "../../src/storage/problem.ts";
import { openSqlite, type SqliteStore } from "../../src/storage/sqlite.ts";
import { freshFolder } from "../support/folder.ts";
import { migrateSqlite } from "../../src/storage/sqliteMigrate.ts";
import { EARLIER_SCHEMAS, expectReadable } from "./earlierSchemas.ts";
import { conversation, events, said, storeContract, type Opened } from "./contract.ts";

function openedAt(folder: string): Opened {
  const store = openSqlite(folder);
  return {
    store,
    reopen: async () => { await store.close(); return openedAt(folder); },
    damage: async (id, seq, body) => { store.db.prepare("UPDATE events SET body = ? WHERE conversation = ? AND seq = ?").run(body, id, seq); },
    lose: async (id, seq) => { store.db.prepare("DELETE FROM events WHERE conversation = ? AND seq = ?").run(id, seq); },
    destroy: async () => { await store.close(); rmSync(folder, { recursive: true }); },
  };
}

storeContract("SQLite", async () => openedAt(mkdtempSync(join(tmpdir(), "yicitong-"))));

function refusal(open: () => unknown): StoreProblem {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(StoreProblem);
    return error as StoreProblem;
  }
  throw new Error("it opened");
}

/** Runs without the administrator's right to write everywhere. */
function asNobody<T>(work: () => T): T {
  if (process.getuid?.() !== 0) return work();
  process.seteuid!(65_534);
  try {
    return work();
  } finally {
    process.seteuid!(0);
  }
}

describe("SQLite: durability", () => {
  test("every commit is written through to the disk", () => {
    const store = openSqlite(freshFolder());
    expect(store.db.pragma("journal_mode", { simple: true })).toMatchObject({ journal_mode: "wal" });
    expect(store.db.pragma("synchronous", { simple: true })).toMatchObject({ synchronous: 2 });
  });
});

describe("SQLite: turns that come at once", () => {
  const opened = (): SqliteStore => openSqlite(freshFolder());

  test("share one flush to the disk, and each is stored or refused for itself", async () => {
    const store = opened();
    const talks = Array.from({ length: 20 }, () => conversation());
    await Promise.all(talks.map((talk) => store.create(talk)));
    let commits = 0;
    const exec = store.db.exec.bind(store.db);
    store.db.exec = (sql) => { if (sql === "COMMIT") commits++; return exec(sql); };
    const outcomes = await Promise.all(talks.flatMap((talk) => ["甲", "乙"].map((text) => store.append(talk.id, 2, events(2, 2, [said(text)]), null))));
    expect(commits).toBe(1);
    expect(outcomes.filter((outcome) => outcome === "stored")).toHaveLength(20);
    for (const talk of talks) expect((await store.load(talk.id))!.events.map((e) => e.seq)).toEqual([1, 2, 3]);
    await store.close();
  });

  test("one that fails takes no other with it", async () => {
    const store = opened();
    const [first, second] = [conversation(), conversation()];
    await store.create(first);
    const outcomes = await Promise.allSettled([store.create(second), store.create(first), store.append(first.id, 2, events(2, 2, [said("一")]), null)]);
    expect(outcomes.map((o) => o.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.load(second.id)).toEqual(second);
    expect((await store.load(first.id))!.events).toHaveLength(3);
    await store.close();
  });

  test("what was asked for before closing is stored before closing", async () => {
    const folder = freshFolder();
    const store = openSqlite(folder);
    const talk = conversation();
    const creating = store.create(talk);
    await store.close();
    await creating;
    const again = openSqlite(folder);
    expect(await again.load(talk.id)).toEqual(talk);
    await again.close();
  });
});

describe("SQLite: the data folder", () => {
  test("is made when it is missing, with its parents", async () => {
    const store = openSqlite(join(freshFolder(), "a", "b"));
    await store.ping();
  });

  test("belongs to one process: a second one hears who has it and how to run two", async () => {
    const folder = freshFolder();
    const first = openSqlite(folder);
    const problem = refusal(() => openSqlite(folder));
    expect(problem).toMatchObject({ kind: "refused", code: "FOLDER_IN_USE" });
    expect(problem.text).toContain(`进程号 ${process.pid}`);
    expect(problem.text).toMatch(/没有启动.*什么都没丢.*DATA_DIR=/);
    await first.close();
    await openSqlite(folder).close();
  });

  test("can be read by a backup while it is in use", async () => {
    const folder = freshFolder();
    const store = openSqlite(folder);
    const c = conversation();
    await store.create(c);
    const backup = new Database(join(folder, "yicitong.db"));
    backup.exec(`VACUUM INTO '${join(folder, "copy.db")}'`);
    backup.close();
    expect(await store.append(c.id, 2, events(2, 2, [said("一")]), null)).toBe("stored");
    expect(new Database(join(folder, "copy.db")).prepare("SELECT count(*) AS n FROM events").get()).toMatchObject({ n: 2 });
  });

  test("that is a file is refused", () => {
    const file = join(freshFolder(), "file");
    writeFileSync(file, "");
    expect(refusal(() => openSqlite(file)).text).toMatch(/不是文件夹.*DATA_DIR=/);
    expect(refusal(() => openSqlite(join(file, "under"))).text).toMatch(/不是文件夹/);
  });

  test("that cannot be written is refused", () => {
    const folder = freshFolder();
    chmodSync(folder, 0o555);
    expect(asNobody(() => refusal(() => openSqlite(folder))).text).toMatch(/没有写入权限.*什么都没丢/);
  });

  test.each([["EACCES", "没有写入权限"], ["EROFS", "只读的磁盘"], ["ENOSPC", "满了"]])("%s is said in words", (code, words) => {
    const { text } = folderProblem("/data", Object.assign(new Error("x"), { code }));
    expect(text).toContain(words);
    expect(text).toMatch(/什么都没丢.*DATA_DIR=/);
  });

  test("with a damaged file is refused, and the file is left as it is", () => {
    const folder = freshFolder();
    const file = join(folder, "yicitong.db");
    writeFileSync(file, "这不是数据库。".repeat(500));
    expect(refusal(() => openSqlite(folder)).text).toMatch(/坏了.*恢复最近的备份/);
    expect(readFileSync(file, "utf8")).toContain("这不是数据库。");
  });
});

describe("SQLite: a disk that fills up", () => {
  /** The database may not grow any more: to SQLite the same as a full disk. */
  function fill(store: SqliteStore): void {
    const { page_count } = store.db.pragma("page_count", { simple: true }) as { page_count: number };
    store.db.pragma(`max_page_count = ${page_count}`);
  }

  test("stores nothing of the turn, says so, keeps answering, and recovers by itself", async () => {
    const store = openSqlite(freshFolder());
    const c = conversation();
    await store.create(c);
    fill(store);
    const big = said("长".repeat(100_000));
    const failure = await store.append(c.id, 2, events(2, 2, [said("一"), big]), { key: "k", response: "{}" }).catch((e: unknown) => e);
    expect(failure).toMatchObject({ kind: "unavailable", code: "SQLITE_FULL" });
    expect((failure as StoreProblem).text).toMatch(/磁盘满了.*没有存上.*之前的都在/);
    expect(await store.load(c.id)).toEqual(c);
    expect(await store.answered(c.id, "k")).toBeNull();
    store.db.pragma("max_page_count = 1000000");
    expect(await store.append(c.id, 2, events(2, 2, [big]), null)).toBe("stored");
  });
});

describe("SQLite: schema versions", () => {
  const second: Migration = {
    version: 2, name: "test", postgres: [],
    sqlite: ["ALTER TABLE conversations ADD COLUMN note TEXT NOT NULL DEFAULT ''", "CREATE TABLE extra (a TEXT) STRICT"],
  };

  test.each(EARLIER_SCHEMAS)("data of schema $version is kept and usable", async ({ version, rows }) => {
    const folder = freshFolder();
    const old = new Database(join(folder, "yicitong.db"));
    migrateSqlite(old, MIGRATIONS.slice(0, version));
    for (const row of rows) old.exec(row);
    old.close();
    await expectReadable(openSqlite(folder));
  });

  test("a new migration runs once, on the data that is there", async () => {
    const folder = freshFolder();
    const old = openSqlite(folder);
    const c = conversation();
    await old.create(c);
    await old.close();
    const history = [...MIGRATIONS, { ...second, version: MIGRATIONS.length + 1 }];
    await openSqlite(folder, history).close();
    const now = openSqlite(folder, history);
    expect(await now.load(c.id)).toEqual(c);
    expect(now.db.prepare("SELECT version FROM migrations").all()).toHaveLength(history.length);
  });

  test("a migration that fails leaves the earlier schema and its data", async () => {
    const folder = freshFolder();
    const old = openSqlite(folder);
    const c = conversation();
    await old.create(c);
    await old.close();
    const broken: Migration = { ...second, sqlite: [...second.sqlite, "CREATE TABEL oops (a)"] };
    expect(() => openSqlite(folder, [...MIGRATIONS, { ...broken, version: MIGRATIONS.length + 1 }])).toThrow();
    const again = openSqlite(folder);
    expect(await again.load(c.id)).toEqual(c);
    expect(again.db.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name = 'extra'").get()).toMatchObject({ n: 0 });
  });

  test("data of a newer version is not touched, and one hears what to do", async () => {
    const folder = freshFolder();
    await openSqlite(folder, [...MIGRATIONS, { ...second, version: 99 }]).close();
    const problem = refusal(() => openSqlite(folder));
    expect(problem).toMatchObject({ kind: "refused", code: "NEWER_SCHEMA" });
    expect(problem.text).toMatch(/结构 99.*没有启动.*什么都没丢.*新版本/);
  });
});
