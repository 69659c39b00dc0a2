/** A whole walk from the first sentence to the trip card, by mouse, by touch and by keyboard alone. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { answered, DESKTOP, lastAnswer, liveChoices, noBrowser, openSite, ownWords, PHONE, say, spoken, visit, type Site } from "./support.ts";

/** Answers that lead to a short checklist, whatever the order of the questions. */
const ANSWERS = ["好，看看要带什么", "不是", "爸爸或妈妈（监护人）陪着去", "都不是", "有了"];

/** Presses the first known answer; false when nothing is asked any more. */
async function step(page: Page, press: (label: string) => Promise<void>): Promise<boolean> {
  const offered = await liveChoices(page);
  const label = ANSWERS.find((a) => offered.includes(a)) ?? offered[0];
  if (!label || await page.locator(".plan").count()) return false;
  await press(label);
  await answered(page);
  return true;
}

async function walk(page: Page, press: (label: string) => Promise<void>): Promise<void> {
  for (let i = 0; i < 20 && await step(page, press); i++);
}

describe.skipIf(noBrowser("市民页面：从第一句到出行单"))("a whole walk", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  it("ends with the trip card, by mouse, with the checklist beside the talk", async () => {
    const { page, faults } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    await walk(page, (label) => page.locator(".choices").last().getByRole("button", { name: label, exact: true }).click());
    expect(await page.locator(".plan").count()).toBe(1);
    expect(await page.locator("aside .paper").count()).toBeGreaterThan(1);
    expect(await page.locator("aside .paper .have[aria-pressed=true]").count()).toBe(await page.locator("aside .paper").count());
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("ends with the trip card, by touch at 360 px, with the checklist one tap away and nothing wider than the screen", async () => {
    const { page, faults } = await visit(site, PHONE, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    await walk(page, (label) => page.locator(".choices").last().getByRole("button", { name: label, exact: true }).tap());
    expect(await page.locator(".plan").count()).toBe(1);
    await page.locator("button.progress").tap();
    await page.getByRole("dialog").locator(".paper").first().waitFor();
    expect(await page.getByRole("dialog").locator(".paper").count()).toBeGreaterThan(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("ends with the trip card by keyboard alone, and the focus is never lost", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await page.locator(".composer textarea").focus();
    await page.keyboard.type("3岁");
    await page.keyboard.press("Enter");
    await answered(page);
    const hasFocus = (): Promise<boolean> => page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
    await page.locator(".entry.citizen").last().focus();
    await walk(page, async (label) => {
      // From one's own line the next Tab goes forward: links of the answer, then its choices.
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement?.textContent) === label) break;
      }
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(label);
      await page.keyboard.press("Enter");
      expect(await hasFocus()).toBe(true);
    });
    expect(await page.locator(".plan").count()).toBe(1);
    expect(await hasFocus()).toBe(true);
    await page.context().close();
  });

  it("marks a paper by hand and by word alike, and takes the step back", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "30岁");
    await say(page, "都不是");
    const paper = page.locator("aside .paper").first();
    await paper.getByRole("button", { name: "还没有" }).click();
    await answered(page);
    expect(await paper.locator(".lack").getAttribute("aria-pressed")).toBe("true");
    // A mark that has been pressed keeps the focus where it was.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("还没有");
    await page.getByRole("button", { name: "上一步" }).click();
    await answered(page);
    expect(await paper.locator("[aria-pressed=true]").count()).toBe(0);
    await page.context().close();
  });

  it("asks again what is to be put right, from the list of what was told", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "30岁");
    const known = page.locator(".known dl > div").filter({ hasText: "今年多大" });
    expect(await known.innerText()).toContain("30 岁");
    await known.getByRole("button", { name: /改/ }).click();
    await answered(page);
    expect(await lastAnswer(page)).toContain("今年多大");
    await say(page, "3岁");
    expect(await known.innerText()).toContain("3 岁");
    await page.context().close();
  });

  it("says each answer and its choices once, in one live region", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    // Notices have a live region of their own, which says nothing of the talk.
    expect(await page.locator(":is([aria-live], [role=status], [role=alert], [role=log]):not(.notices)").count()).toBe(1);
    const heard = await spoken(page);
    const choices = await liveChoices(page);
    expect(choices.length).toBeGreaterThan(1);
    for (const choice of choices) expect(heard).toContain(choice);
    await page.context().close();
  });

  it("shows that it is at work only when an answer takes longer, and leaves nothing behind", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route("**/turns", async (route) => { await held; await route.continue(); });
    await page.locator(".composer textarea").fill("3岁");
    await page.locator(".composer textarea").press("Enter");
    await page.locator(".thinking").waitFor();
    release();
    await page.locator(".thinking").waitFor({ state: "detached" });
    await answered(page);
    await page.context().close();
  });

  it("keeps the focus when the pressed button disappears", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.getByRole("button", { name: "重新开始" }).press("Enter");
    await page.getByRole("heading", { name: "您想办什么事？" }).waitFor();
    expect(await focused()).toBe("您想办什么事？");
    await page.getByRole("button", { name: "接着办" }).press("Enter");
    await answered(page);
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    await page.context().close();
  });

  it("keeps only the last answer's choices alive", async () => {
    const { page } = await visit(site, DESKTOP, "/?guide=passport-first");
    await answered(page);
    await say(page, "3岁");
    const before = await liveChoices(page);
    await say(page, "没有身份证");
    expect(await liveChoices(page)).not.toEqual(before);
    expect(await page.locator(".choices").count()).toBe(1);
    await page.context().close();
  });

  it("finds a service by pinyin, by initials and by a same-sound slip", async () => {
    const { page } = await visit(site, DESKTOP);
    for (const typed of ["huzhao", "hz", "户照"]) {
      await page.locator("textarea").fill(typed);
      await page.locator(".found button").filter({ hasText: "护照" }).first().waitFor();
    }
    await page.locator(".found button").filter({ hasText: "普通护照首次申领" }).click();
    await answered(page);
    expect((await ownWords(page))[0]).toContain("护照");
    expect(await page.locator(".composer textarea").inputValue()).toBe("");
    await page.context().close();
  });

  it("does not send the Enter that ends a word in an input method", async () => {
    const { page } = await visit(site, DESKTOP);
    await page.locator("textarea").fill("身份证");
    await page.locator("textarea").evaluate((area) => area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
    expect(await page.locator(".entry").count()).toBe(0);
    await page.context().close();
  });

  it("shows hostile words as words", async () => {
    const { page, faults } = await visit(site, DESKTOP);
    const hostile = `<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>{{7*7}}\u202Eabc`;
    await say(page, hostile);
    expect(await page.title()).not.toBe("hacked");
    expect(await page.locator(".entry img, .entry script").count()).toBe(0);
    expect((await ownWords(page))[0]).toContain("<img src=x");
    expect(faults).toEqual([]);
    expect(await lastAnswer(page)).not.toBe("");
    await page.context().close();
  });

  it("changes everything to 繁體 and back", async () => {
    const { page } = await visit(site, DESKTOP);
    await page.getByRole("button", { name: "繁體" }).click();
    await page.getByRole("heading", { name: "您想辦什麼事？" }).waitFor();
    await page.getByRole("button", { name: "简体" }).click();
    await page.getByRole("heading", { name: "您想办什么事？" }).waitFor();
    await page.context().close();
  });
});
