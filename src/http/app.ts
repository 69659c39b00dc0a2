/** The whole HTTP surface as one express application. What it does not need, it does not start: no port, no timer but heartbeats. */
import express, { type Express, type RequestHandler } from "express";
import { withHooks } from "../assistant/hooks.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { Desk, type DeskSetup } from "../desk/desk.ts";
import type { StaffOffice } from "../staff/office.ts";
import { readBody } from "./body.ts";
import { processBus, type ConversationBus } from "./bus.ts";
import type { HttpContext } from "./context.ts";
import { callRoutes, messageRoutes } from "./desk/citizen.ts";
import { deskNotifier } from "./desk/topics.ts";
import { handleErrors, methodNotAllowed, notFound, pageNotFound, safeError } from "./errors.ts";
import { logRequests, route, type Log } from "./log.ts";
import { createMetrics, measureRequests, type Metrics } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { pages } from "./pages/router.ts";
import { conversationRoutes } from "./routes/conversations.ts";
import { guideRoutes } from "./routes/guides.ts";
import { matchRoutes } from "./routes/match.ts";
import { operatorRoutes } from "./routes/operators.ts";
import { limitRate, securityHeaders } from "./security.ts";
import type { Settings } from "./settings.ts";
import { staffRoutes } from "./staff/routes.ts";
import { staffRouter, type StaffRoute } from "./staff/table.ts";
import { staticFiles } from "./staticFiles.ts";
import { Streams } from "./streams.ts";

export interface AppOptions {
  readonly assistant: Assistant;
  readonly office: StaffOffice;
  readonly settings: Pick<Settings, "publicUrl" | "rateLimitPerMinute" | "trustProxy">;
  readonly desk: DeskSetup;
  readonly log: Log;
  /** Folder of the built pages. */
  readonly web: string;
  readonly version: string;
  readonly bus?: ConversationBus;
  /** Milliseconds between two heartbeats of a stream. */
  readonly heartbeat?: number;
}

export interface App {
  readonly express: Express;
  readonly metrics: Metrics;
  /** Every route of staff and who may use it. */
  readonly staffRoutes: readonly StaffRoute[];
  readonly desk: Desk;
  /** From now on `/readyz` says no, and streams end. */
  stop(): void;
}

export function createApp({ assistant: bare, office, settings, log, web, version, bus = processBus(), heartbeat, desk: setup }: AppOptions): App {
  const app = express();
  const metrics = createMetrics();
  const streams = new Streams(metrics, heartbeat);
  const desk = new Desk({
    ...setup, assistant: bare, notify: deskNotifier(bus), onTrouble: (error) => log.error({ error: safeError(error) }, "the desk's queue is behind the log"),
  });
  const assistant = withHooks(bare, { duty: desk.duty, onStored: desk.onStored });
  const context: HttpContext = { assistant, bus, log, metrics, streams };
  const staff = { ...context, office, desk, settings };
  const ofStaff = staffRoutes(staff);
  let stopping = false;

  app.disable("x-powered-by");
  app.set("trust proxy", settings.trustProxy);
  app.set("query parser", "simple");
  app.use(logRequests(log), measureRequests(metrics), securityHeaders(settings));
  app.use(operatorRoutes({ store: assistant.store, metrics, isStopping: () => stopping }));
  app.use(limitRate(settings));
  app.use(staffRouter(staff, ofStaff));
  app.use("/api/v1", api(context, desk, openApiDocument(settings.publicUrl, version)));
  app.use(staticFiles(web));
  app.use(route("page"), pages(assistant));
  app.use(route("other"), pageNotFound, notFound);
  app.use(handleErrors(log, metrics));

  return {
    express: app,
    metrics,
    staffRoutes: ofStaff,
    desk,
    stop: () => {
      stopping = true;
      streams.stop();
    },
  };
}

function api(context: HttpContext, desk: Desk, document: object): RequestHandler {
  const router = express.Router();
  router.use(noStore, readBody);
  router.use("/match", matchRoutes(context));
  router.use("/conversations", messageRoutes(desk), conversationRoutes(context));
  router.use("/calls", callRoutes(desk));
  router.use("/guides", guideRoutes(context));
  router.route("/openapi.json")
    .get(route("GET /openapi.json"), (_req, res) => { res.json(document); })
    .all(methodNotAllowed("GET"));
  router.use(notFound);
  return router;
}

/** Nothing of a conversation may stay in a cache; what may says so itself. */
const noStore: RequestHandler = (_req, res, next) => {
  res.set("Cache-Control", "no-store");
  next();
};
