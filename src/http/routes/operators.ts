/** For operators: is it alive, is it ready, how is it doing. Keep /metrics inside your own network (docs/http.md). */
import { Router } from "express";
import type { ConversationStore } from "../../assistant/ports.ts";
import { route } from "../log.ts";
import type { Metrics } from "../metrics.ts";

export interface OperatorOptions {
  readonly store: ConversationStore;
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
}

export function operatorRoutes({ store, metrics, isStopping }: OperatorOptions): Router {
  const router = Router();
  router.get("/healthz", route("GET /healthz"), (_req, res) => {
    res.set("Cache-Control", "no-store").json({ status: "ok" });
  });
  router.get("/readyz", route("GET /readyz"), async (_req, res) => {
    const reason = isStopping() ? "stopping" : await store.ping().then(() => null, () => "store-unavailable");
    res.set("Cache-Control", "no-store").status(reason === null ? 200 : 503).json(reason === null ? { status: "ready" } : { status: "not-ready", reason });
  });
  router.get("/metrics", route("GET /metrics"), async (_req, res) => {
    res.set("Cache-Control", "no-store").type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}
