// The desk under load: agents with their conversations on one node. How long until what a citizen says stands on the
// agent's screen, and until a suggestion is there?
//   npm run bench:desk                       (200 agents, 2,000 live conversations, one minute)
//   npm run bench:desk -- --agents 20 --each 10 --seconds 20
// Writes bench/desk/results.json. Run it on an idle machine; client and server share it.
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { prepare, ROOT } from "../../scripts/prepare.mjs";
import { call, memoryMb, round, seedAgents, start } from "./server.mjs";

const { values } = parseArgs({ options: {
  agents: { type: "string", default: "200" }, each: { type: "string", default: "10" }, seconds: { type: "string", default: "60" },
  // Seconds between two messages of one citizen: people type.
  pause: { type: "string", default: "60" },
} });
const [AGENTS, EACH, SECONDS, PAUSE] = [values.agents, values.each, values.seconds, values.pause].map(Number);
/** What p99 must stay under, in milliseconds. */
const TARGET = { suggestion: 200, delivery: 500 };
/** Requests at once while the conversations are set up. */
const SETTING_UP = 16;
const SAID = ["没有身份证", "我是他妈，我带他去", "要多少钱啊", "户口本有了", "在哪里办", "要多久", "好的好的", "照片要带吗"];

await prepare({ web: false });
const server = await start(seedAgents(AGENTS));
const { agents } = server;
try {
  const result = await run(server.base);
  writeFileSync(join(ROOT, "bench", "desk", "results.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
} finally {
  await server.end();
}
process.exit(0);

async function run(base) {
  const desk = `${base}/api/v1/desk`;
  const online = (a) => call("PUT", `${desk}/presence`, { presence: "online" }, a.headers);
  await Promise.all(agents.map(online));
  // Until the pages are open, somebody must be seen to be there: else citizens are sent home.
  const there = setInterval(() => void online(agents[0]).catch(() => {}), 15_000);
  console.log("setting up the conversations …");
  const talks = Array.from({ length: AGENTS * EACH }, (_, n) => ({ agent: agents[n % AGENTS], isFront: n < AGENTS, heard: new Map(), seq: 0 }));
  await inParallel(talks, async (talk) => {
    const { id, token } = await call("POST", `${base}/api/v1/conversations`, {});
    Object.assign(talk, { id, headers: { authorization: `Bearer ${token}` } });
    await call("POST", `${base}/api/v1/conversations/${id}/turns`, { text: "给三岁的娃办个护照" }, talk.headers);
    await call("POST", `${base}/api/v1/conversations/${id}/turns`, { choice: "act:human" }, talk.headers);
    await call("POST", `${desk}/conversations/${id}/actions`, { take: true }, talk.agent.headers);
  });
  const calls = await Promise.all(agents.map((a) => call("POST", `${desk}/calls`, {}, a.headers)));
  const memoryBefore = await memoryMb(base);
  const streams = talks.filter((t) => t.isFront).map((t) => follow(`${desk}/stream?watch=${t.id}`, t.agent.headers, t));
  clearInterval(there);
  await pause(3_000);
  const load = loadavg()[0];

  console.log(`${talks.length} conversations live, ${streams.length} pages open, measuring for ${SECONDS} s …`);
  const [delivery, suggestion, turn] = [[], [], []];
  const until = performance.now() + SECONDS * 1_000;
  const citizens = talks.map(async (talk) => {
    await pause(Math.random() * PAUSE * 1_000);
    for (let n = 0; performance.now() < until; n++) {
      const started = performance.now();
      const { seq } = await call("POST", `${base}/api/v1/conversations/${talk.id}/turns`, { text: SAID[n % SAID.length] }, talk.headers);
      turn.push(performance.now() - started);
      // Whichever conversation is open on the page is seen there, with its suggestions.
      if (talk.isFront) delivery.push(await seen(talk, seq) - started);
      await pause(Math.max(0, Math.min(PAUSE * (0.5 + Math.random()) * 1_000, until - performance.now())));
    }
  });
  // Every agent types what a caller says, every now and then: the answer holds the suggestions.
  const typists = agents.map(async (agent, n) => {
    await pause(Math.random() * PAUSE * 1_000);
    for (let i = 0; performance.now() < until; i++) {
      const started = performance.now();
      await call("POST", `${desk}/conversations/${calls[n].id}/actions`, { text: ["身份证丢了", "三十五岁", "要多少钱", "人在外地"][i % 4] }, agent.headers);
      suggestion.push(performance.now() - started);
      await pause(Math.max(0, Math.min(PAUSE * (0.5 + Math.random()) * 1_000, until - performance.now())));
    }
  });
  await Promise.all([...citizens, ...typists]);
  const memoryAfter = await memoryMb(base);
  streams.forEach((stop) => stop());
  return {
    on: new Date().toISOString().slice(0, 10), store: "sqlite", agents: AGENTS, conversations: talks.length, seconds: SECONDS, pauseSeconds: PAUSE, unit: "ms",
    machine: { cpu: cpus()[0]?.model ?? "", cores: cpus().length, loadBefore: round(load), node: process.version },
    target: TARGET, delivery: spread(delivery), suggestion: spread(suggestion), citizensTurn: spread(turn),
    serverMemoryMb: { before: memoryBefore, after: memoryAfter },
  };
}

/** Reads an agent's stream; notes when each seq of the open conversation stood on the screen. */
function follow(url, headers, talk) {
  const abort = new AbortController();
  void (async () => {
    const response = await fetch(url, { headers, signal: abort.signal });
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop();
      for (const block of blocks) {
        if (!block.startsWith("event: view")) continue;
        talk.seq = Number(/"seq":(\d+)/.exec(block)?.[1] ?? 0);
        for (const [seq, tell] of talk.heard) if (seq <= talk.seq) { talk.heard.delete(seq); tell(performance.now()); }
      }
    }
  })().catch(() => {});
  return () => abort.abort();
}

function seen(talk, seq) {
  return talk.seq >= seq ? Promise.resolve(performance.now()) : new Promise((resolve) => talk.heard.set(seq, resolve));
}

async function inParallel(all, work) {
  const queue = [...all];
  await Promise.all(Array.from({ length: SETTING_UP }, async () => { for (let one = queue.shift(); one; one = queue.shift()) await work(one); }));
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

function pause(ms) { return new Promise((resolve) => setTimeout(resolve, ms)); }
