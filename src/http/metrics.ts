/** Prometheus metrics of one server; a registry of its own, so that several can live in one test process. */
import type { RequestHandler, Response } from "express";
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Assistant } from "../assistant/takeTurn.ts";
import { routeOf } from "./log.ts";

/** Seconds; fine around the 20 ms a turn may take. */
const BUCKETS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "yicitong_http_request_seconds", help: "Time to answer, by route, method and status",
      labelNames: ["route", "method", "status"], buckets: BUCKETS, registers,
    }),
    conversations: new Counter({ name: "yicitong_conversations_started_total", help: "Conversations started", registers }),
    turns: new Counter({
      name: "yicitong_turns_total", help: "Turns by what the person did (text, choice, answer, mark, undo)", labelNames: ["input"], registers,
    }),
    replies: new Counter({ name: "yicitong_replies_total", help: "Replies by kind", labelNames: ["kind"], registers }),
    matches: new Counter({ name: "yicitong_matches_total", help: "POST /api/v1/match by decision", labelNames: ["decision"], registers }),
    streams: new Gauge({ name: "yicitong_streams_open", help: "Open event streams", registers }),
    failures: new Counter({
      name: "yicitong_failures_total", help: "Requests that failed on our side: internal, store, unreadable", labelNames: ["kind"], registers,
    }),
    decisions: new Counter({
      name: "yicitong_decisions_total", help: "What was said, by what it was understood as: answer, clarify, none", labelNames: ["decision"], registers,
    }),
    store: new Histogram({
      name: "yicitong_store_seconds", help: "Time the store took, by operation and outcome (ok, failed)", labelNames: ["operation", "outcome"], buckets: BUCKETS, registers,
    }),
    limited: new Counter({ name: "yicitong_limited_total", help: "Requests refused by a limit: address, conversation", labelNames: ["limit"], registers }),
    deleted: new Counter({ name: "yicitong_conversations_deleted_total", help: "Conversations deleted by age", registers }),
  };
}

/** What is read when it is asked for: the edition in force, and whether this node hears the others. */
export function watch({ registry }: Metrics, assistant: Pick<Assistant, "edition" | "store">, version: string): void {
  const registers = [registry];
  new Gauge({
    name: "yicitong_edition_info", help: "1 for the edition in force for new conversations", labelNames: ["edition", "version"], registers,
    collect() {
      this.reset();
      this.set({ edition: assistant.edition.id, version }, 1);
    },
  });
  new Gauge({
    name: "yicitong_bus_connected", help: "1 while news of other nodes arrives, 0 while it is only looked for", registers,
    collect() { this.set(assistant.store.bus.connected ? 1 : 0); },
  });
}

export type Metrics = ReturnType<typeof createMetrics>;

export function measureRequests(metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const stop = metrics.requests.startTimer();
    // A stream lasts as long as its reader: it would only blur how long answers take.
    res.once("finish", () => isStream(res) || stop({ route: routeOf(res.locals), method: KNOWN_METHODS.has(req.method) ? req.method : "OTHER", status: res.statusCode }));
    next();
  };
}

const isStream = (res: Response): boolean => String(res.getHeader("Content-Type")).startsWith("text/event-stream");

/** Labels must not grow with what strangers send. */
const KNOWN_METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
