/**
 * Finding a guide by anything an agent may have at hand: id, name, everyday name, pinyin initials, the name of a paper,
 * an article of a law. Built once an edition; what people call things comes from the matcher, as data.
 */
import { pinyin } from "pinyin-pro";
import type { Found } from "../domain/desk.ts";
import type { Edition } from "../domain/edition.ts";
import type { Guide } from "../domain/guide.ts";
import type { Candidate } from "../domain/match.ts";

interface Row extends Omit<Found, "why"> {
  readonly names: string;
  readonly initials: readonly string[];
  readonly sounds: string;
  readonly papers: readonly string[];
  readonly articles: readonly string[];
}

export const MOST_FOUND = 20;
/** A matcher's candidate below this is no find. */
const LIKELY = 0.1;

export class Finder {
  readonly #rows: readonly Row[];

  constructor(edition: Edition) {
    this.#rows = [...edition.services.values()].map((service) => {
      const guide = edition.guides.get(service.id);
      const names = [service.name, guide?.name ?? "", guide?.plain ?? ""].filter(Boolean);
      return {
        id: service.id, name: guide?.name ?? service.name, plain: guide?.plain ?? "", audience: service.audience, authority: service.authority, written: guide !== undefined,
        names: names.join(" ").toLowerCase(),
        initials: names.map((n) => sounds(n).map((s) => s[0] ?? "").join("")),
        sounds: names.map((n) => sounds(n).join("")).join(" "),
        papers: guide ? paperNames(edition, guide) : [],
        articles: guide ? articlesOf(guide) : [],
      };
    });
  }

  /**
   * @param candidates what the matcher makes of the same words
   * @param audience only guides for these people; null for all
   */
  find(query: string, candidates: readonly Candidate[], audience: string | null): Found[] {
    const typed = query.normalize("NFKC").trim().toLowerCase();
    if (!typed) return [];
    return this.#rows
      .filter((row) => audience === null || row.audience.includes(audience))
      .map((row) => ({ row, hit: bestOf(row, typed, candidates.find((c) => c.id === row.id)) }))
      .filter(({ hit }) => hit.score > 0)
      .sort((a, b) => b.hit.score - a.hit.score || Number(b.row.written) - Number(a.row.written))
      .slice(0, MOST_FOUND)
      .map(({ row: { id, name, plain, audience: who, authority, written }, hit }) => ({ id, name, plain, audience: who, authority, written, why: hit.why }));
  }
}

interface Hit {
  readonly score: number;
  readonly why: string;
}

const NO_HIT: Hit = { score: 0, why: "" };

function bestOf(row: Row, typed: string, candidate: Candidate | undefined): Hit {
  const paper = row.papers.find((p) => p.includes(typed));
  const bare = typed.replace(/[《》\s]/g, "");
  const article = row.articles.find((a) => a.includes(bare));
  const hits: Hit[] = [
    row.id === typed ? { score: 100, why: "编号" } : row.id.startsWith(typed) && typed.length >= 3 ? { score: 60, why: "编号" } : NO_HIT,
    row.names.includes(typed) ? { score: 80 - Math.min(20, row.name.length - typed.length), why: "名称" } : NO_HIT,
    /^[a-z]{2,}$/.test(typed) && row.initials.some((i) => i.includes(typed)) ? { score: 55, why: "拼音首字母" } : NO_HIT,
    /^[a-z]{4,}$/.test(typed) && row.sounds.includes(typed) ? { score: 54, why: "拼音" } : NO_HIT,
    candidate && candidate.score >= LIKELY ? { score: 40 + 38 * candidate.score, why: "市民常这么说" } : NO_HIT,
    typed.length >= 2 && paper !== undefined ? { score: 35, why: `要用到${paper}` } : NO_HIT,
    bare.length >= 3 && article !== undefined ? { score: 30, why: `依据${article}` } : NO_HIT,
  ];
  return hits.reduce((best, hit) => hit.score > best.score ? hit : best, NO_HIT);
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
  return [...new Set(rules.map(({ citation: c }) => `${c.title.replace(/[《》\s]/g, "")}${c.article ?? ""}`))];
}
