/**
 * Sub-checklists (子清单): a paper that is lacking, obtained by a service of ours, has a list of its own – papers, days,
 * cost – and those papers may be lacking in turn. All derived but for which ones were opened.
 */
import { buildChecklist, type ChecklistItem } from "../domain/checklist.ts";
import type { Edition } from "../domain/edition.ts";
import { isAnswerFor, roleOf, type Answer, type Day, type FactId } from "../domain/facts.ts";
import { carriedFacts, MAIN_ROLE, type Guide } from "../domain/guide.ts";
import type { Material } from "../domain/material.ts";
import type { ConversationState, SubList } from "./state.ts";

/** A service that obtains a lacking item. */
export interface Source {
  readonly material: Material;
  readonly guide: Guide;
  /** Whose paper it is, on the list where it is lacking; `who@person` when the list is another person's. */
  readonly holder: string;
}

/** The service that obtains one of the item's papers, if a guide of ours does. */
export function sourceOf(edition: Edition, item: ChecklistItem): Source | null {
  for (const paper of item.anyOf.flatMap((b) => b.papers)) {
    const material = edition.materials.get(paper.paper);
    const guide = material?.get.guide === undefined ? undefined : edition.guides.get(material.get.guide);
    if (material && guide) return { material, guide, holder: holderOn(item.id, paper.holder) };
  }
  return null;
}

/** "id-card.applicant@groom" is the groom's card on a list for the groom's booklet. */
function holderOn(itemId: string, holder: string): string {
  const person = /@(.+)$/.exec(itemId)?.[1];
  return person === undefined ? holder : holder === MAIN_ROLE ? person : `${holder}@${person}`;
}

/**
 * The papers that obtaining takes. To the service that obtains it, the holder is the applicant: his booklet here is the
 * same paper as his booklet on the list above, and carries the same tick.
 */
export function subItems(edition: Edition, sub: SubList, day: Day): readonly ChecklistItem[] {
  const guide = edition.guides.get(sub.guide);
  if (!guide) return [];
  const { items } = buildChecklist(edition, guide, sub.facts, day);
  if (sub.holder === MAIN_ROLE) return items;
  return items.map((i): ChecklistItem => ({ ...i, id: i.id.replace(new RegExp(`\\.${MAIN_ROLE}(?=[~+|]|$)`, "g"), `.${sub.holder}`) }));
}

/** What is known of the holder that the service asks too: the same questions, and facts of the holder's own role. */
export function factsFor(edition: Edition, state: ConversationState, source: Source): { fact: FactId; value: Answer }[] {
  const found = new Map<FactId, Answer>();
  for (const known of [...state.trip, ...state.subs]) {
    const guide = edition.guides.get(known.guide);
    if (!guide) continue;
    for (const { fact, value } of carriedFacts(guide, known.facts, source.guide)) {
      if (source.holder === MAIN_ROLE || roleOf(fact) !== MAIN_ROLE) found.set(fact, value);
    }
    if (source.holder === MAIN_ROLE) continue;
    for (const { situation } of source.guide.situations) {
      const value = roleOf(situation.id) === MAIN_ROLE ? known.facts[`${source.holder}${situation.id.slice(MAIN_ROLE.length)}`] : undefined;
      if (value !== undefined && isAnswerFor(situation, value)) found.set(situation.id, value);
    }
  }
  return [...found].map(([fact, value]) => ({ fact, value }));
}

/** Whether obtaining this would need what is being obtained already: the ring a person cannot walk. */
export function ring(state: ConversationState, source: Source): "in-trip" | "ring" | null {
  if (state.trip.some((t) => t.guide === source.guide.id && (t.walking || t.guide === state.active))) return "in-trip";
  return state.subs.some((s) => s.open && s.guide === source.guide.id) ? "ring" : null;
}

/** For whose sake a sub-checklist was opened: the one that was open before it and holds its item. */
export function parentOf(edition: Edition, state: ConversationState, sub: SubList, day: Day): string | null {
  return state.subs.find((s) => s.item !== sub.item && subItems(edition, s, day).some((i) => i.id === sub.item))?.item ?? null;
}
