// `npm run bench:scale`: 200 → 100,000 guides made by crossing our services with places, asked for with a place before a
// labelled question. Two ways: ours (which service, by the classifier; which place, by the trie; a map from both to the
// guide), and an inverted index over all names, for as many services as there are guides. Writes scale.json and scale.svg.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { HERE, ROOT, bundled } from "./bundle.mjs";

const SIZES = [200, 1_000, 5_000, 20_000, 100_000];
const ASKED = 1_000;
if (!existsSync(join(ROOT, "dist/model/matcher.bin"))) {
  process.stderr.write("还没有匹配模型。请先运行：npm run -s yicitong -- train\n");
  process.exit(1);
}
const { loadMatcher, material, readIntents } = await bundled("ours");
const { featurer, indexOf } = await bundled("retrieve");
const intents = readIntents(ROOT);
const services = intents.guides.map(({ id, name }) => ({ id, name }));
const places = intents.places.filter((p) => p.adcode !== "000000" && p.name.length > 2);
const questions = material(ROOT).asked.filter((q) => services.some((s) => s.id === q.expect)).slice(0, ASKED);
const featuresOf = featurer(ROOT, "kept");
const matcher = loadMatcher(ROOT);
const loadBefore = loadavg()[0];

const results = SIZES.map((size) => {
  const guides = [];
  for (let i = 0; guides.length < size; i++) {
    const place = places[Math.floor(i / services.length)];
    const service = services[i % services.length];
    guides.push({ id: `${service.id}@${place.adcode}`, name: place.name + service.name, service: service.id, adcode: place.adcode, place: place.name });
  }
  // Places with all services, so that what is asked for exists.
  const used = places.slice(0, Math.floor(size / services.length)).map((p) => p.name);
  const asked = questions.map((q, i) => {
    return { text: used[(i * 7919) % used.length] + q.query, service: q.expect, place: used[(i * 7919) % used.length] };
  });
  const byBoth = new Map(guides.map((g) => [`${g.service}@${g.adcode}`, g]));
  const isRight = (guide, q) => guide !== undefined && guide.service === q.service && guide.place === q.place;
  const ours = timed(asked, (text) => {
    const normal = matcher.fold(text);
    const match = matcher.match(text, normal);
    return byBoth.get(`${match.candidates[0]?.id}@${matcher.place(normal)}`);
  }, isRight);
  const buildStart = performance.now();
  const ask = indexOf(guides.map((g) => g.name), featuresOf);
  const build = (performance.now() - buildStart) / 1000;
  let postings = 0;
  const index = timed(asked, (text) => { const found = ask(text, 10); postings += found.postings; return guides[found.best[0]]; }, isRight);
  const row = { size, ours, index: { ...index, build, postings: Math.round(postings / asked.length) } };
  process.stderr.write(`${JSON.stringify(row)}\n`);
  return row;
});
writeFileSync(join(HERE, "scale.json"), `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine: `${cpus().length} × ${cpus()[0].model}`, loadBefore, results }, null, 1)}\n`);
writeFileSync(join(HERE, "scale.svg"), picture(results));
console.log("| guides | ours: right | p50 ms | p99 ms | inverted index: right | p50 ms | p99 ms | postings | build s |\n|---|---|---|---|---|---|---|---|---|");
for (const { size, ours, index } of results) {
  console.log(`| ${size} | ${(100 * ours.right).toFixed(1)} | ${ours.p50.toFixed(2)} | ${ours.p99.toFixed(2)} | ${(100 * index.right).toFixed(1)} | ${index.p50.toFixed(2)} | ${index.p99.toFixed(2)} | ${index.postings} | ${index.build.toFixed(1)} |`);
}

function timed(asked, ask, isRight) {
  for (const q of asked.slice(0, 100)) ask(q.text);
  const times = [];
  let right = 0;
  for (const q of asked) {
    const start = process.cpuUsage();
    const guide = ask(q.text);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
    if (isRight(guide, q)) right++;
  }
  times.sort((a, b) => a - b);
  return { right: right / asked.length, p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)] };
}

function picture(rows) {
  const [W, H, L, T, B] = [560, 300, 50, 30, 40];
  const highest = Math.max(15, ...rows.flatMap((r) => [r.ours.p99, r.index.p99])) * 1.1;
  const x = (size) => L + (Math.log10(size) - 2) / 3 * (W - L - 130);
  const y = (ms) => T + (1 - ms / highest) * (H - T - B);
  const line = (name, colour) => `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${rows.map((r) => `${x(r.size).toFixed(1)},${y(r[name].p99).toFixed(1)}`).join(" ")}"/>`
    + `<text x="${W - 122}" y="${(y(rows.at(-1)[name].p99) + 4).toFixed(1)}" fill="${colour}">${name === "ours" ? "ours" : "inverted index"}</text>`;
  return [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}" role="img" aria-label="p99 of a question from 200 to 100,000 guides" font-family="sans-serif" font-size="12" fill="#333">`,
    `<rect width="${W}" height="${H}" fill="#fff"/><text x="${L}" y="18">p99 of a question (ms of one core), 200 to 100,000 guides</text>`,
    ...[0, 5, 10, 15].map((ms) => `<path d="M${L} ${y(ms)} H${W - 130}" stroke="${ms === 15 ? "#b33" : "#ddd"}"/><text x="${L - 6}" y="${y(ms) + 4}" text-anchor="end">${ms}</text>`),
    ...rows.map((r) => `<text x="${x(r.size)}" y="${H - B + 18}" text-anchor="middle">${r.size.toLocaleString("en")}</text>`),
    line("ours", "#1f5fa8"), line("index", "#777"), "</svg>", ""].join("\n");
}
