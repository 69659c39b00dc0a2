/** Whose guide it is: the authority a guide names, and the departments that an account belongs to. */

import type { DraftRecord, Thread } from "./records.ts";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly departments: readonly string[];
}

/** "公安（交管）" is the guide of whoever is in 公安, 公安局 or 市公安局交管支队; of nobody who has no department. */
export function isOwner(departments: readonly string[], authority: string): boolean {
  const names = authority.split(/[（()）、；;，,/\s]+/).filter((name) => name.length > 1);
  return departments.some((department) => names.some((name) => department.includes(name) || name.includes(department)));
}

/** Guides that a draft changes and nobody of the department they belong to has worked on or found fine, with who could look. */
export function unseenByOwners<G extends { readonly id: string; readonly authority: string }>(
  guides: readonly G[], draft: DraftRecord, { asks }: Thread, people: readonly Person[],
): { readonly guide: G; readonly owners: readonly Person[] }[] {
  const seen = new Set([...Object.values(draft.files).map((f) => f.by.id), ...asks.flatMap((a) => a.answer?.verdict === "fine" ? [a.of.id] : [])]);
  return guides.flatMap((guide) => {
    const owners = people.filter((p) => isOwner(p.departments, guide.authority));
    return owners.length === 0 || owners.some((p) => seen.has(p.id)) ? [] : [{ guide, owners }];
  });
}
