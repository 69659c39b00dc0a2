/** What everybody should read first: notices in force, and what is withdrawn. Asked again and again by open pages. */
import { Router } from "express";
import { botWithdrawn, noticesFor, spokenNotice } from "../../domain/notice.ts";
import type { HttpContext } from "../context.ts";
import { methodNotAllowed } from "../errors.ts";
import { route } from "../log.ts";

/** Seconds: open pages ask every half minute, and a notice must be seen within a minute. */
const MAX_AGE = 10;
const MOST_GUIDES = 20;

export function noticeRoutes({ assistant }: HttpContext): Router {
  const router = Router();
  router.route("/")
    .get(route("GET /notices"), (req, res) => {
      const given = (name: string): string => typeof req.query[name] === "string" ? req.query[name] : "";
      const region = /^\d{6}$/.test(given("region")) ? given("region") : null;
      const guides = given("guides").split(",").filter((g) => /^[a-z0-9-]{1,80}$/.test(g)).slice(0, MOST_GUIDES);
      const overrides = assistant.overrides?.() ?? { notices: [], withdrawals: [] };
      const now = assistant.clock();
      const notices = noticesFor(overrides, now, region, guides).map((n) => ({ id: n.id, version: n.version, kind: n.kind, text: spokenNotice(n), until: n.until }));
      res.set("Cache-Control", `public, max-age=${MAX_AGE}`).json({ notices, withdrawn: botWithdrawn(overrides, now) });
    })
    .all(methodNotAllowed("GET"));
  return router;
}
