// `npm run mutate`: changes src/dialogue and src/domain in a thousand small ways and looks which changes no test notices.
// The tester has a tree of its own (bench/mutation), installed on demand; it uses the project's vitest.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./prepare.mjs";

const own = join(ROOT, "bench/mutation");
const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: "inherit" }).status ?? 1;

if (!existsSync(join(own, "node_modules"))) {
  const status = run("npm", ["ci", "--legacy-peer-deps", "--no-audit", "--no-fund"], own);
  if (status !== 0) process.exit(status);
}
const stryker = join(own, "node_modules/@stryker-mutator/core/bin/stryker.js");
const status = run(process.execPath, [stryker, "run", "bench/mutation/stryker.config.json", ...process.argv.slice(2)], ROOT);
process.exit(status);
