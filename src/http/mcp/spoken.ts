/** Answers of the tools as plain Chinese: what another assistant may quote as it is. */
import type { z } from "zod";
import { serviceName, type Edition } from "../../domain/edition.ts";
import type { Match } from "../../domain/match.ts";
import { isUnverified, type Citation } from "../../domain/source.ts";
import type { checklistView, guideView } from "../guideView.ts";
import type { citation } from "../schemas/conversation.ts";

type Cited = z.output<typeof citation> | Citation;

export function spokenMatch(edition: Edition, { decision, guides, options, referral, journey, candidates }: Match): string {
  const named = (ids: readonly string[]): string => ids.map((id) => `${serviceName(edition, id)}（${id}${edition.guides.has(id) ? "" : "，还没有指南"}）`).join("、");
  const also = journey === null ? "" : `\n一件事：${edition.journeys.get(journey)?.name ?? journey}。`;
  switch (decision) {
    case "answer": return `问的是：${named(guides)}。${also}`;
    case "clarify": return `可能是这几件里的一件，请当事人选：${named(options)}。${also}`;
    case "none": return referral === null
      ? `没有能回答的指南，不要编。最接近的：${named(candidates.slice(0, 3).map((c) => c.id)) || "没有"}。可以请他打 12345。`
      : edition.referrals.get(referral)?.say ?? "这件事不在这里办，请打 12345 问。";
  }
}

export function spokenChecklist(name: string, view: ReturnType<typeof checklistView>): string {
  const { outcome, open, items, fees, lines, day } = view;
  const parts = [
    `${name}（按 ${day} 去办算）`,
    outcome && `结论：${outcome.text}${cited(outcome.source)}`,
    open.length > 0 && `还要问清（会改变清单）：\n${open.map((s) => `- ${s.fact}：${s.ask}${s.options ? ` 可选 ${s.options.map((o) => `${o.id}（${o.label}）`).join("、")}` : ""}`).join("\n")}`,
    `材料 ${items.length} 项：\n${items.map((i) => `- ${i.holder && !i.name.startsWith(i.holder) ? `${i.holder}的` : ""}${i.name}：${kinds(i)}${i.certain ? "" : "（看情况，可能不用）"}${i.onSite ? "（现场办）" : ""}。${i.because}${cited(i.source)}`).join("\n")}`,
    fees.length > 0 && `费用：\n${fees.map((f) => `- ${f.text ?? `${f.item} ${f.amount ?? "各地不同"} 元${f.per ? `/${f.per}` : ""}`}${cited(f.source)}`).join("\n")}`,
    ...([["去哪办", lines.places], ["多久", lines.times], ["谁去", lines.who], ["网上", lines.online], ["有效期", lines.validity]] as const)
      .map(([title, list]) => list.length > 0 && `${title}：\n${list.map((l) => `- ${l.text}${l.conditional ? "（看情况）" : ""}${l.varies ? `（各地不同：${l.varies}）` : ""}${cited(l.source)}`).join("\n")}`),
  ];
  return parts.filter((part) => typeof part === "string").join("\n\n");
}

function kinds({ originals, copies }: { originals: { shown: number; surrendered: number }; copies: number }): string {
  return [
    originals.shown > 0 && `原件 ${originals.shown} 份给窗口看`, originals.surrendered > 0 && `原件 ${originals.surrendered} 份交给窗口`, copies > 0 && `复印件 ${copies} 份`,
  ].filter(Boolean).join("，") || "按说明";
}

const HOW: Readonly<Record<Citation["verified"]["how"], string>> = { original: "读过原文", secondary: "读过可靠的转述", expertise: "没有核实，先问一句" };

function checkedHow(source: Cited): string {
  return isUnverified(source as Citation) ? HOW.expertise : `${HOW[source.verified.how]}，${source.verified.on} 核对`;
}

function cited(source: Cited): string {
  return ` 〔${source.title}${source.article ?? ""}；${checkedHow(source)}〕`;
}

/** Every place the guide stands on, once. */
export function spokenSources(view: ReturnType<typeof guideView>): { sources: readonly Cited[]; text: string } {
  const all: Cited[] = [
    ...view.items.map((i) => i.source), ...view.fees.map((f) => f.source), ...Object.values(view.lines).flat().map((l) => l.source), ...view.faq.map((q) => q.source),
  ];
  const once = new Map(all.map((source) => [JSON.stringify([source.source, source.article, source.verified]), source]));
  const sources = [...once.values()];
  return { sources, text: `${view.name}的出处 ${sources.length} 处：\n${sources.map((s) => `- ${s.title}${s.article ?? ""}（${checkedHow(s)}）${s.url ? ` ${s.url}` : ""}`).join("\n")}` };
}
