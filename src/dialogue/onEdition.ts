/**
 * A conversation keeps the edition it runs on. When a newer one changes what its trip asks for, that is offered; it
 * moves by itself where nothing is lost by it, and where it must (an urgent correction).
 */
import type { ConversationEvent, Input, Reply } from "../domain/conversation.ts";
import { serviceName, type Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import { shortItem } from "../domain/spoken.ts";
import { ownEdition } from "./ownEdition.ts";
import { say } from "./reply.ts";
import type { Draft } from "./draft.ts";
import { isBack } from "./onReturn.ts";
import { replay, type ConversationState } from "./state.ts";
import { toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** An edition that came into force after the one a conversation runs on. */
export interface Renewal {
  readonly edition: Edition;
  /** Published as a correction that must not wait. */
  readonly urgent: boolean;
}

/** How people say that they want the newer one, while it is on offer. */
const TAKES = /^(好|行|可以|要|嗯|换|换吧|换成新的|用新的|更新|更新吧|换新的)[。！]?$/;

/** Whether this turn already runs on the newer edition. */
export function takesNewer(own: Edition, newer: Renewal, past: readonly ConversationEvent[], input: Input | { readonly kind: "raw"; readonly text: string }, now: number): boolean {
  const state = replay(past);
  return newer.urgent || state.trip.length === 0 || isBack(state, now) || sameTrip(ownEdition(own, state), ownEdition(newer.edition, state), state)
    || (input.kind === "choice" && input.choice === "act:renew")
    || (input.kind === "raw" && state.offered === newer.edition.id && TAKES.test(input.text.trim()));
}

/** Nothing that this trip stands on differs between the two, both as they hold in its region. */
function sameTrip(own: Edition, newer: Edition, { trip }: ConversationState): boolean {
  const guides = trip.map((t) => t.guide);
  const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
  const papers = new Set(guides.flatMap((g) => own.guides.get(g)?.materials.flatMap((m) => m.anyOf.flatMap((b) => b.papers.map((p) => p.paper))) ?? []));
  return guides.every((g) => same(own.guides.get(g), newer.guides.get(g)) && same(own.services.get(g), newer.services.get(g)))
    && [...papers].every((p) => same(own.materials.get(p), newer.materials.get(p)));
}

/** What the newer edition does to the list, in a few words; empty when the papers stay the same. */
export function changeOfList(own: Edition, newer: Edition, state: ConversationState, day: Day): string {
  const before = toBring(tripItems(own, state, day));
  const after = toBring(tripItems(newer, state, day));
  const only = (a: typeof before, b: typeof before) => a.filter((i) => !b.some((j) => j.id === i.id)).map(shortItem).join("、");
  const more = only(after, before);
  const less = only(before, after);
  return [more && `现在多要${more}`, less && `不用再带${less}`].filter(Boolean).join("，");
}

/** Once for each newer edition; the answer to what was said comes first. */
export function offerNewer(draft: Draft, newer: Renewal | null): Reply[] {
  if (newer === null || draft.state.trip.length === 0 || draft.state.offered === newer.edition.id) return [];
  draft.add({ type: "EditionOffered", edition: newer.edition.id });
  return [say(wording.editionOffer(changeOfList(draft.edition, ownEdition(newer.edition, draft.state), draft.state, draft.day)), {
    choices: [{ id: "act:renew", label: wording.renew }, { id: "act:keep-edition", label: wording.keepEdition }],
  })];
}

/**
 * This turn runs on another edition than the last one.
 * @param before the edition it ran on until now; null when that is not kept any more
 */
export function onMoved(draft: Draft, before: Edition | null, urgent: boolean): Reply[] {
  const { state, edition, day } = draft;
  const own = before && ownEdition(before, state);
  if (state.edition === edition.id) return [];
  draft.add({ type: "EditionChanged", edition: edition.id });
  if (state.trip.length === 0) return [];
  // One that is only withdrawn for now says so itself, with its message.
  const gone = state.trip.filter((t) => !edition.guides.has(t.guide) && edition.services.get(t.guide)?.withdrawn === undefined);
  const told = gone.length > 0 ? [say(wording.withdrawn(gone.map((t) => serviceName(edition, t.guide)).join("、")))] : [];
  if (gone.length === state.trip.length) return told;
  if (own === null) return [...told, say(wording.staleGuide)];
  if (sameTrip(own, edition, state)) return told;
  const change = changeOfList(own, edition, state, day);
  return [...told, say(urgent ? wording.renewedUrgently(change) : wording.renewed(change))];
}
