// A working day at the desk, played fast: one page in a real browser handles some 400 calls and chats without being
// reloaded. Does it get slower, does its memory grow?
//   npm run bench:day                     (400 of them)
//   npm run bench:day -- --contacts 60
// Writes bench/desk/results-day.json.
import { chromium } from "playwright-core";
import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CHROMIUM, CHROMIUM_PATH } from "../../scripts/browser.mjs";
import { prepare, ROOT } from "../../scripts/prepare.mjs";
import { call, memoryMb, round, seedAgents, start } from "./server.mjs";

const { values } = parseArgs({ options: { contacts: { type: "string", default: "400" } } });
const CONTACTS = Number(values.contacts);
/** Contacts of one sample of memory; the first and the last quarter are compared. */
const SAMPLE = Math.max(1, Math.round(CONTACTS / 20));

const CALLS = [
  ["喂你好身份证丢了咋办啊我人在外地", "三十五了", "要多少钱啊要多久"],
  ["给三岁的娃办个护照", "没有身份证", "我是他妈我带他去，在哪里办"],
  ["我那个店不想干了要注销", "个体户，没欠税", "营业执照找不到了"],
  ["我爸走了房子要过户到我名下", "没有遗嘱", "要公证吗"],
  ["社保卡丢了怎么补", "在外地能不能补", "多久能拿到"],
  ["宝宝刚出生半个月要上户口", "国内医院生的", "我们领了结婚证"],
];
const LOOKED_UP = ["户口本", "hz", "民法典1049条", "营业执照", "bsfz"];

if (!CHROMIUM_PATH) throw new Error("no Chromium: apt-get install -y chromium");
await prepare();
const server = await start(seedAgents(1));
const [agent] = server.agents;
const browser = await chromium.launch(CHROMIUM);
try {
  const result = await day();
  writeFileSync(join(ROOT, "bench", "desk", "results-day.json"), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
} finally {
  await browser.close();
  await server.end();
}
process.exit(0);

async function day() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "zh-CN", reducedMotion: "reduce" });
  await context.addCookies([{ name: "yicitong_staff", value: agent.token, url: server.base }]);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(`${server.base}/desk`);
  await page.waitForSelector(".desk");
  await page.locator(".me-row select").selectOption("online");
  const cdp = await context.newCDPSession(page);
  const load = loadavg()[0];
  const times = { open: [], words: [], find: [], end: [] };
  const timed = async (what, work) => {
    const started = performance.now();
    await work();
    times[what].push(performance.now() - started);
  };
  const memory = [await sample(cdp)];
  for (let n = 0; n < CONTACTS; n++) {
    if (n % 4 === 3) await chat(page, timed, n);
    else await phone(page, timed, n);
    if ((n + 1) % SAMPLE === 0) {
      memory.push(await sample(cdp));
      console.log(`${n + 1} of ${CONTACTS}: ${memory.at(-1).heapMb} MB, ${memory.at(-1).nodes} nodes`);
    }
  }
  return {
    on: new Date().toISOString().slice(0, 10), contacts: CONTACTS, unit: "ms",
    machine: { cpu: cpus()[0]?.model ?? "", cores: cpus().length, loadBefore: round(load), loadAfter: round(loadavg()[0]), node: process.version, browser: browser.version() },
    actions: Object.fromEntries(Object.entries(times).map(([what, list]) => [what, { count: list.length, firstQuarter: median(list.slice(0, list.length / 4)), lastQuarter: median(list.slice(-list.length / 4)) }])),
    memory: { early: memory[1], atNoon: memory[Math.floor(memory.length / 2)], atEnd: memory.at(-1) }, faults,
  };
}

async function phone(page, timed, n) {
  await timed("open", async () => {
    const before = await page.locator(".talk-head").count() ? await page.locator(".lines").getAttribute("data-id") : null;
    await page.keyboard.press("Alt+C");
    await page.waitForFunction((id) => document.querySelector(".lines")?.getAttribute("data-id") !== id && document.querySelector(".write") !== null, before);
  });
  for (const text of CALLS[n % CALLS.length]) await timed("words", () => says(page, text));
  await page.keyboard.press("Alt+Q");
  await page.waitForFunction(() => document.querySelector(".write textarea").value !== "");
  await page.keyboard.press("Enter");
  await page.locator(".line.person").first().waitFor();
  const paper = page.locator(".papers li:visible").first();
  if (await paper.count() > 0) await paper.getByRole("button").first().click();
  if (n % 5 === 0) {
    await timed("find", async () => {
      await page.keyboard.press("Alt+K");
      await page.keyboard.type(LOOKED_UP[n % LOOKED_UP.length]);
      await page.locator(".found li").first().waitFor();
    });
    await page.keyboard.press("Escape");
  }
  await timed("end", async () => {
    await page.keyboard.press("Alt+B");
    await page.getByRole("dialog", { name: "小结" }).waitFor();
  });
  await page.getByRole("button", { name: "存小结" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

async function chat(page, timed, n) {
  const { id, token } = await call("POST", `${server.base}/api/v1/conversations`, {});
  const turn = (body) => call("POST", `${server.base}/api/v1/conversations/${id}/turns`, body, { authorization: `Bearer ${token}` });
  await turn({ text: CALLS[n % CALLS.length][0] });
  await turn({ choice: "act:human" });
  await page.locator(".row.waiting").first().waitFor();
  await timed("open", async () => {
    await page.keyboard.press("Alt+N");
    await page.getByText("您在接待，机器人不说话").waitFor();
  });
  await turn({ text: CALLS[n % CALLS.length][1] });
  await page.locator(".line.citizen", { hasText: CALLS[n % CALLS.length][1] }).waitFor();
  await timed("words", () => says(page, "好的，我看一下"));
  await timed("end", async () => {
    await page.keyboard.press("Alt+B");
    await page.getByText("已交还给机器人").waitFor();
  });
}

/** Writes and sends; done when it stands among what was said, with its suggestions. */
async function says(page, text) {
  const box = page.locator(".write textarea");
  const lines = await page.locator(".line").count();
  await box.fill(text);
  await box.press("Enter");
  await page.waitForFunction((n) => document.querySelectorAll(".line").length > n, lines);
}

async function sample(cdp) {
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  return { heapMb: round(usedSize / 1_048_576), nodes, listeners: jsEventListeners, serverMb: await memoryMb(server.base) };
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
