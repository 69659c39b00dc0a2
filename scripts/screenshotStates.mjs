/** Every state of the pages worth looking at, and how to get there. A state that returns true is taken in full length. */

const say = async (page, text) => {
  await page.locator("textarea").fill(text);
  await page.keyboard.press("Enter");
  await settled(page);
};

/** The answer has come: nothing is on its way and the last entry is not the person's. */
const settled = (page) => page.waitForFunction(() => {
  const entries = document.querySelectorAll(".entry");
  return entries.length > 0 && !entries[entries.length - 1].classList.contains("citizen");
});

const click = async (page, name) => {
  await page.locator(".choices").last().getByRole("button", { name, exact: true }).click();
  await settled(page);
};

const choosePassport = async (page, address) => {
  await page.goto(`${address}/?guide=passport-first`);
  await settled(page);
};

const toChecklist = async (page, address) => {
  await choosePassport(page, address);
  await say(page, "孩子三岁");
  await click(page, "不是");
  await click(page, "爸爸或妈妈（监护人）陪着去");
};

const openSheet = async (page) => {
  const button = page.locator("button.progress");
  if (await button.count()) await button.click();
};

const toEnd = async (page, address, last = "有了") => {
  await toChecklist(page, address);
  for (let i = 0; i < 12; i++) {
    const left = await page.locator(".choices").last().getByRole("button", { name: "有了", exact: true }).count();
    if (!left || await page.locator(".plan").count()) break;
    const isFirst = i === 0;
    await click(page, isFirst ? last : "有了");
  }
};

const takeAway = async (page, address, name) => {
  await toEnd(page, address);
  await page.locator(".plan").last().getByRole("button", { name }).click();
  await page.waitForSelector(".take");
};

export const STATES = {
  start: async () => true,
  "start-search": async (page) => {
    await page.locator("textarea").fill("hu zhao".replace(" ", ""));
    await page.waitForSelector(".found");
    return true;
  },
  "start-recent": async (page, { address }) => {
    await choosePassport(page, address);
    await page.getByRole("button", { name: "重新开始" }).click();
    await page.waitForSelector(".recent");
    return true;
  },
  city: async (page) => {
    await page.getByRole("button", { name: "选城市" }).click();
    await page.waitForSelector(".regions");
  },
  "city-search": async (page) => {
    await page.getByRole("button", { name: "选城市" }).click();
    await page.locator(".regions input").fill("hangzhou");
    await page.waitForSelector(".regions li");
  },
  asking: async (page) => say(page, "给三岁的孩子第一次办护照"),
  "asking-answered": async (page, { address }) => {
    await choosePassport(page, address);
    await say(page, "3岁");
  },
  fee: async (page) => say(page, "第一次办护照要多少钱"),
  clarify: async (page) => say(page, "身份证"),
  grief: async (page) => say(page, "我爸上周走了，户口咋弄"),
  "many-choices": async (page) => say(page, "养狗要办什么证"),
  unanswered: async (page) => say(page, "今天天气好不好呀"),
  handoff: async (page, { address }) => {
    await toChecklist(page, address);
    await page.getByRole("button", { name: "转人工" }).first().click();
    await page.waitForSelector(".reply.handoff");
  },
  checklist: async (page, { address }) => { await toChecklist(page, address); },
  "checklist-open": async (page, { address }) => { await toChecklist(page, address); await openSheet(page); },
  "item-how": async (page, { address }) => { await toChecklist(page, address); await click(page, "怎么办这个"); },
  missing: async (page, { address }) => { await toEnd(page, address, "还没有"); await openSheet(page); },
  plan: async (page, { address }) => { await toEnd(page, address); return true; },
  "plan-sheet": async (page, { address }) => { await toEnd(page, address); await openSheet(page); },
  "feedback-why": async (page, { address }) => {
    await choosePassport(page, address);
    await page.getByRole("button", { name: "没用" }).click();
    await page.waitForSelector(".reasons");
  },
  "feedback-told": async (page, { address }) => {
    await choosePassport(page, address);
    await page.getByRole("button", { name: "有用" }).click();
    await page.waitForSelector("p.feedback:has-text('谢谢')");
  },
  "paper-wrong": async (page, { address }) => {
    await toChecklist(page, address);
    await openSheet(page);
    await page.getByRole("button", { name: /这里写错了/ }).first().click();
    await page.waitForSelector(".reasons");
  },
  "take-pdf": async (page, { address }) => takeAway(page, address, "存成 PDF"),
  "take-visit": async (page, { address }) => {
    await takeAway(page, address, "加到日历");
    await page.waitForSelector(".pill:nth-child(10)");
  },
  "take-link": async (page, { address }) => {
    await takeAway(page, address, "换设备接着办");
    await page.getByRole("button", { name: "生成二维码和链接" }).click();
    await page.waitForSelector(".qr");
  },
  "link-dead": async (page, { address }) => {
    await page.goto("about:blank");
    await page.goto(`${address}/#r=0000000000000000000000`);
    await page.waitForSelector(".net.bad");
  },
  offline: async (page, { address }) => {
    await choosePassport(page, address);
    await page.context().setOffline(true);
    await page.locator("textarea").fill("孩子三岁");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".net");
  },
  expired: async (page, { address }) => {
    await choosePassport(page, address);
    await page.route("**/turns", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: "{}" }));
    await page.locator("textarea").fill("孩子三岁");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".net");
  },
  shelved: async (page, { address }) => {
    await toChecklist(page, address);
    await page.getByRole("button", { name: "重新开始" }).click();
    await page.waitForSelector(".resume");
  },
  directory: async (page, { address }) => { await page.goto(`${address}/guides`); return true; },
  guide: async (page, { address }) => { await page.goto(`${address}/guides/passport-first`); return true; },
  leaflet: async (page, { address }) => { await page.goto(`${address}/guides/marriage-register/leaflet`); return true; },
  "leaflet-large": async (page, { address }) => { await page.goto(`${address}/guides/marriage-register/leaflet?big=1`); return true; },
  "guide-answered": async (page, { address }) => {
    await page.goto(`${address}/guides/passport-first?applicant.age=3&applicant.has-id-card=false&companion.kind=guardian`);
    return true;
  },
  "guide-barred": async (page, { address }) => { await page.goto(`${address}/guides/marriage-register`); return true; },
  "guide-unwritten": async (page, { address }) => {
    const { entries: services } = await (await fetch(`${address}/guides/index.json`)).json();
    // While guides are still being written there is one without; later this is one more guide.
    const { id } = services.find((s) => !s.plain) ?? services.at(-1);
    await page.goto(`${address}/guides/${id}`);
    return true;
  },
  "hostile-long": async (page) => say(page, `<img src=x onerror=alert(1)>${"很长的一句话没有标点".repeat(12)}${"a".repeat(120)}`),
};
