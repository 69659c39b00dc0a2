/** Members of staff in the browser, and what every page of theirs must be like. */
import { AxeBuilder } from "@axe-core/playwright";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { DESKTOP, PHONE, visit, type Site } from "./support.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const OWN_PASSWORD = "lihua-mingyue-07";
/** Pictures of every page, where somebody wants to look at them. */
export const SHOTS = process.env["SHOTS"];

/** axe, no sideways scrolling on a phone, and a picture. @param part pictured instead of the whole of a long page */
export async function looksRight(page: Page, name: string, part?: Locator): Promise<void> {
  // Without its styles a page that has just been opened is as wide as its longest line.
  await page.waitForLoadState("load");
  for (const viewport of [{ ...PHONE.viewport, width: 390 }, DESKTOP.viewport]) {
    await page.setViewportSize(viewport);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(0);
    if (SHOTS !== undefined) {
      mkdirSync(SHOTS, { recursive: true });
      const path = join(SHOTS, `${name}-${viewport.width}.png`);
      await (part ? part.screenshot({ path }) : page.screenshot({ path, fullPage: true }));
    }
  }
  expect(await violations(page), name).toEqual([]);
}

export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")} ${n.failureSummary?.split("\n")[1] ?? ""}`));
}

/** Somebody who has signed in and has a password of their own; the page stands at the workplace's first page. */
export async function memberAt(site: Site, login: string, name: string, roles: string): Promise<Page> {
  const password = site.addStaff(login, name, roles);
  const { page } = await visit(site, DESKTOP, "/staff/sign-in");
  await page.getByLabel("登录名").fill(login);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.locator("input[name=old]").fill(password);
  await page.locator("input[name=new]").fill(OWN_PASSWORD);
  await page.locator("input[name=again]").fill(OWN_PASSWORD);
  await page.locator("main form button.primary").first().click();
  await page.waitForURL(/\/staff$/);
  return page;
}
