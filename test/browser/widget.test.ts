/** The widget inside a page that does everything to spoil it: aggressive styles, a strict policy, its own elements. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { DESKTOP, noBrowser, openSite, PHONE, type Site } from "./support.ts";

const HOSTILE_CSS = `
* { font-size: 40px !important; color: lime !important; background: purple !important; letter-spacing: 9px !important; text-transform: uppercase !important; }
html { font-size: 5px; } button, textarea, div, p { display: none !important; } body { line-height: 5; direction: rtl; }`;

interface Host {
  readonly address: string;
  /** Which server its page takes the widget from. */
  site: string;
  close(): void;
}

/** Another site, on an origin of its own, with a page that holds the widget under the policy that docs/widget.md states. */
async function openHost(): Promise<Host> {
  const server = createServer((req, res) => {
    if (req.url === "/host.css") return void res.setHeader("content-type", "text/css").end(HOSTILE_CSS);
    res.setHeader("content-type", "text/html; charset=utf-8");
    res.setHeader("content-security-policy", `default-src 'none'; script-src ${host.site}; connect-src ${host.site}; style-src 'self'`);
    res.end(`<!doctype html><html lang="zh-CN"><title>某局</title><link rel="stylesheet" href="/host.css"><body><main><h1>某局</h1></main><script src="${host.site}/yicitong.js" data-label="问我" data-region="330100" async></script></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host: Host = { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, site: "", close: () => { server.closeAllConnections(); server.close(); } };
  return host;
}

async function open(page: Page, host: Host): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (/Content Security Policy/i.test(message.text())) faults.push(message.text()); });
  await page.goto(host.address);
  return faults;
}

describe.skipIf(noBrowser("嵌入别的网站"))("the widget", () => {
  let site: Site;
  let known: Host;
  let stranger: Host;
  beforeAll(async () => {
    [known, stranger] = [await openHost(), await openHost()];
    site = await openSite({ EMBED_ORIGINS: known.address });
    known.site = stranger.site = site.address;
  });
  afterAll(async () => {
    known?.close();
    stranger?.close();
    await site?.close();
  });

  it("talks on another site's page, whatever its styles and policy", async () => {
    const page = await site.browser.newPage(DESKTOP);
    const faults = await open(page, known);
    await page.getByRole("button", { name: "问我" }).click();
    await page.locator(".composer textarea").fill("第一次办护照");
    await page.locator(".composer textarea").press("Enter");
    const answer = page.locator(".entry.bot .reply").first();
    await answer.waitFor();
    const look = await answer.locator("p").first().evaluate((p) => {
      const { fontSize, color, letterSpacing, direction } = getComputedStyle(p);
      return { fontSize, color, letterSpacing, direction };
    });
    expect(look).toEqual({ fontSize: "17px", color: "rgb(23, 32, 44)", letterSpacing: "normal", direction: "ltr" });
    expect(faults).toEqual([]);
    await page.close();
  });

  it("takes the trip along from there too: the PDF is saved, the city is the host's", async () => {
    const page = await site.browser.newPage(DESKTOP);
    const faults = await open(page, known);
    await page.getByRole("button", { name: "问我" }).click();
    await page.getByText("在哪儿办").waitFor();
    const started = page.waitForRequest((r) => r.method() === "POST" && r.url().endsWith("/conversations"));
    await page.locator(".composer textarea").fill("第一次办护照");
    await page.locator(".composer textarea").press("Enter");
    expect((await started).postDataJSON()).toMatchObject({ region: "330100" });
    await page.locator(".entry.bot .reply").first().waitFor();
    await page.locator(".composer textarea").fill("出行单");
    await page.locator(".composer textarea").press("Enter");
    await page.getByRole("button", { name: "存成 PDF" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "存标准字" }).click()]);
    expect(download.suggestedFilename()).toMatch(/\.pdf$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it("does not open on a site that EMBED_ORIGINS does not name, and says so", async () => {
    const page = await site.browser.newPage(DESKTOP);
    await open(page, stranger);
    // The script itself is not even loaded there where a browser enforces it; at the latest the chat is refused.
    const opener = page.getByRole("button", { name: "问我" });
    await opener.click();
    await page.getByRole("button", { name: /没连上/ }).waitFor();
    await page.close();
  });

  it("opens and closes by keyboard and gives the focus back", async () => {
    const page = await site.browser.newPage(PHONE);
    await open(page, known);
    const opener = page.getByRole("button", { name: "问我" });
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.locator(".composer textarea").waitFor();
    const focused = (): Promise<string> => page.evaluate(() => document.querySelector("yicitong-chat")!.shadowRoot!.activeElement?.tagName ?? "");
    await expect.poll(focused).toBe("TEXTAREA");
    await page.keyboard.press("Escape");
    expect(await focused()).toBe("BUTTON");
    await page.close();
  });

  it("leaves the host page alone", async () => {
    const page = await site.browser.newPage(DESKTOP);
    await open(page, known);
    await page.getByRole("button", { name: "问我" }).waitFor();
    expect(await page.evaluate(() => [...document.body.children].map((e) => e.tagName))).toEqual(["MAIN", "SCRIPT", "YICITONG-CHAT"]);
    expect(await page.evaluate(() => document.querySelectorAll("head style, head link").length)).toBe(1);
    await page.close();
  });
});
