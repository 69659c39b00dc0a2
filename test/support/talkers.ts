/** Generated persons: what they answer and what they do next, picked by numbers in [0, 1). */
import type { Input } from "../../src/domain/conversation.ts";
import { NOT_KNOWN, type Answer, type Situation } from "../../src/domain/facts.ts";
import type { Guide } from "../../src/domain/guide.ts";
import type { Talk } from "./conversation.ts";

/** One value of a situation, picked by a number in [0, 1). */
export function valueOf(situation: Situation, pick: number, now: number): Answer {
  if (pick >= 0.9) return NOT_KNOWN;
  const p = pick / 0.9;
  switch (situation.type) {
    case "yesno": return p < 0.5;
    case "choice": return situation.options[Math.floor(p * situation.options.length)]!.id;
    // Small numbers are where limits lie.
    case "number": return Math.floor((situation.min ?? 0) + p ** 3 * ((situation.max ?? 100) - (situation.min ?? 0)));
    // Most dates that matter are recent (time limits), the others are birthdays.
    case "date": return new Date(now - (p < 0.7 ? p * 170 : p * 70 * 365) * 86_400_000).toISOString().slice(0, 10);
  }
}

/** What a generated person does next. */
export function act(guides: readonly Guide[], talk: Talk, pick: number, whim: number): Input {
  const { asking, checklist } = talk.view;
  if (whim < 0.06) return { kind: "undo" };
  if (whim < 0.09 && checklist.length > 0) return { kind: "mark", item: checklist[Math.floor(pick * checklist.length)]!.id, status: "lack" };
  if (whim < 0.12) return { kind: "choice", choice: ["act:list", "act:change", "act:plan", "no:such"][Math.floor(pick * 4)]! };
  if (asking?.kind === "fact") {
    const situation = guides.flatMap((g) => g.situations).find((s) => s.situation.id === asking.fact)!.situation;
    return { kind: "answer", fact: asking.fact, value: valueOf(situation, pick, talk.now) };
  }
  if (asking) return { kind: "choice", choice: asking.choices[Math.floor(pick * Math.min(3, asking.choices.length))]!.id };
  return { kind: "choice", choice: "act:list" };
}
