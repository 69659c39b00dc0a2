/**
 * From a question that nobody understood to its answer, and back, in real browsers over a real server that trains a real
 * model: miss → label and utterance → proof → a second person publishes → the same question in the citizen's open page →
 * rollback. The program is ours, the knowledge so small that training takes a moment.
 */
import { copyFileSync, cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepare } from "../../scripts/prepare.mjs";
import { projectWith } from "../support/fixture.ts";
import { ROOT } from "../support/root.ts";
import { TINY, trainIn } from "../support/trained.ts";
import { memberAt } from "./staffSupport.ts";
import { lastAnswer, noBrowser, openSite, PHONE, say, visit, type Site } from "./support.ts";

const QUESTION = "彩虹本怎么领";

/** A folder that is our program, with other knowledge. */
async function program(): Promise<string> {
  await prepare({ model: false });
  const root = projectWith(TINY);
  mkdirSync(join(root, "dist"));
  copyFileSync(join(ROOT, "dist/cli.mjs"), join(root, "dist/cli.mjs"));
  cpSync(join(ROOT, "dist/web"), join(root, "dist/web"), { recursive: true });
  copyFileSync(join(ROOT, "package.json"), join(root, "package.json"));
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  trainIn(root);
  return root;
}

describe.skipIf(noBrowser("知识管理：从没听懂到听懂"))("a question that nobody understood", () => {
  let site: Site;
  let root: string;
  beforeAll(async () => {
    root = await program();
    site = await openSite({}, root);
  }, 180_000);
  afterAll(async () => {
    await site?.close();
    rmSync(root, { recursive: true, force: true });
  });

  it("is answered once a curator has said what it is and another person has published it, and no more after a rollback", async () => {
    const citizen = (await visit(site, PHONE)).page;
    await say(citizen, QUESTION);
    expect(await lastAnswer(citizen)).toContain("没听懂");

    const curator = await memberAt(site, "wang", "王芳", "curator");
    await curator.goto(`${site.address}/curation`);
    await curator.getByRole("link", { name: QUESTION }).click();
    const label = curator.locator("details", { hasText: "标注：这几句该怎么答" });
    await label.locator("summary").click();
    await label.getByLabel("第 1 件").fill("办示范证");
    await label.getByRole("button", { name: "标注", exact: true }).click();
    await curator.getByText(`“${QUESTION}”该答示范事项`).waitFor();
    await curator.getByLabel("是哪件事（或哪个指路）").fill("办示范证");
    await curator.getByLabel("第 2 句").first().fill("彩虹本丢了");
    await curator.getByLabel("第 3 句").first().fill("办个彩虹本");
    await curator.getByRole("button", { name: "加进草稿" }).click();
    await curator.getByText("加进草稿了。").waitFor();

    await curator.getByRole("link", { name: "草稿", exact: true }).click();
    await curator.getByRole("link", { name: /^收件箱 / }).click();
    await curator.getByRole("link", { name: "校验和发布" }).click();
    await curator.getByRole("button", { name: "校验", exact: true }).click();
    await curator.locator("[data-running]").waitFor();
    // The page is followed, not loaded anew by hand.
    await curator.locator(".verdict").waitFor({ timeout: 120_000 });
    expect(await curator.locator(".group > summary").allInnerTexts()).toContainEqual(expect.stringContaining("没听懂 → 示范事项"));
    expect(await curator.getByText(/其中我们自己标注的 1 条，原来答对 0 条，草稿答对 1 条/).count()).toBe(1);
    await curator.locator(".crumbs a").click();
    await curator.getByLabel("送审，写给发布人看的一句话").fill("市民这么叫");
    await curator.getByRole("button", { name: "送审" }).click();

    const publisher = await memberAt(site, "li", "李强", "publisher");
    await publisher.goto(`${site.address}/curation`);
    await publisher.getByRole("link", { name: "1 份草稿等您看过、发布。" }).click();
    await publisher.getByRole("link", { name: /^收件箱 / }).click();
    await publisher.getByRole("link", { name: "校验和发布" }).click();
    while (await publisher.getByRole("button", { name: "接受" }).count() > 0) {
      await publisher.getByLabel("可以接受，因为").first().fill("指南太少，试验用");
      await publisher.getByRole("button", { name: "接受" }).first().click();
    }
    await publisher.getByLabel("这次改了什么、为什么").fill("彩虹本就是示范证");
    await publisher.getByRole("button", { name: "发布", exact: true }).click();
    await publisher.waitForURL(/editions/);

    await say(citizen, QUESTION);
    expect(await lastAnswer(citizen)).not.toContain("没听懂");
    await publisher.locator("li", { hasText: "随程序发布的版本" }).getByLabel("退回到这个版本，为什么").fill("搞错了");
    await publisher.getByRole("button", { name: "退回" }).click();
    await publisher.getByText("退回了").waitFor();
    const another = (await visit(site, PHONE)).page;
    await say(another, QUESTION);
    expect(await lastAnswer(another)).toContain("没听懂");
    for (const p of [citizen, another, curator, publisher]) await p.context().close();
  }, 300_000);
});
