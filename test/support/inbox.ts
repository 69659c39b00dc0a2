/** The inbox without the trained model: texts are alike as far as they share characters and pairs of them. */
import { Inbox } from "../../src/curation/inbox/inbox.ts";
import { nearTexts, type Field, type KnownText } from "../../src/curation/inbox/known.ts";
import type { Likeness } from "../../src/matching/likeness.ts";
import type { Store } from "../../src/storage/store.ts";

export function byCharacters(normal: string): Likeness {
  const parts = new Set([...normal].flatMap((c, i) => [`1:${c}`, ...i > 0 ? [`2:${normal.slice(i - 1, i + 1)}`] : []]));
  return new Map([...parts].map((p) => [p, 1 / Math.sqrt(parts.size)]));
}

export function testField(known: readonly KnownText[] = [], words: readonly string[] = []): Field {
  const fold = (text: string): string => text.toLowerCase();
  return {
    fold, likeness: byCharacters, near: nearTexts(known, fold, byCharacters),
    words: (normal) => words.filter((w) => normal.includes(w)), knows: () => false,
  };
}

export function testInbox(store: Store, clock: () => number, name: (id: string) => string = (id) => id, field: () => Promise<Field> = async () => testField()): Inbox {
  return new Inbox({ store: store.inbox, conversations: store, clock, name, field });
}
