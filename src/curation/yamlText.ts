/**
 * The text of a file and the value it stands for. A text is changed only where its value changes: comments, layout
 * and everything that stays the same are kept as written. The form and the raw text edit the same text this way.
 */
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { matches, same } from "../knowledge/sequences.ts";

export type Value = unknown;

const PRINT = { lineWidth: 0, flowCollectionPadding: false } as const;
/** An item that fits on such a line is written on one. */
const ONE_LINE = 120;

/** A text that is no YAML, with the line. */
export class NotYaml extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Files that are no YAML (the dictionary) are lists of lines. */
export function isYaml(path: string): boolean {
  return path.endsWith(".yaml");
}

/** @throws NotYaml */
export function valueOf(path: string, text: string): Value {
  return isYaml(path) ? parsed(text).toJS({ maxAliasCount: 0 }) : text.split("\n");
}

function parsed(text: string): Document {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new NotYaml(lines.linePos(error.pos[0]).line, error.message);
  try {
    document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new NotYaml(1, "aliases (& and *) are not allowed");
  }
  return document;
}

/** The text changed so that it stands for the value. @throws NotYaml when the text is none */
export function rewrite(path: string, text: string, value: Value): string {
  if (!isYaml(path)) return (value as string[]).join("\n");
  const document = parsed(text);
  if (same(document.toJS({ maxAliasCount: 0 }), value)) return text;
  document.contents = updated(document, document.contents as Node | null, value, "") as never;
  return document.toString(PRINT);
}

/** A new file. */
export function written(path: string, value: Value): string {
  return isYaml(path) ? rewrite(path, "{}", value) : rewrite(path, "", value);
}

/** The value at a path of keys and indexes replaced; undefined takes it away. */
export function replaced(value: Value, path: readonly (string | number)[], by: Value): Value {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    const index = Number(key);
    const item = replaced(value[index], rest, by);
    return item === undefined ? value.filter((_, i) => i !== index) : Object.assign([...value], { [index]: item });
  }
  const { [key]: old, ...others } = (value ?? {}) as Record<string, Value>;
  const now = replaced(old, rest, by);
  if (now === undefined) return others;
  return Object.hasOwn((value ?? {}) as object, key) ? { ...(value as object), [key]: now } : { ...others, [key]: now };
}

/** The value at a path; undefined when there is none. */
export function valueAt(value: Value, path: readonly (string | number)[]): Value {
  return path.reduce<Value>((v, key) => v !== null && typeof v === "object" ? (v as Record<string, Value>)[key] : undefined, value);
}

function updated(document: Document, node: Node | null, value: Value, key: string): Node {
  if (isMap(node) && isRecord(value)) return updateMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return updateList(document, node, value);
  if (isScalar(node) && (value === null || typeof value !== "object")) {
    if (node.value !== value) node.value = value;
    return node;
  }
  return styled(document, value, key);
}

function updateMap(document: Document, map: YAMLMap, value: Record<string, Value>): YAMLMap {
  const before = map.toJS(document) as Record<string, Value>;
  for (const key of Object.keys(before)) if (value[key] === undefined) map.delete(key);
  for (const [key, v] of Object.entries(value)) {
    if (v === undefined || same(before[key], v)) continue;
    map.set(key, updated(document, (map.get(key, true) ?? null) as Node | null, v, key));
  }
  return map;
}

function updateList(document: Document, list: YAMLSeq, value: readonly Value[]): YAMLSeq {
  const before = list.toJS(document) as Value[];
  const nodes = [...list.items] as Node[];
  const items: Node[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...matches(before, value), [before.length, value.length] as const]) {
    // What stands between two equal items: the first ones are taken for the same item, changed.
    for (; j < b; j++) items.push(i < a ? updated(document, nodes[i++]!, value[j], "") : item(document, list, value[j]));
    i = a + 1;
    if (b < value.length) items.push(nodes[a]!);
    j = b + 1;
  }
  list.items = items;
  if (items.length > 0 && items.some((n) => isMap(n))) list.flow = false;
  return list;
}

function item(document: Document, list: YAMLSeq, value: Value): Node {
  const node = styled(document, value, "");
  if (isMap(node)) node.flow = list.flow === true || JSON.stringify(value).length <= ONE_LINE;
  return node;
}

/** Conditions, word lists and what fits on a line stand on one line; the rest is written out. */
function styled(document: Document, value: Value, key: string): Node {
  const node = document.createNode(value) as Node;
  style(node, key);
  return node;
}

function style(node: unknown, key: string): void {
  if (isSeq(node)) {
    node.flow = node.items.length === 0 || (node.items.every(isScalar) && JSON.stringify(node).length <= ONE_LINE);
    for (const each of node.items) {
      style(each, "");
      if (isMap(each)) each.flow = JSON.stringify(each).length <= ONE_LINE;
    }
  } else if (isMap(node)) {
    node.flow = key === "when" || key === "verified";
    for (const pair of node.items) style(pair.value, String(pair.key));
  }
}

export function isRecord(value: Value): value is Record<string, Value> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
