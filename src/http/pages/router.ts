/**
 * The guide pages (`/guides`, `/guides/:id`), rendered here so that they work without JavaScript and can be found.
 */
import { Router, type Response } from "express";
import { dayInChina } from "../../domain/days.ts";
import type { Edition } from "../../domain/edition.ts";
import { answersIn } from "./answers.ts";
import { directoryPage } from "./directory.ts";
import { guidePage, unwrittenPage } from "./guidePage.ts";
import { elderOf } from "./layout.ts";
import { leafletPage } from "./leaflet.ts";
import { regionIndex, serviceIndex } from "./searchIndexes.ts";

/** Pages change only with the edition: browsers may keep them a while and then ask again. */
const CACHE = "public, max-age=300, stale-while-revalidate=86400";
/** Answers in the address are a person's own. */
const PERSONAL = "private, no-store";

interface PagesOptions {
  /** Epoch milliseconds; rules come into force by the day. */
  readonly clock?: () => number;
  /** The address people see, when it is set: QR codes lead there. */
  readonly publicUrl?: string | null;
}

export function pages(edition: Edition, { clock = Date.now, publicUrl = null }: PagesOptions = {}): Router {
  const router = Router();
  for (const [path, index] of [["/guides/index.json", serviceIndex(edition)], ["/regions.json", regionIndex(edition)]] as const) {
    const text = JSON.stringify(index);
    router.get(path, (_request, response) => {
      response.set("cache-control", CACHE).type("json").send(text);
    });
  }
  router.get("/guides", (request, response) => {
    send(response, CACHE, directoryPage(edition, request.query["by"] === "authority" ? "authority" : "life", elderOf(request.url)));
  });
  router.get("/guides/:id/leaflet", (request, response, next) => {
    const guide = edition.guides.get(request.params.id);
    if (!guide) return next();
    const site = publicUrl ?? `${request.protocol}://${request.get("Host") ?? "localhost"}`;
    send(response, CACHE, leafletPage(edition, guide, dayInChina(clock()), site, elderOf(request.url)));
  });
  router.get("/guides/:id", (request, response, next) => {
    const guide = edition.guides.get(request.params.id);
    const service = edition.services.get(request.params.id);
    if (!guide) return service ? send(response, CACHE, unwrittenPage(service, elderOf(request.url))) : next();
    const facts = answersIn(guide, request.query);
    send(response, Object.keys(facts).length > 0 ? PERSONAL : CACHE, guidePage(edition, guide, facts, dayInChina(clock()), elderOf(request.url)));
  });
  return router;
}

function send(response: Response, cache: string, page: string): void {
  response.set("cache-control", cache).type("html").send(page);
}
