/** The configurator: a plain form whose answers give the personal checklist, without JavaScript. */
import { buildChecklist, countingFacts, openSituations, type Checklist, type ChecklistItem } from "../../domain/checklist.ts";
import { evaluate } from "../../domain/condition.ts";
import type { Edition } from "../../domain/edition.ts";
import { NOT_KNOWN, type Answer, type Day, type Facts, type Situation } from "../../domain/facts.ts";
import { situationOf, type Guide } from "../../domain/guide.ts";
import { shortItem, spokenCounts, spokenPaper } from "../../domain/spoken.ts";
import { html, type Html } from "./html.ts";
import { ELDER, onward, type Elder } from "./layout.ts";
import { OUTCOMES, sourceHtml } from "./words.ts";

/** The questions that matter now: answered ones, so that they can be changed, and those still open. */
/** @param action where the answers are sent */
export function formHtml(guide: Guide, facts: Facts, day: Day, elder: Elder, action = `/guides/${guide.id}`): Html | null {
  const open = new Set(openSituations(guide, facts, day).map((s) => s.id));
  const counting = countingFacts(guide, facts, day);
  const shown = guide.situations
    .filter(({ situation, when, assume }) => open.has(situation.id)
      || (assume === undefined && facts[situation.id] !== undefined && evaluate(when, counting, day) !== "false"))
    .map(({ situation }) => situation);
  if (shown.length === 0) return null;
  const answered = Object.keys(facts).length > 0;
  return html`
<form class="configurator" method="get" action="${action}#list">
${elder.isOn && html`<input type="hidden" name="${ELDER}" value="1">`}
<h2 id="ask">${answered ? (open.size > 0 ? `还有 ${open.size} 个问题` : "您的情况") : "说说您的情况，清单只列您要带的"}</h2>
${shown.map((s) => questionHtml(s, facts[s.id]))}
<p class="actions"><button class="primary" type="submit">${answered ? "更新清单" : "列出我的清单"}</button>${answered && html`<a href="${onward(action, elder)}">清空，重新来</a>`}</p>
</form>`;
}

function questionHtml(s: Situation, value: Answer | undefined): Html {
  if (s.type === "number" || s.type === "date") {
    const hint = s.hint ? `h-${s.id}` : undefined;
    const shown = value === undefined || value === NOT_KNOWN ? "" : String(value);
    const field = s.type === "date"
      ? html`<input type="date" id="q-${s.id}" name="${s.id}" value="${shown}"${hint && html` aria-describedby="${hint}"`}>`
      : html`<input type="number" id="q-${s.id}" name="${s.id}" value="${shown}" inputmode="decimal" step="any"${s.min !== undefined && html` min="${s.min}"`}${s.max !== undefined && html` max="${s.max}"`}${hint && html` aria-describedby="${hint}"`}>`;
    return html`<div class="question"><label for="q-${s.id}">${s.ask}</label>${s.hint && html`<p class="dim" id="h-${s.id}">${s.hint}</p>`}<span class="field">${field}${s.unit && html`<span>${s.unit}</span>`}</span></div>`;
  }
  const options = s.type === "yesno" ? [{ id: "true", label: "是" }, { id: "false", label: "不是" }] : s.options;
  const chosen = value === undefined ? "" : String(value);
  return html`<fieldset class="question"><legend>${s.ask}</legend>${s.hint && html`<p class="dim">${s.hint}</p>`}${[...options, { id: NOT_KNOWN, label: "不清楚" }].map((o) => html`
<label class="option"><input type="radio" name="${s.id}" value="${o.id}"${o.id === chosen && html` checked`}><span>${o.label}</span></label>`)}</fieldset>`;
}

/** The checklist for what is known so far; papers that may fall away say on what. */
export function checklistHtml(edition: Edition, guide: Guide, facts: Facts, day: Day, elder: Elder): Html {
  const list = buildChecklist(edition, guide, facts, day);
  const bring = list.items.filter((i) => !i.onSite);
  const onSite = list.items.filter((i) => i.onSite);
  const open = openSituations(guide, facts, day).length;
  return html`
<section class="list" id="list" aria-labelledby="list-title">
<h2 id="list-title">${title(list, bring, open)}</h2>
${list.outcome && outcomeHtml(edition, list, elder)}
${bring.length > 0 && html`<ol class="papers">${bring.map((i) => itemHtml(guide, i))}</ol>`}
${onSite.length > 0 && html`<h3>到窗口现场办，不用带</h3><ul class="plain">${onSite.map((i) => html`<li>${i.anyOf[0]!.papers.map(spokenPaper).join("和")}${i.note && html`<span class="dim">${i.note}</span>`}</li>`)}</ul>`}
</section>`;
}

function title(list: Checklist, bring: readonly ChecklistItem[], open: number): string {
  if (list.outcome && list.items.length === 0) return "结果";
  if (bring.length === 0) return "不用带纸质材料";
  return open > 0 ? `可能要带的材料（${bring.length} 样，答完上面的问题会变准）` : `要带这 ${bring.length} 样`;
}

function outcomeHtml(edition: Edition, { outcome }: Checklist, elder: Elder): Html {
  const to = outcome!.guide;
  const name = to ? edition.guides.get(to)?.plain ?? edition.services.get(to)?.name ?? to : "";
  return html`<p class="banner ${outcome!.verdict}"><b>${OUTCOMES[outcome!.verdict]}</b>${outcome!.text}${to && html`<a href="${onward(`/guides/${to}`, elder)}">去看“${name}”</a>`}</p>`;
}

function itemHtml(guide: Guide, item: ChecklistItem): Html {
  const asks = item.dependsOn.flatMap((f) => { const s = situationOf(guide, f); return s ? [s.ask] : []; });
  const single = item.anyOf.length === 1;
  return html`<li>
<span class="box" aria-hidden="true"></span>
<div>
<h3>${single ? item.anyOf[0]!.papers.map(spokenPaper).join("，加上") : `${shortItem(item)}（有一样就行）`}</h3>
${single ? html`<p class="counts">${item.anyOf[0]!.papers.map((p) => spokenCounts(p)).join("；")}</p>`
    : html`<ul class="ways">${item.anyOf.map((b) => html`<li>${b.papers.map((p) => `${spokenPaper(p)}（${spokenCounts(p)}）`).join("，加上")}</li>`)}</ul>`}
${!item.certain && html`<p><span class="tag">看情况</span><span class="dim">${asks.length > 0 ? `要不要带，看：${asks.join("")}` : "不一定用得到"}</span></p>`}
<p class="dim">为什么：${item.because}</p>
${item.note && html`<p class="dim">提醒：${item.note}</p>`}
${item.leniency && html`<p class="dim">没有的话：${item.leniency}</p>`}
${item.varies && html`<p class="dim">各地不同：${item.varies}</p>`}
<p class="sources">依据：${sourceHtml(item.citation)}</p>
</div></li>`;
}
