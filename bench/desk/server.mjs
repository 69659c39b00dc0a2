// What the benchmarks of the desk share: the real server on an embedded store of its own, and agents who are signed in.
import Database from "libsql";
import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../scripts/prepare.mjs";

/** @param seed puts agents into the folder's store once the schema is there */
export async function start(seed) {
  const folder = mkdtempSync(join(tmpdir(), "yicitong-bench-"));
  await (await serve(folder)).stop();
  const agents = seed(folder);
  const server = await serve(folder);
  return { base: server.base, agents, end: async () => { await server.stop(); rmSync(folder, { recursive: true, force: true }); } };
}

async function serve(folder) {
  const child = spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "serve"], {
    cwd: ROOT, stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: "", LOG_LEVEL: "error", RATE_LIMIT_PER_MINUTE: "0", TURNS_PER_MINUTE: "0" },
  });
  const base = await new Promise((resolve, reject) => {
    let out = "";
    child.once("exit", () => reject(new Error("the server ended")));
    child.stdout.on("data", (chunk) => {
      out += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
  return { base, stop: () => new Promise((resolve) => { child.once("exit", resolve); child.kill("SIGTERM"); }) };
}

/** Accounts that are signed in already: how fast passwords are hashed is not the question. */
export const seedAgents = (count) => (folder) => {
  const db = new Database(join(folder, "yicitong.db"));
  const account = db.prepare("INSERT INTO staff_accounts (id, login, version, body) VALUES (?, ?, ?, ?)");
  const session = db.prepare("INSERT INTO staff_sessions (token_hash, account, created_at, seen_at, address) VALUES (?, ?, ?, ?, ?)");
  const all = Array.from({ length: count }, (_, n) => {
    const [id, token] = [`bench${n}`, randomBytes(32).toString("base64url")];
    const body = { name: `坐席${n}`, roles: ["agent"], departments: [], regions: [], disabled: false, mustChangePassword: false, createdAt: Date.now(), passwordHash: "none" };
    account.run(id, id, 1, JSON.stringify(body));
    session.run(createHash("sha256").update(token).digest("hex"), id, Date.now(), Date.now(), null);
    return { id, token, headers: { cookie: `yicitong_staff=${token}`, "x-yicitong-staff": "1" } };
  });
  db.close();
  return all;
};

/** The server's memory, in MB. */
export async function memoryMb(base) {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Math.round(Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0) / 1_048_576);
}

export async function call(method, url, body, headers = {}) {
  const response = await fetch(url, { method, body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

export const round = (n) => Math.round(n * 100) / 100;
