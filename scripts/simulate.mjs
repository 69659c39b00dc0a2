// `npm run simulate`: bundles test/simulate/main.ts and runs it against a server of its own.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { prepare, ROOT } from "./prepare.mjs";

await prepare();
const outfile = join(ROOT, "dist", "simulate.mjs");
await build({ entryPoints: [join(ROOT, "test/simulate/main.ts")], bundle: true, platform: "node", format: "esm", packages: "external", outfile, logLevel: "error" });
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: ROOT, stdio: "inherit" }).status ?? 1);
