/**
 * Questions about one paper while a list is walked: 要带户口本吗, 这个是啥, 为什么要这个.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Reply } from "../domain/conversation.ts";
import type { Guide } from "../domain/guide.ts";
import { shortItem } from "../domain/spoken.ts";
import { explainItem, say } from "./acts.ts";
import { answerFaq } from "./answers.ts";
import type { Draft } from "./draft.ts";
import { namePosition } from "./marks.ts";
import { activeTrip, toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** "户口本要带吗": yes with what the list says of it, or no, because this person's list does not hold it. */
export function neededPaper(draft: Draft, guide: Guide, normal: string): Reply[] | null {
  if (!/(要|用|需要?|带|收|看)[^，。]{0,6}(吗|不|么|没)|要不要|用不用|需不需要|还要带/.test(normal) || /怎么|咋|补|丢|多少/.test(normal)) return null;
  const items = toBring(tripItems(draft.edition, draft.state, draft.day));
  const listed = items.find((i) => namePosition(draft.edition, i, normal) >= 0);
  if (listed) return [say(wording.neededYes(shortItem(listed), listed.certain)), ...explainItem(draft, listed.id)];
  const faq = answerFaq(guide, activeTrip(draft.state)!.facts, normal, draft.day);
  const named = longestNamed(draft, normal);
  if (!named) return null;
  return [say(faq ? faq.text : wording.neededNo(named), faq ? { sources: faq.sources } : {})];
}

/** The everyday name of the material that the words name, longest first. */
function longestNamed(draft: Draft, normal: string): string | null {
  let best: { word: string; plain: string } | null = null;
  for (const m of draft.edition.materials.values()) {
    for (const word of [m.name, m.plain, ...m.say]) {
      if (word.length >= 2 && normal.includes(word) && word.length > (best?.word.length ?? 0)) best = { word, plain: m.plain };
    }
  }
  return best?.plain ?? null;
}

/** "这个是啥", "这是干嘛的", "为什么要这个": about the paper being walked. */
export function pointed(draft: Draft, normal: string): ChecklistItem | undefined {
  return draft.from.kind === "item" && /这个|这是|那个|这张|它|为什么要|为啥要|干嘛用|有啥用|啥东西/.test(normal) ? draft.from.item : undefined;
}
