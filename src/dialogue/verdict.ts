/**
 * The verdict (能不能出发), derived from the trip and the marks.
 */
import { countingFacts, held, type ChecklistItem } from "../domain/checklist.ts";
import type { Verdict } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import type { Guide, Outcome } from "../domain/guide.ts";
import { isUnverified } from "../domain/source.ts";
import { nameAmong, shortItem } from "../domain/spoken.ts";
import type { ConversationState } from "./state.ts";
import { ring, sourceOf } from "./subLists.ts";
import { nextStep, toBring, tripChecklists, tripItems } from "./trip.ts";
import { HOTLINE, wording } from "./wording.ts";

/** The verdict, or null while it is too early to speak of one. */
export function verdictOf(edition: Edition, state: ConversationState, day: Day): Verdict | null {
  // A sub-checklist is a way to a paper: what the trip comes to does not wait for it.
  const step = nextStep(edition, { ...state, subs: [] }, day);
  if (step.kind === "blocked") return blocked(edition, step.outcome);
  if (step.kind !== "item" && step.kind !== "done") return null;
  const items = toBring(tripItems(edition, state, day));
  const missing = items.filter((i) => state.marks[i.id] !== "have");
  // What comes first in this very trip stands on its card, in its place.
  const bend = tripChecklists(edition, state, day).map((c) => c.outcome).find((o) => o?.verdict === "first" && !state.trip.some((t) => t.journey !== null && t.guide === o.guide));
  if (bend) return { kind: "first-another", text: `${bend.text}${wording.firstAnother(serviceName(edition, bend.guide ?? ""))}`, missing: ids(missing), guide: bend.guide };
  if (tripChecklists(edition, state, day).every((c) => c.outcome?.verdict === "no-visit")) {
    return { kind: "no-visit", text: wording.noVisit, missing: ids(missing) };
  }
  const first = missing.length > 0 ? madeOnTheWay(edition, state, missing) : null;
  if (first) return { kind: "first-another", text: wording.firstOnTheWay(first.plain, missing.map((i) => nameAmong(i, items)).join("、")), missing: ids(missing), guide: first.id };
  if (missing.length > 0) return { kind: "missing", text: wording.missing(missing.length, missing.map((i) => nameAmong(i, items)).join("、")), missing: ids(missing) };
  const open = toConfirm(edition, state, items, day);
  return open.length > 0
    ? { kind: "confirm-first", text: wording.confirmFirst(phoneOf(edition, state), open.slice(0, MAX_TO_CONFIRM)), missing: [] }
    : { kind: "ready", text: wording.ready, missing: [] };
}

/** The service of this very trip that gives all that is missing: it comes first, and nothing else stands in the way. */
function madeOnTheWay(edition: Edition, state: ConversationState, missing: readonly ChecklistItem[]): Guide | null {
  const sources = missing.map((i) => state.marks[i.id] === "lack" ? sourceOf(edition, i) : null);
  const [first] = sources;
  const same = first && sources.every((s) => s?.guide.id === first.guide.id) && !missing.some((i) => i.guides.includes(first.guide.id));
  return same && ring(state, first) === "in-trip" ? first.guide : null;
}

function blocked(edition: Edition, outcome: Outcome): Verdict {
  return outcome.verdict === "other-service"
    ? { kind: "other-service", text: `${outcome.text}${outcome.guide ? wording.otherService(serviceName(edition, outcome.guide)) : ""}`, missing: [], guide: outcome.guide }
    : { kind: "not-possible", text: `${wording.notPossible}${outcome.text}`, missing: [], guide: outcome.guide };
}

const ids = (items: readonly ChecklistItem[]): string[] => items.map((i) => i.id);

/** Points named in the verdict; the trip card holds the others. */
const MAX_TO_CONFIRM = 2;

/** What to ask before setting out: 可以出发 needs a known place and nothing uncertain, unverified or local among the papers. */
function toConfirm(edition: Edition, state: ConversationState, items: readonly ChecklistItem[], day: Day): string[] {
  const papers = items.flatMap((i) => i.varies !== undefined ? [i.varies.replace(/。$/, "")]
    : !i.certain ? [wording.confirmNeeded(shortItem(i))] : isUnverified(i.citation) ? [wording.confirmPaper(shortItem(i))] : []);
  const guides = state.trip.flatMap((t) => {
    const guide = edition.guides.get(t.guide);
    if (!guide) return [];
    if (guide.checkedOn !== undefined) return [wording.confirmOld(guide.checkedOn)];
    if (guide.tier === "skeleton") return [wording.confirmSkeleton];
    const places = held(guide.lines.places, countingFacts(guide, t.facts, day), day).filter((p) => p.certain);
    return places.length === 0 || places.some((p) => isUnverified(p.rule.citation)) ? [wording.confirmPlace] : [];
  });
  return [...new Set([...papers, ...guides])];
}

/** The national line of the first service's own field (12367, 12333 …), else 12345. */
function phoneOf(edition: Edition, state: ConversationState): string {
  const lines = state.trip.flatMap((t) => edition.guides.get(t.guide)?.lines.phones ?? []);
  return lines.map((l) => /(?<!\d)(12\d{3})(?!\d)/.exec(l.text)?.[1]).find((p) => p !== undefined) ?? HOTLINE;
}
