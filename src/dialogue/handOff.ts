/**
 * 转人工: what to do, and what a person who takes over needs to know, derived from the conversation.
 */
import type { Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { spokenItem } from "../domain/spoken.ts";
import type { Draft } from "./draft.ts";
import { spokenAnswer } from "./itemView.ts";
import { toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** 转人工, honestly: who comes and when, or what to do instead, and the case in a few sentences to read out. */
export function handOff(draft: Draft, reason: string): Reply[] {
  const summary = summaryOf(draft);
  const { duty } = draft;
  if (draft.state.speaker === "waiting") return [{ kind: "handoff", text: wording.handoffStill }];
  draft.add({ type: "HandedOff", reason, summary, ...(duty?.kind === "on" ? { live: true } : {}) });
  if (duty?.kind === "on") return [{ kind: "handoff", text: wording.handoffWaiting(duty.ahead) }];
  const text = summary ? `${wording.handoff}\n${summary}` : wording.handoffEmpty;
  if (duty === null) return [{ kind: "handoff", text }];
  return [{ kind: "handoff", text: `${text}\n${wording.handoffHours(duty.hours)}`, choices: [{ id: "act:message", label: wording.leaveMessage }] }];
}

/** What a person taking over needs to know, derived from the conversation. */
export function summaryOf(draft: Draft): string {
  const { state, edition, day } = draft;
  if (state.trip.length === 0) return "";
  const names = state.trip.map((t) => serviceName(edition, t.guide)).join("、");
  const facts = state.trip.flatMap((t) => Object.entries(t.facts).flatMap(([f, v]) => {
    const situation = edition.guides.get(t.guide)?.situations.find((s) => s.situation.id === f)?.situation;
    return situation ? [`${situation.ask.replace(/？$/, "")}——${spokenAnswer(situation, v)}`] : [];
  }));
  const items = toBring(tripItems(edition, state, day));
  const lacking = items.filter((i) => state.marks[i.id] === "lack" || state.marks[i.id] === "unsure").map((i) => spokenItem(i));
  const having = items.filter((i) => state.marks[i.id] === "have").map((i) => spokenItem(i));
  return [`我要办：${names}。`, facts.length > 0 ? `情况：${facts.join("；")}。` : "",
    having.length > 0 ? `手里有：${having.join("、")}。` : "", lacking.length > 0 ? `还缺：${lacking.join("、")}。` : ""].filter(Boolean).join("\n");
}

