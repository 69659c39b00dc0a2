/** Refusals that several routes share. */
import type { TurnProblem } from "../assistant/takeTurn.ts";
import { Problem } from "./problems.ts";

/** Seconds after which a turn that met too many others may be sent again. */
const BUSY_RETRY = 1;

/** The result, or the assistant's expected failure thrown as a problem document. */
export function orThrow<T extends object>(result: T | TurnProblem): T {
  if (!("problem" in result)) return result;
  throw result.problem === "busy" ? new Problem("busy", result.text, { retryAfter: BUSY_RETRY }) : unknownConversation();
}

/** The same words for "no such conversation" and "not yours": ids cannot be probed. */
export function unknownConversation(): Problem {
  return new Problem("unknown-conversation", "没有找到这个会话，可能已经过期。请重新开始，之前的内容不会发给别人。");
}

export function mustKnowRegion(regions: ReadonlyMap<string, unknown>, region: string): void {
  if (!regions.has(region)) throw new Problem("unknown-region", `没有代码为 ${region} 的地区。请用六位行政区划代码，或者不写，按全国通用的来。`);
}
