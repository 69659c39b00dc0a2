/**
 * Departments in real browsers: a guide goes out as Excel and comes back, what it changes is looked at before it is
 * taken in; a colleague remarks on a field, is asked, finds it on signing in; shared cards say where they are used; and
 * somebody signs in by the house's identity provider.
 */
import ExcelJS from "exceljs";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENT, startProvider, type Provider } from "../support/provider.ts";
import { looksRight, memberAt } from "./staffSupport.ts";
import { DESKTOP, noBrowser, openSite, visit, type Site } from "./support.ts";

describe.skipIf(noBrowser("知识管理：部门、导入、统一身份认证"))("departments", () => {
  let site: Site;
  let provider: Provider;
  beforeAll(async () => {
    provider = await startProvider();
    site = await openSite((address) => ({ PUBLIC_URL: address, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret }));
  }, 240_000);
  afterAll(async () => { await site?.close(); await provider?.stop(); });

  it("change a guide in Excel, look at the differences, talk about a field, and find where a paper is used", async () => {
    const wang = await memberAt(site, "wang", "王芳", "curator");
    await wang.goto(`${site.address}/curation/drafts`);
    await wang.getByLabel("新建一份，叫什么").fill("护照收费");
    await wang.getByRole("button", { name: "新建草稿" }).click();
    const draft = wang.url().split("?")[0]!;
    await wang.goto(`${draft}/file?path=${encodeURIComponent("knowledge/guides/passport-first.yaml")}`);
    await looksRight(wang, "file-with-remarks");
    const [download] = await Promise.all([wang.waitForEvent("download"), wang.getByRole("link", { name: "导出 Excel" }).click()]);

    // As somebody in a department would: the fee, and one cell that is a formula.
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(readFileSync(await download.path()) as unknown as ExcelJS.Buffer);
    const sheet = book.getWorksheet("收费")!;
    const column = (sheet.getRow(1).values as unknown[]).findIndex((head) => String(head).startsWith("收费标准"));
    sheet.getRow(2).getCell(column).value = 125;
    const first = Buffer.from(await book.xlsx.writeBuffer());
    const upload = async (name: string, buffer: Buffer): Promise<void> => {
      await wang.goto(draft);
      await wang.locator("input[type=file]").setInputFiles({ name, mimeType: "application/octet-stream", buffer });
      await wang.getByRole("button", { name: "看看要改什么" }).click();
    };
    await upload("太大.xlsx", Buffer.alloc(20_100_000));
    await wang.getByText("最多 20 MB，没有传").waitFor();
    await upload("坏的.yaml", Buffer.from("format: yicitong-guides/1\n\tguides: []\n"));
    await wang.getByText("第 2 行用制表符").waitFor({ timeout: 60_000 });
    await looksRight(wang, "draft-upload-refused");
    await upload("护照收费.xlsx", first);
    await wang.waitForURL(/\/import$/, { timeout: 120_000 });
    await wang.locator("details.group > summary").first().click();
    expect(await wang.locator("details.group").first().innerText()).toContain("→ 125");
    await looksRight(wang, "import");
    await wang.getByRole("button", { name: "导入这 1 项" }).click();
    expect(await wang.locator(".notice.ok").innerText()).toBe("导入好了。");

    // Somebody of another department looks.
    const li = await memberAt(site, "li", "李强", "publisher");
    await li.goto(`${draft}/file?path=${encodeURIComponent("knowledge/guides/passport-first.yaml")}`);
    await li.locator("#fees-0 > summary").click();
    await li.locator("#fees-0 .saying > summary").click();
    await li.locator("#fees-0").getByLabel("关于哪一栏").selectOption({ label: "多少元" });
    await li.locator("#fees-0").getByLabel("意见").fill("文件上是 120 元，请再核一下。");
    await li.locator("#fees-0").getByRole("button", { name: "记下来" }).click();
    await li.getByText("意见记下了。").waitFor();
    expect(await li.locator("#fees-0 .remark-list").innerText()).toContain("收费 第 1 条，多少元：文件上是 120 元");
    await looksRight(li, "file-remark", li.locator("#fees-0"));

    await wang.goto(draft);
    await wang.locator("#talk").waitFor();
    await wang.locator(".saying > summary", { hasText: "请人看" }).click();
    await wang.getByLabel("要他看什么").fill("收费改好了，再看一眼");
    await looksRight(wang, "draft-talk");
    await wang.getByRole("button", { name: "请他看" }).click();
    await wang.getByText("请了，他一登录就能看到。").waitFor();

    await li.goto(`${site.address}/staff`);
    expect(await li.locator("section.notice").innerText()).toContain("收费改好了，再看一眼");
    await looksRight(li, "staff-asked");
    await li.getByRole("link", { name: "护照收费" }).click();
    await li.getByLabel("您看过以后，回一句话").fill("对了");
    await looksRight(li, "draft-asked");
    await li.getByRole("button", { name: "没问题" }).click();
    await li.getByText("回话记下了。").waitFor();
    // By keyboard: the remark is settled with a word about how.
    await li.getByLabel("怎么处理的").focus();
    await li.keyboard.type("改回 120 元");
    await li.keyboard.press("Enter");
    await li.getByText("意见处理好了。").waitFor();
    await looksRight(li, "draft-settled");

    // From the list of papers to the guides that use one, and to the very item.
    await wang.goto(`${draft}/dictionary?find=${encodeURIComponent("户口")}`);
    await looksRight(wang, "dictionary");
    await wang.locator("tbody a").first().click();
    await wang.getByRole("heading", { name: "用在哪里" }).waitFor();
    await looksRight(wang, "material");
    const use = wang.locator(".uses a[href*='#materials-']").first();
    const anchor = (await use.getAttribute("href"))!.split("#")[1]!;
    await use.click();
    await wang.waitForFunction((id) => document.querySelector<HTMLDetailsElement>(`#${id}`)?.open === true, anchor);
    await wang.goto(`${draft}/dictionary`);
    await wang.locator("[aria-labelledby=shared] a").first().click();
    await looksRight(wang, "situation", wang.locator("main"));
    for (const page of [wang, li]) await page.context().close();
  }, 600_000);

  it("sign in by the house's identity provider, into the account that is there", async () => {
    site.addStaff("zhao.min", "赵敏", "curator");
    const { page, context, faults } = await visit(site, DESKTOP, "/staff/sign-in?next=/curation/drafts");
    await looksRight(page, "sign-in-two-ways");
    provider.person = { sub: "p-1", preferred_username: "nobody" };
    await page.getByRole("link", { name: "用统一身份认证登录" }).click();
    await page.getByText("还没有您的账号").waitFor();
    await looksRight(page, "sign-in-no-account");
    provider.person = { sub: "p-2", preferred_username: "zhao.min" };
    await page.getByRole("link", { name: "用统一身份认证登录" }).click();
    await page.waitForURL(`${site.address}/curation/drafts`);
    expect(await page.locator(".me").innerText()).toContain("赵敏");
    expect(faults).toEqual([]);
    await context.close();
  }, 120_000);
});
