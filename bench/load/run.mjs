// Load on real servers: how many turns a second, how long each takes, how many open streams, how memory behaves.
//   npm run bench:load -- [--rate 300] [--seconds 20] [--nodes 2] [--streams 5000] [--soak]
//   DATABASE_URL=postgres://… for PostgreSQL; several nodes need it.
// Turns are sent on a schedule (--rate a second) and timed from when they were due, so that a slow server cannot hide
// behind a waiting client; --rate 0 sends as fast as 16 people can. Appends to bench/load/results.json.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { prepare, ROOT } from "../../scripts/prepare.mjs";

const { values } = parseArgs({ options: {
  rate: { type: "string", default: "300" }, seconds: { type: "string", default: "20" }, nodes: { type: "string", default: "1" },
  streams: { type: "string", default: "0" }, soak: { type: "boolean", default: false },
} });
const [rate, seconds, nodes, streams] = [values.rate, values.seconds, values.nodes, values.streams].map(Number);
/** Which node the next request goes to. */
let next = 0;
const PEOPLE = 16;
const WARM_UP = 3;
/** A walk as people take it. */
const WALK = [
  { text: "给三岁的孩子办护照" }, { choice: "guide:passport-first" }, { text: "是妈妈陪着去" }, { text: "没有身份证" }, { text: "要多少钱" },
  { choice: "act:list" }, { text: "照片有了" }, { text: "户口本有" }, { undo: true }, { text: "除了照片都有了" }, { choice: "act:plan" },
];

if (nodes > 1 && !process.env.DATABASE_URL) throw new Error("several nodes need a DATABASE_URL");
// An older matcher loads the server just as much.
await prepare({ web: false, model: !existsSync(join(ROOT, "dist", "model", "matcher.bin")) });
const folder = mkdtempSync(join(tmpdir(), "yicitong-load-"));
const agent = new Agent({ keepAlive: true, maxSockets: 512 });
const servers = Array.from({ length: nodes }, () => spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "serve"], {
  cwd: ROOT, stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, LOG_LEVEL: "error", RATE_LIMIT_PER_MINUTE: "0", TURNS_PER_MINUTE: "0" },
}));
try {
  const bases = await Promise.all(servers.map(address));
  const loadBefore = round(loadavg()[0]);
  const open = streams > 0 ? await openStreams(bases, streams) : null;
  await drive(bases, WARM_UP);
  const cpuBefore = await sum(bases, "process_cpu_seconds_total");
  const memory = [];
  const watching = setInterval(() => void sum(bases, "process_resident_memory_bytes").then((bytes) => memory.push(bytes), () => {}), values.soak ? 10_000 : 2_000);
  const times = await drive(bases, seconds);
  clearInterval(watching);
  await report(bases, times, { loadBefore, memory, cpu: await sum(bases, "process_cpu_seconds_total") - cpuBefore, heard: open?.heard() ?? null });
} finally {
  for (const server of servers) server.kill("SIGTERM");
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("exit", resolve))));
  rmSync(folder, { recursive: true, force: true });
  agent.destroy();
}
process.exit();

function address(server) {
  let out = "";
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (chunk) => {
      out += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
}

/** @returns milliseconds of each turn */
async function drive(bases, forSeconds) {
  const times = [];
  const end = performance.now() + forSeconds * 1_000;
  const free = [];
  /** One conversation after the other, each turn on the next node: nobody is tied to one. */
  const person = async () => {
    let step = WALK.length;
    let talk = null;
    return async (due) => {
      if (step === WALK.length) {
        talk = await call("POST", `${any(bases)}/api/v1/conversations`, {});
        step = 0;
      }
      const begun = due ?? performance.now();
      await call("POST", `${any(bases)}/api/v1/conversations/${talk.id}/turns`, WALK[step++], { authorization: `Bearer ${talk.token}` });
      times.push(performance.now() - begun);
    };
  };
  if (rate === 0) {
    await Promise.all(Array.from({ length: PEOPLE }, async () => {
      const turn = await person();
      while (performance.now() < end) await turn();
    }));
    return times;
  }
  const under = new Set();
  for (let due = performance.now(); due < end; due += 1_000 / rate) {
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    const turn = free.pop() ?? await person();
    const going = turn(due).then(() => { free.push(turn); }).finally(() => under.delete(going));
    under.add(going);
  }
  await Promise.all(under);
  return times;
}

function any(bases) {
  return bases[next++ % bases.length];
}

/** Streams of as many conversations, half of them followed while nothing happens, as open pages are. */
async function openStreams(bases, count) {
  let heard = 0;
  const idle = new Agent({ keepAlive: false, maxSockets: Infinity });
  for (let from = 0; from < count; from += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - from) }, async () => {
      const { id, token } = await call("POST", `${any(bases)}/api/v1/conversations`, {});
      await new Promise((resolve, reject) => {
        const req = request(`${any(bases)}/api/v1/conversations/${id}/stream`, { agent: idle, headers: { authorization: `Bearer ${token}` } }, (res) => {
          if (res.statusCode !== 200) reject(new Error(`stream ${res.statusCode}`));
          res.once("data", () => { heard++; resolve(); });
          res.resume();
          res.on("error", () => {});
        });
        req.on("error", reject);
        req.end();
      });
    }));
  }
  return { heard: () => heard };
}

function call(method, url, body, headers = {}) {
  const text = body === undefined ? "" : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const req = request(url, { method, agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers } }, (res) => {
      let answer = "";
      res.on("data", (chunk) => { answer += chunk; });
      res.on("end", () => res.statusCode < 300 ? resolve(res.headers["content-type"]?.includes("json") ? JSON.parse(answer) : answer) : reject(new Error(`${res.statusCode} ${answer.slice(0, 200)}`)));
    });
    req.once("error", reject);
    req.end(text);
  });
}

async function sum(bases, metric) {
  const texts = await Promise.all(bases.map((base) => call("GET", `${base}/metrics`)));
  return texts.reduce((total, text) => total + Number(new RegExp(`^${metric} (\\S+)`, "m").exec(text)?.[1] ?? 0), 0);
}

async function report(bases, times, { loadBefore, memory, cpu, heard }) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  const megabytes = memory.map((bytes) => Math.round(bytes / 1e6));
  const result = {
    on: new Date().toISOString().slice(0, 16), store: process.env.DATABASE_URL ? "postgres" : "sqlite", nodes, asked: rate === 0 ? `${PEOPLE} people, as fast as they can` : `${rate} turns/s`, seconds,
    turns: times.length, turnsPerSecond: round(times.length / seconds), ms: { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) },
    cpuMsPerTurn: round(cpu * 1_000 / times.length), streamsOpen: heard, memoryMB: { first: megabytes[0], last: megabytes.at(-1), most: Math.max(...megabytes) },
    machine: { cpu: cpus()[0]?.model ?? "", cores: cpus().length, loadBefore, node: process.version },
  };
  console.log(JSON.stringify(result, null, 1));
  const file = join(ROOT, "bench", "load", "results.json");
  const all = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  writeFileSync(file, `${JSON.stringify([...all, result], null, 1)}\n`);
}

function round(number) {
  return Math.round(number * 100) / 100;
}
