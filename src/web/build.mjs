/**
 * Bundles the browser code, copies what is plain, makes the 繁體 table, and compresses everything once, here,
 * so that the server never has to.
 */
import { build } from "esbuild";
import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
/** Old phones are the point: what these browsers lack, esbuild writes out. */
const TARGET = ["es2020", "chrome80", "safari15.4", "firefox98"];
const COMPRESSED = new Set([".js", ".css", ".html", ".svg", ".txt"]);

/** @param {string} outdir an empty folder, or one of an earlier build */
export async function buildWeb(outdir) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const shared = { absWorkingDir: HERE, outdir, bundle: true, minify: true, target: TARGET, charset: "utf8", legalComments: "none", logLevel: "warning" };
  // The page and the widget are bundled apart: a shared chunk would cost the page another round trip.
  for (const entry of [{ in: "chat/main.tsx", out: "chat" }, { in: "widget/main.tsx", out: "widget" }, { in: "desk/main.tsx", out: "desk" }]) {
    await build({ ...shared, entryPoints: [entry], splitting: true, format: "esm", jsx: "automatic", jsxImportSource: "preact", chunkNames: "chunk-[hash]" });
  }
  const styles = ["chat/chat.css", "shared/guide.css", "shared/staff.css", "shared/leaflet.css", "shared/curation.css", "desk/desk.css"];
  await build({ ...shared, entryPoints: styles.map((path) => ({ in: path, out: path.replace(/^.*\/|\.css$/g, "") })) });
  await build({ ...shared, entryPoints: [{ in: "curation/main.ts", out: "curation" }], format: "esm" });
  // A classic script: host pages include it as they include any other.
  await build({ ...shared, entryPoints: [{ in: "widget/loader.ts", out: "yicitong" }, { in: "shared/print.ts", out: "print" }], format: "iife" });
  await cp(join(HERE, "chat", "icon.svg"), join(outdir, "icon.svg"));
  await writeFile(join(outdir, "index.html"), await pageWithPreloads(outdir));
  await writeFile(join(outdir, "hant.txt"), await traditionalTable());
  await Promise.all((await readdir(outdir)).filter((n) => COMPRESSED.has(extname(n))).map((n) => compress(join(outdir, n))));
}

/** What the page's script imports at once is named in the page, so that it comes along and not one round trip later. */
async function pageWithPreloads(outdir) {
  const page = await readFile(join(HERE, "chat", "index.html"), "utf8");
  const script = await readFile(join(outdir, "chat.js"), "utf8");
  const imported = [...new Set([...script.matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g)].map((m) => m[1]))];
  return page.replace("</head>", `${imported.map((name) => `<link rel="modulepreload" href="/${name}">\n`).join("")}</head>`);
}

async function compress(file) {
  const bytes = await readFile(file);
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
}

/**
 * OpenCC's table without what follows from its own characters: 49 000 phrases become a few thousand.
 * A phrase stays when converting it without it would come out wrong.
 */
async function traditionalTable() {
  const { default: characterText } = await import("opencc-js/dict/STCharacters");
  const { default: phraseText } = await import("opencc-js/dict/STPhrases");
  // 覈 is the dictionaries' form of 核; what people read and write is 核.
  const characters = new Map(characterText.replaceAll("覈", "核").split("|").map((p) => p.split(" ")).filter(([a, b]) => a !== b));
  const phrases = phraseText.replaceAll("覈", "核").split("|").map((p) => p.split(" ")).sort((a, b) => a[0].length - b[0].length);
  const kept = new Map();
  // Shortest first: a longer phrase is needed only where the shorter ones inside it mislead.
  for (const [simplified, traditional] of phrases) {
    if (convert(simplified, characters, kept) !== traditional) kept.set(simplified, traditional);
  }
  return `${[...characters].map(([a, b]) => a + b).join("")}\n${[...kept].map((p) => p.join(" ")).join("|")}`;
}

function convert(text, characters, phrases) {
  let out = "";
  for (let i = 0; i < text.length;) {
    let length = text.length - i;
    while (length > 1 && !phrases.has(text.slice(i, i + length))) length--;
    if (length > 1) {
      out += phrases.get(text.slice(i, i + length));
      i += length;
    } else {
      const character = String.fromCodePoint(text.codePointAt(i));
      out += characters.get(character) ?? character;
      i += character.length;
    }
  }
  return out;
}
