/** The part of a draft's page where people talk about it: remarks that are open, who was asked, and asking somebody. */
import type { Ask, DraftRecord, Thread } from "../../curation/records.ts";
import { LONGEST_REMARK, placeNow, type Waiting } from "../../curation/reviews.ts";
import { isOwner, unseenByOwners } from "../../curation/owners.ts";
import type { Edition } from "../../domain/edition.ts";
import type { Guide } from "../../domain/guide.ts";
import type { Account } from "../../staff/account.ts";
import { mayUse, ROLE_NAMES } from "../../staff/roles.ts";
import { html, type Html } from "../pages/html.ts";
import { done } from "../staff/shell.ts";
import { spokenTime } from "../staff/times.ts";
import { anchorOf, formOf, placeName } from "./fields.ts";
import { WORKS } from "./frame.ts";
import { fileAt, fileName } from "./names.ts";
import { remarkList } from "./remarks.ts";

export const REVIEW_SAID = ["请了，他一登录就能看到。", "回话记下了。", "收回了。"] as const;

export interface Talk {
  readonly draft: DraftRecord;
  readonly edition: Edition;
  readonly thread: Thread;
  /** What the files stand for, to find the places that remarks are about. */
  readonly values: ReadonlyMap<string, unknown>;
  readonly me: Account;
  /** What has just been done here. */
  readonly said: string | null;
  readonly accounts: readonly Account[];
}

export function talkHtml(talk: Talk): Html | false {
  const { draft, edition, thread, me, accounts } = talk;
  const guides = [...new Set(Object.keys(draft.files).flatMap((path) => edition.guides.get(/^(?:knowledge|intents)\/guides\/(.+)\.yaml$/.exec(path)?.[1] ?? "") ?? []))];
  const people = accounts.filter((a) => !a.disabled && mayUse(WORKS, a.roles) === "yes");
  const says = (draft.state === "open" || draft.state === "review") && mayUse(WORKS, me.roles) === "yes";
  const [open, settled] = [thread.remarks.filter((r) => r.settled === null), thread.remarks.filter((r) => r.settled !== null)];
  if (!says && thread.remarks.length === 0 && thread.asks.length === 0) return false;
  const listed = (remarks: typeof open): Html | false => remarkList(draft, remarks.map((remark) => ({ remark, about: aboutHtml(talk, remark) })), says);
  return html`<section aria-labelledby="talk"><h2 id="talk">意见和请人看</h2>
${done(talk.said)}
${open.length === 0 ? html`<p class="dim">没有要处理的意见。提意见：打开一个文件，在那一条下面写。</p>` : listed(open)}
${settled.length > 0 && html`<details class="looks"><summary>处理过的（${settled.length} 条）</summary>${listed(settled.slice(-60))}</details>`}
${thread.asks.length > 0 && html`<h3>请人看</h3><ul class="entries">${[...thread.asks].reverse().slice(0, 60).map((ask) => askHtml(talk, ask, says))}</ul>`}
${says && html`${ownersHtml(talk, guides, people)}${askForm(talk, guides, people)}`}</section>`;
}

function aboutHtml({ draft, edition, values }: Talk, remark: Thread["remarks"][number]): Html {
  if (remark.path === null) return html`整份草稿`;
  const place = placeNow(values.get(remark.path), remark);
  return html`<a href="${fileAt(draft.id, remark.path)}#${anchorOf(place.join("/"))}">${fileName(edition, remark.path)}，${placeName(formOf(remark.path), place)}</a>`;
}

function askHtml({ draft, edition, me }: Talk, ask: Ask, says: boolean): Html {
  const at = `/curation/drafts/${draft.id}`;
  const hidden = html`<input type="hidden" name="ask" value="${ask.id}">`;
  const { answer } = ask;
  return html`<li><p><b>${ask.by.name}</b> 请 <b>${ask.of.name}</b> 看${ask.path === null ? "整份草稿" : html`<a href="${fileAt(draft.id, ask.path)}">${fileName(edition, ask.path)}</a>`}${ask.note && `：${ask.note}`} <span class="dim">${spokenTime(ask.at)}</span></p>
${answer ? html`<p class="dim">${answer.by.name} ${spokenTime(answer.at)}：${answer.verdict === "fine" ? "看过了，没问题" : answer.verdict === "change" ? "要改" : "收回了，不用看了"}${answer.text && `。${answer.text}`}</p>`
    : !says ? html`<p class="dim">还没有回话。</p>`
    : ask.of.id === me.id ? html`<form method="post" action="${at}/answer" class="filters">${hidden}<label>您看过以后，回一句话<input name="text" maxlength="${LONGEST_REMARK}" autocomplete="off"></label><button class="primary" name="verdict" value="fine">没问题</button><button name="verdict" value="change">要改</button></form>`
    : html`<p class="dim">还没有回话。</p><form method="post" action="${at}/withdraw">${hidden}<button class="quiet">不用他看了</button></form>`}</li>`;
}

/** Guides whose own department has not looked yet: told to whoever publishes, and to whoever may ask. */
function ownersHtml({ draft, thread }: Talk, guides: readonly Guide[], people: readonly Account[]): Html | false {
  const unseen = unseenByOwners(guides, draft, thread, people);
  return unseen.length > 0 && html`<ul class="findings">${unseen.slice(0, 20).map(({ guide, owners }) => html`<li class="warning">“${guide.name}”归${guide.authority}管，归口部门还没有人看过。<span class="dim">可以请：${owners.slice(0, 5).map((o) => o.name).join("、")}</span></li>`)}</ul>`;
}

/** Colleagues of the departments whose guides the draft changes come first. */
function askForm({ draft, edition, me }: Talk, guides: readonly Guide[], people: readonly Account[]): Html {
  const others = people.filter((a) => a.id !== me.id)
    .map((account) => ({ account, owns: guides.some((g) => isOwner(account.departments, g.authority)) })).sort((a, b) => Number(b.owns) - Number(a.owns));
  if (others.length === 0) return html`<p class="dim">现在没有别的知识管理员或发布人可以请。</p>`;
  return html`<details class="saying"><summary>请人看</summary><form method="post" action="/curation/drafts/${draft.id}/ask" class="stack">
<label>请谁<select name="of">${others.map(({ account, owns }) => html`<option value="${account.id}">${account.name}（${[...owns ? ["归口部门"] : [], ...account.departments, ...account.roles.map((r) => ROLE_NAMES[r])].join("，")}）</option>`)}</select></label>
<label>看什么<select name="path"><option value="">整份草稿</option>${Object.keys(draft.files).sort().map((path) => html`<option value="${path}">${fileName(edition, path)}</option>`)}</select></label>
<label>要他看什么<input name="note" maxlength="${LONGEST_REMARK}" autocomplete="off" placeholder="例如：收费改了，请核一下"></label><button>请他看</button></form></details>`;
}

/** What waits for whoever has signed in. */
export function waitingHtml(waiting: readonly Waiting[]): Html | false {
  return waiting.length > 0 && html`<section class="notice warn" aria-labelledby="asked"><h2 id="asked">请您看的（${waiting.length}）</h2>
<ul>${waiting.slice(0, 20).map(({ draft, ask }) => html`<li><a href="/curation/drafts/${draft.id}#talk">${draft.title}</a>：${ask.by.name} ${spokenTime(ask.at)} 请您看${ask.note && `，${ask.note}`}</li>`)}</ul></section>`;
}
