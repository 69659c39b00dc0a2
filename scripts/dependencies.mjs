// Writes docs/dependencies.md and docs/sbom.cdx.json from package.json and package-lock.json: npm run deps
// A package without a reason below stops it: nothing is added without saying why.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Why each package that we chose is there, and not our own code. */
const WHY = {
  "@modelcontextprotocol/sdk": "the protocol by which other assistants ask us (docs/mcp.md)",
  "@node-rs/argon2": "hashes the passwords of staff; prebuilt",
  "@node-rs/jieba": "cuts Chinese text into words; prebuilt (docs/adr/0010)",
  exceljs: "reads and writes the workbooks in which guides are exchanged; loaded only then",
  express: "routes of the HTTP surface",
  "express-rate-limit": "answers and headers of the limits; the counting is ours (docs/adr/0041)",
  "fast-xml-parser": "reads the messages of WeChat, entities switched off",
  helmet: "security headers",
  libsql: "SQLite, prebuilt inside the package (docs/adr/0020)",
  "@embedpdf/fonts-sc": "the Chinese font inside the PDFs (docs/adr/0032)",
  oauth4webapi: "signs staff in by an OpenID Connect provider; no dependencies of its own",
  "opencc-js": "traditional to simplified characters",
  pdfkit: "writes the trip card as a PDF (docs/adr/0032)",
  pg: "PostgreSQL",
  pino: "structured logs",
  "pinyin-pro": "pinyin of characters, for typing errors and search",
  "prom-client": "metrics for Prometheus",
  uqr: "QR codes",
  yaml: "reads guides with line numbers, writes them with comments kept",
  zod: "checks every request, file and stored event; makes the OpenAPI document",
  "@axe-core/playwright": "finds what is not accessible",
  "@types/express": "types", "@types/node": "types", "@types/pdfkit": "types", "@types/pg": "types",
  esbuild: "bundles the command line and the pages",
  "fast-check": "property tests",
  "ical.js": "reads back the calendar entries that we write",
  jose: "signs the tokens of the tests' own identity provider; the MCP SDK brings it anyway",
  jsqr: "reads back the QR codes that we make",
  unpdf: "reads back the PDFs that we write",
  "openapi-typescript": "makes the types of the client from the OpenAPI document",
  "playwright-core": "browser tests, with the browser that is installed",
  preact: "the pages' components, 6 kB; bundled into them",
  recheck: "finds regular expressions that a text could make slow",
  typescript: "the compiler",
  vitest: "the tests; 4.x is the newest for Node 20",
};

const read = (path) => JSON.parse(readFileSync(join(ROOT, path), "utf8"));

/** @returns the page as it should be @throws when a package has no reason */
export function dependencyPage() {
  const { dependencies, devDependencies } = read("package.json");
  const { packages } = read("package-lock.json");
  const table = (named) => Object.keys(named).sort().map((name) => {
    const { version, license } = packages[`node_modules/${name}`];
    if (!(name in WHY)) throw new Error(`${name}: say in scripts/dependencies.mjs why it is needed`);
    return `| ${name} | ${version} | ${license} | ${WHY[name]} |`;
  }).join("\n");
  const all = Object.entries(packages).filter(([path]) => path !== "");
  const running = all.filter(([, p]) => !p.dev);
  const licences = new Map();
  for (const [, { license = "not stated" }] of running) licences.set(license, (licences.get(license) ?? 0) + 1);
  const unstated = running.filter(([, p]) => p.license === undefined).map(([path]) => path.replace(/^.*node_modules\//, ""));
  return `# Dependencies

Made by \`npm run deps\` from package.json and the lock file; \`test/dependencies.test.ts\` fails when it is not current. Versions are pinned exactly. The machine-readable list with hashes is [sbom.cdx.json](sbom.cdx.json) (CycloneDX 1.5, what runs in production).

## What runs
| package | version | licence | why |
|---|---|---|---|
${table(dependencies)}

## What builds and tests
| package | version | licence | why |
|---|---|---|---|
${table(devDependencies)}

## The tree
${running.length} packages run in production, binaries of other platforms included; ${all.length - running.length} more build and test. Licences of what runs: ${[...licences].sort((a, b) => b[1] - a[1]).map(([name, count]) => `${name} ${count}`).join(", ")}.${unstated.length > 0 ? ` Without a stated licence in the lock file: ${unstated.join(", ")}.` : ""} Where a choice of licences is offered, MIT is taken.

## Known advisories
\`npm audit --omit dev\` belongs into every release and into CI; what it reports is fixed or explained here. It needs a registry that answers it.
`;
}

/**
 * What runs in production as a CycloneDX document, the same for the same lock file.
 * (`npm sbom --omit dev` leaves out packages that a development package needs too: yaml, half of pg.)
 */
export function sbom() {
  const { name, version, license } = read("package.json");
  const seen = new Map();
  for (const [path, { version: v, license: l, integrity, dev }] of Object.entries(read("package-lock.json").packages)) {
    if (path === "" || dev) continue;
    const of = path.replace(/^.*node_modules\//, "");
    const [algorithm, hash] = (integrity ?? "").split("-", 2);
    seen.set(`${of}@${v}`, {
      type: "library", "bom-ref": `${of}@${v}`, name: of, version: v, purl: `pkg:npm/${of.replace("@", "%40")}@${v}`,
      ...(l ? { licenses: [/ (OR|AND) /.test(l) ? { expression: l } : SPDX.test(l) ? { license: { id: l } } : { license: { name: l } }] } : {}),
      ...(algorithm === "sha512" ? { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] } : {}),
    });
  }
  return `${JSON.stringify({
    $schema: "http://cyclonedx.org/schema/bom-1.5.schema.json", bomFormat: "CycloneDX", specVersion: "1.5", version: 1,
    metadata: { component: { type: "application", "bom-ref": `${name}@${version}`, name, version, licenses: [{ license: { id: license } }] } },
    components: [...seen.values()].sort((x, y) => x["bom-ref"] < y["bom-ref"] ? -1 : 1),
  }, null, 1)}\n`;
}

/** Licences by their SPDX id; what old packages wrote otherwise is a name. */
const SPDX = /^[A-Za-z0-9.+-]+$/;

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(join(ROOT, "docs/dependencies.md"), dependencyPage());
  writeFileSync(join(ROOT, "docs/sbom.cdx.json"), sbom());
}
