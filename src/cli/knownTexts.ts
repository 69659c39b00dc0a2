/** Every way of asking that stands in the program's intents. */
import type { KnownText } from "../curation/inbox/known.ts";
import { readIntents } from "../matching/intents.ts";

export function knownTexts(root: string): readonly KnownText[] {
  const { guides, referrals, talk, strangers } = readIntents(root);
  const of = (kind: KnownText["kind"], id: string, texts: readonly string[]): KnownText[] => texts.map((text) => ({ text, kind, id }));
  return [
    ...guides.flatMap((g) => of("service", g.id, [g.name, ...g.names, ...g.utterances])),
    ...referrals.flatMap((r) => of("referral", r.id, [r.name, ...r.utterances])),
    ...talk.flatMap((t) => of("talk", t.id, t.utterances)),
    ...of("stranger", "", strangers),
  ];
}
