/** Nothing is lost: reload, no network, a server that fails or restarts, an expired conversation, two tabs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { answered, DESKTOP, lastAnswer, noBrowser, openSite, ownWords, say, visit, type Site } from "./support.ts";

const write = async (page: Page, text: string): Promise<void> => {
  await page.locator(".composer textarea").fill(text);
  await page.locator(".composer textarea").press("Enter");
};

const count = (words: readonly string[], of: string): number => words.filter((w) => w === of).length;

describe.skipIf(noBrowser("市民页面：断网、重开、重启都不丢"))("nothing is lost", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  it("a reload resumes the talk, its choices, the checklist and the words in the box", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    await page.locator(".composer textarea").fill("还没写完的话");
    const before = { words: await ownWords(page), answer: await lastAnswer(page), papers: await page.locator("aside .paper").count() };
    await page.reload();
    await answered(page);
    expect({ words: await ownWords(page), answer: await lastAnswer(page), papers: await page.locator("aside .paper").count() }).toEqual(before);
    expect(await page.locator(".composer textarea").inputValue()).toBe("还没写完的话");
    await page.context().close();
  });

  it("offline turns wait, say so, and are sent once when the network is back", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await context.setOffline(true);
    await write(page, "3岁");
    await page.locator(".net").filter({ hasText: "网络断了" }).waitFor();
    expect(await ownWords(page)).toContain("3岁");
    await context.setOffline(false);
    await answered(page);
    await page.locator(".net").filter({ hasText: "只发了一次" }).waitFor();
    await page.reload();
    await answered(page);
    expect(count(await ownWords(page), "3岁")).toBe(1);
    await page.context().close();
  });

  it("a turn made offline survives a closed page", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await page.route("**/turns", (route) => route.abort());
    await write(page, "3岁");
    await page.locator(".net").waitFor();
    await page.close();
    const again = await context.newPage();
    await again.goto(site.address);
    await again.locator(".entry.citizen", { hasText: "3岁" }).waitFor();
    await answered(again);
    expect(count(await ownWords(again), "3岁")).toBe(1);
    await context.close();
  });

  it("an answer that is lost on the way back is asked for again under the same key, and counts once", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const keys: string[] = [];
    let lost = 0;
    await page.route("**/turns", async (route) => {
      keys.push(route.request().headers()["idempotency-key"] ?? "");
      if (lost++ > 0) return route.continue();
      await route.fetch(); // the server has taken the turn …
      return route.fulfill({ status: 502, body: "" }); // … but its answer does not arrive
    });
    await write(page, "3岁");
    await answered(page);
    expect(new Set(keys).size).toBe(1);
    expect(keys.length).toBe(2);
    await page.reload();
    await answered(page);
    expect(count(await ownWords(page), "3岁")).toBe(1);
    await page.context().close();
  });

  it("a server that is killed and started again is not noticed beyond a wait", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await site.kill();
    await write(page, "3岁");
    await page.locator(".net").waitFor();
    await site.restart();
    await answered(page);
    expect(count(await ownWords(page), "3岁")).toBe(1);
    await page.context().close();
  });

  it("an expired conversation is said, the words are kept, and the next turn begins a new one", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await page.evaluate(() => localStorage.setItem("yct.session", JSON.stringify({ id: "gone", token: "gone" })));
    await page.reload();
    await page.locator(".net").filter({ hasText: "已经过期" }).waitFor();
    await say(page, "身份证丢了");
    expect(await ownWords(page)).toEqual(["身份证丢了"]);
    await page.context().close();
  });

  it("words sent into an expired conversation come back into the box", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await page.route("**/turns", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: "{}" }));
    await write(page, "3岁");
    await page.locator(".net").filter({ hasText: "已经过期" }).waitFor();
    expect(await page.locator(".composer textarea").inputValue()).toBe("3岁");
    await page.context().close();
  });

  it("words that the server refuses come back into the box, with the reason", async () => {
    const { page } = await visit(site, DESKTOP);
    const long = "我要办护照，".repeat(400);
    await write(page, long);
    await page.locator(".net.bad").waitFor();
    expect(await page.locator(".composer textarea").inputValue()).toBe(long);
    await page.context().close();
  });

  it("two tabs stay in step", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const other = await context.newPage();
    await other.goto(site.address);
    await answered(other);
    await say(other, "3岁");
    await page.locator(".entry.citizen", { hasText: "3岁" }).waitFor();
    expect(await ownWords(page)).toEqual(await ownWords(other));
    await context.close();
  });

  it("another device hears of it through the stream", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const session = await page.evaluate(() => localStorage.getItem("yct.session")!);
    const elsewhere = await visit(site, DESKTOP);
    await elsewhere.page.evaluate((kept) => localStorage.setItem("yct.session", kept), session);
    await elsewhere.page.reload();
    await answered(elsewhere.page);
    await say(elsewhere.page, "3岁");
    await page.locator(".entry.citizen", { hasText: "3岁" }).waitFor();
    await context.close();
    await elsewhere.context.close();
  });

  it("重新开始 puts the talk aside, and it can be taken up again", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    const words = await ownWords(page);
    await page.getByRole("button", { name: "重新开始" }).click();
    await page.getByRole("button", { name: "接着办" }).click();
    await answered(page);
    expect(await ownWords(page)).toEqual(words);
    await page.context().close();
  });
});
