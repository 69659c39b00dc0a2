/**
 * The guide pages (`/guides`, `/guides/:id`), rendered here so that they work without JavaScript and can be found.
 */
import { Router, type Response } from "express";
import { dayInChina } from "../../domain/days.ts";
import type { Assistant } from "../../assistant/takeTurn.ts";
import type { Edition } from "../../domain/edition.ts";
import { answersIn } from "./answers.ts";
import { directoryPage } from "./directory.ts";
import { guidePage, unwrittenPage } from "./guidePage.ts";
import { elderOf } from "./layout.ts";
import { leafletPage } from "./leaflet.ts";
import { regionIndex, serviceIndex } from "./searchIndexes.ts";

/** Pages change with the edition, and at once when a guide is withdrawn: browsers may keep them a moment only. */
const CACHE = "public, max-age=30";
/** Answers in the address are a person's own. */
const PERSONAL = "private, no-store";

/**
 * @param assistant its edition may change between two requests; rules come into force by the day
 * @param publicUrl the address people see, when it is set: QR codes lead there
 */
export function pages(assistant: Pick<Assistant, "edition" | "clock">, publicUrl: string | null): Router {
  const router = Router();
  for (const [path, makeIndex] of [["/guides/index.json", serviceIndex], ["/regions.json", regionIndex]] as const) {
    const indexes = new WeakMap<Edition, string>();
    router.get(path, (_request, response) => {
      const { edition } = assistant;
      const index = indexes.get(edition) ?? JSON.stringify(makeIndex(edition));
      indexes.set(edition, index);
      response.set("cache-control", CACHE).type("json").send(index);
    });
  }
  router.get("/guides", (request, response) => {
    send(response, CACHE, directoryPage(assistant.edition, request.query["by"] === "authority" ? "authority" : "life", elderOf(request.url)));
  });
  router.get("/guides/:id/leaflet", (request, response, next) => {
    const { edition } = assistant;
    const guide = edition.guides.get(request.params.id);
    if (!guide) return next();
    const site = publicUrl ?? `${request.protocol}://${request.get("Host") ?? "localhost"}`;
    send(response, CACHE, leafletPage(edition, guide, dayInChina(assistant.clock()), site, elderOf(request.url)));
  });
  router.get("/guides/:id", (request, response, next) => {
    const { edition } = assistant;
    const guide = edition.guides.get(request.params.id);
    const service = edition.services.get(request.params.id);
    if (!guide) return service ? send(response, CACHE, unwrittenPage(service, elderOf(request.url))) : next();
    const facts = answersIn(guide, request.query);
    send(response, Object.keys(facts).length > 0 ? PERSONAL : CACHE, guidePage(edition, guide, facts, dayInChina(assistant.clock()), elderOf(request.url)));
  });
  return router;
}

function send(response: Response, cache: string, page: string): void {
  response.set("cache-control", cache).type("html").send(page);
}
