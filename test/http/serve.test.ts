import { existsSync, writeFileSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import { nodeProblem } from "../../scripts/nodeVersion.mjs";
import { MIGRATIONS } from "../../src/storage/migrations/list.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { freshFolder } from "../support/folder.ts";
import { freePort, serve, type Served } from "../support/serve.ts";

function start(env: Readonly<Record<string, string>>): Served {
  const served = serve(env);
  onTestFinished(async () => {
    served.process.kill("SIGKILL");
    await served.exit;
  });
  return served;
}

async function json(url: string, init: RequestInit = {}): Promise<{ status: number; body: any }> { // eslint-disable-line @typescript-eslint/no-explicit-any
  const response = await fetch(url, { ...init, headers: { "content-type": "application/json", ...init.headers } });
  return { status: response.status, body: await response.json() };
}

describe("a start", () => {
  test("opens the store, loads the knowledge, and prints the addresses of what exists", async () => {
    const served = start({ DATA_DIR: join(freshFolder(), "data") });
    const base = await served.base;
    while (!served.out().includes("Ctrl+C")) await sleep(10);
    expect(served.out()).toMatch(/一次通已经启动。\n {2}市民页面：http.*\n {2}工作台：http.*\/staff.*\n {2}接口说明：http.*openapi\.json\n/);
    expect(served.out()).not.toMatch(/坐席|知识维护/);
    const { body } = await json(`${base}/api/v1/conversations`, { method: "POST", body: "{}" });
    const turn = await json(`${base}/api/v1/conversations/${body.id}/turns`, {
      method: "POST", body: JSON.stringify({ text: "办护照" }), headers: { authorization: `Bearer ${body.token}` },
    });
    expect(turn.status).toBe(200);
  });

  test("on a port in use says which, that nothing was touched, and what to type", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => { other.close(); });
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const folder = join(freshFolder(), "data");
    const served = start({ PORT: String(port), DATA_DIR: folder });
    expect(await served.exit).toMatchObject({ code: 1 });
    expect(served.err()).toBe(`端口 ${port} 已经被别的程序占着，所以没有启动。数据没有动过。换一个端口：PORT=3000 npm start\n`);
    expect(existsSync(folder)).toBe(false);
  });

  test("with wrong settings tells all of them at once and touches nothing", async () => {
    const folder = join(freshFolder(), "data");
    const served = start({ DATA_DIR: folder, PORT: "三千", RETENTION_DAYS: "-1" });
    expect(await served.exit).toMatchObject({ code: 1 });
    expect(served.err()).toMatch(/设置 PORT 写得不对.*\n设置 RETENTION_DAYS 写得不对.*\n.*没有启动.*docs\/settings\.md/);
    expect(existsSync(folder)).toBe(false);
  });

  test("on a folder that another process uses is refused", async () => {
    const folder = freshFolder();
    const first = openSqlite(folder);
    onTestFinished(() => first.close());
    const served = start({ DATA_DIR: folder });
    expect(await served.exit).toMatchObject({ code: 1 });
    expect(served.err()).toMatch(/正被另一个一次通.*使用.*什么都没丢.*DATA_DIR=/);
  });

  test("on a folder that cannot be written is refused", async () => {
    const file = join(freshFolder(), "file");
    writeFileSync(file, "");
    const served = start({ DATA_DIR: join(file, "data") });
    expect(await served.exit).toMatchObject({ code: 1 });
    expect(served.err()).toMatch(/数据文件夹.*没有启动.*什么都没丢/);
  });

  test("on data of a newer version is refused", async () => {
    const folder = freshFolder();
    await openSqlite(folder, [...MIGRATIONS, { version: 999, name: "future", sqlite: ["CREATE TABLE future (a TEXT) STRICT"], postgres: [] }]).close();
    const served = start({ DATA_DIR: folder });
    expect(await served.exit).toMatchObject({ code: 1 });
    expect(served.err()).toMatch(/结构 999.*没有启动.*什么都没丢.*新版本/);
  });

  test("with the database down is alive, says what it waits for, and can be stopped", async () => {
    const [port, database] = [await freePort(), await freePort()];
    const served = start({ PORT: String(port), DATABASE_URL: `postgres://u@127.0.0.1:${database}/d` });
    while (!served.err().includes("正在等它")) await sleep(20);
    expect(served.err()).toMatch(/连不上数据库（ECONNREFUSED），正在等它/);
    expect(await json(`http://127.0.0.1:${port}/healthz`)).toMatchObject({ status: 200 });
    for (const path of ["/readyz", "/", "/api/v1/guides"]) {
      expect(await json(`http://127.0.0.1:${port}${path}`)).toMatchObject({ status: 503, body: { type: "/problems/starting" } });
    }
    served.process.kill("SIGTERM");
    expect(await served.exit).toMatchObject({ code: 0 });
  });
});

describe("a stop", () => {
  test("finishes the turn that is on its way, stores it, and takes no new ones", async () => {
    const folder = freshFolder();
    const served = start({ DATA_DIR: folder });
    const base = await served.base;
    const { body } = await json(`${base}/api/v1/conversations`, { method: "POST", body: "{}" });
    const turn = JSON.stringify({ text: "办护照" });
    const socket = connect(Number(new URL(base).port), "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => { answer += chunk.toString(); });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(`POST /api/v1/conversations/${body.id}/turns HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${body.token}\r\n`
      + `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(turn)}\r\n\r\n${turn.slice(0, 5)}`);
    await sleep(100);
    served.process.kill("SIGTERM");
    while (!served.out().includes("正在停止")) await sleep(10);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    socket.write(turn.slice(5));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(await served.exit).toMatchObject({ code: 0 });
    expect(served.out()).toContain("已停止，会话都存好了。");
    const store = openSqlite(folder);
    expect((await store.load(body.id))!.events.some((e) => e.body.type === "UserSaid")).toBe(true);
    await store.close();
  });
});

describe("the Node it runs on", () => {
  test.each(["18.20.4", "20.18.1", "4.0.0"])("%s is too old, and one hears what to install", (version) => {
    expect(nodeProblem(version)).toMatch(new RegExp(`20\\.19.*${version.replaceAll(".", "\\.")}.*nodejs\\.org`));
  });
  test.each(["20.19.0", "20.20.2", "22.1.0", "24.0.0"])("%s will do", (version) => {
    expect(nodeProblem(version)).toBeNull();
  });
});
