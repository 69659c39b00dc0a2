/** What must be looked at again, and noting that it was: one source at a time, into a draft like any other change. */
import type { Edition } from "../domain/edition.ts";
import type { Day } from "../domain/facts.ts";
import { freshnessOf, type Freshness } from "../domain/freshness.ts";
import { rulesOf } from "../domain/reach.ts";
import type { Source, VerifiedHow } from "../domain/source.ts";
import type { Drafts } from "./drafts.ts";
import type { Saved } from "./keptDrafts.ts";
import type { Actor } from "./ports.ts";
import type { DraftRecord } from "./records.ts";

export interface Due {
  readonly source: Source;
  /** Days since it was read; null when nobody has. */
  readonly age: number | null;
  /** Guides that cite it, the oldest first, and how they stand. */
  readonly guides: readonly { readonly id: string; readonly name: string; readonly state: Freshness["state"] }[];
}

const DAY_MS = 86_400_000;
const WORST: Readonly<Record<Freshness["state"], number>> = { "too-old": 2, old: 1, fresh: 0 };

/** Every source, what nobody has read first, then the longest ago. @param edition with its old guides still in it */
export function sourcesByAge(edition: Edition, day: Day): readonly Due[] {
  const citing = new Map<string, Due["guides"][number][]>();
  for (const guide of edition.guides.values()) {
    const { state } = freshnessOf(guide, day);
    for (const id of new Set(rulesOf(guide).map((r) => r.citation.source))) citing.set(id, [...citing.get(id) ?? [], { id: guide.id, name: guide.name, state }]);
  }
  return [...edition.sources.values()].map((source): Due => ({
    source, age: source.verified.on === undefined ? null : Math.round((Date.parse(day) - Date.parse(source.verified.on)) / DAY_MS),
    guides: (citing.get(source.id) ?? []).sort((a, b) => WORST[b.state] - WORST[a.state] || (a.id < b.id ? -1 : 1)),
  })).sort((a, b) => (b.age ?? Infinity) - (a.age ?? Infinity) || b.guides.length - a.guides.length || (a.source.id < b.source.id ? -1 : 1));
}

/** How a source can be said to have been read; that nobody has is no way of reading. */
export const READ_HOW = ["original", "secondary"] as const satisfies readonly VerifiedHow[];

/** Notes in the draft that the source was read today. */
export async function noteRead(drafts: Drafts, actor: Actor, draft: DraftRecord, source: string, how: (typeof READ_HOW)[number], day: Day): Promise<Saved> {
  const path = `knowledge/sources/${source}.yaml`;
  const { text, hash } = await drafts.text(draft, path);
  if (text === undefined) return { outcome: "refused", problems: ["没有这个出处。"], findings: [] };
  return drafts.saveField(actor, draft.id, path, hash, ["verified"], { on: day, how });
}

const TITLE = "核对出处";

/** The curator's open draft of such notes; a new one when there is none. */
export async function readingDraft(drafts: Drafts, actor: Actor, day: Day): Promise<DraftRecord> {
  const open = (await drafts.all()).find((d) => d.state === "open" && d.title.startsWith(TITLE) && d.made.by.id === actor.id);
  return open ?? drafts.create(actor, `${TITLE} ${day}`);
}
