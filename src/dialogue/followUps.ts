/**
 * Words that mean something only because of what was said just before: "就第一个", "一起办", "那个要带啥", "那怎么办",
 * "回到护照", "问这个干嘛".
 */
import type { Choice, Reply } from "../domain/conversation.ts";
import { serviceName } from "../domain/edition.ts";
import { buildChecklist, type ChecklistItem } from "../domain/checklist.ts";
import { shortItem } from "../domain/spoken.ts";
import type { Understanding } from "../domain/understanding.ts";
import { chooseGuide } from "./acts.ts";
import { isQuestion } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { inOrder, sceneOf, startJourney } from "./journeys.ts";
import { aboutGetting, findItem } from "./papers.ts";
import { say } from "./reply.ts";
import { openSub } from "./state.ts";
import { toBring, tripItems } from "./trip.ts";
import { wording } from "./wording.ts";

/** A sentence longer than this has a subject of its own. */
const SHORT = 12;
const TOGETHER = /^(?:还是|那就?|就|好|行|嗯)?[，, ]?(?:全部?|都|一起|一块儿?|一次)(?:给我)?(?:办|弄|办了|办掉|要办)?(?:吧|了|呗|好了)?$/;
const WHERE_FIRST = /先办哪|先去哪|先弄哪|从哪.{0,4}(?:开始|办起)|哪个先|先办什么|先办啥/;
const WHAT_NOW = /怎么办|咋办|咋整|咋弄|怎么弄|怎么补|咋补|怎么开|怎么搞|去哪|哪里|哪儿|哪开|几天|多久|多长|多少钱|要钱|带啥|带什么|要什么|要啥|还有.{0,3}办法/;
const WHY_ASKED = /为(?:什么|啥|何)(?:要)?(?:问|知道|这个)|问(?:这|那|它)(?:个|些)?(?:干|做|有)?(?:嘛|什么|啥|么)|有(?:什么|啥)关系/;
const PRIVATE = /(?:要不要|用不用|需不需要|要我|该不该).{0,8}(?:住址|地址|证号|号码|名字|姓名|电话)|(?:住址|家庭地址|证号|身份证号|名字|姓名|手机号).{0,4}(?:要不要|用不用|要说|要告诉|要报|要填|要给)/;

export function followUp(draft: Draft, said: Understanding): Reply[] | null {
  const { normal } = said;
  if (PRIVATE.test(normal)) return [say(wording.noPrivate)];
  if (draft.from.kind === "ask" && WHY_ASKED.test(normal)) return [whyAsked(draft)];
  if (normal.length > SHORT) return null;
  return resume(draft, normal) ?? together(draft, normal) ?? pointingBack(draft, said);
}

/** "一起办" after an event in life was offered, also when one of its services was looked at first. */
function together(draft: Draft, normal: string): Reply[] | null {
  if (draft.from.kind === "switch" || draft.from.kind === "item" || !TOGETHER.test(normal)) return null;
  // "which one do you mean?" – all of them: the event in life that most of the choices belong to.
  const journey = draft.from.kind === "clarify" ? draft.state.offers.journey ?? sceneOf(draft.edition, draft.from.options, 2)?.id ?? null : draft.state.offers.journey;
  if (journey === null) return draft.from.kind === "clarify" ? [say(wording.clarifyFirst)] : null;
  const steps = draft.edition.journeys.get(journey)?.steps ?? [];
  return steps.some((s) => !draft.state.trip.some((t) => t.guide === s.guide)) ? startJourney(draft, journey) : null;
}

/** "回到护照", "接着办": the service named, else the one at hand; whatever was asked in between is dropped. */
function resume(draft: Draft, normal: string): Reply[] | null {
  const named = /^(?:还是|那就?|先|好)?(?:回到|说回|接着办|接着说|接着|继续办|继续|回去办)(.*?)(?:吧|了|的事|那个)?$/.exec(normal);
  if (!named || draft.state.trip.length === 0) return null;
  const name = (named[1] ?? "").replace(/^(?:刚才|原来|前面|之前)的?/, "").replace(/^办/, "");
  const wanted = name === "" ? draft.state.active
    : draft.state.trip.find((t) => serviceName(draft.edition, t.guide).includes(name) || draft.edition.guides.get(t.guide)?.plain.includes(name))?.guide;
  if (wanted === undefined || wanted === null) return null;
  if (draft.state.clarify || draft.state.switchOffer) draft.add({ type: "SwitchDeclined" });
  if (wanted !== draft.state.active) draft.add({ type: "GuideChosen", guide: wanted, aspect: "how", subject: null });
  return [say(wording.resumed(draft.edition.guides.get(wanted)?.plain ?? serviceName(draft.edition, wanted)))];
}

function pointingBack(draft: Draft, said: Understanding): Reply[] | null {
  const { normal, match } = said;
  const { from, state } = draft;
  const asks = isQuestion(normal) || WHERE_FIRST.test(normal) || WHAT_NOW.test(normal);
  if (!asks) return null;
  // Nothing chosen yet: the first of what was offered.
  const [offered] = state.offers.guides;
  if (from.kind === "start" && offered !== undefined && match.decision !== "answer") {
    return [...orderText(draft, normal), ...chooseGuide(draft, offered, WHERE_FIRST.test(normal) ? "how" : match.aspect, null, null)];
  }
  if (from.kind === "blocked" && /怎么办|咋办|咋整|怎么弄|办法/.test(normal)) return [instead(draft)];
  if (!WHAT_NOW.test(normal) || openSub(state) || from.kind === "item" && /^(?:这个|怎么办|咋办)/.test(normal) || match.decision === "answer" && match.guides[0] !== state.active && !/^[那这它他她]/.test(normal)) return null;
  const item = lackedJustNow(draft) ?? (from.kind === "done" && /怎么办|咋办|咋整/.test(normal) ? firstLacking(draft) : null);
  if (!item) return null;
  if (state.clarify) draft.add({ type: "SwitchDeclined" });
  return aboutGetting(draft, item, /带啥|带什么|要啥|要什么/.test(normal) ? "materials" : /几天|多久|多长/.test(normal) ? "time" : /多少钱|要钱/.test(normal) ? "fee" : "how");
}

/** "先办哪个": the journey's own order says. */
function orderText(draft: Draft, normal: string): Reply[] {
  const journey = draft.state.offers.journey === null ? undefined : draft.edition.journeys.get(draft.state.offers.journey);
  const [first] = journey ? inOrder(journey) : [];
  return WHERE_FIRST.test(normal) && first ? [say(wording.firstOf(serviceName(draft.edition, first.guide), first.note ?? ""))] : [];
}

/** How many turns back "那怎么办" may still be about a paper. */
const RECENT_TURNS = 2;

function firstLacking(draft: Draft): ChecklistItem | null {
  const { marks } = draft.state;
  return toBring(tripItems(draft.edition, draft.state, draft.day)).find((i) => marks[i.id] === "lack" || marks[i.id] === "unsure") ?? null;
}

/** The one paper that was just said to be missing or doubtful. */
export function lackedJustNow(draft: Draft): ChecklistItem | null {
  const marks = draft.past.filter((e) => e.turn > (draft.past.at(-1)?.turn ?? 0) - RECENT_TURNS)
    .flatMap((e) => e.body.type === "MaterialMarked" && (e.body.status === "lack" || e.body.status === "unsure") ? [e] : []);
  const last = marks.filter((e) => e.turn === marks.at(-1)?.turn);
  const [only] = last.length === 1 ? last : [];
  return only && only.body.type === "MaterialMarked" ? findItem(draft, only.body.item) ?? null : null;
}

/** After a refusal: neighbouring services, the way back, and a person. */
function instead(draft: Draft): Reply {
  const guide = draft.from.kind === "blocked" ? draft.from.guide : undefined;
  const outcome = draft.from.kind === "blocked" ? draft.from.outcome : undefined;
  const near = [...(outcome?.guide === undefined ? [] : [outcome.guide]), ...(guide?.related.map((r) => r.guide) ?? [])];
  const choices: Choice[] = [...new Set(near)].slice(0, 3).map((id) => ({ id: `guide:${id}`, label: wording.goOther(serviceName(draft.edition, id)) }));
  return { kind: "clarify", text: wording.instead, choices: [...choices, { id: "act:change", label: wording.change }, { id: "act:human", label: wording.human }] };
}

/** What hangs on the question that waits. */
function whyAsked(draft: Draft): Reply {
  const { from } = draft;
  if (from.kind !== "ask") return say(wording.whyAskedOther);
  const facts = draft.context?.facts ?? {};
  const items = toBring(buildChecklist(draft.edition, from.guide, facts, draft.day).items).filter((i) => i.dependsOn.includes(from.situation.id));
  const names = [...new Set(items.map(shortItem))].slice(0, 3);
  return say(names.length > 0 ? wording.whyAsked(names.join("、")) : wording.whyAskedOther);
}
