/** What one takes along from the page, read back; going on on another device; and what one thinks of an answer. */
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { STATES } from "../../scripts/screenshotStates.mjs";
import { answered, DESKTOP, lastAnswer, liveChoices, noBrowser, openSite, ownWords, PHONE, say, spoken, visit, type Site } from "./support.ts";

describe.skipIf(noBrowser("市民页面：带走清单、换设备、有用没用"))("taking it along", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  const toPlan = async (page: Page): Promise<void> => { await STATES["plan"]!(page, { address: site.address, width: 1280 }); };
  const open = (page: Page, name: string): Promise<void> => page.locator(".plan").last().getByRole("button", { name }).click();
  const saved = async (page: Page, press: string): Promise<{ name: string; bytes: Buffer }> => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: press }).click()]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };

  it("the trip card is saved as a PDF of one page whose text can be read", async () => {
    const { page, context, faults } = await visit(site, DESKTOP);
    await toPlan(page);
    const papers = await page.locator(".plan .papers b").allInnerTexts();
    await open(page, "存成 PDF");
    const { name, bytes } = await saved(page, "存标准字");
    expect(name).toMatch(/^出行单-.+\.pdf$/);
    const document = await getDocumentProxy(new Uint8Array(bytes));
    const { text } = await extractText(document, { mergePages: true });
    expect(document.numPages).toBe(1);
    expect(papers.length).toBeGreaterThan(1);
    for (const paper of papers) expect(text.replace(/\s/g, "")).toContain(paper.replace(/\s/g, ""));
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(faults).toEqual([]);
    await context.close();
  });

  it("the visit is saved for the calendar on the day that was picked, and no weekend is offered", async () => {
    const { page, context, faults } = await visit(site, PHONE);
    await toPlan(page);
    await open(page, "加到日历");
    const offered = page.getByRole("group", { name: "哪天去" }).getByRole("radio");
    await offered.nth(2).waitFor();
    for (const label of await page.locator(".pill").allInnerTexts()) expect(label).not.toMatch(/周[六日]/);
    const day = await offered.nth(2).getAttribute("value");
    await offered.nth(2).check();
    await page.getByRole("radio", { name: "下午" }).check();
    const { name, bytes } = await saved(page, "存日历文件");
    expect(name).toMatch(/\.ics$/);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(bytes.toString("utf8"))).getFirstSubcomponent("vevent")!);
    expect(event.startDate.toString()).toBe(`${day}T14:00:00`);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("a link goes on on another device with the same checklist, both stay in step, and its code leaves the address", async () => {
    const here = await visit(site, DESKTOP);
    await STATES["checklist"]!(here.page, { address: site.address, width: 1280 });
    await say(here.page, "出行单");
    await open(here.page, "换设备接着办");
    await here.page.getByRole("button", { name: "生成二维码和链接" }).click();
    const url = await here.page.locator(".url").innerText();
    expect(await here.page.evaluate(() => document.activeElement?.textContent)).toBe("复制链接");
    await here.page.keyboard.press("Escape");
    const there = await visit(site, PHONE, url.slice(site.address.length));
    await answered(there.page);
    expect(await ownWords(there.page)).toEqual(await ownWords(here.page));
    expect(there.page.url()).toBe(`${site.address}/`);
    const tokens = await Promise.all([here, there].map(({ page }) => page.evaluate(() => localStorage.getItem("yct.session"))));
    expect(tokens[0]).not.toBe(tokens[1]);
    expect(url).not.toContain(JSON.parse(tokens[0]!).token);
    await say(there.page, "户口本有了");
    await here.page.locator(".entry.citizen", { hasText: "户口本有了" }).waitFor();

    await open(here.page, "换设备接着办");
    await here.page.getByRole("button", { name: "收回所有链接和二维码" }).click();
    await here.page.getByText("收回了").waitFor();
    await there.page.reload();
    await there.page.locator(".net").filter({ hasText: "已经过期" }).waitFor();
    const late = await visit(site, PHONE, url.slice(site.address.length));
    await late.page.locator(".net.bad").filter({ hasText: "打不开了" }).waitFor();
    expect([...here.faults, ...there.faults, ...late.faults]).toEqual([]);
    for (const { context } of [here, there, late]) await context.close();
  });

  it("a link opened where something else is being done puts that aside, to be taken up again", async () => {
    const here = await visit(site, DESKTOP);
    await toPlan(here.page);
    await open(here.page, "换设备接着办");
    await here.page.getByRole("button", { name: "生成二维码和链接" }).click();
    const url = await here.page.locator(".url").innerText();
    const { page, context } = await visit(site, DESKTOP, "/?guide=id-card-first");
    await answered(page);
    await page.evaluate((hash) => { location.hash = hash; }, url.split("#")[1]!);
    await page.locator(".plan").waitFor();
    const aside = await page.evaluate(() => JSON.parse(localStorage.getItem("yct.shelved")!) as { title: string });
    expect(aside.title).toBe("居民身份证首次申领");
    await here.context.close();
    await context.close();
  });

  it("有用 is thanked for beside the answer, is heard, is there after a reload, and the question still waits", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const before = { choices: await liveChoices(page), entries: await page.locator(".entry").count() };
    await page.getByRole("button", { name: "有用", exact: true }).click();
    await page.locator("p.feedback", { hasText: "谢谢" }).waitFor();
    expect(await spoken(page)).toContain("谢谢");
    expect({ choices: await liveChoices(page), entries: await page.locator(".entry").count() }).toEqual(before);
    await page.reload();
    await page.locator("p.feedback", { hasText: "有用" }).waitFor();
    expect({ choices: await liveChoices(page), entries: await page.locator(".entry").count() }).toEqual(before);
    await context.close();
  });

  it("没用 and 这里写错了 take a reason by keyboard alone, and are sent once though the answer gets lost", async () => {
    const { page, context } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const sent: { key: string; body: unknown }[] = [];
    await page.route("**/turns", async (route) => {
      sent.push({ key: route.request().headers()["idempotency-key"] ?? "", body: route.request().postDataJSON() });
      if (sent.length > 1) return route.continue();
      await route.fetch();
      return route.fulfill({ status: 502, body: "" });
    });
    await page.getByRole("button", { name: "没用" }).focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("答的不是我问的");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("p.feedback", { hasText: "记下了" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.classList.contains("feedback"))).toBe(true);
    expect(sent.map((s) => s.body)).toEqual([1, 2].map(() => expect.objectContaining({ feedback: expect.objectContaining({ verdict: "useless", reason: "看不懂" }) })));
    expect(new Set(sent.map((s) => s.key)).size).toBe(1);
    const paper = page.locator("aside .paper").first();
    await paper.getByRole("button", { name: /^这里写错了/ }).click();
    await paper.getByLabel(/也可以写一句/).fill("窗口说不用带");
    await page.keyboard.press("Enter");
    await paper.locator("p.feedback", { hasText: "记下了" }).waitFor();
    expect(await lastAnswer(page)).not.toContain("窗口说不用带");
    await page.reload();
    await paper.locator("p.feedback").waitFor();
    await context.close();
  });
});
