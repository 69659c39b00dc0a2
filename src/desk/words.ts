/** Words of agents and callers on their way into the log. */
import { agentWords } from "../assistant/agentWords.ts";
import type { DeskAction } from "./act.ts";

export interface Segment {
  readonly speaker: "caller" | "agent";
  readonly at: number | null;
  readonly text: string;
}

/** Personal numbers never reach an event, whoever writes them. */
export function masked(action: DeskAction): DeskAction {
  switch (action.kind) {
    case "say":
    case "note": return { ...action, text: agentWords(action.text) };
    case "transfer": return { ...action, note: agentWords(action.note) };
    case "found": return { ...action, query: agentWords(action.query) };
    case "wrap-up": {
      const { request, services, facts, missing, told, next, ...rest } = action.summary;
      return { ...action, summary: {
        ...rest, request: agentWords(request), services: agentWords(services), facts: agentWords(facts), missing: agentWords(missing), told: agentWords(told), next: agentWords(next),
      } };
    }
    default: return action;
  }
}

/** Neighbouring segments of the caller are one utterance. */
export function joined(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (last?.speaker === "caller" && segment.speaker === "caller") out[out.length - 1] = { ...last, text: `${last.text}，${segment.text}` };
    else out.push(segment);
  }
  return out;
}
