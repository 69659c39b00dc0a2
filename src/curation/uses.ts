/** Where the cards that many guides share are used: materials and situations, over an edition. */
import type { Edition } from "../domain/edition.ts";
import type { Situation } from "../domain/facts.ts";
import type { MaterialRule } from "../domain/guide.ts";

/** One place of use. */
export interface Use {
  readonly guide: string;
  readonly how: "needs" | "gives" | "asks";
  /** Which item of the guide's own list, from 0; null where it is a place (region) that asks for it. */
  readonly index: number | null;
  /** The name of the place whose own list asks for it. */
  readonly region?: string;
}

export interface SituationUse {
  readonly situation: Situation;
  /** Written once for all (knowledge/situations.yaml), instead of in each of the guides. */
  readonly shared: boolean;
  readonly uses: readonly Use[];
}

/** By material, in the order of guides. What nobody uses is not in it. */
export function materialUses(edition: Edition): ReadonlyMap<string, readonly Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (material: string, use: Use): void => {
    const had = uses.get(material) ?? [];
    if (!had.some((u) => u.guide === use.guide && u.how === use.how && u.index === use.index && u.region === use.region)) uses.set(material, [...had, use]);
  };
  const needed = (rule: MaterialRule): string[] => rule.anyOf.flatMap((branch) => branch.papers.map((p) => p.paper));
  for (const guide of edition.guides.values()) {
    guide.materials.forEach((rule, index) => { for (const paper of needed(rule)) add(paper, { guide: guide.id, how: "needs", index }); });
    guide.gives.forEach((paper, index) => { add(paper, { guide: guide.id, how: "gives", index }); });
  }
  for (const { name, patches } of edition.packs.values()) {
    for (const { guide, papers, materials } of patches) {
      for (const paper of [...papers.map((p) => p.paper), ...materials.flatMap(needed)]) add(paper, { guide, how: "needs", index: null, region: name });
    }
  }
  return uses;
}

/** Situations that more than one guide asks about under one id, and all shared ones; by id. */
export function situationUses(edition: Edition): readonly SituationUse[] {
  const found = new Map<string, { situation: Situation; shared: boolean; uses: Use[] }>();
  for (const guide of edition.guides.values()) {
    guide.situations.forEach(({ situation, shared = false }, index) => {
      const entry = found.get(situation.id) ?? { situation, shared, uses: [] };
      found.set(situation.id, { ...entry, shared: entry.shared || shared, uses: [...entry.uses, { guide: guide.id, how: "asks", index }] });
    });
  }
  return [...found.values()].filter((e) => e.shared || e.uses.length > 1).sort((a, b) => (a.situation.id < b.situation.id ? -1 : 1));
}
