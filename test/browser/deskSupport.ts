/** Agents in the browser: accounts from the command line, signed in by hand. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { BrowserContextOptions, Page } from "playwright-core";
import { ROOT } from "../support/root.ts";
import type { Site } from "./support.ts";

export const WORKPLACE = { viewport: { width: 1280, height: 720 }, locale: "zh-CN", reducedMotion: "reduce" } as const satisfies BrowserContextOptions;
const PASSWORD = "lihua-mingyue-07";

export interface Agent {
  readonly page: Page;
  /** What went wrong in the page. */
  readonly faults: string[];
}

/** Adds an account, signs in with its one-time password, changes it, and opens the desk. */
export async function agentAt(site: Site, login: string, name: string, roles = "agent", options: BrowserContextOptions = WORKPLACE): Promise<Agent> {
  const { stdout } = await promisify(execFile)(process.execPath, ["dist/cli.mjs", "staff", "add", login, name, "--roles", roles], {
    cwd: ROOT, env: { ...process.env, DATA_DIR: site.data, DATABASE_URL: "" },
  });
  const given = /密码：(\S+)/.exec(stdout)?.[1] ?? "";
  const context = await site.browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (/Content Security Policy/i.test(message.text())) faults.push(message.text()); });
  await page.goto(`${site.address}/desk`);
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", given);
  await page.click("main button.primary");
  await page.fill("[name=old]", given);
  await page.fill("[name=new]", PASSWORD);
  await page.fill("[name=again]", PASSWORD);
  await page.click("main button.primary");
  await page.goto(`${site.address}/desk`);
  await page.waitForSelector(".desk");
  return { page, faults };
}

export async function goOnline(page: Page): Promise<void> {
  await Promise.all([
    page.waitForResponse((r) => r.url().endsWith("/presence") && r.ok()),
    page.locator(".me-row select").selectOption("online"),
  ]);
}

/** Writes into the agent's box and sends with Enter; returns when it is empty again. */
export async function agentSays(page: Page, text: string): Promise<void> {
  const box = page.locator(".write textarea");
  await box.fill(text);
  await box.press("Enter");
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>(".write textarea")?.value === "");
}

export const linesOf = (page: Page): Promise<string[]> => page.locator(".line-text").allInnerTexts();
