/** Answers that travel as query parameters: `?applicant.age=3&companion.kind=guardian`. */
import { isDay } from "../../domain/days.ts";
import { NOT_KNOWN, type Answer, type Facts, type Situation } from "../../domain/facts.ts";
import type { Guide } from "../../domain/guide.ts";

/** What cannot be an answer is left out: the question is then simply still open. */
export function answersIn(guide: Guide, query: Readonly<Record<string, unknown>>): Facts {
  const facts: Record<string, Answer> = {};
  for (const { situation } of guide.situations) {
    const raw = query[situation.id];
    const value = typeof raw === "string" ? answerIn(situation, raw.trim()) : undefined;
    if (value !== undefined) facts[situation.id] = value;
  }
  return facts;
}

function answerIn(situation: Situation, raw: string): Answer | undefined {
  if (raw === NOT_KNOWN) return NOT_KNOWN;
  switch (situation.type) {
    case "yesno": return raw === "true" ? true : raw === "false" ? false : undefined;
    case "choice": return situation.options.some((o) => o.id === raw) ? raw : undefined;
    case "date": return isDay(raw) ? raw : undefined;
    case "number": {
      const value = Number(raw);
      return raw !== "" && Number.isFinite(value) && value >= (situation.min ?? -Infinity) && value <= (situation.max ?? Infinity) ? value : undefined;
    }
  }
}
