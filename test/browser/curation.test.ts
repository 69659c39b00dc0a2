/**
 * The whole way in real browsers: a curator changes a fee, the proof shows what changes, a second person publishes, a
 * citizen's open page takes it over, it is rolled back; a notice and a withdrawal reach the open page.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { looksRight, memberAt, SHOTS, violations } from "./staffSupport.ts";
import { answered, DESKTOP, lastAnswer, noBrowser, openSite, PHONE, say, visit, type Site } from "./support.ts";

const QUESTION = "身份证丢了补办多少钱";

describe.skipIf(noBrowser("知识管理：浏览器里走一遍"))("curation", () => {
  let site: Site;
  beforeAll(async () => { site = await openSite(); }, 120_000);
  afterAll(() => site?.close());

  const member = (login: string, name: string, roles: string): Promise<Page> => memberAt(site, login, name, roles);

  it("goes from a draft to what people hear, and back", async () => {
    const citizen = (await visit(site, DESKTOP)).page;
    await say(citizen, QUESTION);
    expect(await lastAnswer(citizen)).toContain("40");

    const curator = await member("wang", "王芳", "curator");
    await curator.goto(`${site.address}/curation/drafts`);
    await looksRight(curator, "drafts-empty");
    await curator.getByLabel("新建一份，叫什么").fill("身份证工本费调整");
    await curator.getByRole("button", { name: "新建草稿" }).click();
    await curator.getByLabel("找指南、问法、材料、出处").fill("补领");
    await curator.getByRole("button", { name: "找", exact: true }).click();
    await looksRight(curator, "draft-find");
    await curator.locator(".found a[href*='knowledge%2Fguides%2Fid-card-replace']").click();
    await looksRight(curator, "file-form");
    const amount = curator.locator("[name='f:fees/0/amount']");
    await curator.locator("#fees-0 > summary").click();
    await amount.fill("45");
    await curator.locator("form", { has: amount }).getByRole("button", { name: "存这一条" }).click();
    expect(await curator.locator(".notice.ok").innerText()).toBe("存好了。");
    await curator.getByRole("link", { name: "改了哪里" }).click();
    expect(await curator.locator(".diff .come").innerText()).toContain("amount: 45, per: 张");
    expect(await curator.locator(".diff .gone").count()).toBe(1);
    await looksRight(curator, "file-diff");
    await curator.getByRole("link", { name: "原文" }).click();
    await looksRight(curator, "file-text");

    await curator.locator(".crumbs a").click();
    await looksRight(curator, "draft");
    await curator.getByRole("link", { name: "看清单什么样" }).click();
    await looksRight(curator, "preview");
    await curator.goBack();
    await curator.getByRole("link", { name: "试一句" }).click();
    await curator.getByLabel("市民会怎么说").fill(QUESTION);
    await curator.getByRole("button", { name: "试", exact: true }).click();
    expect(await curator.locator(".bubble").allInnerTexts()).toEqual([expect.stringContaining("40"), expect.stringContaining("45")]);
    await looksRight(curator, "try");
    await curator.locator(".crumbs a").click();
    await curator.getByRole("link", { name: "校验和发布" }).click();
    await curator.getByRole("button", { name: "校验", exact: true }).click();
    await curator.locator(".verdict").waitFor({ timeout: 300_000 });
    expect(await curator.locator(".figures").innerText()).toMatch(/1 句的回答变了/);
    await curator.locator(".group > summary").first().click();
    expect(await curator.locator(".group table").first().innerText()).toContain(QUESTION);
    expect(await curator.locator(".verdict").innerText()).toMatch(/处红的/);
    await looksRight(curator, "proof-red");
    await curator.locator(".crumbs a").click();
    await curator.getByLabel("送审，写给发布人看的一句话").fill("省里通知调价");
    await curator.getByRole("button", { name: "送审" }).click();

    const publisher = await member("li", "李强", "publisher,curator");
    await publisher.goto(`${site.address}/curation/drafts`);
    await publisher.getByRole("link", { name: "身份证工本费调整" }).click();
    await publisher.getByRole("link", { name: "校验和发布" }).click();
    expect(await publisher.locator(".obstacles").innerText()).toMatch(/校验有 \d+ 处红的/);
    while (await publisher.getByRole("button", { name: "接受" }).count() > 0) {
      await publisher.getByLabel("可以接受，因为").first().fill("收费标准调整，人物表随后改");
      await publisher.getByRole("button", { name: "接受" }).first().click();
    }
    await looksRight(publisher, "proof-accepted");
    await publisher.getByLabel("这次改了什么、为什么").fill("补领工本费调到 45 元");
    await publisher.getByRole("button", { name: "发布", exact: true }).click();
    await publisher.waitForURL(/editions/);
    await looksRight(publisher, "editions");
    await publisher.getByRole("link", { name: "身份证工本费调整" }).first().click();
    await looksRight(publisher, "edition");

    // The citizen's page, open all the while: offered the new edition, and answered anew.
    await say(citizen, "多少钱");
    expect(await citizen.locator(".talk").innerText()).toContain("指南刚更新过");
    await citizen.getByRole("button", { name: "换成新的" }).click();
    await answered(citizen);
    await say(citizen, "多少钱");
    expect(await lastAnswer(citizen)).toContain("45");

    await publisher.goto(`${site.address}/curation/editions`);
    await publisher.locator("li", { hasText: "随程序发布的版本" }).getByLabel("退回到这个版本，为什么").fill("通知搞错了");
    await publisher.getByRole("button", { name: "退回" }).click();
    expect(await publisher.locator(".notice.ok").innerText()).toContain("退回了");
    await say(citizen, "多少钱");
    expect(await lastAnswer(citizen)).toContain("40");
    for (const p of [citizen, curator, publisher]) await p.context().close();
  }, 600_000);

  it("shows a notice in an open conversation, and puts a message in the place of a withdrawn guide", async () => {
    const citizen = (await visit(site, PHONE)).page;
    await say(citizen, QUESTION);
    const publisher = await member("zhao", "赵敏", "publisher");
    await publisher.goto(`${site.address}/curation/notices`);
    await looksRight(publisher, "notices-empty");
    await publisher.getByLabel("哪一种").selectOption("moved");
    await publisher.getByLabel("哪个大厅或窗口").fill("城东大厅");
    await publisher.getByLabel("写给大家看的话").fill("今天起搬到政务中心三楼办。");
    await publisher.getByRole("button", { name: "发出去" }).click();
    await citizen.locator(".notices p", { hasText: "政务中心三楼" }).waitFor({ timeout: 60_000 });
    expect(await citizen.locator(".notices").innerText()).toBe("【临时搬迁】城东大厅：今天起搬到政务中心三楼办。");
    await say(citizen, "在哪办");
    expect(await citizen.locator(".entry:not(.citizen)").last().innerText()).toContain("【临时搬迁】城东大厅：今天起搬到政务中心三楼办。\n\n户口所在地");
    expect(await violations(citizen)).toEqual([]);
    if (SHOTS !== undefined) await citizen.screenshot({ path: join(SHOTS, "citizen-notice.png") });

    await publisher.locator("form.danger input[name=guide]").fill("id-card-replace");
    await publisher.getByLabel("为什么停用").fill("查出收费写错");
    await publisher.getByLabel(/我知道/).check();
    await publisher.getByRole("button", { name: "停用" }).click();
    await looksRight(publisher, "notices");
    await say(citizen, "要带什么");
    expect(await lastAnswer(citizen)).toContain("正在核对，先别照着办");
    const guide = (await visit(site, DESKTOP, "/guides/id-card-replace")).page;
    expect(await guide.locator("main").innerText()).toContain("这份指南暂停使用");
    await publisher.getByLabel("为什么恢复").fill("核对好了");
    await publisher.getByRole("button", { name: "恢复使用" }).click();
    await guide.reload();
    expect(await guide.locator("main").innerText()).toContain("补领");
    for (const p of [citizen, publisher, guide]) await p.context().close();
  }, 240_000);
});
