/**
 * Logs for operators, one JSON object a line on stderr. No text, no token, no query string, no address of a person:
 * what is logged of a request is its route, its outcome, and ids.
 */
import { randomBytes } from "node:crypto";
import type { RequestHandler } from "express";
import pino from "pino";
import type { LogLevel } from "./settings.ts";

export type Log = pino.Logger;

export function createLog(level: LogLevel): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: false }));
}

/** Routes that are asked all the time and tell little. */
const QUIET = new Set(["GET /healthz", "GET /readyz", "GET /metrics", "static"]);

/** Gives each request an id, and logs it when it is answered. */
export function logRequests(log: Log): RequestHandler {
  return (req, res, next) => {
    const requestId = randomBytes(8).toString("hex");
    res.locals["requestId"] = requestId;
    res.set("X-Request-Id", requestId);
    const started = process.hrtime.bigint();
    res.once("close", () => {
      const ms = Math.round(Number(process.hrtime.bigint() - started) / 1e4) / 100;
      const entry = { requestId, method: req.method, route: routeOf(res.locals), status: res.statusCode, ms, conversation: res.locals["conversation"] };
      if (res.statusCode >= 500) log.warn(entry, "request");
      else if (QUIET.has(entry.route)) log.debug(entry, "request");
      else log.info(entry, "request");
    });
    next();
  };
}

/** Names the route for logs and metrics: the pattern, never the address as sent. */
export function route(name: string): RequestHandler {
  return (_req, res, next) => {
    res.locals["route"] = name;
    next();
  };
}

export function routeOf(locals: Record<string, unknown>): string {
  return typeof locals["route"] === "string" ? locals["route"] : "other";
}
