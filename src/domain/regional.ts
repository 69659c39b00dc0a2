/**
 * What a place knows better than the nation: its offices, hours, phones, channels and differences, laid over the
 * national guides. What a place says nothing about stays as the national guide has it, 各地不同 included.
 */
import type { Edition } from "./edition.ts";
import type { Guide, GuideLines, Line, MaterialRule } from "./guide.ts";
import type { GuidePatch, LocalPaper } from "./regionPack.ts";
import type { Citation } from "./source.ts";

/** Lists in which a place's lines stand instead of the national ones; in the others they are added. */
const REPLACED: ReadonlySet<keyof GuideLines> = new Set(["places", "hours", "phones", "online", "progress"]);

const made = new WeakMap<Edition, Map<string, Edition>>();

/**
 * The edition as it holds in a place: a district's words over its city's, those over its province's.
 * @param region adcode, or null for the nation
 */
export function localEdition(edition: Edition, region: string | null): Edition {
  const packs = region === null ? [] : chain(region).flatMap((id) => edition.packs.get(id) ?? []);
  if (packs.length === 0) return edition;
  const known = made.get(edition) ?? new Map<string, Edition>();
  made.set(edition, known);
  const key = packs.map((p) => p.id).join();
  const before = known.get(key);
  if (before) return before;
  const guides = new Map(edition.guides);
  for (const patch of packs.flatMap((p) => p.patches)) {
    const guide = guides.get(patch.guide);
    if (guide) guides.set(guide.id, patched(guide, patch));
  }
  const local = { ...edition, guides };
  known.set(key, local);
  return local;
}

/** Province, city, district: the general first. */
function chain(adcode: string): string[] {
  return [...new Set([`${adcode.slice(0, 2)}0000`, `${adcode.slice(0, 4)}00`, adcode])];
}

function patched(guide: Guide, patch: GuidePatch): Guide {
  const lines = Object.fromEntries((Object.keys(guide.lines) as (keyof GuideLines)[]).map((key) => {
    const [national, local]: [readonly Line[], readonly Line[]] = [guide.lines[key], patch.lines[key] ?? []];
    if (local.length === 0) return [key, national];
    // A statutory limit is the law's, whatever a place promises.
    if (key === "times") return [key, [...guide.lines.times.filter((t) => t.kind === "statutory"), ...local]];
    return [key, REPLACED.has(key) ? local : [...local, ...national]];
  })) as unknown as GuideLines;
  return {
    ...guide, lines,
    fees: patch.fees.length > 0 ? patch.fees : guide.fees,
    materials: [...guide.materials.map((m) => settled(m, patch.papers)), ...patch.materials],
  };
}

/** A paper a place has spoken about no longer varies: it is that place's answer, with its source. */
function settled(rule: MaterialRule, papers: readonly LocalPaper[]): MaterialRule {
  const local = papers.find((p) => rule.anyOf.some((b) => b.papers.some((need) =>
    need.paper === p.paper && (p.holder === undefined || need.holder === p.holder))));
  if (!local) return rule;
  return { ...rule, varies: undefined, note: joined(rule.note, local.note), citation: better(rule.citation, local.citation) };
}

function joined(national: string | undefined, local: string | undefined): string | undefined {
  return national !== undefined && local !== undefined ? `${national.replace(/。$/, "")}。${local}` : local ?? national;
}

/** The national law stays the source where somebody has read it; else the place's own word is. */
function better(national: Citation, local: Citation): Citation {
  return national.verified.how === "original" ? national : local;
}

/** Without the places that are only examples: what may be served to citizens. */
export function withoutInvented(edition: Edition): Edition {
  const invented = [...edition.packs.values()].filter((p) => p.invented).map((p) => p.id);
  if (invented.length === 0) return edition;
  const real = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> => new Map([...map].filter(([id]) => !invented.includes(id)));
  return { ...edition, packs: real(edition.packs), regions: real(edition.regions) };
}
