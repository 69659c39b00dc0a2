// `node bench/matching/yardsticks.mjs FOLDER`: public retrieval sets (NAME.corpus.tsv, NAME.queries.tsv, NAME.qrels.tsv;
// NAME.*_query_ids.tsv are parts of the queries). Nothing is trained on them and nothing is tuned to them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, bundled } from "./bundle.mjs";

const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  process.stderr.write("用法：node bench/matching/yardsticks.mjs 文件夹（里面有 名字.corpus.tsv、名字.queries.tsv、名字.qrels.tsv）\n");
  process.exit(2);
}
/** Large sets are sampled: every n-th query, so that about so many are asked. */
const SAMPLE = 1500;
const rows = (file) => readFileSync(join(folder, file), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));

const { featurer, indexOf } = await bundled("retrieve");
const featuresOf = featurer(ROOT, "kept");
const names = readdirSync(folder).filter((f) => f.endsWith(".corpus.tsv")).map((f) => f.slice(0, -".corpus.tsv".length));
console.log("| set | queries asked | corpus | R@1 | R@5 | R@10 |\n|---|---|---|---|---|---|");
for (const name of names) {
  const corpus = rows(`${name}.corpus.tsv`);
  const wanted = new Map();
  for (const [query, doc] of rows(`${name}.qrels.tsv`)) wanted.set(query, (wanted.get(query) ?? new Set()).add(doc));
  const queries = rows(`${name}.queries.tsv`).filter(([id]) => wanted.has(id));
  const ask = indexOf(corpus.map(([, text]) => text ?? ""), featuresOf);
  const ids = corpus.map(([id]) => id);
  const parts = readdirSync(folder).filter((f) => f.startsWith(`${name}.`) && f.endsWith("_query_ids.tsv"));
  const every = Math.max(1, Math.floor(queries.length / SAMPLE));
  report(name, queries.filter((_, i) => i % every === 0));
  for (const part of parts) {
    const only = new Set(rows(part).map(([id]) => id));
    report(part.replace("_query_ids.tsv", ""), queries.filter(([id]) => only.has(id)));
  }

  function report(title, asked) {
    const hits = [0, 0, 0];
    for (const [id, text] of asked) {
      const found = ask(text, 11).best.map((d) => ids[d]).filter((d) => d !== id).slice(0, 10);
      const rank = found.findIndex((d) => wanted.get(id).has(d));
      [1, 5, 10].forEach((n, i) => { if (rank >= 0 && rank < n) hits[i]++; });
    }
    console.log(`| ${title} | ${asked.length} | ${corpus.length} | ${hits.map((h) => (h / asked.length).toFixed(3)).join(" | ")} |`);
  }
}
