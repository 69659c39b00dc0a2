/** Everybody can use it: no axe violation in any state and mode, 长辈版 as the rules ask, 400% zoom. */
import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BrowserContextOptions, Page } from "playwright-core";
import { STATES } from "../../scripts/screenshotStates.mjs";
import { DESKTOP, noBrowser, openSite, PHONE, say, visit, type Site } from "./support.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What can differ between light and dark. */
const COLOURS = ["color-contrast", "link-in-text-block"];

async function violations(page: Page, only?: readonly string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations: found } = await (only ? axe.withRules([...only]) : axe.withTags(RULES)).analyze();
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary?.split("\n")[1] ?? ""}`));
}

/** States whose page is built differently on a phone. */
const PHONE_STATES = ["start", "start-search", "start-recent", "city", "asking", "feedback-why", "checklist-open", "missing", "plan", "take-visit", "take-link", "guide-answered", "leaflet"];
/** Built like another state on a desktop. */
const SAME_ON_DESKTOP = ["asking-answered", "fee", "many-choices", "checklist-open", "missing", "plan-sheet", "hostile-long", "leaflet-large"];

const SHAPES: readonly { readonly name: string; readonly options: BrowserContextOptions; readonly states: readonly string[] }[] = [
  { name: "desktop", options: DESKTOP, states: Object.keys(STATES).filter((s) => !SAME_ON_DESKTOP.includes(s)) },
  { name: "phone", options: PHONE, states: PHONE_STATES },
];

/** By script, because an open sheet covers the switch; on a guide page it is a link. */
async function toElder(page: Page): Promise<void> {
  const isLink = await page.locator(".mode").evaluate((mode: HTMLElement) => { mode.click(); return mode.tagName === "A"; });
  if (isLink) await page.locator(".yct[data-elder]").waitFor();
}

describe.skipIf(noBrowser("市民页面：无障碍"))("accessibility", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  describe.each(SHAPES)("$name", ({ options, states }) => {
    it.each(states)("has no violation in the state %s: light, dark, 长辈版, 长辈版 in the dark", async (state) => {
      const { page, context } = await visit(site, { ...options, colorScheme: "light" });
      await STATES[state]!(page, { address: site.address, width: options.viewport!.width });
      const found = { light: await violations(page), dark: [] as string[], elder: [] as string[], elderDark: [] as string[] };
      await page.emulateMedia({ colorScheme: "dark" });
      found.dark = await violations(page, COLOURS);
      await toElder(page);
      found.elderDark = await violations(page, COLOURS);
      await page.emulateMedia({ colorScheme: "light" });
      found.elder = await violations(page);
      expect(found).toEqual({ light: [], dark: [], elder: [], elderDark: [] });
      await context.close();
    });
  });

  it("长辈版 is one press away, remembered, large, and its targets are 60 px", async () => {
    const { page, context } = await visit(site, PHONE);
    await page.getByRole("button", { name: "长辈版" }).tap();
    await page.reload();
    await say(page, "护照要多少钱");
    const sizes = await page.evaluate(() => ({
      small: [...document.querySelectorAll(".yct *")].filter((e) => e.childNodes.length > 0 && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent!.trim()) && !e.closest(".hidden"))
        .map((e) => parseFloat(getComputedStyle(e).fontSize)).sort((a, b) => a - b)[0]!,
      targets: [...document.querySelectorAll(".yct button")].map((b) => Math.min(b.getBoundingClientRect().height, b.getBoundingClientRect().width)).sort((a, b) => a - b)[0]!,
      leading: parseFloat(getComputedStyle(document.querySelector(".reply p")!).lineHeight) / parseFloat(getComputedStyle(document.querySelector(".reply p")!).fontSize),
    }));
    expect(sizes.small).toBeGreaterThanOrEqual(18);
    expect(sizes.targets).toBeGreaterThanOrEqual(60);
    expect(sizes.leading).toBeGreaterThanOrEqual(1.3);
    await context.close();
  });

  it("长辈版 keeps the latest exchange in sight and the earlier ones a press away", async () => {
    const { page, context } = await visit(site, PHONE, "/?guide=passport-first");
    await page.getByRole("button", { name: "长辈版" }).tap();
    await page.locator(".entry:not(.citizen)").waitFor();
    await say(page, "3岁");
    expect(await page.locator(".entry.citizen").count()).toBe(1);
    await page.getByRole("button", { name: "看前面说过的" }).tap();
    expect(await page.locator(".entry.citizen").count()).toBe(2);
    await context.close();
  });

  it("works at 400% zoom: nothing scrolls sideways, nothing sticks over the words", async () => {
    const { page, context } = await visit(site, { ...DESKTOP, viewport: { width: 320, height: 256 } }, "/?guide=passport-first");
    await page.locator(".entry:not(.citizen)").waitFor();
    await say(page, "3岁");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await page.evaluate(() => [...document.querySelectorAll(".top, .dock")].map((e) => getComputedStyle(e).position))).toEqual(["static", "static"]);
    await context.close();
  });

  it("the sheet takes the focus, gives it back, and closes on Escape", async () => {
    const { page, context } = await visit(site, PHONE, "/?guide=passport-first");
    await page.locator(".entry:not(.citizen)").waitFor();
    await page.locator("button.progress").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null)).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.classList.contains("progress"))).toBe(true);
    await context.close();
  });

  it("has buttons for reading aloud and dictation only where the browser can", async () => {
    const context = await site.browser.newContext(DESKTOP);
    await context.addInitScript(() => {
      for (const name of ["speechSynthesis", "SpeechRecognition", "webkitSpeechRecognition"]) Object.defineProperty(window, name, { value: undefined });
    });
    const page = await context.newPage();
    await page.goto(`${site.address}/?guide=passport-first`);
    await page.locator(".entry:not(.citizen)").waitFor();
    expect(await page.getByRole("button", { name: /念给我听|说话/ }).count()).toBe(0);
    await context.close();
  });
});
