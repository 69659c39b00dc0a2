/**
 * Questions about one paper while a list is walked: 要带户口本吗, 这个是啥, 为什么要这个.
 */
import type { ChecklistItem } from "../domain/checklist.ts";
import type { Reply } from "../domain/conversation.ts";
import type { Guide } from "../domain/guide.ts";
import type { Match } from "../domain/match.ts";
import { shortItem } from "../domain/spoken.ts";
import { answerFaq } from "./answers.ts";
import type { Draft } from "./draft.ts";
import { materialIn, namePosition } from "./marks.ts";
import { explainItem } from "./papers.ts";
import { say } from "./reply.ts";
import { toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** "户口本要带吗": yes with what the list says of it, or no, because this person's list does not hold it. */
export function neededPaper(draft: Draft, guide: Guide, normal: string): Reply[] | null {
  if (!/(要|用|需要?|带|收|看)[^，。]{0,6}(吗|不|(?<![什怎])么|没)|要不要|用不用|需不需要|还要带|^[^，。]{2,8}呢$/.test(normal) || /怎么|咋|补|丢|多少/.test(normal)) return null;
  const items = toBring(tripItems(draft.edition, draft.state, draft.day));
  const listed = items.find((i) => namePosition(draft.edition, i, normal) >= 0);
  if (listed) return [say(wording.neededYes(holderOf(listed) + shortItem(listed), listed.certain)), ...explainItem(draft, listed.id)];
  const onSite = tripItems(draft.edition, draft.state, draft.day).find((i) => i.onSite && namePosition(draft.edition, i, normal) >= 0);
  if (onSite) return [say(wording.onSiteNo(shortItem(onSite)), { sources: [onSite.citation] })];
  const faq = answerFaq(guide, (draft.context?.facts ?? {}), normal, draft.day);
  const named = materialIn(draft.edition, normal);
  if (!named) return null;
  return [say(faq ? faq.text : wording.neededNo(named), faq ? { sources: faq.sources } : {})];
}

/**
 * "那个委托书咋写", in the middle of a walk whose list has no such paper: that it is not needed, and not another service
 * that happens to ask for one. Null where the words ask for the service that gives the paper.
 */
export function strangePaper(draft: Draft, match: Match, normal: string): Reply[] | null {
  const items = tripItems(draft.edition, draft.state, draft.day);
  const { kind } = draft.from;
  if (kind !== "item" && kind !== "ask" || !/^(?:那|这)(?:个|张|份)/.test(normal) || items.some((i) => namePosition(draft.edition, i, normal) >= 0)) return null;
  const named = materialIn(draft.edition, normal);
  const material = named === null ? undefined : [...draft.edition.materials.values()].find((m) => m.plain === named);
  const [asked] = match.guides;
  const gives = asked !== undefined && material !== undefined && (material.get.guide === asked || draft.edition.guides.get(asked)?.gives.includes(material.id));
  return named === null || gives ? null : [say(wording.neededNo(named))];
}

/** "那要带我的身份证吗": whose it is matters as much as what it is. */
function holderOf(item: ChecklistItem): string {
  const holder = item.anyOf.length === 1 ? item.anyOf[0]?.papers[0]?.holderLabel : undefined;
  return holder === undefined ? "" : `${holder}的`;
}

/** "这个是啥", "这是干嘛的", "为什么要这个": about the paper being walked. */
export function pointed(draft: Draft, normal: string): ChecklistItem | undefined {
  return draft.from.kind === "item" && /这个|这是|那个|这张|它|为什么要|为啥要|干嘛用|有啥用|啥东西/.test(normal) ? draft.from.item : undefined;
}
