/** What a member of staff may do, by role. An account may have several: a team of one has them all. */

export const STAFF_ROLES = ["agent", "supervisor", "curator", "publisher", "administrator"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const ROLE_NAMES: Readonly<Record<StaffRole, string>> = {
  agent: "坐席",
  supervisor: "班长",
  curator: "知识管理员",
  publisher: "发布人",
  administrator: "系统管理员",
};

/** Who may use a route: nobody has to sign in, whoever is signed in, or one of these roles. */
export type Who = "anyone" | "signed-in" | readonly StaffRole[];

/** @param roles of the account that asks; null when nobody is signed in */
export function mayUse(who: Who, roles: readonly StaffRole[] | null): "yes" | "sign-in" | "no" {
  if (who === "anyone") return "yes";
  if (roles === null) return "sign-in";
  return who === "signed-in" || who.some((role) => roles.includes(role)) ? "yes" : "no";
}
