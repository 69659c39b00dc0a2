/** 收件箱: what went wrong, in clusters, most people first. */
import type { InboxView, Item, ProposedItem } from "../../curation/inbox/inbox.ts";
import { MOST_MISSES } from "../../curation/inbox/inbox.ts";
import { MISS_KINDS, MISS_NAMES } from "../../curation/inbox/miss.ts";
import { PROPOSAL_NAMES } from "../../curation/inbox/propose.ts";
import { stagingOf } from "../../curation/inbox/stage.ts";
import { expectedBy } from "../../curation/labels.ts";
import { html, type Html } from "../pages/html.ts";
import { done } from "../staff/shell.ts";
import { listAt, SPANS, STATE_NAMES, STATES, type Shown } from "./filter.ts";
import { lastDays, sparkline } from "./plots.ts";

export const PER_PAGE = 30;
/** Days of the small plot. */
const TREND = 14;
const MOST_EXAMPLES = 3;

export interface ListPage {
  readonly view: InboxView;
  /** False while what is new is still being read. */
  readonly isRead: boolean;
  /** Those of this page. */
  readonly items: readonly ProposedItem[];
  readonly shown: Shown;
  readonly page: number;
  readonly today: string;
  readonly said: string | null;
  readonly mayAct: boolean;
  /** Drafts that wait for whoever looks to publish them. */
  readonly waiting: number;
  /** Of a service or referral. */
  readonly name: (id: string) => string;
  /** adcode and name of the regions that may be chosen. */
  readonly regions: readonly (readonly [string, string])[];
}

export const STILL_READING = html`<p class="notice warn">还在读新的会话，过一会儿刷新就全了。</p>`;

/** The items of one page of a state. */
export function itemsOn({ items }: InboxView, { state }: Shown, page: number): readonly Item[] {
  return items.filter((i) => i.state === state).slice((page - 1) * PER_PAGE, page * PER_PAGE);
}

export function listBody({ view, isRead, items, shown, page, today, said, mayAct, waiting, name, regions }: ListPage): Html {
  const count = (state: Shown["state"]): number => view.items.filter((i) => i.state === state).length;
  const all = count(shown.state);
  return html`
<h1>收件箱</h1>
<p class="lead">没听懂的、答错的、被说没用的，自己到这里来，意思一样的归在一起，耽误人最多的在前。号码都已遮住。</p>
${done(said)}${waiting > 0 && html`<p class="notice warn"><a href="/curation/drafts">${waiting} 份草稿等您看过、发布。</a></p>`}${!isRead && STILL_READING}
${filters(shown, view.channels, regions)}
<p class="tabs">${STATES.map((s) => html`<a href="${listAt(shown, { state: s })}"${s === shown.state && html` aria-current="page"`}>${STATE_NAMES[s]} <span class="count">${count(s)}</span></a>`)}</p>
${view.cut && html`<p class="notice warn">这段时间的太多，只看了最近的 ${MOST_MISSES} 条。把时间选短一点，就都看得到。</p>`}
${items.length === 0 ? empty(shown, view) : html`<ol class="inbox" start="${(page - 1) * PER_PAGE + 1}">${items.map((item) => card(item, { shown, today, mayAct, name }))}</ol>`}
${all > PER_PAGE && html`<nav class="pages" aria-label="翻页">
${page > 1 && html`<a href="${listAt(shown, { page: page - 1 })}">上一页</a>`}
<span>第 ${page} 页，共 ${Math.ceil(all / PER_PAGE)} 页</span>
${page * PER_PAGE < all && html`<a href="${listAt(shown, { page: page + 1 })}">下一页</a>`}</nav>`}`;
}

function filters(shown: Shown, channels: readonly string[], regions: readonly (readonly [string, string])[]): Html {
  const option = (value: string | number, name: string, isChosen: boolean): Html => html`<option value="${value}"${isChosen && html` selected`}>${name}</option>`;
  return html`<form method="get" action="/curation" class="filters narrow-filters">
<input type="hidden" name="state" value="${shown.state}">
<label>时间<select name="days">${SPANS.map((n) => option(n, `最近 ${n} 天`, n === shown.days))}</select></label>
<label>地区<select name="region">${option("", "所有地区", shown.region === "")}${regions.map(([id, name]) => option(id, name, id === shown.region))}</select></label>
<label>渠道<select name="channel">${option("", "所有渠道", shown.channel === "")}${channels.map((c) => option(c, channelName(c), c === shown.channel))}</select></label>
<label>哪一类<select name="kind">${option("", "所有", shown.kind === "")}${MISS_KINDS.map((k) => option(k, MISS_NAMES[k], k === shown.kind))}</select></label>
<button>看</button>
</form>`;
}

const CHANNELS: Readonly<Record<string, string>> = { web: "网页", api: "接口", wechat: "微信", wecom: "企业微信", kiosk: "自助机", phone: "电话", call: "电话", widget: "嵌在别的网站里", terminal: "终端" };

export function channelName(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

function empty({ state, kind, region, channel }: Shown, { misses }: InboxView): Html {
  if (state !== "open") return html`<p class="empty">还没有${STATE_NAMES[state]}的。</p>`;
  if (kind !== "" || region !== "" || channel !== "") return html`<p class="empty">这样筛没有待办的。<a href="/curation">看全部</a></p>`;
  return misses === 0 ? html`<p class="empty">这段时间里没有没答好的。市民在<a href="/">首页</a>问不出结果的时候，会自己到这里来。</p>`
    : html`<p class="empty">都处理完了。同样的问题再出现，会重新到这里来。</p>`;
}

function card({ cluster, state, decision, since, days, kinds, proposed }: ProposedItem, { shown, today, mayAct, name }: Pick<ListPage, "shown" | "today" | "mayAct" | "name">): Html {
  const at = `/curation/inbox/${encodeURIComponent(cluster.id)}`;
  const trend = lastDays(days, today, TREND);
  const recent = trend.reduce((sum, d) => sum + d.count, 0);
  const staging = state === "open" && mayAct ? stagingOf(proposed.proposal, cluster.misses.map((m) => m.text)) : null;
  const examples = [...new Set(cluster.misses.map((m) => m.note ?? m.text))].filter((t) => t !== "" && t !== cluster.typical);
  return html`<li class="card">
<div class="what"><h2><a href="${at}">${titleOf({ cluster, name })}</a></h2>
<p class="kinds">${kinds.map(([kind, n]) => html`<span class="tag">${MISS_NAMES[kind]}${n > 1 && ` ${n}`}</span>`)}</p>
${examples.length > 0 && html`<p class="dim">还有：${examples.slice(0, MOST_EXAMPLES).join("；")}${examples.length > MOST_EXAMPLES && ` 等 ${examples.length} 种说法`}</p>`}</div>
<div class="cost"><p><b>${cluster.people}</b> 人</p>${sparkline(trend.map((d) => d.count), `最近 ${TREND} 天 ${recent} 次`)}</div>
<div class="propose"><p><b>${PROPOSAL_NAMES[proposed.proposal.kind]}</b> ${proposed.why.join("；")}。</p>
${decision && html`<p class="dim">${decision.by.name}：${decision.what}（${decision.reason}）${state === "open" && `。处理以后又有 ${since} 人`}</p>`}
<div class="acts">${staging && html`<form method="post" action="${at}/stage"><input type="hidden" name="as" value="proposed"><input type="hidden" name="back" value="${listAt(shown)}"><button class="primary">加进草稿</button></form>`}
${state === "open" && mayAct && expectedBy(proposed.proposal) && html`<form method="post" action="${at}/label"><input type="hidden" name="as" value="proposed"><input type="hidden" name="back" value="${listAt(shown)}"><button title="记下该怎么答，以后每次校验都考">标注</button></form>`}
<a class="button" href="${at}">细看</a></div></div>
</li>`;
}

/** What stands for a cluster: its words; content has none of its own, but a service. */
export function titleOf({ cluster, name }: { readonly cluster: Item["cluster"]; readonly name: (id: string) => string }): string {
  if (cluster.typical !== "") return cluster.typical;
  const about = cluster.misses[0]?.answered ?? null;
  const note = cluster.misses.findLast((m) => m.note !== null)?.note ?? "没有留下话";
  return about === null ? note : `${name(about)}：${note}`;
}
