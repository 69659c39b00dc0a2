/** 一图看懂: every guide on exactly one sheet of A4, in plain and in large print, with a code that leads to the guide. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { readQr } from "../support/qr.ts";
import { DESKTOP, noBrowser, openSite, PHONE, visit, type Site } from "./support.ts";

async function pagesOnPaper(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

interface Measured {
  readonly id: string;
  /** Pixels that stand beyond the sheet, and that are free above its foot. */
  readonly beyond: number;
  readonly free: number;
  readonly type: number;
}

describe.skipIf(noBrowser("一图看懂：一张 A4"))("the leaflet", () => {
  let site: Site;
  let ids: string[];
  beforeAll(async () => {
    site = await openSite();
    const { guides } = await (await fetch(`${site.address}/api/v1/guides`)).json() as { guides: { id: string; tier: string }[] };
    ids = guides.filter((g) => g.tier !== "listed").map((g) => g.id);
  });
  afterAll(() => site?.close());

  it.each([["plain", "", 9], ["large print", "?big=1", 14]])("of every guide fits on one sheet in %s", async (_, query, smallest) => {
    const { page, context } = await visit(site, DESKTOP);
    await page.emulateMedia({ media: "print" });
    const measured: Measured[] = [];
    for (const id of ids) {
      await page.goto(`${site.address}/guides/${id}/leaflet${query}`);
      measured.push(await page.evaluate((id) => {
        const sheet = document.querySelector(".sheet")!;
        const free = sheet.lastElementChild!.getBoundingClientRect().top - sheet.lastElementChild!.previousElementSibling!.getBoundingClientRect().bottom;
        return { id, beyond: sheet.scrollHeight - sheet.clientHeight, free, type: parseFloat(getComputedStyle(sheet).fontSize) * 0.75 };
      }, id));
    }
    expect(measured.length).toBeGreaterThan(100);
    expect(measured.filter((m) => m.beyond > 0)).toEqual([]);
    expect(measured.filter((m) => m.type < smallest - 0.01)).toEqual([]);
    // On real paper: the fullest ones.
    for (const { id } of measured.sort((a, b) => a.free - b.free).slice(0, 3)) {
      await page.goto(`${site.address}/guides/${id}/leaflet${query}`);
      expect(await pagesOnPaper(page), id).toBe(1);
    }
    await context.close();
  }, 300_000);

  it("has a code that leads to the guide's page, and works without JavaScript at a phone's width", async () => {
    const { page, context } = await visit(site, { ...PHONE, javaScriptEnabled: false }, "/guides/passport-first");
    await page.getByRole("link", { name: /一图看懂/ }).tap();
    await page.getByRole("heading", { name: "办护照" }).waitFor();
    const svg = page.locator(".code svg");
    const size = Number((await svg.getAttribute("viewBox"))!.split(" ")[2]);
    expect(readQr({ size, path: (await svg.locator("path").getAttribute("d"))! })).toBe(`${site.address}/guides/passport-first`);
    expect((await page.locator("body").boundingBox())!.width).toBeLessThanOrEqual(360);
    // One below the other, each as wide as the sheet (an odd last one once squeezed the others into a column of single characters).
    for (const id of ["passport-first", "marriage-register"]) {
      await page.goto(`${site.address}/guides/${id}/leaflet`);
      for (const tile of await page.locator(".tile").all()) expect((await tile.boundingBox())!.width, id).toBeGreaterThan(250);
    }
    expect(await page.getByRole("button", { name: "打印" }).count()).toBe(0);
    await context.close();
  });

  it("says 404 for a service without a guide", async () => {
    expect((await fetch(`${site.address}/guides/no-such-thing/leaflet`)).status).toBe(404);
  });
});
