/** The guide pages: without JavaScript, from page to talk, on paper. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { STATES } from "../../scripts/screenshotStates.mjs";
import { answered, DESKTOP, noBrowser, openSite, ownWords, PHONE, visit, type Site } from "./support.ts";

const ANSWERED = "/guides/passport-first?applicant.age=3&applicant.has-id-card=false&companion.kind=guardian";

async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

describe.skipIf(noBrowser("办事指南页面"))("guide pages", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); });
  afterAll(() => site?.close());

  it("list the personal papers without JavaScript, in a phone's width", async () => {
    const { page, context } = await visit(site, { ...PHONE, javaScriptEnabled: false }, "/guides");
    await page.getByRole("link", { name: "办护照", exact: true }).tap();
    await page.getByLabel("今年多大").fill("3");
    await page.getByRole("button", { name: "列出我的清单" }).tap();
    await page.getByRole("group", { name: /身份证/ }).getByText("不是", { exact: true }).tap();
    await page.getByRole("group", { name: /谁陪/ }).getByText("爸爸或妈妈").tap();
    await page.getByRole("button", { name: "更新清单" }).tap();
    await page.getByRole("heading", { name: /^要带这 \d 样$/ }).waitFor();
    expect(await page.locator(".papers h3").first().innerText()).toContain("户口本");
    // Without scripts nothing may be evaluated in the page; the box of the body tells its width.
    expect((await page.locator("body").boundingBox())!.width).toBeLessThanOrEqual(360);
    await context.close();
  });

  it("lead into the talk with the guide chosen", async () => {
    const { page, context, faults } = await visit(site, DESKTOP, ANSWERED);
    await page.getByRole("link", { name: "边聊边办" }).click();
    await answered(page);
    expect((await ownWords(page))[0]).toBe("普通护照首次申领");
    expect(new URL(page.url()).search).toBe("");
    expect(faults).toEqual([]);
    await context.close();
  });

  it("fit on one sheet of A4, and so does the trip card", async () => {
    const { page, context } = await visit(site, DESKTOP, ANSWERED);
    expect(await pagesOnPaper(page)).toBe(1);
    await STATES["plan"]!(page, { address: site.address, width: 1280 });
    expect(await pagesOnPaper(page)).toBe(1);
    await context.close();
  });

  it("say 404 for what is not in the catalogue", async () => {
    const response = await fetch(`${site.address}/guides/no-such-thing`);
    expect(response.status).toBe(404);
  });
});
