/** 成效: how it goes, in figures that say what they count. */
import type { InsightView, Item } from "../../curation/inbox/inbox.ts";
import { MOST_CONVERSATIONS } from "../../curation/inbox/inbox.ts";
import { STEP_NAMES } from "../../curation/insight/figures.ts";
import { FEWEST, type Counted, type Share, type Summary } from "../../curation/insight/summary.ts";
import type { MeasureRecord } from "../../curation/records.ts";
import { serviceName, type Edition } from "../../domain/edition.ts";
import { accuracyHtml } from "./accuracy.ts";
import { html, type Html } from "../pages/html.ts";
import { SPANS, type Shown } from "../inbox/filter.ts";
import { channelName, STILL_READING, titleOf } from "../inbox/listPage.ts";
import { lyingBars, stackedBars } from "../inbox/plots.ts";

export interface InsightPage {
  readonly view: InsightView;
  readonly isRead: boolean;
  readonly shown: Omit<Shown, "kind" | "state">;
  readonly days: readonly string[];
  readonly misses: readonly Item[];
  readonly edition: Edition;
  readonly regions: readonly (readonly [string, string])[];
  readonly csv: string;
  /** Of the days shown, whatever region and channel. */
  readonly measures: readonly MeasureRecord[];
}

export function insightBody({ view: { summary, cut, channels }, isRead, shown, days, misses, edition, regions, csv, measures }: InsightPage): Html {
  const name = (id: string): string => serviceName(edition, id);
  const asks = situationNames(edition);
  return html`
<div class="headline"><h1>成效</h1><a class="button" href="${csv}">下载每天的数（CSV）</a></div>
<p class="lead">数的是还留着的会话，过了保留期的删了就不在里面。每个数下面写着它怎么数的；不到 ${FEWEST} 个的不算比例。</p>
${!isRead && STILL_READING}${filters(shown, channels, regions)}
${cut && html`<p class="notice warn">这段时间的会话太多，只数了最近的 ${MOST_CONVERSATIONS} 个。把时间选短一点，就都数得到。</p>`}
${summary.conversations === 0 ? html`<p class="empty">这段时间没有会话。</p>` : html`${headline(summary)}${byDay(summary, days)}${way(summary)}
<div class="halves">
${list("停在哪个问题上", "会话最后停在这个问题，没有再答", summary.stopped, (id) => asks.get(id) ?? id)}
${list("问得最多的事项", "选到这件事的会话，一个会话一件事算一次", summary.services, name)}
${list("为什么转人工", "要求转人工的会话，按最后一次的原因", summary.handOffReasons, (id) => HAND_OFF[id] ?? "其他")}
${topMisses(misses, name)}
</div>`}${accuracyHtml(measures, shown.days)}`;
}

const HAND_OFF: Readonly<Record<string, string>> = { "citizen asked": "市民自己要求" };

function filters(shown: InsightPage["shown"], channels: readonly string[], regions: InsightPage["regions"]): Html {
  const option = (value: string | number, label: string, isChosen: boolean): Html => html`<option value="${value}"${isChosen && html` selected`}>${label}</option>`;
  return html`<form method="get" action="/curation/insight" class="filters narrow-filters">
<label>时间<select name="days">${SPANS.map((n) => option(n, `最近 ${n} 天`, n === shown.days))}</select></label>
<label>地区<select name="region">${option("", "所有地区", shown.region === "")}${regions.map(([id, label]) => option(id, label, id === shown.region))}</select></label>
<label>渠道<select name="channel">${option("", "所有渠道", shown.channel === "")}${channels.map((c) => option(c, channelName(c), c === shown.channel))}</select></label>
<button>看</button>
</form>`;
}

function headline({ conversations, questions, answered, clarified, none, handedOff, done, outcomes }: Summary): Html {
  return html`<dl class="figures">
${figure("会话", String(conversations), "这段时间开始的会话，打开没说话的也算")}
${figure("提问", String(questions), "用自己的话问事的次数；答我们的问题不算")}
${portion("直接答到", answered, "一句话就定到一件或几件事，占提问")}
${portion("先问是哪件", clarified, "给了选项让市民挑，占提问")}
${portion("没听懂", none, "认了没听懂，占提问")}
${portion("转人工", handedOff, "要求转人工的，占会话")}
${portion("一趟办成", done, `回来说了结果的人里，说办成的；另有 ${outcomes.unclear} 人说不清`)}
</dl>`;
}

function portion(name: string, { part, of, share, low, high }: Share, how: string): Html {
  return figure(name, of < FEWEST ? spoken({ part, of, share, low, high }) : percent(share), of < FEWEST ? how : `${how}；95% 区间 ${percent(low)}–${percent(high)}`);
}

function figure(name: string, value: string, how: string): Html {
  return html`<div><dt>${name}</dt><dd><b>${value}</b><span class="dim">${how}</span></dd></div>`;
}

/** A percentage with its interval, or the bare counts where they are few. */
export function spoken({ part, of, share, low, high }: Share): string {
  if (of < FEWEST) return of === 0 ? "还没有" : `${part}/${of}`;
  return `${percent(share)}（${percent(low)}–${percent(high)}）`;
}

const percent = (share: number): string => `${Math.round(share * 1_000) / 10}%`;

function byDay({ days: counted }: Summary, days: readonly string[]): Html {
  const of = new Map(counted.map((d) => [d.day, d]));
  const series = (kind: "answered" | "clarified" | "none"): readonly number[] => days.map((d) => of.get(d)?.[kind] ?? 0);
  return html`<h2>每天的提问</h2>
${stackedBars(days, [
    { name: "直接答到", tone: "a", values: series("answered") }, { name: "先问是哪件", tone: "b", values: series("clarified") }, { name: "没听懂", tone: "c", values: series("none") },
  ], "每天的提问，按结果分。数字在下面的表里")}
<details><summary>看数字</summary><div class="scroll" role="region" aria-label="每天的提问" tabindex="0"><table>
<thead><tr><th scope="col">日期</th><th scope="col" class="number">会话</th><th scope="col" class="number">直接答到</th><th scope="col" class="number">先问是哪件</th><th scope="col" class="number">没听懂</th><th scope="col" class="number">指路、闲话</th></tr></thead>
<tbody>${[...counted].reverse().map((d) => html`<tr><th scope="row">${d.day}</th>${[d.conversations, d.answered, d.clarified, d.none, d.aside].map((n) => html`<td class="number">${n}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

function way({ steps, conversations }: Summary): Html {
  return html`<h2>走到哪一步</h2><p class="dim">走到过这一步的会话，占全部会话；括号里是 95% 区间</p>
${lyingBars(steps.map(({ step, reached, share }) => ({ name: STEP_NAMES[step], value: reached, says: `${reached} 个，${spoken(share)}` })), conversations)}`;
}

function list(title: string, how: string, counted: readonly Counted[], name: (id: string) => string): Html {
  const most = counted[0]?.count ?? 0;
  return html`<section><h2>${title}</h2><p class="dim">${how}</p>
${counted.length === 0 ? html`<p>还没有。</p>` : lyingBars(counted.map(({ id, count }) => ({ name: name(id), value: count, says: String(count) })), most)}</section>`;
}

function topMisses(misses: readonly Item[], name: (id: string) => string): Html {
  return html`<section><h2>没答好最多的</h2><p class="dim">耽误的人最多的待办，在<a href="/curation">收件箱</a>里</p>
${misses.length === 0 ? html`<p>都处理完了。</p>` : html`<ol class="plain">${misses.map((m) => html`<li><a href="/curation/inbox/${encodeURIComponent(m.cluster.id)}">${titleOf({ cluster: m.cluster, name })}</a> ${m.cluster.people} 人</li>`)}</ol>`}</section>`;
}

/** Facts as their questions; the same fact is asked in much the same words everywhere. */
function situationNames({ guides }: Edition): ReadonlyMap<string, string> {
  return new Map([...guides.values()].flatMap((g) => g.situations.map((s) => [s.situation.id, s.situation.ask] as const)));
}
