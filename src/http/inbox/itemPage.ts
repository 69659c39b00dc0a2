/** One cluster: everything it is made of, why the matcher thought so, and what to do. */
import type { Item, ProposedItem } from "../../curation/inbox/inbox.ts";
import { MISS_NAMES, type Miss } from "../../curation/inbox/miss.ts";
import { PROPOSAL_NAMES } from "../../curation/inbox/propose.ts";
import { MOST_TEXTS, STAGEABLE, stagingOf, type Staging } from "../../curation/inbox/stage.ts";
import { expectedBy, queriesToLabel, spokenExpect } from "../../curation/labels.ts";
import type { LabelRecord } from "../../curation/records.ts";
import { serviceName, type Edition } from "../../domain/edition.ts";
import { labelForm, serviceOptions, type Typed } from "../curation/labelRoutes.ts";
import { html, type Html } from "../pages/html.ts";
import { done, problemList } from "../staff/shell.ts";
import { spokenTime } from "../staff/times.ts";
import { STATE_NAMES } from "./filter.ts";
import { channelName, titleOf } from "./listPage.ts";
import { lastDays, sparkline } from "./plots.ts";

/** Misses that are listed one by one. */
const MOST_LISTED = 100;
const TREND = 30;
/** What was believed less than this was not believed. */
const FAINT = 0.01;

export interface ItemPage {
  readonly item: ProposedItem;
  readonly edition: Edition;
  readonly today: string;
  readonly mayAct: boolean;
  /** Labels that its questions have. */
  readonly labelled: readonly LabelRecord[];
  readonly said?: string | null;
  readonly problems?: readonly string[];
  /** What was sent and could not be staged: shown again as it was. */
  readonly typed?: Staging;
  /** The same of a label. */
  readonly label?: Typed;
}

export function itemBody({ item, edition, today, mayAct, labelled, said = null, problems = [], typed, label }: ItemPage): Html {
  const { cluster, state, decision, since, days, kinds, proposed } = item;
  const trend = lastDays(days, today, TREND);
  const name = nameIn(edition);
  return html`
<p class="crumbs"><a href="/curation">收件箱</a></p>
<div class="headline"><h1>${titleOf({ cluster, name })}</h1><span class="tag">${STATE_NAMES[state]}</span></div>
<p class="lead">${cluster.people} 人，${cluster.misses.length} 次：${kinds.map(([kind, n]) => `${MISS_NAMES[kind]} ${n}`).join("、")}。最早 ${spokenTime(cluster.misses[0]!.at)}，最近 ${spokenTime(cluster.misses.at(-1)!.at)}。</p>
${done(said)}${problemList(problems)}
<p class="trend">${sparkline(trend.map((d) => d.count), `最近 ${TREND} 天每天几次：${trend.map((d) => d.count).join("、")}`)}<span class="dim">最近 ${TREND} 天</span></p>
${decision && html`<div class="notice"><p><b>${decision.state === "done" ? "处理过" : "定了不处理"}</b>：${decision.what}（${decision.reason}）。${decision.by.name}，${spokenTime(decision.at)}${decision.draft && html`，在<a href="/curation/drafts/${decision.draft}">草稿</a>里`}。${since > 0 && ` 这以后又有 ${since} 人。`}</p>
${mayAct && html`<form method="post" action="${at(item)}/reopen"><button>重新打开</button></form>`}</div>`}
<h2>建议：${PROPOSAL_NAMES[proposed.proposal.kind]}</h2>
<ul class="why">${proposed.why.map((w) => html`<li>${w}</li>`)}</ul>
${cluster.family === "content" && proposed.proposal.kind === "check-guide" && proposed.proposal.guide !== null && html`<p><a href="/guides/${proposed.proposal.guide}">看市民看到的“${name(proposed.proposal.guide)}”</a></p>`}
${mayAct && state === "open" && html`${cluster.family === "question" && stageForm(item, edition, typed)}${decideForm(item)}`}
${cluster.family === "question" && html`${labelled.length > 0 && html`<p class="notice"><b>标注过</b>：${labelled.map((l) => `“${l.query}”该答${spokenExpect(l.expect, edition)}`).join("；")}。<a href="/curation/labels">看全部标注</a></p>`}
${mayAct && html`<details class="decide"${label && html` open`}><summary>标注：这几句该怎么答</summary><p class="dim">标注不改回答，只是以后每次校验都考这几句，答错了会红。</p>${labelForm(`${at(item)}/label`, edition, label ?? proposedLabel(item), 0)}</details>`}`}
<h2>一条一条看</h2>
<div class="scroll" role="region" aria-label="每一条" tabindex="0"><table>
<thead><tr><th scope="col">时间</th><th scope="col">说了什么</th><th scope="col">出了什么事</th><th scope="col">当时怎么想的</th><th scope="col">从哪里</th></tr></thead>
<tbody>${[...cluster.misses].reverse().slice(0, MOST_LISTED).map((m) => row(m, edition))}</tbody></table></div>
${cluster.misses.length > MOST_LISTED && html`<p class="dim">只列了最近的 ${MOST_LISTED} 条。</p>`}`;
}

const at = ({ cluster }: Item): string => `/curation/inbox/${encodeURIComponent(cluster.id)}`;

const nameIn = (edition: Edition) => (id: string): string => edition.referrals.get(id)?.name ?? serviceName(edition, id);

function row(m: Miss, edition: Edition): Html {
  const name = nameIn(edition);
  const thought = m.candidates.filter((c) => c.score >= FAINT).map((c) => `${name(c.id)} ${Math.round(c.score * 100)}%${c.why.length > 0 ? `（${c.why.join("、")}）` : ""}`);
  return html`<tr><td class="time">${spokenTime(m.at)}</td><td>${m.text}${m.note && html`<br><b>留言：</b>${m.note}`}</td>
<td>${MISS_NAMES[m.kind]}${m.answered && html`<br>答的是：${name(m.answered)}`}${m.options.length > 0 && html`<br>给的选项：${m.options.map(name).join("、")}`}${m.went && html`<br>后来选了：${name(m.went)}`}</td>
<td>${thought.length > 0 ? html`<ul>${thought.map((t) => html`<li>${t}</li>`)}</ul>` : "没有像的"}</td>
<td>${m.region ? edition.regions.get(m.region)?.name ?? m.region : "不知道"}<br>${channelName(m.channel)}</td></tr>`;
}

const KIND_SAYS = {
  utterance: "这些话就是在问下面这件事",
  synonym: "下面这个词是这件事的另一种叫法",
  boundary: "这些话被当成了另一件事，其实问的是下面这件",
  referral: "这些话归别处管，给一句指路",
  "not-ours": "这些话谁问都不归我们管",
} as const;

/** How a referral is written in the form, to tell it from a service of the same name. */
export const referralName = (name: string): string => `指路：${name}`;

function stageForm(item: ProposedItem, edition: Edition, typed: Staging | undefined): Html {
  const texts = item.cluster.misses.map((m) => m.text);
  const proposed = stagingOf(item.proposed.proposal, texts);
  const form = typed ?? proposed ?? { kind: "utterance", target: "", not: "", word: "", texts: stagingOf({ kind: "not-ours" }, texts)?.texts ?? [] };
  const written = (id: string): string => edition.services.get(id)?.name ?? (edition.referrals.has(id) ? referralName(edition.referrals.get(id)?.name ?? id) : id);
  return html`<form method="post" action="${at(item)}/stage" class="stack staging">
<fieldset><legend>怎么改</legend>${STAGEABLE.map((kind) => html`
<label class="tick"><input type="radio" name="kind" value="${kind}"${kind === form.kind && html` checked`}><span><b>${PROPOSAL_NAMES[kind]}</b><span class="dim">${KIND_SAYS[kind]}</span></span></label>`)}</fieldset>
<label>是哪件事（或哪个指路）<span class="dim">写名字里的字，会边写边找</span><input name="target" value="${written(form.target)}" list="services" autocomplete="off" spellcheck="false"></label>
<label>被当成了哪件事<span class="dim">只有划清界限要写</span><input name="not" value="${written(form.not)}" list="services" autocomplete="off" spellcheck="false"></label>
<label>那个词<span class="dim">只有加别名要写</span><input name="word" value="${form.word}" maxlength="100" autocomplete="off"></label>
<fieldset class="texts"><legend>问法（可以改，删空就不加）</legend>${Array.from({ length: MOST_TEXTS }, (_, i) => html`<input name="texts" value="${form.texts[i] ?? ""}" maxlength="100" aria-label="第 ${i + 1} 句" autocomplete="off">`)}</fieldset>
${serviceOptions("services", edition, [...edition.referrals.values()].map((r) => referralName(r.name)))}
<button class="primary">加进草稿</button>
</form>`;
}

function proposedLabel({ cluster, proposed }: ProposedItem): Typed {
  return { queries: queriesToLabel(cluster.misses.map((m) => m.text)), expected: expectedBy(proposed.proposal) ?? { kind: "one", ids: [] } };
}

function decideForm(item: Item): Html {
  return html`<details class="decide"><summary>不用改草稿，直接定</summary>
<form method="post" action="${at(item)}/decide" class="stack">
<fieldset><legend>怎么定</legend>
<label class="tick"><input type="radio" name="state" value="done" required><span><b>处理过</b><span class="dim">在别处改好了，再出现会重新提醒</span></span></label>
<label class="tick"><input type="radio" name="state" value="ignored"><span><b>不处理</b><span class="dim">再出现也不再提醒</span></span></label></fieldset>
<label>为什么<input name="reason" required maxlength="200" autocomplete="off"></label>
<button>定下来</button>
</form></details>`;
}
