/** The widget inside a page that does everything to spoil it: aggressive styles, a strict policy, its own elements. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { DESKTOP, noBrowser, openSite, PHONE, type Site } from "./support.ts";

const HOSTILE_CSS = `
* { font-size: 40px !important; color: lime !important; background: purple !important; letter-spacing: 9px !important; text-transform: uppercase !important; }
html { font-size: 5px; } button, textarea, div, p { display: none !important; } body { line-height: 5; direction: rtl; }`;

/** A host page of our own origin (other origins also need the server's leave, see docs/widget.md). */
async function host(page: Page, site: Site): Promise<string[]> {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => { if (/Content Security Policy/i.test(message.text())) faults.push(message.text()); });
  await page.route("**/host.css", (route) => route.fulfill({ contentType: "text/css", body: HOSTILE_CSS }));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: { "content-security-policy": `default-src 'none'; script-src ${site.address}; connect-src ${site.address}; style-src ${site.address}` },
    body: `<!doctype html><html lang="zh-CN"><title>某局</title><link rel="stylesheet" href="/host.css"><body><main><h1>某局</h1></main><script src="/yicitong.js" data-label="问我" async></script></body></html>`,
  }));
  await page.goto(`${site.address}/host.html`);
  return faults;
}

describe.skipIf(noBrowser("嵌入别的网站"))("the widget", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  it("talks, whatever the host page's styles and policy", async () => {
    const page = await site.browser.newPage(DESKTOP);
    const faults = await host(page, site);
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

  it("opens and closes by keyboard and gives the focus back", async () => {
    const page = await site.browser.newPage(PHONE);
    await host(page, site);
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
    await host(page, site);
    await page.getByRole("button", { name: "问我" }).waitFor();
    expect(await page.evaluate(() => [...document.body.children].map((e) => e.tagName))).toEqual(["MAIN", "SCRIPT", "YICITONG-CHAT"]);
    expect(await page.evaluate(() => document.querySelectorAll("head style, head link").length)).toBe(1);
    await page.close();
  });
});
