/** What every route works with. */
import type { Assistant } from "../assistant/takeTurn.ts";
import type { ConversationBus } from "./bus.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { Streams } from "./streams.ts";

export interface HttpContext {
  readonly assistant: Assistant;
  readonly bus: ConversationBus;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly streams: Streams;
  /** The address people see, when it is set. */
  readonly publicUrl: string | null;
}
