/**
 * What an agent must not overlook about the services at hand: not eligible, another service first, a rule that has
 * just changed or is about to, a guide that is not complete.
 */
import { buildChecklist } from "../domain/checklist.ts";
import { addToDay, spokenDay } from "../domain/days.ts";
import type { Warning } from "../domain/desk.ts";
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import type { Guide, Rule } from "../domain/guide.ts";
import { spokenNotice, type Notice } from "../domain/notice.ts";
import type { ConversationState } from "../dialogue/state.ts";

/** A change counts as new this long after it came, and is announced this long before. */
const RECENT_MONTHS = 6;
const SOON_MONTHS = 2;
/** More would not be read while somebody is speaking. */
const MOST = 4;

export function warningsOf(edition: Edition, state: ConversationState, day: Day, notices: readonly Notice[]): Warning[] {
  const all = state.trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    if (!guide) return [];
    const { outcome, possibleOutcomes } = buildChecklist(edition, guide, t.facts, day);
    return [
      ...(outcome ? [{ kind: "blocked" as const, text: outcome.text, source: outcome.citation }] : []),
      ...changes(guide, day),
      ...possibleOutcomes.slice(0, 2).map(({ rule }) => ({ kind: "maybe" as const, text: `看情况：${rule.text}`, source: rule.citation })),
      ...(guide.tier === "skeleton" ? [{ kind: "incomplete" as const, text: "这份指南只列了全国统一的，别的请让市民先问窗口。", source: null }] : []),
    ];
  });
  const rank = { notice: 0, blocked: 1, changed: 2, maybe: 3, incomplete: 4 } as const;
  return unique([...notices.map((n) => ({ kind: "notice" as const, text: spokenNotice(n), source: null })), ...all]).sort((a, b) => rank[a.kind] - rank[b.kind]).slice(0, MOST);
}

function changes(guide: Guide, day: Day): Warning[] {
  const rules: readonly Rule[] = [...guide.outcomes, ...guide.materials, ...guide.fees, ...Object.values(guide.lines).flat()];
  const since = addToDay(day, { months: -RECENT_MONTHS });
  const before = addToDay(day, { months: SOON_MONTHS });
  // What ends one day and begins anew the same day with the same words has changed in nothing one would say.
  const goesOn = (rule: Rule): boolean => rules.some((r) => r !== rule && wordsOf(r) === wordsOf(rule) && (r.until !== undefined && r.until === rule.from || r.from !== undefined && r.from === rule.until));
  return rules.filter((rule) => !goesOn(rule)).flatMap((rule) => {
    const says = wordsOf(rule);
    if (rule.from !== undefined && rule.from > since && rule.from <= day) return [{ kind: "changed" as const, text: `${spokenDay(rule.from)}起变了：${says}`, source: rule.citation }];
    if (rule.from !== undefined && rule.from > day && rule.from <= before) return [{ kind: "changed" as const, text: `${spokenDay(rule.from)}起要变：${says}`, source: rule.citation }];
    if (rule.until !== undefined && rule.until > since && rule.until <= day) return [{ kind: "changed" as const, text: `${spokenDay(rule.until)}起不再是：${says}`, source: rule.citation }];
    return [];
  });
}

function wordsOf(rule: Rule & { readonly text?: string; readonly item?: string; readonly because?: string; readonly amount?: number }): string {
  return rule.text ?? (rule.item !== undefined ? `${rule.item}${rule.amount === undefined ? "" : ` ${rule.amount} 元`}` : rule.because ?? "");
}

function unique(warnings: readonly Warning[]): Warning[] {
  return [...new Map(warnings.map((w) => [w.text, w])).values()];
}
