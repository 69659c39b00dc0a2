/** Fees, sources and outcomes as these pages write them. */
import type { Held } from "../../domain/checklist.ts";
import { spokenDay } from "../../domain/days.ts";
import type { FeeRule, Line, Outcome } from "../../domain/guide.ts";
import { isUnverified, spokenCitation, type Citation } from "../../domain/source.ts";
import { html, link, type Html } from "./html.ts";

export function feeText({ item, amount, per, text }: FeeRule): string {
  const note = text?.replace(/。$/, "");
  if (amount === undefined) return note ? `${item}：${note}` : item;
  return `${item}：${amount === 0 ? "免费" : `${amount} 元${per ? `/${per}` : ""}`}${note ? `（${note}）` : ""}`;
}

/** A line that holds, and that it depends where it does. */
export function lineHtml({ rule, certain }: Held<Line>): Html {
  const varies = rule.varies && !rule.text.includes(rule.varies.replace(/。$/, "")) ? rule.varies : "";
  return html`${!certain && html`<span class="tag">看情况</span>`}${rule.text}${varies && html`<span class="dim">${varies}</span>`}${isUnverified(rule.citation) && html`<span class="tag">未核实，先问一句</span>`}`;
}

/** The catalogue's half-width brackets and semicolons as Chinese writes them. */
export function wide(text: string): string {
  return text.replace(/\(/g, "（").replace(/\)/g, "）").replace(/;/g, "、");
}

const HOW = { original: "原文核对", secondary: "转述核对", expertise: "未核实" } as const;

export function sourceHtml(citation: Citation): Html {
  const { on, how } = citation.verified;
  const day = on && how !== "expertise" ? spokenDay(on) : "";
  return html`${link(citation.url, spokenCitation(citation))}<span class="${how === "expertise" ? "verified expertise" : "verified"}">（${day}${HOW[how]}）</span>`;
}

export const OUTCOMES: Readonly<Record<Outcome["verdict"], string>> = {
  "not-eligible": "现在办不了",
  "other-service": "该办另一件",
  first: "要先办另一件",
  "no-visit": "不用跑，网上办",
};
