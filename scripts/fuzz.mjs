// `npm run fuzz [-- COUNT SEED]`: bundles test/fuzz/main.ts and runs it against the trained matcher.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { prepare, ROOT } from "./prepare.mjs";

await prepare({ web: false });
const outfile = join(ROOT, "dist", "fuzz.mjs");
await build({ entryPoints: [join(ROOT, "test/fuzz/main.ts")], bundle: true, platform: "node", format: "esm", packages: "external", outfile, logLevel: "error" });
process.exit(spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { cwd: ROOT, stdio: "inherit" }).status ?? 1);
