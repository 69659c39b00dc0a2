#!/usr/bin/env node
/**
 * Takes a picture of every state of the citizens' pages at 360, 768 and 1280 px, light, dark and 长辈版,
 * into dist/screenshots. Run it against a running server: `node scripts/screenshots.mjs [ADDRESS] [FILTER]`.
 */
import { mkdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./browser.mjs";
import { STATES } from "./screenshotStates.mjs";

const [address = "http://127.0.0.1:3000", filter = ""] = process.argv.slice(2);
const OUT = "dist/screenshots";
const WIDTHS = [360, 768, 1280];
const MODES = [
  { name: "light", scheme: "light", elder: false },
  { name: "dark", scheme: "dark", elder: false },
  { name: "elder", scheme: "light", elder: true },
];

await mkdir(OUT, { recursive: true });
const browser = await chromium.launch(CHROMIUM);
let failures = 0;
for (const mode of MODES) {
  for (const width of WIDTHS) {
    for (const [name, reach] of Object.entries(STATES)) {
      const label = `${name}-${width}-${mode.name}`;
      if (!label.includes(filter)) continue;
      const context = await browser.newContext({
        viewport: { width, height: width === 360 ? 720 : 900 }, colorScheme: mode.scheme, reducedMotion: "reduce",
        hasTouch: width === 360, isMobile: width === 360, locale: "zh-CN",
      });
      if (mode.elder) await context.addInitScript(() => localStorage.setItem("yct.settings", JSON.stringify({ elder: true, traditional: false })));
      const page = await context.newPage();
      try {
        await page.goto(address);
        const isFull = await reach(page, { width, address });
        await page.waitForTimeout(150);
        await page.screenshot({ path: `${OUT}/${label}.png`, fullPage: isFull === true });
      } catch (error) {
        failures++;
        process.stderr.write(`${label}：没拍成。${error instanceof Error ? error.message.split("\n")[0] : error}\n`);
      }
      await context.close();
    }
  }
}
await browser.close();
process.stdout.write(`图在 ${OUT}。\n`);
process.exitCode = failures > 0 ? 1 : 0;
