/** `npm start` and every command go through scripts/yicitong.mjs: it makes what is missing, once, and keeps stdout clean. */
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { prepare } from "../../scripts/prepare.mjs";
import { ROOT } from "../support/root.ts";

const run = (args: readonly string[]) => promisify(execFile)(process.execPath, [join(ROOT, "scripts", "yicitong.mjs"), ...args], { cwd: "/" })
  .then(({ stdout, stderr }) => ({ code: 0, stdout, stderr }))
  .catch(({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }));

describe("preparing", () => {
  test("builds nothing a second time", async () => {
    await prepare({ web: false, model: false });
    const made = (): number => statSync(join(ROOT, "dist", "cli.mjs")).mtimeMs;
    const before = made();
    await prepare({ web: false, model: false });
    expect(made()).toBe(before);
  });
});

describe("the command line", () => {
  test("works from any folder and keeps stdout for what the command says", async () => {
    const { code, stdout, stderr } = await run(["check"]);
    expect([0, 1]).toContain(code);
    expect(stdout + stderr).toMatch(/份指南/);
    expect(stdout).not.toMatch(/正在(编译|安装|打包|训练)/);
  });

  test("an unknown command is told so, with the ones there are", async () => {
    const { code, stdout, stderr } = await run(["dance"]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/没有“dance”这个命令。\n用法：.*\n {2}serve/s);
  });
});
