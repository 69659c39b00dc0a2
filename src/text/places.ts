/**
 * Places in the words: provinces, cities, districts. Where somebody lives says nothing about which service is asked
 * for, so the matcher hides them; the conversation uses the most exact one.
 */

export interface Place {
  /** Six digits (GB/T 2260); `000000` when several places are called so. */
  readonly adcode: string;
  readonly name: string;
}

export interface PlaceFinder {
  /** The most exact place that is named; null when there is none or it could be several. */
  readonly find: (text: string) => string | null;
  /** The text with every place replaced by 某地. */
  readonly hide: (text: string) => string;
}

export const NAMELESS = "000000";
/** What stands for a place once it is hidden. */
export const HIDDEN_PLACE = "某地";
/** Places that say a lot about the service: they stay. */
const TELLING = /^(?:香港|澳门|台湾)/;
/** Places made anonymous in published letters (A市, L10县, 西地省, xx区). */
const ANONYMOUS = /(?:[a-z]\d{0,2}|[xX×*某]{1,3}|西地|东地)(?:省|市|区|县|镇|乡|街道|村)/g;

interface Node {
  readonly next: Map<string, Node>;
  place: Place | undefined;
}

export function placeFinder(places: readonly Place[]): PlaceFinder {
  const root: Node = { next: new Map(), place: undefined };
  for (const place of places) {
    let node = root;
    for (const c of place.name) {
      let next = node.next.get(c);
      if (!next) { next = { next: new Map(), place: undefined }; node.next.set(c, next); }
      node = next;
    }
    node.place = place;
  }
  return {
    find(text) {
      const codes = occurrences(text, root).map((o) => o.place.adcode).filter((code) => code !== NAMELESS);
      const exactness = (code: string) => (code.endsWith("0000") ? 0 : code.endsWith("00") ? 1 : 2);
      return codes.sort((a, b) => exactness(b) - exactness(a))[0] ?? null;
    },
    hide(text) {
      let out = "";
      let at = 0;
      for (const { start, end, place } of occurrences(text, root)) {
        out += text.slice(at, start) + (TELLING.test(place.name) ? place.name : HIDDEN_PLACE);
        at = end;
      }
      return (out + text.slice(at)).replace(ANONYMOUS, HIDDEN_PLACE);
    },
  };
}

interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly place: Place;
}

/** Longest name at each position, left to right. */
function occurrences(text: string, root: Node): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = 0; start < text.length;) {
    let node: Node | undefined = root;
    let hit: Occurrence | undefined;
    for (let i = start; node && i < text.length; i++) {
      node = node.next.get(text[i]!);
      if (node?.place) hit = { start, end: i + 1, place: node.place };
    }
    if (hit) found.push(hit);
    start = hit ? hit.end : start + 1;
  }
  return found;
}
