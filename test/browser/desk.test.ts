/** Two browsers at once: an agent at the desk and a citizen on the phone. */
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { agentAt, agentSays, goOnline, linesOf, WORKPLACE, type Agent } from "./deskSupport.ts";
import { CREDENTIALS, message, shown } from "../channels/vendor.ts";
import { noBrowser, openSite, PHONE, say, visit, type Site, type Visit } from "./support.ts";

const missing = noBrowser("坐席台（test/browser/desk.test.ts）");

describe.skipIf(missing)("the desk", () => {
  let site: Site;
  let wang: Agent;
  let li: Agent;

  beforeAll(async () => {
    site = await openSite({ CONTACT_KEY: "k".repeat(40), WECHAT: [CREDENTIALS.receiver, CREDENTIALS.token, CREDENTIALS.aesKey].join() });
    [wang, li] = [await agentAt(site, "wang", "王芳"), await agentAt(site, "li", "李强")];
    await goOnline(wang.page);
    await goOnline(li.page);
  }, 120_000);
  afterAll(() => site?.close());

  /** A citizen whose page closes with the test. */
  const citizen = async (): Promise<Visit> => {
    const at = await visit(site, PHONE);
    onTestFinished(() => at.context.close());
    return at;
  };

  /** A citizen who has asked for a person. */
  const waiting = async (first = "给三岁的娃办个护照"): Promise<Visit> => {
    const at = await citizen();
    await say(at.page, first);
    await at.page.getByRole("button", { name: "转人工" }).click();
    await at.page.getByText("在等人工坐席").waitFor();
    return at;
  };

  const take = async ({ page }: Agent): Promise<void> => {
    await page.locator(".row.waiting").first().waitFor();
    await page.keyboard.press("Alt+N");
    await page.getByText("您在接待，机器人不说话").waitFor();
  };

  /** Words to which nobody answers at once. */
  const citizenSays = async (page: Page, text: string): Promise<void> => {
    await page.locator(".composer textarea").fill(text);
    await page.locator(".composer textarea").press("Enter");
    await page.locator(".entry.citizen", { hasText: text }).waitFor();
  };

  const handBack = async ({ page }: Agent): Promise<void> => {
    await page.getByRole("button", { name: "交还机器人" }).click();
    await page.getByText("已交还给机器人").waitFor();
  };

  test("request, take, speak, tick together, hand back, resume", async () => {
    const { page, faults } = await waiting();
    await take(wang);
    await page.getByText("现在是工作人员在跟您说话").waitFor();
    expect(await page.getByRole("button", { name: "转人工" }).count()).toBe(0);

    await citizenSays(page, "没有身份证，我是他妈，我带他去，要多少钱啊");
    await wang.page.locator(".copilot", { hasText: "120" }).waitFor();
    expect(await wang.page.locator(".facts .heard").count()).toBeGreaterThan(0);
    await wang.page.keyboard.press("Alt+Y");
    await wang.page.locator(".facts .settled", { hasText: "监护人" }).waitFor();
    await page.getByText("还差 3 项").waitFor();

    // A suggestion is put into the box, changed there, and sent only by the agent.
    await wang.page.keyboard.press("Alt+A");
    const box = wang.page.locator(".write textarea");
    expect(await box.inputValue()).toContain("120");
    expect((await page.locator(".entry.person").count())).toBe(0);
    await agentSays(wang.page, "工本费一百二十块，别的不收");
    await page.locator(".entry.person", { hasText: "一百二十块" }).waitFor();

    // The agent ticks, the citizen sees it; the citizen ticks, the agent sees it.
    await wang.page.locator(".papers li").first().getByRole("button", { name: "有了" }).click();
    await page.getByText("还差 2 项").waitFor();
    await page.getByRole("button", { name: /看清单/ }).click();
    await page.locator(".paper").nth(1).getByRole("button", { name: "有了" }).click();
    await wang.page.locator(".papers li.have").nth(1).waitFor();
    await page.getByRole("button", { name: "收起" }).click();

    await handBack(wang);
    await page.locator(".entry.bot", { hasText: "工作人员说完了" }).waitFor();
    expect(await page.locator(".entry.bot").last().innerText()).toContain("第 3 样");
    await say(page, "护照多少钱");
    expect(await page.locator(".entry.bot").last().innerText()).toContain("120");
    expect([...faults, ...wang.faults]).toEqual([]);
  });

  test("the agent's browser crashes and returns: the conversation is there, nothing is lost", async () => {
    const { page } = await waiting();
    await take(wang);
    await agentSays(wang.page, "您好，我先看一下");
    const { page: before } = wang;
    const again = await before.context().newPage();
    await before.close({ runBeforeUnload: false });
    await citizenSays(page, "您还在吗，我等着呢");
    await again.goto(`${site.address}/desk`);
    wang = { ...wang, page: again };
    await again.getByText("您在接待，机器人不说话").waitFor();
    expect(await linesOf(again)).toEqual(expect.arrayContaining(["您好，我先看一下", "您还在吗，我等着呢"]));
    await agentSays(again, "在的");
    await page.locator(".entry.person", { hasText: "在的" }).waitFor();
    await handBack(wang);
  });

  test("both click at once: one has the citizen, the other is told who", async () => {
    await waiting();
    for (const { page } of [wang, li]) {
      await page.locator(".row.waiting button").first().click();
      await page.getByRole("button", { name: "接待", exact: true }).waitFor();
    }
    await Promise.all([wang, li].map(({ page }) => page.locator(".not-mine button.primary").evaluate((button: HTMLElement) => button.click())));
    const told = (page: Page): Promise<boolean> => page.locator(".line-notice", { hasText: "接走" }).isVisible();
    await expect.poll(async () => [await told(wang.page), await told(li.page)].filter(Boolean).length).toBe(1);
    const winner = await told(wang.page) ? li : wang;
    await winner.page.getByText("您在接待，机器人不说话").waitFor();
    await handBack(winner);
  });

  test("a transfer carries everything to the colleague, with a note the citizen never sees", async () => {
    const { page } = await waiting();
    await take(wang);
    await agentSays(wang.page, "我请同事跟您说");
    await wang.page.keyboard.press("Alt+T");
    await wang.page.getByLabel("转给谁").selectOption({ label: "李强（在线）" });
    await wang.page.getByLabel(/给同事的备注/).fill("问监护人的事");
    await wang.page.locator("dialog").getByRole("button", { name: "转出" }).click();
    await page.getByText("正在给您换一位工作人员").first().waitFor();
    await li.page.locator(".row.waiting", { hasText: "转给您的" }).waitFor();
    await take(li);
    expect(await linesOf(li.page)).toEqual(expect.arrayContaining(["我请同事跟您说", "问监护人的事"]));
    expect(await page.locator(".talk").innerText()).not.toContain("监护人的事");
    await handBack(li);
  });

  test("nothing in the copilot moves under the pointer", async () => {
    const { page } = await waiting();
    await take(wang);
    await wang.page.locator(".copilot-body").hover();
    const before = await wang.page.locator(".copilot-body .part").allInnerTexts();
    await citizenSays(page, "要多少钱啊，要多久");
    const update = wang.page.getByRole("button", { name: /有新的建议/ });
    await update.waitFor();
    expect(await wang.page.locator(".copilot-body .part").allInnerTexts()).toEqual(before);
    await update.click();
    await wang.page.locator(".copilot", { hasText: "答他问的" }).waitFor();
    await wang.page.mouse.move(400, 300);
    await handBack(wang);
  });

  test("Enter that picks a word in an input method sends nothing; keys are shown by ?", async () => {
    await waiting();
    await take(wang);
    const box = wang.page.locator(".write textarea");
    await box.fill("nihao");
    await box.evaluate((element) => element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", isComposing: true, bubbles: true, cancelable: true })));
    await box.evaluate((element) => element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit)));
    expect(await box.inputValue()).toBe("nihao");
    await box.press("?");
    expect(await wang.page.locator("dialog").count()).toBe(0);
    await box.fill("");
    await wang.page.locator(".lines").focus();
    await wang.page.keyboard.press("?");
    await wang.page.getByRole("dialog", { name: "快捷键" }).waitFor();
    await wang.page.keyboard.press("Escape");
    await wang.page.getByRole("dialog").waitFor({ state: "detached" });
    await handBack(wang);
  });

  test("a call, by keyboard alone: typed, asked on, found by hand, wrapped up, ended", async () => {
    const { page } = wang;
    await page.keyboard.press("Alt+C");
    await page.getByText("您在接这通电话").waitFor();
    await agentSays(page, "喂你好身份证丢了咋办啊我人在外地");
    await page.locator(".services .chosen", { hasText: "补身份证" }).waitFor();
    await page.keyboard.press("Alt+Q");
    expect(await page.locator(".write textarea").inputValue()).toContain("多少岁");
    await page.keyboard.press("Enter");
    await page.locator(".line.person", { hasText: "多少岁" }).waitFor();
    await agentSays(page, "三十五了");
    await page.locator(".facts", { hasText: "35 岁" }).waitFor();
    await page.keyboard.press("Alt+K");
    await page.keyboard.type("居住证申领");
    await page.locator(".found li").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+B");
    // The call is over, the wrap-up is there to be written.
    await page.getByText("这通电话已经结束").waitFor();
    await page.getByRole("dialog", { name: "小结" }).waitFor();
    expect(await page.getByLabel("事项").inputValue()).toContain("身份证");
    await page.getByLabel("诉求类型").selectOption("求助");
    await page.getByRole("button", { name: "存小结" }).click();
    await page.getByText("小结存好了").first().waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Alt+S");
    expect(await page.getByLabel("诉求类型").inputValue()).toBe("求助");
    await page.getByText("这里没有接工单系统").waitFor();
    await page.keyboard.press("Escape");
  });

  test("a guide found by hand in a call is used by Enter, with the caller's own words for the curators", async () => {
    const { page } = wang;
    await page.keyboard.press("Alt+C");
    await page.getByText("您在接这通电话").waitFor();
    await agentSays(page, "那个出门在外派出所给的本本");
    await page.keyboard.press("Alt+K");
    await expect.poll(() => page.getByLabel("市民的原话").inputValue()).toBe("那个出门在外派出所给的本本");
    await page.keyboard.type("jzzsl");
    await page.locator(".found li", { hasText: "居住证" }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".services .chosen", { hasText: "居住证" }).waitFor();
    // The stream may bring the choice before its own answer has closed the finder.
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    await page.keyboard.press("Alt+B");
    await page.getByRole("dialog", { name: "小结" }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("canned wording: a supervisor keeps it, an agent puts it into the box by its digit and changes it before it goes", async () => {
    const boss = await agentAt(site, "qian", "钱班长", "supervisor");
    await boss.page.keyboard.press("Alt+W");
    await boss.page.getByRole("button", { name: "加一条" }).click();
    await boss.page.getByLabel("叫什么").fill("开头");
    await boss.page.getByLabel("怎么说").fill("您好，您慢慢说");
    await boss.page.getByRole("button", { name: "存", exact: true }).click();
    await boss.page.locator(".found li", { hasText: "您慢慢说" }).waitFor();
    const { violations } = await new AxeBuilder({ page: boss.page }).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
    await boss.page.context().close();

    const { page } = await waiting();
    await take(wang);
    await wang.page.locator(".write textarea").focus();
    await wang.page.keyboard.press("Alt+W");
    await wang.page.locator(".found li", { hasText: "您慢慢说" }).waitFor();
    expect(await wang.page.getByRole("button", { name: "加一条" }).count()).toBe(0);
    await wang.page.keyboard.type("kt");
    await wang.page.keyboard.press("1");
    const box = wang.page.locator(".write textarea");
    await expect.poll(() => box.inputValue()).toBe("您好，您慢慢说");
    expect(await page.locator(".entry.person").count()).toBe(0);
    await agentSays(wang.page, "您好，您慢慢说，我听着");
    await page.locator(".entry.person", { hasText: "我听着" }).waitFor();
    await handBack(wang);
  });

  test("somebody on WeChat: the agent sees what has not reached them, and that it has", async () => {
    const wechat = async (Content: string): Promise<string> => {
      const { query, body } = message({ Content, FromUserName: "oBROWSER" }, Date.now());
      const answer = await (await fetch(`${site.address}/channels/wechat?${query}`, { method: "POST", body, headers: { "content-type": "text/xml" } })).text();
      return answer === "success" ? "" : shown(answer).text;
    };
    await wechat("给三岁的娃办个护照");
    await wechat("转人工");
    await take(wang);
    await wang.page.getByText("没有接主动发消息的接口").waitFor();
    await agentSays(wang.page, "您好，孩子有身份证吗");
    await wang.page.locator(".line.person", { hasText: "还没送到" }).waitFor();
    expect(await wechat("有的")).toContain("您好，孩子有身份证吗");
    await wang.page.locator(".line.citizen", { hasText: "有的" }).waitFor();
    await expect.poll(() => wang.page.locator(".unsent").count()).toBe(0);
    await handBack(wang);
  });

  test("a pointer left on the copilot holds nothing back once the agent writes", async () => {
    const { page } = wang;
    await page.keyboard.press("Alt+C");
    await page.getByText("您在接这通电话").waitFor();
    await page.locator(".copilot-body").hover();
    await agentSays(page, "我那个店不想干了要注销，个体户");
    await page.locator(".services .chosen", { hasText: "注销" }).waitFor();
    await page.locator(".answers button").first().click();
    await page.locator(".facts .settled").first().waitFor();
    await page.keyboard.press("Alt+B");
    await page.getByRole("dialog", { name: "小结" }).waitFor();
    await page.keyboard.press("Escape");
  });

  test("a whole call streamed in by a speech recogniser, with what recognisers get wrong", async () => {
    const { page } = wang;
    const [response] = await Promise.all([page.waitForResponse((r) => r.url().endsWith("/api/v1/desk/calls")), page.keyboard.press("Alt+C")]);
    const { id, token } = await response.json() as { id: string; token: string };
    await page.getByText("您在接这通电话").waitFor();
    const CALL = [
      ["caller", "喂 您好 我想问一下"], ["caller", "我身分证丢了 怎么补半"], ["agent", "您今年多大"], ["caller", "三十五碎"], ["caller", "那个 补班 要多少前"], ["caller", "我人在 外省打工"],
    ] as const;
    for (const [speaker, text] of CALL) {
      const answer = await fetch(`${site.address}/api/v1/calls/${id}/transcript`, {
        method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${token}` }, body: JSON.stringify({ segments: [{ speaker, text }] }),
      });
      expect(answer.status).toBe(200);
    }
    await page.locator(".services .chosen", { hasText: "补身份证" }).waitFor();
    await page.locator(".line.citizen", { hasText: "外省打工" }).waitFor();
    await page.locator(".line.person", { hasText: "您今年多大" }).waitFor();
    await page.keyboard.press("Alt+B");
    await page.getByText("这通电话已经结束").waitFor();
  });

  test("everything is in sight at 1280 × 720, and axe finds nothing, in light and in dark", async () => {
    const { page: phone } = await waiting();
    await take(wang);
    const { page } = wang;
    expect(await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBeLessThanOrEqual(0);
    const box = await page.locator(".write button[type=submit]").boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(WORKPLACE.viewport.height);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const key of [null, "Alt+K", "Alt+W", "Alt+S", "Alt+T"]) {
        if (key) { await page.keyboard.press(key); await page.getByRole("dialog").waitFor(); }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`), `${colorScheme} ${key ?? ""}`).toEqual([]);
        if (key) { await page.keyboard.press("Escape"); await page.getByRole("dialog").waitFor({ state: "detached" }); }
      }
    }
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page: phone }).analyze();
    expect(violations.map((v) => v.id)).toEqual([]);
    await handBack(wang);
  });

  test("out of hours: the citizen is told when somebody is there and leaves a message, which waits in the queue", async () => {
    const boss = await agentAt(site, "zhao", "赵班长", "supervisor");
    for (const { page } of [wang, li]) {
      await Promise.all([page.waitForResponse((r) => r.url().endsWith("/presence") && r.ok()), page.locator(".me-row select").selectOption("away")]);
    }
    const { page } = await citizen();
    await say(page, "给三岁的娃办个护照");
    // 人在不在 is remembered for a moment: ask until it is known that nobody is.
    await expect.poll(async () => {
      await page.getByRole("button", { name: "转人工" }).click();
      await page.locator(".reply.handoff").last().waitFor();
      return page.locator(".reply.handoff").last().innerText();
    }, { interval: 1_500, timeout: 15_000 }).toContain("工作日 9:00—17:00");
    await page.getByRole("button", { name: "留个话，等坐席回电" }).click();
    await page.getByLabel("想说的事").fill("我妈的医保想转过来");
    await page.getByLabel("能打通的电话").fill("1234567");
    await page.getByLabel(/同意把号码/).check();
    await page.getByRole("button", { name: "留话", exact: true }).click();
    await page.getByText("这个号码不像能打通的电话").waitFor();
    await page.getByLabel("能打通的电话").fill("138 0013 8000");
    await page.getByRole("button", { name: "留话", exact: true }).click();
    await page.getByText("留言收到了").first().waitFor();
    expect(await page.locator(".talk").innerText()).not.toContain("13800138000");
    await boss.page.locator(".row.message button").first().click();
    await boss.page.getByRole("button", { name: "看回电号码" }).click();
    await boss.page.locator("output", { hasText: "13800138000" }).waitFor();
    expect(boss.faults).toEqual([]);
  });
});
