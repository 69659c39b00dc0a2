// The citizens' page on a cheap phone and a slow network: a cold load, and the first question, in a real browser.
//   npm run bench:page
// Prints the median and the worst of each and writes bench/page/results.json. Run it on an idle machine.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../scripts/browser.mjs";
import { prepare, ROOT } from "../../scripts/prepare.mjs";

const RUNS = 9;
/** What the first question must stay under, in milliseconds. */
const TARGET = 2_000;
/** 3G as Chrome's own lab tools have it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms; a phone's processor a quarter as fast. */
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const CPU_SLOWDOWN = 4;

await prepare();
const folder = mkdtempSync(join(tmpdir(), "yicitong-bench-"));
const server = spawn(process.execPath, [join(ROOT, "dist", "cli.mjs"), "serve"], {
  cwd: ROOT, stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, DATABASE_URL: "", LOG_LEVEL: "error", RATE_LIMIT_PER_MINUTE: "0" },
});
const browser = await chromium.launch(CHROMIUM);
try {
  const base = await address();
  const load = loadavg()[0];
  const runs = [];
  // The first one warms the server up and does not count.
  for (let i = 0; i <= RUNS; i++) runs.push(await once(base));
  report(runs.slice(1), load);
} finally {
  await browser.close();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
  rmSync(folder, { recursive: true, force: true });
}

/** One person: an empty cache, the page, one sentence, the first question. */
async function once(base) {
  const context = await browser.newContext({ viewport: { width: 360, height: 720 }, isMobile: true, hasTouch: true, locale: "zh-CN" });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", NETWORK);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => { bytes += encodedDataLength; });
  const opened = performance.now();
  await page.goto(base, { waitUntil: "commit" });
  await page.locator(".composer textarea").waitFor();
  const usable = performance.now() - opened;
  const loaded = bytes;
  await page.locator(".composer textarea").fill("给三岁的孩子办护照");
  const sent = performance.now();
  await page.keyboard.press("Enter");
  await page.locator(".reply.ask").first().waitFor();
  const asked = performance.now() - sent;
  await context.close();
  return { usable, asked, loaded };
}

function address() {
  let out = "";
  return new Promise((resolve, reject) => {
    server.once("exit", () => reject(new Error("the server ended")));
    server.stdout.on("data", (chunk) => {
      out += chunk;
      const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(out)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}/`);
    });
  });
}

function report(runs, loadBefore) {
  const of = (pick) => {
    const all = runs.map(pick).sort((a, b) => a - b);
    return { median: Math.round(all[Math.floor(all.length / 2)]), worst: Math.round(all.at(-1)) };
  };
  const result = {
    date: new Date().toISOString().slice(0, 10), runs: runs.length, network: NETWORK, cpuSlowdown: CPU_SLOWDOWN, cpu: cpus()[0]?.model, cores: cpus().length,
    loadBefore: Number(loadBefore.toFixed(2)), bytesOfFirstLoad: of((r) => r.loaded).median,
    pageUsableMs: of((r) => r.usable), firstQuestionAfterSendingMs: of((r) => r.asked), firstQuestionFromOpeningMs: of((r) => r.usable + r.asked),
  };
  writeFileSync(join(ROOT, "bench", "page", "results.json"), `${JSON.stringify(result, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  process.exitCode = result.firstQuestionFromOpeningMs.median < TARGET ? 0 : 1;
}
