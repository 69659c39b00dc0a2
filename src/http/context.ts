/** What every route works with. */
import type { RequestHandler } from "express";
import type { ConversationBus } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Streams } from "./streams.ts";

export interface HttpContext {
  readonly assistant: Assistant;
  readonly bus: ConversationBus;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly streams: Streams;
  /** Counts turns of one conversation; see `limits.ts`. */
  readonly limitTurns: RequestHandler;
  /** The address people see, when it is set. */
  readonly publicUrl: string | null;
}
