// TypeScript of ours, ready to import.
import { join, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

export const HERE = dirname(fileURLToPath(import.meta.url));
export const ROOT = dirname(dirname(HERE));

/** @param {string} name a file of this folder without `.ts` */
export async function bundled(name) {
  const outfile = join(ROOT, `dist/bench-${name}.mjs`);
  await build({ absWorkingDir: ROOT, entryPoints: [`bench/matching/${name}.ts`], outfile, bundle: true, packages: "external", platform: "node", format: "esm", target: "node20", logLevel: "error" });
  return import(pathToFileURL(outfile).href);
}
