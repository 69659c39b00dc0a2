// Every engine: build(lines) learns { text, label, tokens }, ask(text, tokens) gives labels, best first, each once.
// Tokens are the same for all: words of our segmenter with our dictionary, and pairs of characters.
import { createRequire } from "node:module";
import Fuse from "fuse.js";
import MiniSearch from "minisearch";
import FlexSearch from "flexsearch";

const require = createRequire(import.meta.url);
const MOST_LABELS = 5;
/** Documents looked at to find so many labels. */
const MOST_DOCUMENTS = 50;

export function tokensOf(text, segment) {
  const words = segment(text).filter((w) => /[\p{L}\p{N}]/u.test(w));
  const pairs = [...text].slice(0, -1).map((c, i) => c + text[i + 1]).filter((p) => /^[\p{L}\p{N}]{2}$/u.test(p));
  return [...new Set([...words, ...pairs])];
}

function distinct(labels) {
  return [...new Set(labels)].slice(0, MOST_LABELS);
}

const asIs = (text) => text.split(" ");

export const ENGINES = {
  "fuse.js": {
    // Fuzzy search for the whole question; words joined by "or" rank worse still (every line with any word is a tie).
    asked: 150,
    build(lines) {
      const fuse = new Fuse(lines.map(({ text, label }) => ({ text, label })), { keys: ["text"], ignoreLocation: true, threshold: 0.6 });
      // Longer patterns it refuses to weigh as one.
      return (text) => distinct(fuse.search(text.slice(0, 32), { limit: MOST_DOCUMENTS }).map((r) => r.item.label));
    },
  },
  minisearch: {
    build(lines) {
      const index = new MiniSearch({ fields: ["tokens"], storeFields: ["label"], tokenize: asIs, processTerm: (t) => t });
      index.addAll(lines.map(({ label, tokens }, id) => ({ id, label, tokens: tokens.join(" ") })));
      return (_, tokens) => distinct(index.search(tokens.join(" ")).slice(0, MOST_DOCUMENTS).map((r) => r.label));
    },
  },
  flexsearch: {
    build(lines) {
      const index = new FlexSearch.Index({ encode: asIs, tokenize: "strict", context: false });
      lines.forEach(({ tokens }, id) => index.add(id, tokens.join(" ")));
      return (_, tokens) => distinct(index.search(tokens.join(" "), { limit: MOST_DOCUMENTS, suggest: true }).map((id) => lines[id].label));
    },
  },
  "SQLite FTS5": {
    build(lines) {
      const Database = require("libsql");
      const db = new Database(":memory:");
      db.exec("CREATE VIRTUAL TABLE said USING fts5(tokens, label UNINDEXED, tokenize = \"unicode61\")");
      const insert = db.prepare("INSERT INTO said (tokens, label) VALUES (?, ?)");
      db.transaction(() => lines.forEach(({ label, tokens }) => insert.run(tokens.join(" "), label)))();
      const search = db.prepare(`SELECT label FROM said WHERE said MATCH ? ORDER BY rank LIMIT ${MOST_DOCUMENTS}`);
      // SQLite's memory is outside of the JavaScript heap.
      const ownBytes = db.prepare("PRAGMA page_count").get().page_count * db.prepare("PRAGMA page_size").get().page_size;
      return Object.assign((_, tokens) => tokens.length === 0 ? [] : distinct(search.all(tokens.map((t) => `"${t.replaceAll("\"", "")}"`).join(" OR ")).map((r) => r.label)), { ownBytes });
    },
  },
  "natural (naive Bayes)": {
    // 150 questions: one takes long. Deep import: its root loads database drivers.
    asked: 150,
    build(lines) {
      const Bayes = require("natural/lib/natural/classifiers/bayes_classifier.js");
      const Stemmer = { tokenizeAndStem: (tokens) => tokens };
      const classifier = new Bayes(Stemmer);
      // One document for each label: it keeps a vector over all words for every document.
      const byLabel = new Map();
      for (const { label, tokens } of lines) byLabel.set(label, [...byLabel.get(label) ?? [], ...tokens]);
      for (const [label, tokens] of byLabel) classifier.addDocument(tokens, label);
      classifier.train();
      return (_, tokens) => distinct(classifier.getClassifications(tokens).sort((a, b) => b.value - a.value).map((c) => c.label));
    },
  },
  "node-nlp": {
    async build(lines) {
      const { NlpManager } = require("node-nlp");
      const manager = new NlpManager({ languages: ["xx"], nlu: { log: false, useNoneFeature: false }, ner: { builtins: [] }, autoSave: false });
      for (const { label, tokens } of lines) manager.addDocument("xx", tokens.join(" "), label);
      await manager.train();
      return async (_, tokens) => distinct((await manager.process("xx", tokens.join(" "))).classifications.map((c) => c.intent));
    },
  },
};
