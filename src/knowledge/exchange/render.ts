/**
 * Entries → the text of the authors' files. A file that is there is changed only where its content changes: its
 * comments, its layout and the items that stay the same are kept.
 */
import { Document, isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { tidy } from "./bundle.ts";
import { matches } from "./compare.ts";

type Data = Readonly<Record<string, unknown>>;

const PRINT = { lineWidth: 0, flowCollectionPadding: false } as const;
/** An item that fits on such a line is written on one. */
const ONE_LINE = 120;

/** @param current the file's text; @param changed the top-level fields that differ; @param before as read, with defaults */
export function renderFile(current: string | undefined, before: Data | undefined, after: Data, changed: readonly string[]): string {
  if (current === undefined || before === undefined) {
    const document = new Document({});
    document.contents = styled(document, tidy(after)) as never;
    return document.toString(PRINT);
  }
  const document = parseDocument(current);
  if (isMap(document.contents)) update(document, document.contents, before, after, changed);
  return document.toString(PRINT);
}

/** One file with a list of entries (shared situations). */
export function renderList(current: string | undefined, entries: readonly { before?: Data; after: Data; changed: readonly string[] }[]): string {
  const document = parseDocument(current ?? "[]");
  if (!isSeq(document.contents)) document.contents = document.createNode([]) as never;
  const list = document.contents as unknown as YAMLSeq;
  list.flow = false;
  for (const { before, after, changed } of entries) {
    const there = list.items.find((item) => isMap(item) && item.get("id") === after.id) as YAMLMap | undefined;
    if (there && before) update(document, there, before, after, changed);
    else list.add(styled(document, tidy(after)));
  }
  return document.toString(PRINT);
}

function update(document: Document, map: YAMLMap, before: Data, after: Data, changed: readonly string[]): void {
  const tidied = tidy(after) as Data;
  for (const field of changed) {
    const value = tidied[field];
    if (value === undefined) { map.delete(field); continue; }
    const made = styled(document, value, field);
    const there = map.get(field, true) as unknown;
    if (isSeq(made) && isSeq(there)) keepItems(made, there, before[field], after[field]);
    map.set(field, made);
  }
}

/** Items that stay the same stay as they are written, comments included. */
function keepItems(made: YAMLSeq, there: YAMLSeq, before: unknown, after: unknown): void {
  made.flow = there.flow === true && there.items.every(isScalar);
  made.comment = there.comment;
  made.commentBefore = there.commentBefore;
  for (const [old, now] of matches(before as unknown[], after as unknown[])) made.items[now] = there.items[old];
}

function styled(document: Document, value: unknown, key = ""): Node {
  const node = document.createNode(value) as Node;
  style(node, key);
  return node;
}

/** Conditions, word lists and what fits on a line stand on one line; the rest is written out. */
function style(node: unknown, key: string): void {
  if (isSeq(node)) {
    node.flow = node.items.length === 0 || node.items.every(isScalar);
    for (const item of node.items) {
      style(item, "");
      if (isMap(item)) item.flow = JSON.stringify(item).length <= ONE_LINE;
    }
  } else if (isMap(node)) {
    node.flow = key === "when" || key === "verified";
    for (const pair of node.items) style(pair.value, String(pair.key));
    if (key === "roles") for (const pair of node.items) if (isMap(pair.value)) pair.value.flow = true;
  }
}
