/** Replaces words by one mark: the longest word at each place, left to right. */

interface Node {
  readonly next: Map<string, Node>;
  ends: boolean;
}

/** What stands for a hidden word. */
export const HIDDEN_WORD = "~";

export function wordHider(words: readonly string[]): (text: string) => string {
  const root: Node = { next: new Map(), ends: false };
  for (const word of words) {
    let node = root;
    for (const c of word) {
      let next = node.next.get(c);
      if (!next) { next = { next: new Map(), ends: false }; node.next.set(c, next); }
      node = next;
    }
    node.ends = true;
  }
  return (text) => {
    let out = "";
    for (let start = 0; start < text.length;) {
      const end = longestAt(text, start, root);
      if (end === start) { out += text[start]!; start++; continue; }
      if (!out.endsWith(HIDDEN_WORD)) out += HIDDEN_WORD;
      start = end;
    }
    return out;
  };
}

function longestAt(text: string, start: number, root: Node): number {
  let node: Node | undefined = root;
  let end = start;
  for (let i = start; i < text.length; i++) {
    node = node.next.get(text[i]!);
    if (!node) break;
    if (node.ends) end = i + 1;
  }
  return end;
}
