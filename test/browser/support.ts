/**
 * The real server and a real browser for the tests of this folder: a server of its own, on a free port, with an empty
 * data folder, and one Chromium.
 */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { CHROMIUM, CHROMIUM_PATH } from "../../scripts/browser.mjs";
import { prepare } from "../../scripts/prepare.mjs";
import { skipReason } from "../support/skip.ts";
import { ROOT } from "../support/root.ts";

/** Empty where a browser is there; else why the tests of this folder are skipped. */
export function noBrowser(what: string): string {
  return CHROMIUM_PATH ? "" : skipReason(what, "这台机器上没有 Chromium。", "apt-get install -y chromium fonts-noto-cjk");
}

export interface Site {
  readonly address: string;
  readonly browser: Browser;
  /** The folder of its store. */
  readonly data: string;
  /** A new account of staff with these roles; @returns its one-time password. */
  addStaff(login: string, name: string, roles: string): string;
  /** Stops the server without warning, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

/**
 * @param given environment variables for the server besides its own, or what makes them of its address
 * @param root of the program that is started; another one than ours has been made ready by whoever names it
 */
export async function openSite(given: Environment | ((address: string) => Environment) = {}, root = ROOT): Promise<Site> {
  const data = mkdtempSync(join(tmpdir(), "yicitong-browser-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings = typeof given === "function" ? given(address) : given;
  // `npm test` has made everything; run by itself, this builds what is out of date, but any model there is will do.
  await prepare({ model: !existsSync(join(ROOT, "dist/model/matcher.bin")) });
  let server = await serve(root, port, data, settings);
  const browser = await chromium.launch(CHROMIUM);
  const kill = (): Promise<void> => stop(server, "SIGKILL");
  return {
    address, browser, data, kill,
    addStaff: (login, name, roles) => {
      const told = execFileSync(process.execPath, ["dist/cli.mjs", "staff", "add", login, name, "--roles", roles], { cwd: root, env: { ...process.env, DATA_DIR: data, DATABASE_URL: "" }, encoding: "utf8" });
      const password = /密码[：:]\s*(\S+)/.exec(told)?.[1];
      if (password === undefined) throw new Error(told);
      return password;
    },
    restart: async () => { server = await serve(root, port, data, settings); },
    close: async () => {
      await browser.close();
      await stop(server, "SIGTERM");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function serve(root: string, port: number, data: string, settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const server = spawn(process.execPath, ["dist/cli.mjs", "serve"], {
    cwd: root, stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATA_DIR: data, DATABASE_URL: "", LOG_LEVEL: "error", RATE_LIMIT_PER_MINUTE: "0", ...settings },
  });
  let said = "";
  server.stderr?.on("data", (chunk) => { said += String(chunk); });
  for (;;) {
    if (server.exitCode !== null) throw new Error(`the server stopped: ${said}`);
    if (await isReady(port)) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}

function stop(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

export const DESKTOP = { viewport: { width: 1280, height: 900 }, locale: "zh-CN", reducedMotion: "reduce" } as const satisfies BrowserContextOptions;
export const PHONE = { viewport: { width: 360, height: 720 }, isMobile: true, hasTouch: true, locale: "zh-CN", reducedMotion: "reduce" } as const satisfies BrowserContextOptions;

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What went wrong in the page: uncaught errors and complaints of the content security policy. */
  readonly faults: string[];
}

export async function visit(site: Site, options: BrowserContextOptions, path = "/"): Promise<Visit> {
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (/Content Security Policy/i.test(message.text())) faults.push(message.text()); });
  await page.goto(site.address + path);
  return { page, context, faults };
}

/** Writes into the box and sends with Enter; returns when the answer is there. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator(".composer textarea").fill(text);
  await page.locator(".composer textarea").press("Enter");
  await answered(page);
}

/** Nothing is on its way, and the last line is not the person's own. */
export async function answered(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const entries = document.querySelectorAll(".entry");
    return entries.length > 0 && !entries[entries.length - 1]!.classList.contains("citizen");
  });
}

/** The choices that may be clicked now. */
export const liveChoices = (page: Page): Promise<string[]> => page.locator(".choices button").allInnerTexts();

export const lastAnswer = (page: Page): Promise<string> => page.locator(".entry:not(.citizen)").last().innerText();

/** What the one live region says. */
export const spoken = (page: Page): Promise<string> => page.locator("[role=status]").innerText();

/** The person’s own lines in the talk. */
export const ownWords = (page: Page): Promise<string[]> => page.locator(".entry.citizen p").evaluateAll((all) =>
  all.map((p) => (p.lastChild?.textContent ?? "").trim()));
