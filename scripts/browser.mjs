/** How Chromium is launched, here and in test/browser: Debian's own, without anything that talks to the outside. */
import { existsSync } from "node:fs";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** The browser's path, or null when this machine has none. */
export const CHROMIUM_PATH = PLACES.find((path) => path && existsSync(path)) ?? null;

export const CHROMIUM = {
  executablePath: CHROMIUM_PATH ?? undefined,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};
