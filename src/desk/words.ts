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

/** Where somebody goes over to another matter, and how much each of the two must say. */
const ANOTHER = /[\s，。；！？,;!?]+(?=(?:还有|另外|再就是|再一个|再问|顺便)\p{Script=Han}{2})/u;
const SHORTEST_MATTER = 7;

/** "…咋个整嘛 还有我爸的医保…": two things asked in one breath are understood one after the other. */
export function mattersIn(text: string): string[] {
  return text.split(ANOTHER).reduce<string[]>((matters, part) => {
    const last = matters.at(-1);
    if (last !== undefined && Math.min(lengthOf(last), lengthOf(part)) < SHORTEST_MATTER) matters[matters.length - 1] = `${last}，${part}`;
    else matters.push(part);
    return matters;
  }, []);
}

const lengthOf = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, "").length;

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
