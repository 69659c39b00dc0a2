/** Where things are to be done, chosen once and remembered; what was looked at lately. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { answered, DESKTOP, noBrowser, openSite, ownWords, PHONE, say, visit, type Site } from "./support.ts";

/** What the next conversation is started with. */
const startedWith = async (page: Page, text: string): Promise<unknown> => {
  const started = page.waitForRequest((r) => r.method() === "POST" && r.url().endsWith("/conversations"));
  await say(page, text);
  return (await started).postDataJSON();
};

describe.skipIf(noBrowser("市民页面：选城市、最近看过"))("one's city and what was looked at lately", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  it("a city is found by pinyin, is shown, survives a reload, and the conversation is about it", async () => {
    const { page, context, faults } = await visit(site, PHONE);
    await page.getByRole("button", { name: "选城市" }).tap();
    await page.getByRole("searchbox").fill("hangzhou");
    await page.getByRole("dialog").getByRole("button", { name: "杭州市" }).tap();
    await page.getByText("在哪儿办：杭州市").waitFor();
    await page.reload();
    await page.getByText("在哪儿办：杭州市").waitFor();
    expect(await startedWith(page, "身份证丢了")).toMatchObject({ region: "330100" });
    expect(faults).toEqual([]);
    await context.close();
  });

  it("a city is found under its province by keyboard alone, and can be taken back", async () => {
    const { page, context } = await visit(site, DESKTOP);
    await page.getByRole("button", { name: "选城市" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("summary", { hasText: "四川省" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "成都市" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("在哪儿办：成都市").waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("换城市");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /全国通用/ }).click();
    await page.getByText("在哪儿办：全国通用").waitFor();
    expect(await startedWith(page, "身份证丢了")).not.toHaveProperty("region");
    await context.close();
  });

  it("a city that the server does not know any more does not stand in the way", async () => {
    const { page, context } = await visit(site, DESKTOP);
    await page.evaluate(() => localStorage.setItem("yct.region", JSON.stringify({ adcode: "999999", name: "没有市" })));
    await page.reload();
    await say(page, "身份证丢了");
    expect(await ownWords(page)).toEqual(["身份证丢了"]);
    expect(await page.evaluate(() => localStorage.getItem("yct.region"))).toBeNull();
    await context.close();
  });

  it("what was looked at lately stands on the start page, the latest first, and leads there", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await page.getByRole("button", { name: "重新开始" }).click();
    await page.locator(".recent").waitFor();
    await page.goto(`${site.address}/?guide=id-card-first`);
    await answered(page);
    await page.getByRole("button", { name: "重新开始" }).click();
    const recent = page.locator(".recent button");
    expect(await recent.allInnerTexts()).toEqual(["居民身份证首次申领", "普通护照首次申领"]);
    await recent.last().click();
    await answered(page);
    expect(await ownWords(page)).toEqual(["普通护照首次申领"]);
    await context.close();
  });
});
