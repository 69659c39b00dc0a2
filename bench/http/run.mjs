// One turn over HTTP, one after the other, against the real server on a store of its own: how long does a person wait?
//   npm run bench:http              (embedded store)
//   DATABASE_URL=postgres://… npm run bench:http
// Prints p50 and p99 and writes bench/http/results-<store>.json. Run it on an idle machine.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { prepare, ROOT } from "../../scripts/prepare.mjs";

/** Turns that warm the process up, and turns that count. */
const WARM_UP = 300;
const COUNTED = 3_000;
/** What p99 must stay under, in milliseconds. */
const TARGET = 20;

/** A walk as people take it: words, clicks, an answer, marks, a question in between. */
const WALK = [
  { text: "给三岁的孩子办护照" }, { choice: "guide:passport-first" }, { choice: "act:walk" }, { text: "是妈妈陪着去" }, { text: "没有身份证" },
  { text: "都不是" }, { text: "要多少钱" }, { choice: "act:list" }, { text: "照片有了" }, { text: "户口本有" }, { undo: true },
  { text: "除了照片都有了" }, { text: "我身份证丢了怎么补" }, { choice: "act:stay" }, { choice: "act:plan" },
];

await prepare({ web: false });
const folder = mkdtempSync(join(tmpdir(), "yicitong-bench-"));
const server = spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "serve"], {
  cwd: ROOT, stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, LOG_LEVEL: "error", RATE_LIMIT_PER_MINUTE: "0" },
});
try {
  const base = await address();
  await walkTurns(base, WARM_UP);
  const load = loadavg()[0];
  report(await walkTurns(base, COUNTED), load);
} finally {
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}

function address() {
  let out = "";
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (chunk) => {
      out += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}/api/v1`);
    });
  });
}

/** @returns milliseconds of each turn, by what it was */
async function walkTurns(base, count) {
  const times = [];
  while (times.length < count) {
    const { id, token } = await post(`${base}/conversations`, {});
    for (const body of WALK) {
      const started = performance.now();
      await post(`${base}/conversations/${id}/turns`, body, { authorization: `Bearer ${token}` });
      times.push({ kind: Object.keys(body)[0], ms: performance.now() - started });
    }
  }
  return times.slice(0, count);
}

async function post(url, body, headers = {}) {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

function report(times, load) {
  const kinds = ["all", ...new Set(times.map((t) => t.kind))];
  const rows = kinds.map((kind) => {
    const sorted = times.filter((t) => kind === "all" || t.kind === kind).map((t) => t.ms).sort((a, b) => a - b);
    const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] * 100) / 100;
    return { kind, turns: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
  });
  console.table(rows);
  const store = process.env.DATABASE_URL ? "postgres" : "sqlite";
  const result = {
    on: new Date().toISOString().slice(0, 10), store, unit: "ms", target: { p99: TARGET },
    machine: { cpu: cpus()[0]?.model ?? "", cores: cpus().length, loadBefore: Math.round(load * 100) / 100, node: process.version }, rows,
  };
  writeFileSync(join(ROOT, "bench", "http", `results-${store}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(`${store}: p50 ${rows[0].p50} ms, p99 ${rows[0].p99} ms (target < ${TARGET} ms), load before ${result.machine.loadBefore} on ${result.machine.cores} cores`);
}
