/** The whole HTTP surface as one express application. What it does not need, it does not start: no port, no timer but heartbeats. */
import express, { type Express, type RequestHandler } from "express";
import { withHooks } from "../assistant/hooks.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import type { Curation } from "../curation/curation.ts";
import type { Inbox } from "../curation/inbox/inbox.ts";
import { Desk } from "../desk/desk.ts";
import type { DeskSetup } from "../desk/setup.ts";
import type { IdentityProvider } from "../staff/identity.ts";
import type { StaffOffice } from "../staff/office.ts";
import { readBody } from "./body.ts";
import type { HttpContext } from "./context.ts";
import { allowEmbedding } from "./crossOrigin.ts";
import { callRoutes, messageRoutes } from "./desk/citizen.ts";
import { deskNotifier } from "./desk/topics.ts";
import { handleErrors, methodNotAllowed, notFound, pageNotFound, safeError } from "./errors.ts";
import { Limits } from "./limits.ts";
import { logRequests, route, type Log } from "./log.ts";
import { mcpRoutes } from "./mcp/route.ts";
import { createMetrics, measureRequests, watch, type Metrics } from "./metrics.ts";
import { openApiDocument } from "./openapi.ts";
import { pages } from "./pages/router.ts";
import type { SharedCounts } from "./ports.ts";
import { conversationRoutes } from "./routes/conversations.ts";
import { guideRoutes } from "./routes/guides.ts";
import { matchRoutes } from "./routes/match.ts";
import { noticeRoutes } from "./routes/notices.ts";
import { operatorRoutes } from "./routes/operators.ts";
import { linkRoutes, takeawayRoutes, visitDayRoutes } from "./routes/takeaway.ts";
import { securityHeaders } from "./security.ts";
import type { Settings } from "./settings.ts";
import { staffRoutes } from "./staff/routes.ts";
import { staffRouter, type StaffRoute } from "./staff/table.ts";
import { staticFiles } from "./staticFiles.ts";
import { Streams } from "./streams.ts";

export interface AppOptions {
  readonly assistant: Assistant;
  readonly office: StaffOffice;
  readonly curation: Curation;
  readonly inbox: Inbox;
  readonly settings: Pick<Settings, "publicUrl" | "rateLimitPerMinute" | "trustProxy" | "embedOrigins"> & Partial<Pick<Settings, "turnsPerMinute">>;
  readonly desk: DeskSetup;
  /** Where staff may sign in besides with a password. */
  readonly identity?: IdentityProvider | null;
  readonly log: Log;
  /** Folder of the built pages. */
  readonly web: string;
  readonly version: string;
  /** Made by whoever counts elsewhere too. */
  readonly metrics?: Metrics;
  /** Null: the limits count what this process sees. */
  readonly counts?: SharedCounts | null;
  /** Other channels, at addresses of their own; their servers are few, so the limit per address is not for them. */
  readonly channels?: (assistant: Assistant) => readonly { readonly at: string; readonly handler: RequestHandler }[];
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

export function createApp({
  assistant: bare, desk: setup, curation, inbox, office, settings, log, web, version, counts = null, channels = () => [], identity = null, metrics = createMetrics(), heartbeat,
}: AppOptions): App {
  const app = express();
  const streams = new Streams(metrics, heartbeat);
  const desk = new Desk({
    ...setup, assistant: bare, publicUrl: settings.publicUrl, notify: deskNotifier(bare.store.bus), onTrouble: (error) => log.error({ error: safeError(error) }, "the desk's queue is behind the log"),
  });
  const assistant = withHooks(bare, { duty: desk.duty, onStored: desk.onStored });
  watch(metrics, assistant, version);
  const limits = new Limits(assistant.clock, counts, (limit) => metrics.limited.inc({ limit }));
  const context: HttpContext = {
    assistant, bus: assistant.store.bus, log, metrics, streams, limitTurns: limits.perConversation(settings.turnsPerMinute ?? 0), publicUrl: settings.publicUrl,
  };
  const staff = { ...context, curation, inbox, office, desk, identity, settings };
  const ofStaff = staffRoutes(staff);
  let stopping = false;

  app.disable("x-powered-by");
  app.set("trust proxy", settings.trustProxy);
  app.set("query parser", "simple");
  app.use(logRequests(log), measureRequests(metrics), securityHeaders(settings), allowEmbedding(settings));
  app.use(operatorRoutes({ store: assistant.store, metrics, isStopping: () => stopping }));
  for (const { at, handler } of channels(assistant)) app.use(at, route(`channel ${at}`), handler);
  app.use(limits.perAddress(settings.rateLimitPerMinute));
  app.use(staffRouter(staff, ofStaff));
  app.use("/api/v1", api(context, desk, openApiDocument(settings.publicUrl, version)));
  app.use("/mcp", mcpRoutes(assistant, version));
  app.use(staticFiles(web));
  app.use(route("page"), pages(assistant, settings.publicUrl));
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
      limits.stop();
    },
  };
}

function api(context: HttpContext, desk: Desk, document: object): RequestHandler {
  const router = express.Router();
  router.use(noStore, readBody);
  router.use("/match", matchRoutes(context));
  router.use("/conversations", messageRoutes(desk), conversationRoutes(context));
  router.use("/calls", callRoutes(desk));
  router.use("/conversations/:id", takeawayRoutes(context));
  router.use("/links", linkRoutes(context));
  router.use("/visit-days", visitDayRoutes(context));
  router.use("/guides", guideRoutes(context));
  router.use("/notices", noticeRoutes(context));
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
