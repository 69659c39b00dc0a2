/**
 * One item, one answer, as callers see them.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { ItemView, MarkStatus } from "../domain/conversation.ts";
import { NOT_KNOWN, type Answer, type Situation } from "../domain/facts.ts";
import { spokenItem } from "../domain/spoken.ts";
import { wording } from "./wording.ts";

/** "3 岁", "爸爸或妈妈陪着去", "是", "不知道" */
export function spokenAnswer(situation: Situation, value: Answer): string {
  if (value === NOT_KNOWN) return wording.unsure;
  if (situation.type === "yesno") return value === true ? "是" : "不是";
  if (situation.type === "choice") return situation.options.find((o) => o.id === value)?.label ?? String(value);
  if (situation.type === "number") return `${value} ${situation.unit ?? ""}`.trim();
  return String(value);
}

/** An answer that is echoed back: a yes or no needs its question beside it. */
export function notedAnswer(situation: Situation, value: Answer): string {
  const has = situation.type === "yesno" && /有/.test(situation.ask) && typeof value === "boolean";
  const label = has ? (value === true ? "有" : "没有") : spokenAnswer(situation, value);
  return situation.type === "yesno" || value === NOT_KNOWN ? `${situation.ask.replace(/[？?]$/, "")}——${label}` : label;
}

export function itemView(item: ChecklistItem, status: MarkStatus | "open"): ItemView {
  const papers = item.anyOf.map((b) => ({
    label: b.label,
    papers: b.papers.map((p) => ({ paper: p.paper, name: p.name, holder: p.holderLabel, originals: p.originals, copies: p.copies, spec: p.spec })),
  }));
  const first = papers[0]!.papers[0]!;
  const single = papers.length === 1 && papers[0]!.papers.length === 1;
  return {
    id: item.id,
    name: single ? first.name : spokenItem(item),
    holder: first.holder,
    guides: item.guides,
    originals: first.originals,
    copies: first.copies,
    spec: first.spec,
    anyOf: single ? undefined : papers,
    status,
    onSite: item.onSite,
    certain: item.certain,
    because: item.because,
    note: item.note,
    source: item.citation,
  };
}
