import { Router } from "express";
import { checked } from "../body.ts";
import type { HttpContext } from "../context.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";
import { mustKnowRegion } from "../refusals.ts";
import { MAX_QUERY, matchRequest } from "../schemas/requests.ts";
import { readableText } from "../words.ts";

/** One question, matched without a conversation. Nothing is stored. */
export function matchRoutes({ assistant, metrics }: HttpContext): Router {
  const router = Router();
  router.route("/")
    .post(route("POST /match"), (req, res) => {
      const { query, region } = checked(matchRequest, req.body);
      if (region !== undefined) mustKnowRegion(assistant.edition.regions, region);
      const { match } = assistant.understand(readableText(query, MAX_QUERY), assistant.clock());
      metrics.matches.inc({ decision: match.decision });
      res.json(match);
    })
    .all(methodNotAllowed("POST"));
  return router;
}
