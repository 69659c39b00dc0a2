/** Where the cards that many guides share are used: materials and situations, over an edition. */
import type { Edition } from "../domain/edition.ts";
import type { MaterialRule } from "../domain/guide.ts";
import { valueAt } from "./yamlText.ts";

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
  readonly id: string;
  readonly ask: string;
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

/**
 * All shared situations, and those that more than one guide asks about under one id; by id.
 * @param shared the shared cards as the file has them: a guide may ask in its own words
 */
export function situationUses(edition: Edition, shared: readonly { readonly id: string; readonly ask: string }[]): readonly SituationUse[] {
  const found = new Map<string, SituationUse>(shared.map(({ id, ask }) => [id, { id, ask, shared: true, uses: [] }]));
  for (const guide of edition.guides.values()) {
    guide.situations.forEach(({ situation: { id, ask } }, index) => {
      const entry = found.get(id) ?? { id, ask, shared: false, uses: [] };
      found.set(id, { ...entry, uses: [...entry.uses, { guide: guide.id, how: "asks", index }] });
    });
  }
  return [...found.values()].filter((e) => e.shared || e.uses.length > 1).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The shared cards in the value of their file; what is half written is left out. */
export function sharedCards(value: unknown): { readonly id: string; readonly ask: string }[] {
  return Array.isArray(value) ? value.flatMap((v) => {
    const [id, ask] = [valueAt(v, ["id"]), valueAt(v, ["ask"])];
    return typeof id === "string" && typeof ask === "string" ? [{ id, ask }] : [];
  }) : [];
}
