/** Wires the inbox of misses. */
import type { ConversationStore } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { Inbox } from "../curation/inbox/inbox.ts";
import { nearTexts, type Field, type KnownText } from "../curation/inbox/known.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import { inSlices } from "../curation/inbox/slices.ts";
import { serviceName } from "../domain/edition.ts";
import { readIntents } from "../matching/intents.ts";
import type { Matcher } from "../matching/index.ts";
import { ROOT } from "./assistant.ts";

export interface InboxWiring {
  readonly store: InboxStore;
  readonly conversations: ConversationStore;
  readonly matcher: Matcher;
  readonly assistant: Assistant;
}

export function openInbox({ store, conversations, matcher, assistant }: InboxWiring): Inbox {
  let field: Promise<Field> | null = null;
  return new Inbox({
    store, conversations, clock: assistant.clock,
    // Thousands of texts: only for those who open the inbox.
    field: () => field ??= fieldOf(matcher).catch((error: unknown) => { field = null; throw error; }),
    name: (id) => assistant.edition.referrals.get(id)?.name ?? serviceName(assistant.edition, id),
  });
}

async function fieldOf({ fold, likeness, words, knows }: Matcher): Promise<Field> {
  return { fold, likeness, words, knows, near: await inSlices(nearTexts(knownTexts(), fold, likeness)) };
}

/** Every way of asking that came with the program. */
function knownTexts(): readonly KnownText[] {
  const { guides, referrals, talk, strangers } = readIntents(ROOT);
  const of = (kind: KnownText["kind"], id: string, texts: readonly string[]): KnownText[] => texts.map((text) => ({ text, kind, id }));
  return [
    ...guides.flatMap((g) => of("service", g.id, [g.name, ...g.names, ...g.utterances])),
    ...referrals.flatMap((r) => of("referral", r.id, [r.name, ...r.utterances])),
    ...talk.flatMap((t) => of("talk", t.id, t.utterances)),
    ...of("stranger", "", strangers),
  ];
}
