/**
 * Finding a guide by anything an agent may have at hand: id, name, everyday name, pinyin, the name of a paper, an
 * article of a law; several words narrow it. Built once an edition and place; what people call things comes from the
 * matcher, as data.
 */
import { pinyin } from "pinyin-pro";
import type { Found } from "../domain/desk.ts";
import type { Edition } from "../domain/edition.ts";
import type { Guide } from "../domain/guide.ts";
import type { Candidate } from "../domain/match.ts";
import { localEdition } from "../domain/regional.ts";
import { citesArticle, foldArticle } from "./articles.ts";

/** How something sounds in pinyin. */
interface Sound {
  readonly initials: string;
  readonly whole: string;
}
type SoundOf = (text: string) => Sound;

interface Row extends Omit<Found, "why"> {
  readonly names: readonly string[];
  readonly papers: readonly string[];
  /** As they are told, and folded. */
  readonly articles: readonly { readonly told: string; readonly folded: string }[];
}

export interface Filter {
  /** Only guides for these people: 个人, 企业; null for all. */
  readonly audience: string | null;
  /** Only guides of which the place has something of its own to say. */
  readonly isLocalOnly: boolean;
}

export const MOST_FOUND = 20;
/** Words that are looked at. */
const MOST_WORDS = 5;
/** A matcher's candidate below this is no find. */
const LIKELY = 0.1;
/** What a place has settled itself stands before what fits as well. */
const LOCAL_FIRST = 3;

export class Finder {
  readonly #rows: readonly Row[];
  /** Made when somebody first looks by pinyin: the same paper stands in many guides. */
  readonly #sounds = new Map<string, Sound>();

  /** @param region adcode of the place whose papers and rules count; null for the nation */
  constructor(national: Edition, region: string | null = null) {
    const edition = localEdition(national, region);
    this.#rows = [...edition.services.values()].map((service) => {
      const guide = edition.guides.get(service.id);
      return {
        id: service.id, name: guide?.name ?? service.name, plain: guide?.plain ?? "", audience: service.audience, authority: service.authority, written: guide !== undefined,
        isLocal: guide !== national.guides.get(service.id),
        names: [...new Set([service.name, guide?.name ?? "", guide?.plain ?? ""].filter(Boolean))].map((n) => n.toLowerCase()),
        papers: guide ? paperNames(edition, guide).map((p) => p.toLowerCase()) : [],
        articles: guide ? articlesOf(guide).map((told) => ({ told, folded: foldArticle(told) })) : [],
      };
    });
  }

  readonly #soundOf: SoundOf = (text) => {
    const before = this.#sounds.get(text) ?? soundOf(text);
    this.#sounds.set(text, before);
    return before;
  };

  /** @param candidates what the matcher makes of the same words */
  find(query: string, candidates: readonly Candidate[], { audience, isLocalOnly }: Filter = { audience: null, isLocalOnly: false }): Found[] {
    const words = query.normalize("NFKC").trim().toLowerCase().split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).slice(0, MOST_WORDS);
    if (words.length === 0) return [];
    return this.#rows
      .filter((row) => (audience === null || row.audience.includes(audience)) && (!isLocalOnly || row.isLocal))
      .map((row) => ({ row, hit: better(ofAll(words.map((word) => ofWord(row, word, this.#soundOf))), ofMatcher(candidates.find((c) => c.id === row.id))) }))
      .filter(({ hit }) => hit.score > 0)
      .sort((a, b) => rank(b) - rank(a) || Number(b.row.written) - Number(a.row.written))
      .slice(0, MOST_FOUND)
      .map(({ row: { id, name, plain, audience: who, authority, written, isLocal }, hit }) => ({ id, name, plain, audience: who, authority, written, isLocal, why: hit.why }));
  }
}

interface Hit {
  readonly score: number;
  readonly why: string;
}

const NO_HIT: Hit = { score: 0, why: "" };
const better = (a: Hit, b: Hit): Hit => b.score > a.score ? b : a;
const rank = ({ row, hit }: { row: Row; hit: Hit }): number => hit.score + (row.isLocal ? LOCAL_FIRST : 0);

/** Every word has to be found; how well on average, and why each. */
function ofAll(hits: readonly Hit[]): Hit {
  if (hits.some((h) => h.score === 0)) return NO_HIT;
  return { score: hits.reduce((sum, h) => sum + h.score, 0) / hits.length, why: [...new Set(hits.map((h) => h.why))].join("，") };
}

function ofMatcher(candidate: Candidate | undefined): Hit {
  return candidate && candidate.score >= LIKELY ? { score: 40 + 38 * candidate.score, why: "市民常这么说" } : NO_HIT;
}

function ofWord(row: Row, typed: string, sound: SoundOf): Hit {
  const hits = [row.id === typed ? { score: 100, why: "编号" } : row.id.startsWith(typed) && typed.length >= 3 ? { score: 60, why: "编号" } : NO_HIT,
    .../^[a-z]+$/.test(typed) ? bySound(row, typed, sound) : byWords(row, typed)];
  return hits.reduce(better, NO_HIT);
}

function byWords({ names, papers, articles }: Row, typed: string): Hit[] {
  const name = names.find((n) => n.includes(typed));
  const paper = typed.length >= 2 ? papers.find((p) => p.includes(typed)) : undefined;
  const folded = foldArticle(typed);
  const article = typed.length >= 2 ? articles.find((a) => citesArticle(a.folded, folded)) : undefined;
  return [
    name === undefined ? NO_HIT : { score: 80 - Math.min(20, name.length - typed.length), why: "名称" },
    paper === undefined ? NO_HIT : { score: 35, why: `要用到${paper}` },
    article ? { score: 30, why: `依据${article.told}` } : NO_HIT,
  ];
}

function bySound({ names, papers }: Row, typed: string, sound: SoundOf): Hit[] {
  const named = names.map(sound);
  const paper = typed.length >= 2 ? papers.find((p) => sound(p).initials === typed || typed.length >= 5 && sound(p).whole === typed) : undefined;
  return [
    typed.length >= 2 && named.some((n) => n.initials.includes(typed)) ? { score: named.some((n) => n.initials.startsWith(typed)) ? 57 : 55, why: "拼音首字母" } : NO_HIT,
    typed.length >= 4 && named.some((n) => n.whole.includes(typed)) ? { score: 54, why: "拼音" } : NO_HIT,
    paper === undefined ? NO_HIT : { score: 35, why: `要用到${paper}` },
  ];
}

function soundOf(text: string): Sound {
  const syllables = sounds(text);
  return { initials: syllables.map((s) => s[0] ?? "").join(""), whole: syllables.join("") };
}

function sounds(text: string): string[] {
  return pinyin(text.replace(/[^\p{Script=Han}a-zA-Z0-9]/gu, ""), { toneType: "none", type: "array", v: true }).map((s) => s.toLowerCase());
}

function paperNames(edition: Edition, guide: Guide): string[] {
  const ids = guide.materials.flatMap((m) => m.anyOf.flatMap((b) => b.papers.map((p) => p.paper)));
  return [...new Set(ids)].flatMap((id) => { const m = edition.materials.get(id); return m ? [m.name, m.plain, ...m.say] : []; });
}

function articlesOf(guide: Guide): string[] {
  const rules = [...guide.outcomes, ...guide.materials, ...guide.fees, ...Object.values(guide.lines).flat()];
  return [...new Set(rules.map(({ citation: c }) => `${c.title.replace(/[《》\s]|中华人民共和国/g, "")}${c.article ?? ""}`))];
}
