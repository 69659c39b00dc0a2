/** 公告和停用: notices, and the kill switch. */
import type { Request, Response } from "express";
import { end, overridesWithHistory, saveNotice, withdraw, type NoticeForm } from "../../curation/overrides.ts";
import type { Signed } from "../../curation/records.ts";
import { regionCalled, serviceCalled } from "../../curation/serviceNames.ts";
import { serviceName, type Edition } from "../../domain/edition.ts";
import { ASPECTS, type Aspect } from "../../domain/match.ts";
import { NOTICE_KINDS, NOTICE_NAMES, WITHDRAWABLE, type Notice, type Withdrawal, type Withdrawn } from "../../domain/notice.ts";
import { html, type Html } from "../pages/html.ts";
import type { StaffContext } from "../staff/context.ts";
import { field, fields, listIn } from "../staff/forms.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { actorOf, back, localTime, may, note, PUBLISHES, READS, saidIn, show, timeIn, WORKS } from "./frame.ts";
import { serviceOptions } from "./labelRoutes.ts";

const PART = "/curation/notices";
/** Boxes for services in the form of a notice. */
const BOXES = 3;
const SAID = ["公告发出去了，打开着的页面一分钟内看到。", "公告改好了，打开着的页面一分钟内看到。", "结束了，一分钟内不再显示。", "停用了，马上生效。", "恢复使用了。"] as const;

const ASPECT_NAMES: Partial<Record<Aspect, string>> = {
  fee: "多少钱", time: "多久办好", place: "去哪办", hours: "几点开门", phone: "电话", online: "网上能办吗", who: "谁要去", eligibility: "谁能办",
  validity: "管多久", status: "怎么查进度", deadline: "什么时候办",
};

export function noticeRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { library: { store }, live, clock } } = context;
  const page = async (req: Request, res: Response, told: { problems?: readonly string[]; typed?: NoticeForm & { id?: string } } = {}): Promise<void> => {
    const all = await overridesWithHistory(store);
    const { edition } = live.inForce;
    const asked = all.notices.find((n) => n.item.id === req.query["edit"])?.item;
    const now = clock();
    show(res, { title: "公告和停用", part: PART, body: html`
<h1>公告和停用</h1>
<p class="lead">公告是市民和坐席最先看到的一句话，停用是马上换成另一句话。两样都不等发布，对所有版本、所有打开着的对话生效。</p>
${done(saidIn(req, SAID))}${problemList(told.problems ?? [])}
<div class="halves">
<section aria-labelledby="notices-now"><h2 id="notices-now">公告</h2>
${noticeList(edition, all.notices, now, may(res, WORKS))}
${may(res, WORKS) && noticeForm(edition, told.typed ?? asked ?? null, now)}
</section>
<section aria-labelledby="withdrawals-now"><h2 id="withdrawals-now">停用</h2>
${withdrawalList(edition, all.withdrawals, now, may(res, PUBLISHES))}
${may(res, PUBLISHES) ? withdrawalForm(edition) : html`<p class="dim">停用要发布人来做。</p>`}
</section>
</div>` }, told.problems ? 422 : 200);
  };

  return [
    { method: "get", path: PART, who: READS, handle: (req, res) => page(req, res) },
    { method: "post", path: PART, who: WORKS, handle: async (req, res) => {
      const id = field(req, "id") || null;
      const typed = noticeIn(req, live.inForce.edition, clock());
      const result = await saveNotice(store, live.inForce.edition, actorOf(res), clock(), id, typed);
      if (!result.ok) return page(req, res, { problems: result.problems, typed: { ...typed, ...id ? { id } : {} } });
      await note(context, req, res, "notice.save", result.item.text, null, NOTICE_NAMES[result.item.kind]);
      await live.refresh();
      back(res, PART, id === null ? SAID[0] : SAID[1]);
    } },
    { method: "post", path: `${PART}/:id/end`, who: WORKS, handle: async (req, res) => {
      const result = await end(store, "notice", String(req.params["id"]), actorOf(res), clock(), "");
      if (!result.ok) return page(req, res, { problems: result.problems });
      await note(context, req, res, "notice.end", (result.item as Notice).text);
      await live.refresh();
      back(res, PART, SAID[2]);
    } },
    { method: "post", path: "/curation/withdrawals", who: PUBLISHES, handle: async (req, res) => {
      const what = withdrawnIn(req, live.inForce.edition);
      const why = field(req, "why").trim();
      if (!what) return page(req, res, { problems: ["请选停用什么。"] });
      if (field(req, "sure") !== "yes") return page(req, res, { problems: ["请打钩确认：停用马上对所有人生效。"] });
      const result = await withdraw(store, live.inForce.edition, actorOf(res), clock(), { what, say: field(req, "say"), from: clock(), until: null }, why);
      if (!result.ok) return page(req, res, { problems: result.problems });
      await note(context, req, res, "withdrawal.begin", targetName(live.inForce.edition, what), why, result.item.say);
      await live.refresh();
      back(res, PART, SAID[3]);
    } },
    { method: "post", path: "/curation/withdrawals/:id/end", who: PUBLISHES, handle: async (req, res) => {
      const why = field(req, "why").trim();
      const result = await end(store, "withdrawal", String(req.params["id"]), actorOf(res), clock(), why);
      if (!result.ok) return page(req, res, { problems: result.problems });
      await note(context, req, res, "withdrawal.end", targetName(live.inForce.edition, (result.item as Withdrawal).what), why || null);
      await live.refresh();
      back(res, PART, SAID[4]);
    } },
  ];
}

function noticeIn(req: Request, edition: Edition, now: number): NoticeForm {
  const from = field(req, "from");
  const until = field(req, "until");
  return {
    kind: field(req, "kind"), text: field(req, "text"), office: field(req, "office").trim() || null,
    guides: fields(req, "guides").flatMap((typed) => servicesIn(edition, typed.trim())), regions: listIn(field(req, "regions")).map((r) => regionCalled(edition, r) ?? r),
    from: from === "" ? now : timeIn(from), until: until === "" ? null : timeIn(until),
  };
}

/** One box holds a name, which may have marks in it, or several ids. */
function servicesIn(edition: Edition, typed: string): readonly string[] {
  const called = serviceCalled(edition, typed);
  if (called !== null) return [called];
  const parts = listIn(typed);
  return parts.every((part) => edition.services.has(part)) ? parts : [typed];
}

function withdrawnIn(req: Request, edition: Edition): Withdrawn | null {
  const guide = serviceCalled(edition, field(req, "guide").trim()) ?? field(req, "guide").trim();
  switch (field(req, "what")) {
    case "bot": return { kind: "bot" };
    case "guide": return { kind: "guide", guide };
    case "answer": {
      const aspect = ASPECTS.find((a) => a === field(req, "aspect"));
      return aspect ? { kind: "answer", guide, aspect } : null;
    }
    default: return null;
  }
}

function targetName(edition: Edition, what: Withdrawn): string {
  if (what.kind === "bot") return "整个机器人";
  const name = `“${serviceName(edition, what.guide)}”`;
  return what.kind === "guide" ? `${name}整份指南` : `${name}的“${ASPECT_NAMES[what.aspect] ?? what.aspect}”`;
}

const nameOf = (edition: Edition, id: string | undefined): string => id === undefined ? "" : edition.services.get(id)?.name ?? id;

/** The name where it leads back to this very place. */
function regionName(edition: Edition, adcode: string): string {
  const name = edition.regions.get(adcode)?.name ?? adcode;
  return regionCalled(edition, name) === adcode ? name : adcode;
}

const stateOf = ({ from, until }: { from: number; until: number | null }, now: number): "now" | "later" | "over" =>
  until !== null && until <= now ? "over" : from > now ? "later" : "now";

/** What holds comes first, then what is to come, then what is over. */
function inOrder<T extends { from: number; until: number | null }>(all: readonly Signed<T>[], now: number): readonly Signed<T>[] {
  const order = { now: 0, later: 1, over: 2 } as const;
  return [...all].sort((a, b) => order[stateOf(a.item, now)] - order[stateOf(b.item, now)] || b.item.from - a.item.from).slice(0, 60);
}

function lasting({ from, until }: { from: number; until: number | null }, now: number): Html {
  const state = stateOf({ from, until }, now);
  const tag = state === "now" ? html`<span class="tag on">正在显示</span>` : state === "later" ? html`<span class="tag">还没到</span>` : html`<span class="tag off">结束了</span>`;
  return html`${tag}<span class="dim">${spokenTime(from)} 到 ${until === null ? "另行通知" : spokenTime(until)}</span>`;
}

function noticeList(edition: Edition, all: readonly Signed<Notice>[], now: number, mayChange: boolean): Html {
  if (all.length === 0) return html`<p class="empty">还没有公告。比如：“城东大厅 12 月 1 日起搬到政务中心三楼”。</p>`;
  return html`<ul class="entries">${inOrder(all, now).map(({ item, log }) => html`
<li><p><b>【${NOTICE_NAMES[item.kind]}】</b>${item.office && `${item.office}：`}${item.text}</p>
<p>${lasting(item, now)}</p>
<p class="dim">${[item.guides.length > 0 ? item.guides.map((g) => serviceName(edition, g)).join("、") : "所有事项", item.regions.length > 0 ? item.regions.map((r) => edition.regions.get(r)?.name ?? r).join("、") : "所有地区", `${log.at(-1)!.by.name} ${spokenTime(log.at(-1)!.at)} ${log.at(-1)!.what}`].join("；")}</p>
${mayChange && stateOf(item, now) !== "over" && html`<div class="actions"><a class="button" href="${PART}?edit=${item.id}#notice-form">改</a><form method="post" action="${PART}/${item.id}/end"><button>现在结束</button></form></div>`}</li>`)}</ul>`;
}

function noticeForm(edition: Edition, n: (NoticeForm & { readonly id?: string }) | null, now: number): Html {
  return html`<form method="post" action="${PART}" class="stack" id="notice-form">
<h3>${n?.id ? "改这条公告" : "发一条公告"}</h3>
${n?.id && html`<input type="hidden" name="id" value="${n.id}">`}
<label>哪一种<select name="kind" required>${NOTICE_KINDS.map((k) => html`<option value="${k}"${n?.kind === k && html` selected`}>${NOTICE_NAMES[k]}</option>`)}</select></label>
<label>哪个大厅或窗口<span class="dim">不写就不说</span><input name="office" value="${n?.office ?? ""}" maxlength="60" autocomplete="off"></label>
<label>写给大家看的话<textarea name="text" required maxlength="300" rows="3">${n?.text ?? ""}</textarea></label>
<fieldset class="texts"><legend>哪些事项<span class="dim">写名字里的字，会边写边找；不写就是所有事项</span></legend>${Array.from({ length: Math.max(BOXES, n?.guides.length ?? 0) }, (_, i) => html`<input name="guides" value="${nameOf(edition, n?.guides[i])}" list="notice-services" aria-label="第 ${i + 1} 件事" autocomplete="off" spellcheck="false">`)}</fieldset>${serviceOptions("notice-services", edition)}
<label>哪些地区<span class="dim">名字或行政区划代码，几个用顿号隔开；不写就是所有地区，写省、市就管到下面的区县</span><input name="regions" value="${n?.regions?.map((r) => regionName(edition, r)).join("、") ?? ""}" placeholder="例如：杭州市" autocomplete="off"></label>
<div class="pair"><label>从<input type="datetime-local" name="from" value="${localTime(n?.from !== undefined && Number.isFinite(n.from) ? n.from : now)}"></label>
<label>到<span class="dim">不写就是另行通知</span><input type="datetime-local" name="until" value="${n?.until && Number.isFinite(n.until) ? localTime(n.until) : ""}"></label></div>
<button class="primary">${n?.id ? "存" : "发出去"}</button></form>`;
}

function withdrawalList(edition: Edition, all: readonly Signed<Withdrawal>[], now: number, mayEnd: boolean): Html {
  if (all.length === 0) return html`<p class="empty">没有停用的。查出一份指南有错、来不及改的时候用。</p>`;
  return html`<ul class="entries">${inOrder(all, now).map(({ item, log }) => html`
<li><p><b>${targetName(edition, item.what)}</b></p><p>改说：${item.say}</p><p>${lasting(item, now)}</p>
<p class="dim">${log.map((l) => `${l.by.name} ${spokenTime(l.at)} ${l.what}`).join("；")}</p>
${mayEnd && stateOf(item, now) !== "over" && html`<form method="post" action="/curation/withdrawals/${item.id}/end" class="actions"><label class="inline">为什么恢复<input name="why" maxlength="200" autocomplete="off"></label><button>恢复使用</button></form>`}</li>`)}</ul>`;
}

function withdrawalForm(edition: Edition): Html {
  return html`<form method="post" action="/curation/withdrawals" class="stack danger" id="withdrawal-form">
<h3>马上停用</h3>
<fieldset><legend>停用什么</legend>
<label class="tick"><input type="radio" name="what" value="guide" checked><span>一份指南</span></label>
<label class="tick"><input type="radio" name="what" value="answer"><span>一份指南里的一类答案</span></label>
<label class="tick"><input type="radio" name="what" value="bot"><span>整个机器人</span></label></fieldset>
<div class="pair"><label>哪件事<span class="dim">写名字里的字，会边写边找；停整个机器人不用写</span><input name="guide" list="withdrawal-services" autocomplete="off" autocapitalize="none" spellcheck="false"></label>
<label>哪一类答案<span class="dim">只停一类答案时选</span><select name="aspect"><option value="">不选</option>${Object.keys(WITHDRAWABLE).map((a) => html`<option value="${a}">${ASPECT_NAMES[a as Aspect]}</option>`)}</select></label></div>
<label>大家问到时改说什么<textarea name="say" required maxlength="300" rows="3">这一件的说明正在核对，先别照着办。急的话打 12345（外地打当地的，前面加区号）问清楚再去。</textarea></label>
<label>为什么停用<input name="why" required maxlength="200" autocomplete="off"></label>
<label class="tick"><input type="checkbox" name="sure" value="yes" required><span>我知道：马上对所有人生效，包括正在进行的对话</span></label>
<button class="danger">停用</button></form>${serviceOptions("withdrawal-services", edition)}`;
}
