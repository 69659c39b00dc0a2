/** Whose guide it is: the authority a guide names, and the departments that an account belongs to. */

/** "公安（交管）" is the guide of whoever is in 公安, 公安局 or 市公安局交管支队; of nobody who has no department. */
export function isOwner(departments: readonly string[], authority: string): boolean {
  const names = authority.split(/[（()）、；;，,/\s]+/).filter((name) => name.length > 1);
  return departments.some((department) => names.some((name) => department.includes(name) || name.includes(department)));
}
