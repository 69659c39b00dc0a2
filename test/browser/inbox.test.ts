/** From a citizen's question to a curator's draft, in real browsers: signing in, the inbox, one click; and no axe violation. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESKTOP, noBrowser, openSite, PHONE, say, visit, type Site } from "./support.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NEW_PASSWORD = "mingyue-qingfeng-07";

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return found.flatMap((v) => v.nodes.map((n) => `${page.url()} ${v.id}: ${n.target.join(" ")}`));
}

describe.skipIf(noBrowser("工作台：登录和收件箱"))("signing in and the inbox", () => {
  let site: Site;
  let password = "";
  beforeAll(async () => {
    site = await openSite();
    password = site.addStaff("li.guan", "李管", "administrator,curator");
  });
  afterAll(() => site?.close());

  const signIn = async (page: Page, secret: string): Promise<void> => {
    await page.getByLabel("登录名").fill("li.guan");
    await page.getByLabel("密码").fill(secret);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  };

  it("leads a curator from a wrong password to the inbox, and a question of today into a draft", async () => {
    const citizen = await visit(site, PHONE);
    await say(citizen.page, "小区想装个充电桩");
    await citizen.context.close();

    const { page, context, faults } = await visit(site, DESKTOP, "/curation");
    const found = await violations(page);
    await signIn(page, "wrong");
    await page.getByRole("alert").waitFor();
    found.push(...await violations(page));
    await signIn(page, password);
    expect(page.url()).toMatch(/\/staff\/password$/);
    found.push(...await violations(page));
    await page.getByLabel("现在的密码").fill(password);
    await page.getByLabel("新密码", { exact: false }).first().fill(NEW_PASSWORD);
    await page.getByLabel("再写一遍新密码").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "改密码" }).click();
    await page.getByRole("link", { name: "知识管理" }).first().click();
    await page.getByRole("heading", { name: "收件箱" }).waitFor();
    found.push(...await violations(page));

    await page.getByRole("link", { name: /充电桩/ }).click();
    await page.getByRole("heading", { name: /充电桩/ }).waitFor();
    found.push(...await violations(page));
    const label = page.locator("details", { hasText: "标注：这几句该怎么答" });
    await label.locator("summary").click();
    await label.getByRole("radio", { name: /不归我们管/ }).check();
    found.push(...await violations(page));
    await label.getByRole("button", { name: "标注", exact: true }).click();
    await page.getByText("标好了，每次校验都会考这几句。").waitFor();
    await page.getByRole("link", { name: "看全部标注" }).click();
    await page.getByRole("rowheader", { name: "小区想装个充电桩" }).waitFor();
    found.push(...await violations(page));
    await page.goBack();
    await page.locator("form.staging[action$=stage]").getByRole("radio", { name: /不归我们管/ }).check();
    await page.getByRole("button", { name: "加进草稿" }).click();
    await page.getByText("加进草稿了。").waitFor();
    await page.getByRole("link", { name: /处理过/ }).click();
    await page.getByText(/李管：1 句标成不归我们管/).waitFor();
    found.push(...await violations(page));
    await page.getByRole("link", { name: "草稿", exact: true }).click();
    await page.getByRole("link", { name: /收件箱/ }).last().waitFor();

    for (const path of ["/curation/insight", "/curation/freshness?view=all", "/curation/notices", "/curation/editions", "/staff", "/staff/accounts", "/staff/accounts/new", "/staff/audit"]) {
      await page.goto(site.address + path);
      found.push(...await violations(page));
    }
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });

  it("works on a phone, where nothing is wider than the screen", async () => {
    const { page, context } = await visit(site, PHONE, "/curation");
    await signIn(page, NEW_PASSWORD);
    for (const path of ["/curation", "/curation/labels", "/curation/insight", "/curation/freshness?view=never", "/staff", "/staff/accounts", "/staff/audit", "/staff/password"]) {
      await page.goto(site.address + path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThanOrEqual(0);
    }
    await page.getByRole("button", { name: "退出", exact: true }).click();
    await page.goto(site.address + "/curation");
    expect(page.url()).toContain("/staff/sign-in");
    await context.close();
  });
});
