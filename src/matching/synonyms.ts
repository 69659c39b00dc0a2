/**
 * Which synonym classes a text speaks of. One pass over the text through a trie, so the work is linear in its length.
 */
import type { SynonymClass } from "./intents.ts";

export interface SynonymFinder {
  /** Ids of the classes in the text, in order of first appearance, each once. */
  find(text: string): string[];
  /** The first word of a class: how it is called when a match explains itself. */
  name(id: string): string;
}

interface Node {
  readonly next: Map<string, Node>;
  classes: string[] | undefined;
}

export function synonymFinder(classes: readonly SynonymClass[]): SynonymFinder {
  const root: Node = { next: new Map(), classes: undefined };
  for (const { id, words } of classes) {
    for (const word of words) addWord(root, word, id);
  }
  const names = new Map(classes.map(({ id, words }) => [id, words[0] ?? id]));
  return {
    name: (id) => names.get(id) ?? id,
    find(text) {
      const found = new Set<string>();
      for (let start = 0; start < text.length; start++) {
        let node: Node | undefined = root;
        for (let i = start; node && i < text.length; i++) {
          node = node.next.get(text[i]!);
          for (const id of node?.classes ?? []) found.add(id);
        }
      }
      return [...found];
    },
  };
}

function addWord(root: Node, word: string, id: string): void {
  if (word === "") return;
  let node = root;
  for (const c of word) {
    let next = node.next.get(c);
    if (!next) { next = { next: new Map(), classes: undefined }; node.next.set(c, next); }
    node = next;
  }
  (node.classes ??= []).push(id);
}
