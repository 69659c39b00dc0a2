/**
 * Sources: every requirement says where it comes from and how that was checked.
 */
import type { Day } from "./facts.ts";

/**
 * original: the text of the law or the official page was read; secondary: a reliable report of it was;
 * expertise: common practice that nobody has checked against a text yet – spoken as "先问一句".
 */
export type VerifiedHow = "original" | "secondary" | "expertise";

export interface Verified {
  readonly on?: Day;
  readonly how: VerifiedHow;
}

/** A law, regulation, order or official page: `knowledge/sources/<id>.yaml`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** Document number or order ("国务院令第804号"). */
  readonly number?: string;
  readonly url?: string;
  /** The day it took effect. */
  readonly effective?: Day;
  readonly verified: Verified;
}

/** A source as a requirement cites it: the article, and how this very point was verified. */
export interface Citation {
  readonly source: string;
  readonly title: string;
  readonly article?: string;
  readonly url?: string;
  readonly verified: Verified;
}

/** Nothing may be promised on it: nobody has read it in a text or a report. */
export function isUnverified(citation: Citation): boolean {
  return citation.verified.how === "expertise" || citation.verified.on === undefined;
}

/** "《护照法》第六条" */
export function spokenCitation(citation: Citation): string {
  const title = /^《/.test(citation.title) ? citation.title : `《${citation.title}》`;
  return `${title}${citation.article ?? ""}`;
}
