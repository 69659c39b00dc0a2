/** All routes of staff. A new area adds its routes here, and nowhere else. */
import { inboxRoutes } from "../inbox/routes.ts";
import { insightRoutes } from "../insight/routes.ts";
import { accountRoutes } from "./accountRoutes.ts";
import { curationRoutes } from "../curation/routes.ts";
import { auditRoutes } from "./auditRoutes.ts";
import type { StaffContext } from "./context.ts";
import { deskRoutes } from "../desk/routes.ts";
import { oidcRoutes } from "./oidcRoutes.ts";
import { signInRoutes } from "./signInRoutes.ts";
import type { StaffRoute } from "./table.ts";

export function staffRoutes(context: StaffContext): readonly StaffRoute[] {
  return [...signInRoutes(context), ...oidcRoutes(context), ...accountRoutes(context), ...auditRoutes(context), ...inboxRoutes(context), ...insightRoutes(context), ...curationRoutes(context), ...deskRoutes(context, context.desk)];
}
