// `npm run bench:matching [-- FILE.tsv]`: every engine learns the same lines and is asked the same questions, each in a
// process of its own. FILE.tsv: other labelled questions to ask instead of the fold kept aside.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HERE, ROOT, bundled } from "./bundle.mjs";

const OURS = "yicitong";
/** An engine that learns and answers longer than this (milliseconds) is given up. */
const LONGEST = 480_000;

const [first, second, third] = process.argv.slice(2);
if (first === "--engine") await measure(second, third);
else await all(first);

async function all(file) {
  if (file !== undefined && !existsSync(file)) fail(`没有这个文件：${file}`);
  if (!existsSync(join(HERE, "node_modules"))) fail("先装对照用的包：npm ci --ignore-scripts --prefix bench/matching");
  const { ENGINES } = await import("./engines.mjs");
  const loadBefore = loadavg()[0];
  const results = [OURS, ...Object.keys(ENGINES)].map((engine) => {
    process.stderr.write(`${engine}……\n`);
    try {
      const out = execFileSync(process.execPath, ["--expose-gc", "--max-old-space-size=3500", fileURLToPath(import.meta.url), "--engine", engine, ...(file ? [file] : [])], { encoding: "utf8", maxBuffer: 1e8, timeout: LONGEST });
      return JSON.parse(out.trim().split("\n").at(-1));
    } catch (error) {
      return { engine, failed: String(error.message).split("\n")[0] };
    }
  });
  const table = tableOf(results);
  process.stdout.write(table);
  const record = { date: new Date().toISOString().slice(0, 10), machine: `${cpus().length} × ${cpus()[0].model}`, node: process.version, loadBefore, results };
  if (!file) writeFileSync(join(HERE, "results.json"), `${JSON.stringify(record, null, 1)}\n`);
}

function tableOf(results) {
  const percent = (x) => x === null ? "–" : `${(100 * x).toFixed(1)}`;
  return [
    "| engine | success@1 | success@3 | strict | p50 ms | p99 ms | build s | memory MB | asked |", "|---|---|---|---|---|---|---|---|---|",
    ...results.map((r) => r.failed ? `| ${r.engine} | did not finish: ${r.failed} | | | | | | | |`
      : `| ${r.engine} | ${percent(r.success1)} | ${percent(r.success3)} | ${percent(r.strict)} | ${r.p50.toFixed(2)} | ${r.p99.toFixed(2)} | ${r.build.toFixed(1)} | ${r.memory.toFixed(0)} | ${r.asked} |`), "",
  ].join("\n");
}

async function measure(engine, file) {
  const { material, segmenter, ours, isService, parseLabelled, report, scoreAll } = await bundled("ours");
  const { ENGINES, tokensOf } = await import("./engines.mjs");
  const segment = segmenter(ROOT);
  const { lines, learnt, asked: aside, vague } = material(ROOT);
  const asked = (file ? parseLabelled(readFileSync(file, "utf8")) : aside).slice(0, 1e6);
  const few = ENGINES[engine]?.asked;
  const questions = few ? asked.filter((_, i) => i % Math.ceil(asked.length / few) === 0) : asked;
  const prepared = engine === OURS ? [] : lines.map((l) => ({ ...l, tokens: tokensOf(l.text, segment) }));
  globalThis.gc?.();
  const before = process.memoryUsage();
  const start = performance.now();
  const ask = engine === OURS ? asOurs(ours(ROOT, learnt, segment)) : await asPeer(await ENGINES[engine].build(prepared));
  const seconds = (performance.now() - start) / 1000;
  globalThis.gc?.();
  const after = process.memoryUsage();
  for (const q of questions.slice(0, 20)) await ask(q.query);
  const times = [];
  const answers = new Map();
  for (const q of questions) {
    const t = performance.now();
    const answer = await ask(q.query);
    times.push(performance.now() - t);
    answers.set(q.query, answer);
  }
  times.sort((a, b) => a - b);
  const scored = scoreAll(questions, (query) => answers.get(query).match);
  const single = questions.filter((q) => !/^(NONE|CLARIFY)|\+/.test(q.expect));
  const within = (n) => single.filter((q) => answers.get(q.query).services.slice(0, n).some((id) => q.expect.split("|").includes(id))).length / single.length;
  console.log(JSON.stringify({
    engine, asked: questions.length, success1: within(1), success3: within(3), strict: report(scored).strict.share,
    p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)], build: seconds,
    memory: (after.heapUsed + after.external - before.heapUsed - before.external + (ask.ownBytes ?? 0)) / 1e6,
  }));
  process.exit(0);

  function asOurs(matcher) {
    return (query) => {
      const match = matcher.match(query);
      return { match, services: match.candidates.map((c) => c.id) };
    };
  }

  /** The best label decides: a service is answered, a vague group asks back, anything else is none of ours. */
  function asPeer(search) {
    const asked = async (query) => {
      const labels = await search(query, tokensOf(query, segment));
      const best = labels[0] ?? "none";
      const decision = isService(best) ? { decision: "answer", guides: [best], options: [] }
        : vague[best] ? { decision: "clarify", guides: [], options: vague[best].slice(0, 4) } : { decision: "none", guides: [], options: [] };
      return {
        match: { query, ...decision, aspect: "how", referral: null, journey: null, talk: null, candidates: [] },
        services: labels.filter(isService),
      };
    };
    return Object.assign(asked, { ownBytes: search.ownBytes });
  }
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
