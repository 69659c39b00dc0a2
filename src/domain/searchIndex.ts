/** What is searched while one types, as the server makes it and the browser uses it. */

/** One way an entry may be found, folded once, by the server. */
export interface SearchKey {
  readonly text: string;
  /** One syllable for each character of `text`, joined by blanks: "hu zhao". */
  readonly sounds: string;
}

export interface Searchable {
  readonly keys: readonly SearchKey[];
  /** Stands before what fits as well. */
  readonly first?: true;
}

export interface SearchIndex<T extends Searchable> {
  /** A regular expression of what says nothing when one looks for something: "我想", "怎么", punctuation. */
  readonly ignored: string;
  readonly entries: readonly T[];
}

export interface ServiceEntry extends Searchable {
  readonly id: string;
  readonly name: string;
  /** What people call it; empty when the guide is not written yet. */
  readonly plain: string;
  readonly authority: string;
}

export interface RegionEntry extends Searchable {
  readonly adcode: string;
  readonly name: string;
}
