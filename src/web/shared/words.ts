/**
 * The page's own words: papers, sources and verdicts as short labels. The conversation's sentences come from the
 * server; these stand on buttons, in the checklist and in notices.
 */
import type { ItemView, PaperView, Reply, StateView, VerdictKind } from "../../domain/conversation.ts";
import type { Citation } from "../../domain/source.ts";

/** "原件给窗口看；交复印件 2 份" */
export function countsText(paper: Pick<PaperView, "originals" | "copies">): string {
  const { shown, surrendered } = paper.originals;
  const parts = [
    shown > 1 ? `原件 ${shown} 份，给窗口看` : shown === 1 ? "原件，给窗口看" : "",
    surrendered > 0 ? `原件 ${surrendered} 份，交给窗口` : "",
    paper.copies > 0 ? `复印件 ${paper.copies} 份` : "",
  ];
  return parts.filter(Boolean).join("；");
}

export function paperName(paper: Pick<PaperView, "holder" | "name" | "spec">): string {
  return `${paper.holder}的${paper.name}${paper.spec ? `，${paper.spec}` : ""}`;
}

/** "身份证", for buttons and the person's own line: without the holder and the official name. */
export function shortName(item: Pick<ItemView, "name" | "anyOf">): string {
  if (item.anyOf) return item.anyOf.map((b) => b.label ?? b.papers.map((p) => bare(p.name)).join("加")).join("或");
  return bare(item.name);
}

const bare = (name: string): string => name.replace(/（.*?）/g, "");

export const HOW_VERIFIED = { original: "原文核对", secondary: "转述核对", expertise: "未核实" } as const;

/** "《护照法》第六条" */
export function citationTitle(citation: Citation): string {
  const title = citation.title.startsWith("《") ? citation.title : `《${citation.title}》`;
  return `${title}${citation.article ?? ""}`;
}

/** "2026年11月24日原文核对"; without a day, only how. */
export function verifiedText(citation: Citation): string {
  const { how, on } = citation.verified;
  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(on ?? "");
  return `${day && how !== "expertise" ? `${day[1]}年${Number(day[2])}月${Number(day[3])}日` : ""}${HOW_VERIFIED[how]}`;
}

/** Only web addresses become links; anything else that a source may hold stays text. */
export function safeUrl(url: string | undefined): string | null {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : null;
}

export const STATUS_LABELS = { have: "有了", lack: "还没有", unsure: "不确定" } as const;

const VERDICT_LABELS: Readonly<Record<VerdictKind, string>> = {
  ready: "可以出发",
  "confirm-first": "材料齐了，先问窗口",
  missing: "还差几项",
  "no-visit": "不用跑，网上办",
  "not-possible": "现在办不了",
  "other-service": "该办另一件",
  "first-another": "要先办另一件",
};

/** The papers to bring that are not in hand. */
export function leftToBring(items: readonly ItemView[]): readonly ItemView[] {
  return items.filter((i) => !i.onSite && i.status !== "have");
}

/**
 * Where the person stands, as a conclusion: "还差 2 项". Empty while there is nothing to tell.
 * The verdict is said only when it is a settled one; until all is marked, what is left counts.
 */
export function progressText(state: StateView | null): string {
  if (!state || state.guides.length === 0) return "";
  const { verdict, asking, checklist } = state;
  if (verdict && verdict.kind !== "missing") return VERDICT_LABELS[verdict.kind];
  if (checklist.length === 0) return asking?.kind === "fact" ? "还在问情况" : "";
  const left = leftToBring(checklist).length;
  // Answers may still take papers off the list: nothing is missing yet.
  if (asking?.kind === "fact" || (asking?.kind === "choose" && checklist.some((i) => !i.certain))) return `暂列 ${left} 项`;
  return left === 0 ? "都齐了" : `还差 ${left} 项`;
}

/** What a screen reader hears, once, when replies arrive: the words, then what may be chosen. */
export function spokenReplies(replies: readonly Reply[]): string {
  const words = replies.map((r) => r.text).join("\n");
  const choices = replies.at(-1)?.choices ?? [];
  return choices.length === 0 ? words : `${words}\n可以选：${choices.map((c) => c.label).join("；")}。`;
}
