/**
 * The widget on other sites' pages (docs/widget.md): the sites named by EMBED_ORIGINS may load its files and call the
 * citizens' API. No credentials: a conversation's token travels in a header, never in a cookie.
 */
import type { RequestHandler } from "express";
import type { Settings } from "./settings.ts";

/** What the widget asks for; everything else stays with our own pages. */
const API = /^\/api\/v1\/(?:match|conversations|links|visit-days|guides)(?:\/|$)/;
const FILES = /^\/(?:yicitong\.js|widget\.js|chunk-[0-9A-Za-z]{8}\.js|chat\.css|hant\.txt|guides\/index\.json|regions\.json)$/;
/** Seconds a browser need not ask again. */
const MAX_AGE = 86_400;

/** Stands before the rate limit, so that a site that may call can also read that it calls too often. */
export function allowEmbedding({ embedOrigins }: Pick<Settings, "embedOrigins">): RequestHandler {
  if (embedOrigins.length === 0) return (_req, _res, next) => next();
  const allowed = new Set(embedOrigins);
  return (req, res, next) => {
    const isFile = FILES.test(req.path);
    if (!isFile && !API.test(req.path)) return next();
    if (isFile) res.set("Cross-Origin-Resource-Policy", "cross-origin");
    res.vary("Origin");
    const origin = req.get("Origin");
    if (origin === undefined || !(allowed.has(origin) || allowed.has("*"))) return next();
    res.set("Access-Control-Allow-Origin", origin);
    res.set("Access-Control-Expose-Headers", "Retry-After");
    if (req.method !== "OPTIONS" || req.get("Access-Control-Request-Method") === undefined) return next();
    res.set({
      "Access-Control-Allow-Methods": "GET, POST, DELETE",
      "Access-Control-Allow-Headers": "authorization, content-type, idempotency-key, last-event-id",
      "Access-Control-Max-Age": String(MAX_AGE),
    });
    res.status(204).end();
  };
}
