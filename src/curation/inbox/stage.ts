/** A proposal, as the curator left it, put into a draft. */
import type { Edition } from "../../domain/edition.ts";
import type { Drafts } from "../drafts.ts";
import type { Saved } from "../keptDrafts.ts";
import type { Actor } from "../ports.ts";
import { noSuchService } from "../serviceNames.ts";
import type { DraftRecord } from "../records.ts";
import type { Proposal, ProposalKind } from "./propose.ts";

/** What can be put into a draft by a click; the others need somebody to write. */
export const STAGEABLE = ["utterance", "synonym", "boundary", "referral", "not-ours"] as const satisfies readonly ProposalKind[];
export type StageableKind = (typeof STAGEABLE)[number];

export interface Staging {
  readonly kind: StageableKind;
  /** The service, or the referral; "" for `not-ours`. */
  readonly target: string;
  /** boundary: the service it was taken for. */
  readonly not: string;
  /** synonym: the other name. */
  readonly word: string;
  readonly texts: readonly string[];
}

/** So many texts go into a draft at once, each so long: more of the same teaches nothing. */
export const MOST_TEXTS = 8;
const LONGEST = 100;
/** What stands where a personal number was: no way of asking. */
const MASK = /[［[【](?:身份证号|手机号|银行卡号|车牌号)[］\]】]|\*{3,}/;

/** @returns the staging that a proposal asks for; null when nobody can do it by a click */
export function stagingOf(proposal: Proposal, texts: readonly string[]): Staging | null {
  const blank = { target: "", not: "", word: "", texts: textsFor(texts) };
  switch (proposal.kind) {
    case "utterance": return { ...blank, kind: "utterance", target: proposal.guide };
    case "synonym": return { ...blank, kind: "synonym", target: proposal.guide, word: proposal.word };
    case "boundary": return { ...blank, kind: "boundary", target: proposal.guide, not: proposal.not };
    case "referral": return { ...blank, kind: "referral", target: proposal.referral };
    case "not-ours": return { ...blank, kind: "not-ours" };
    default: return null;
  }
}

/** Different texts, the short ones first: they say it plainest. */
function textsFor(texts: readonly string[]): readonly string[] {
  const fit = [...new Set(texts.map((t) => t.trim()))].filter((t) => t.length > 1 && t.length <= LONGEST && !MASK.test(t));
  return fit.map((t, i) => ({ t, i })).sort((a, b) => a.t.length - b.t.length || a.i - b.i).slice(0, MOST_TEXTS).map(({ t }) => t);
}

/** @returns what is wrong, in sentences; none when it can be staged */
export function stagingProblems(edition: Edition, { kind, target, not, word, texts }: Staging): readonly string[] {
  const problems: string[] = [];
  if (kind === "referral" ? !edition.referrals.has(target) : kind !== "not-ours" && !edition.services.has(target)) {
    problems.push(target === "" ? "请选是哪件事。" : kind === "referral" ? `没有叫“${target.slice(0, 60)}”的指路。` : noSuchService(edition, target));
  }
  if (kind === "boundary" && (!edition.services.has(not) || not === target)) problems.push("请选它被当成了哪一件事，和要去的那一件不能一样。");
  if (kind === "synonym" ? word.trim() === "" || word.length > LONGEST : texts.length === 0) problems.push(kind === "synonym" ? "请写那个词。" : "至少留一句问法。");
  if (texts.length > MOST_TEXTS || texts.some((t) => t.length > LONGEST)) problems.push(`问法最多 ${MOST_TEXTS} 句，每句最多 ${LONGEST} 个字。`);
  if (texts.some((t) => MASK.test(t))) problems.push("问法里有遮住的号码，请改掉那一段。");
  return problems;
}

/** The words of a decision, for the list. */
export function spokenStaging({ kind, target, not, word, texts }: Staging, name: (id: string) => string): string {
  switch (kind) {
    case "utterance": return `给“${name(target)}”加了 ${texts.length} 句问法`;
    case "synonym": return `给“${name(target)}”加了别名“${word}”`;
    case "boundary": return `划清“${name(target)}”和“${name(not)}”，${texts.length} 句`;
    case "referral": return `给指路“${name(target)}”加了 ${texts.length} 句问法`;
    case "not-ours": return `${texts.length} 句标成不归我们管`;
  }
}

/** @returns the first save that was refused, or the last one */
export async function stage(drafts: Drafts, actor: Actor, draft: string, { kind, target, not, word, texts }: Staging): Promise<Saved> {
  const guide = (id: string): string => `intents/guides/${id}.yaml`;
  switch (kind) {
    case "utterance": return drafts.addWords(actor, draft, guide(target), "utterances", texts);
    case "synonym": return drafts.addWords(actor, draft, guide(target), "names", [word.trim()]);
    case "referral": return drafts.addWords(actor, draft, `intents/referrals/${target}.yaml`, "utterances", texts);
    case "not-ours": return drafts.addWords(actor, draft, "intents/strangers.yaml", "utterances", texts);
    case "boundary": {
      const asked = await drafts.addWords(actor, draft, guide(target), "utterances", texts);
      return asked.outcome !== "saved" ? asked : drafts.addWords(actor, draft, guide(not), "not", texts.map((say) => ({ say, owner: target })));
    }
  }
}

const TITLE = "收件箱";

/** The open draft that the inbox fills; a new one when there is none. */
export async function inboxDraft(drafts: Drafts, actor: Actor, day: string): Promise<DraftRecord> {
  const open = (await drafts.all()).find((d) => d.state === "open" && d.title.startsWith(TITLE) && d.made.by.id === actor.id);
  return open ?? drafts.create(actor, `${TITLE} ${day}`);
}
