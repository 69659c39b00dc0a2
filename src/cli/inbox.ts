/** Wires the inbox of misses. */
import type { ConversationStore } from "../assistant/ports.ts";
import type { Assistant } from "../assistant/takeTurn.ts";
import { Inbox } from "../curation/inbox/inbox.ts";
import { nearTexts, type Field } from "../curation/inbox/known.ts";
import type { InboxStore } from "../curation/inbox/ports.ts";
import { serviceName } from "../domain/edition.ts";
import type { Matcher } from "../matching/index.ts";
import { readKnownTexts } from "./jobs.ts";

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
    // Only for those who open the inbox.
    field: () => field ??= fieldOf(matcher).catch((error: unknown) => { field = null; throw error; }),
    name: (id) => assistant.edition.referrals.get(id)?.name ?? assistant.edition.talk.get(id)?.name ?? serviceName(assistant.edition, id),
  });
}

/** The intents are hundreds of files: another process reads them, so that turns are not slowed. */
async function fieldOf({ fold, likeness, words, knows }: Matcher): Promise<Field> {
  const known = await readKnownTexts();
  return { fold, likeness, words, knows, near: nearTexts(known, fold, likeness) };
}
