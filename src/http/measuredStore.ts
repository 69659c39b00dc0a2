/** A store whose operations are timed, and whose turns are counted by how they were understood. */
import type { ConversationEvent } from "../domain/conversation.ts";
import type { ConversationStore } from "../assistant/ports.ts";
import type { Metrics } from "./metrics.ts";

const TIMED: ReadonlySet<PropertyKey> = new Set<keyof ConversationStore>(["create", "load", "append", "answered", "deleteBefore", "delete", "ping"]);

/** @returns the same store to whoever uses it; what is not timed is passed through */
export function measuredStore<S extends ConversationStore>(store: S, metrics: Metrics): S {
  const timed = (name: string, method: (...args: unknown[]) => Promise<unknown>) => async (...args: unknown[]): Promise<unknown> => {
    const stop = metrics.store.startTimer({ operation: name });
    try {
      const result = await method.apply(store, args);
      stop({ outcome: "ok" });
      if (name === "append" && result === "stored") count(metrics, args[2] as readonly ConversationEvent[]);
      return result;
    } catch (error) {
      stop({ outcome: "failed" });
      throw error;
    }
  };
  const methods = new Map<PropertyKey, unknown>();
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      if (!methods.has(name)) methods.set(name, TIMED.has(name) ? timed(String(name), value as never) : value.bind(target));
      return methods.get(name);
    },
  });
}

function count(metrics: Metrics, events: readonly ConversationEvent[]): void {
  for (const { body } of events) if (body.type === "UserSaid") metrics.decisions.inc({ decision: body.said.match.decision });
}
