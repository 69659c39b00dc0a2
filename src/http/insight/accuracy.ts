/** 答得准不准: how each edition in force did on labelled questions, day by day. */
import type { Graded, MeasureRecord } from "../../curation/records.ts";
import { FEWEST } from "../../curation/insight/summary.ts";
import { html, type Html } from "../pages/html.ts";
import { lines } from "../inbox/plots.ts";

type Counted = Graded["strict"];

const share = ({ part, of }: Counted): number | null => of < FEWEST ? null : part / of;

/** A percentage, or the bare counts where they are few. */
function spoken(counted: Counted | undefined): string {
  if (counted === undefined || counted.of === 0) return "没有";
  return counted.of < FEWEST ? `${counted.part}/${counted.of}` : `${Math.round(counted.part / counted.of * 1_000) / 10}%（${counted.part}/${counted.of}）`;
}

export function accuracyHtml(measured: readonly MeasureRecord[], days: number): Html {
  const last = measured.at(-1);
  return html`<div class="headline"><h2>答得准不准</h2>${last && html`<a class="button" href="/curation/insight/accuracy.csv?days=${days}">下载（CSV）</a>`}</div>
<p class="dim">现行版本在标注过的问题上考的成绩，每天一次，换版本当天再考一次；和地区、渠道没有关系。</p>
${last === undefined ? html`<p>还没有考过。</p>` : html`
<dl class="figures">
<div><dt>自己标注的，答对</dt><dd><b>${spoken(last.own.strict)}</b><span class="dim">收件箱里标注的问题，模型没有学过；回答和标注一模一样才算对。不到 ${FEWEST} 句的不算比例，图上也没有</span></dd></div>
<div><dt>自己标注的，前三里有</dt><dd><b>${spoken(last.own.top3)}</b><span class="dim">答对的，加上先问一句、选项里有它的</span></dd></div>
<div><dt>自己标注的，误答</dt><dd><b>${spoken(last.own.falseAnswers)}</b><span class="dim">标了“不归我们管”却答了一件的，占这些句</span></dd></div>
<div><dt>随程序的，答对</dt><dd><b>${spoken(last.unseen?.strict)}</b><span class="dim">训练时留出的一半标注问题，模型没见过；换了模型才会变</span></dd></div>
</dl>
${lines(measured.map((m) => `${Number(m.day.slice(5, 7))}/${Number(m.day.slice(8))}`), [
    { name: "自己标注的，答对", tone: "a", values: measured.map((m) => share(m.own.strict)) },
    { name: "随程序的，答对", tone: "b", values: measured.map((m) => m.unseen && share(m.unseen.strict)) },
    { name: "自己标注的，误答", tone: "c", values: measured.map((m) => share(m.own.falseAnswers)) },
  ], "每天的成绩。数字在下面的表里")}
<details><summary>看数字</summary><div class="scroll" role="region" aria-label="每天的成绩" tabindex="0"><table>
<thead><tr><th scope="col">日期</th><th scope="col">版本</th>${["自己标注的，答对", "前三里有", "误答", "随程序的，答对", "前三里有", "误答"].map((h) => html`<th scope="col" class="number">${h}</th>`)}</tr></thead>
<tbody>${[...measured].reverse().map((m) => html`<tr><th scope="row">${m.day}</th><td><a href="/curation/editions/${m.edition}">${m.title}</a></td>${figuresOf(m).map((c) => html`<td class="number">${spoken(c)}</td>`)}</tr>`)}</tbody></table></div></details>`}`;
}

const figuresOf = ({ own, unseen }: MeasureRecord): readonly (Counted | undefined)[] => [own.strict, own.top3, own.falseAnswers, unseen?.strict, unseen?.top3, unseen?.falseAnswers];

const HEAD = ["日期", "版本", "版本名", ...["自己标注的", "随程序的"].flatMap((set) => ["答对", "前三里有", "误答"].flatMap((what) => [`${set}${what}`, `${set}${what}，共`]))];

export function accuracyCsv(measured: readonly MeasureRecord[]): string {
  const rows = measured.map((m) => [m.day, m.edition, quoted(m.title), ...figuresOf(m).flatMap((c) => [c?.part ?? "", c?.of ?? ""])]);
  return `${[HEAD.map(quoted), ...rows].map((r) => r.join(",")).join("\r\n")}\r\n`;
}

/** Quoted where it must be; nothing that a spreadsheet would run as a formula. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
