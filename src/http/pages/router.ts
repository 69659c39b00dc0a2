/**
 * The guide pages (`/guides`, `/guides/:id`), rendered here so that they work without JavaScript and can be found.
 */
import { Router } from "express";
import type { Edition } from "../../domain/edition.ts";
import { serviceIndex } from "./serviceIndex.ts";

/** Pages change only with the edition: browsers may keep them a while and then ask again. */
const CACHE = "public, max-age=300, stale-while-revalidate=86400";

export function pages(edition: Edition): Router {
  const router = Router();
  const index = JSON.stringify(serviceIndex(edition));
  router.get("/guides/index.json", (_request, response) => {
    response.set("cache-control", CACHE).type("json").send(index);
  });
  return router;
}
