/** The routes of curation, for the table of staff routes. */
import type { StaffContext } from "../staff/context.ts";
import type { StaffRoute } from "../staff/table.ts";
import { dictionaryRoutes } from "./dictionaryRoutes.ts";
import { draftRoutes } from "./draftRoutes.ts";
import { editionRoutes } from "./editionRoutes.ts";
import { exchangeRoutes } from "./exchangeRoutes.ts";
import { fileRoutes } from "./fileRoutes.ts";
import { freshnessRoutes } from "./freshnessRoutes.ts";
import { labelRoutes } from "./labelRoutes.ts";
import { noticeRoutes } from "./noticeRoutes.ts";
import { proofRoutes } from "./proofRoutes.ts";
import { reviewRoutes } from "./reviewRoutes.ts";
import { trialRoutes } from "./trialRoutes.ts";

export function curationRoutes(context: StaffContext): readonly StaffRoute[] {
  return [
    ...draftRoutes(context), ...fileRoutes(context), ...exchangeRoutes(context), ...dictionaryRoutes(context), ...reviewRoutes(context), ...trialRoutes(context),
    ...proofRoutes(context), ...editionRoutes(context), ...noticeRoutes(context), ...labelRoutes(context), ...freshnessRoutes(context),
  ];
}
