// Makes what is missing or out of date: dependencies, the bundled command line, the pages, the matching model.
// Nothing is made twice: each part notes a hash of what it was made from. All output goes to stderr.
import { createHash } from "node:crypto";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, "dist");
/** The bundled command line, as `import` takes it. */
export const CLI = pathToFileURL(join(DIST, "cli.mjs")).href;

/** Told to the person as it is, without a stack. */
export class PreparationFailed extends Error {}

/** @param {{ web?: boolean, model?: boolean }} wanted */
export async function prepare({ web = true, model = true } = {}) {
  mkdirSync(DIST, { recursive: true });
  await withLock("install", install);
  await part("cli", ["src"], "src/web", "正在编译……", buildCli);
  if (web) await part("web", ["src/web", "src/domain"], null, "正在打包网页……", buildPages);
  if (model) await part("model", MODEL_INPUTS, null, "正在训练匹配模型，大约一分钟……", trainModel);
}

const say = (text) => process.stderr.write(`${text}\n`);

/** What the model is trained from, and with. */
const MODEL_INPUTS = ["intents", "test/questions", "knowledge/catalogue.yaml", "knowledge/journeys", "src/text", "src/matching", "src/cli/train.ts"];
const PRODUCTS = { cli: "cli.mjs", web: "web/index.html", model: "model/matcher.bin" };

/** Makes a part when what it is made from, or how, has changed. */
async function part(name, inputs, without, saying, make) {
  const isFresh = (stamp) => readStamp(name) === stamp && existsSync(join(DIST, PRODUCTS[name]));
  const stampNow = () => stampOf([...inputs, "package-lock.json", "scripts/prepare.mjs"], without);
  if (isFresh(stampNow())) return;
  await withLock(name, async () => {
    const stamp = stampNow();
    if (isFresh(stamp)) return;
    say(saying);
    await make();
    writeFileSync(stampFile(name), stamp);
  });
}

const stampFile = (name) => join(DIST, `${name}.stamp`);

function readStamp(name) {
  return existsSync(stampFile(name)) ? readFileSync(stampFile(name), "utf8") : null;
}

function stampOf(paths, without) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((p) => filesUnder(p, without)).sort()) hash.update(path).update("\0").update(readFileSync(join(ROOT, path)));
  return hash.digest("hex");
}

function filesUnder(path, without) {
  const absolute = join(ROOT, path);
  if (path === without || !existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute).flatMap((name) => filesUnder(`${path}/${name}`, without));
}

/** Dependencies are installed when there are none, or when the lock file is newer than what is installed. */
async function install() {
  const lock = join(ROOT, "package-lock.json");
  const installed = join(ROOT, "node_modules", ".package-lock.json");
  const noted = join(ROOT, "node_modules", ".yicitong-lock");
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(installed)) {
    if (existsSync(noted) && readFileSync(noted, "utf8") === hash) return;
    if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) {
      writeFileSync(noted, hash);
      return;
    }
  }
  say("正在安装依赖，第一次要一两分钟……");
  await run(NPM[0], [...NPM.slice(1), "ci", "--include=dev", "--no-audit", "--no-fund"],
    "依赖没有装成。请检查网络（或 npm 的镜像设置），再运行一次；已有的数据没有动过。");
  writeFileSync(noted, hash);
}

/** The npm that runs us when there is one; otherwise the one on the path. */
const NPM = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : [process.platform === "win32" ? "npm.cmd" : "npm"];

async function buildCli() {
  await bundle("src/cli/main.ts", "cli.mjs");
}

/** Node code: our own files in one, packages stay where they are. */
async function bundle(entry, output) {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: ROOT, entryPoints: [entry], outfile: join(DIST, `${output}.new`), bundle: true, packages: "external",
    platform: "node", format: "esm", target: "node20", jsx: "automatic", jsxImportSource: "preact", logLevel: "silent",
  }).catch(compileError);
  renameSync(join(DIST, `${output}.new`), join(DIST, output));
}

function compileError(error) {
  const where = (error.errors ?? []).map((e) => `  ${e.location?.file ?? ""}:${e.location?.line ?? ""} ${e.text}`).join("\n");
  throw new PreparationFailed(`源码编译不过，没有启动。数据没有动过。\n${where || error.message}`);
}

async function buildPages() {
  const { buildWeb } = await import(pathToFileURL(join(ROOT, "src/web/build.mjs")).href);
  const fresh = join(DIST, "web.new");
  rmSync(fresh, { recursive: true, force: true });
  await buildWeb(fresh).catch(compileError);
  rmSync(join(DIST, "web"), { recursive: true, force: true });
  renameSync(fresh, join(DIST, "web"));
}

async function trainModel() {
  await run(process.execPath, [join(DIST, "cli.mjs"), "train"], "匹配模型没有训练成，没有启动。上面是原因；数据没有动过。");
}

/** Runs a program with its output on stderr: stdout belongs to the command line. */
function run(program, args, failure) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
    child.once("error", () => reject(new PreparationFailed(failure)));
    child.once("exit", (code) => code === 0 ? resolve() : reject(new PreparationFailed(failure)));
  });
}

/** Two starts at once prepare one after the other. */
async function withLock(name, work) {
  const lock = join(DIST, `${name}.lock`);
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch {
      if (!isAlive(lock)) { rmSync(lock, { force: true }); continue; }
      if (!told) say("另一个一次通正在准备，等它一下……");
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(lock) {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    // Just created and not written yet: somebody is at it.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 5_000;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
