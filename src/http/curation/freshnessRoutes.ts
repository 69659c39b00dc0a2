/** 核对: what must be read again and which guides stand on it; one click notes that it was. */
import type { Request, Response } from "express";
import { noteRead, READ_HOW, readingDraft, sourcesByAge, type Due } from "../../curation/freshness.ts";
import { dayInChina } from "../../domain/days.ts";
import { MARKED_AFTER } from "../../domain/freshness.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import { done } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { problemsOf } from "./draftOf.ts";
import { actorOf, back, CURATES, may, note, READS, saidIn, show } from "./frame.ts";

const PART = "/curation/freshness";
const SAID = ["记下了，在草稿“核对出处”里；都核对完，去草稿里校验、送审。"] as const;
const PER_PAGE = 50;
const MOST_GUIDES = 4;
/** Sources that are this many days from being too old to go unsaid are due. */
const SOON = 60;

const VIEWS = { due: "该核对了", never: "没核到过", all: "全部" } as const;
type View = keyof typeof VIEWS;
const HOW_NAMES = { original: "看了原文", secondary: "看了转述", expertise: "没核到" } as const;

const fits = ({ age }: Due, view: View): boolean => view === "all" || (view === "never" ? age === null : age !== null && age > MARKED_AFTER - SOON);

export function freshnessRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, live, clock } } = context;
  const list = async (req: Request, res: Response): Promise<void> => {
    const view = (Object.keys(VIEWS) as View[]).find((v) => v === req.query["view"]) ?? "due";
    const page = Math.max(1, Math.floor(Number(req.query["page"])) || 1);
    const all = sourcesByAge(live.whole, dayInChina(clock()));
    const shown = all.filter((d) => fits(d, view));
    const staged = await stagedBy(context);
    const mayAct = may(res, CURATES);
    show(res, { title: "核对", part: PART, body: html`
<h1>核对</h1>
<p class="lead">指南里的每一条都写着出处。重新看过一个出处，和指南写的还一样，就点“还对”；不一样，先改引用它的指南。超过 ${MARKED_AFTER} 天没核对的指南会告诉市民上次核对是哪天，再久就请市民先核实。</p>
${done(saidIn(req, SAID))}
<p class="tabs">${(Object.keys(VIEWS) as View[]).map((v) => html`<a href="${PART}?view=${v}"${v === view && html` aria-current="page"`}>${VIEWS[v]} <span class="count">${all.filter((d) => fits(d, v)).length}</span></a>`)}</p>
${shown.length === 0 ? html`<p class="empty">${view === "due" ? "没有该核对的：都在最近核对过。" : "没有。"}</p>` : html`<div class="scroll" role="region" aria-label="出处" tabindex="0"><table>
<thead><tr><th scope="col">出处</th><th scope="col">上次核对</th><th scope="col">用它的指南</th>${mayAct && html`<th scope="col">重新看过了</th>`}</tr></thead>
<tbody>${shown.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((d) => row(d, staged.get(d.source.id) ?? null, mayAct, view, page))}</tbody></table></div>
${shown.length > PER_PAGE && html`<nav class="pages" aria-label="翻页">${page > 1 && html`<a href="${PART}?view=${view}&page=${page - 1}">上一页</a>`}<span>第 ${page} 页，共 ${Math.ceil(shown.length / PER_PAGE)} 页</span>${page * PER_PAGE < shown.length && html`<a href="${PART}?view=${view}&page=${page + 1}">下一页</a>`}</nav>`}`}` });
  };
  return [
    { method: "get", path: PART, who: READS, handle: list },
    { method: "post", path: `${PART}/:source`, who: CURATES, handle: async (req, res) => {
      const source = live.whole.sources.get(String(req.params["source"]));
      if (!source) throw new Problem("not-found", "没有这个出处，可能已经换了编号。请从“核对”里点。");
      const how = READ_HOW.find((h) => h === field(req, "how"));
      if (!how) throw new Problem("invalid-body", "请选是看了原文还是看了转述。");
      const day = dayInChina(clock());
      const saved = await noteRead(drafts, actorOf(res), await readingDraft(drafts, actorOf(res), day), source.id, how, day);
      if (saved.outcome !== "saved") throw new Problem("invalid-body", problemsOf(saved).join(""));
      await note(context, req, res, "draft.change", `knowledge/sources/${source.id}.yaml`, null, `${source.title}：${HOW_NAMES[how]}`);
      const view = (Object.keys(VIEWS) as View[]).find((v) => v === field(req, "view")) ?? "due";
      back(res, `${PART}?view=${view}&page=${Math.max(1, Math.floor(Number(field(req, "page"))) || 1)}`, SAID[0]);
    } },
  ];
}

/** Sources that stand in a draft at work, with who put them there. */
async function stagedBy({ curation: { drafts } }: StaffContext): Promise<ReadonlyMap<string, { readonly draft: string; readonly by: string }>> {
  const atWork = (await drafts.all()).filter((d) => d.state === "open" || d.state === "review");
  return new Map(atWork.flatMap((d) => Object.entries(d.files).flatMap(([path, { by }]) => {
    const id = /^knowledge\/sources\/(.+)\.yaml$/.exec(path)?.[1];
    return id === undefined ? [] : [[id, { draft: d.id, by: by.name }] as const];
  })));
}

function row({ source, age, guides }: Due, staged: { readonly draft: string; readonly by: string } | null, mayAct: boolean, view: View, page: number): Html {
  const { verified: { on, how } } = source;
  return html`<tr><th scope="row">${source.url ? html`<a href="${source.url}" target="_blank" rel="noopener">${source.title}<span class="hidden">（新窗口打开）</span></a>` : source.title}</th>
<td>${on === undefined ? "没核到过" : html`${on}<br><span class="dim">${age} 天前，${HOW_NAMES[how]}</span>`}</td>
<td class="wide">${guides.length === 0 ? "没有" : html`${guides.slice(0, MOST_GUIDES).map((g, i) => html`${i > 0 && "、"}${g.name}${g.state === "too-old" ? html`<b class="amiss">（已停用：太久没核对）</b>` : g.state === "old" ? html`<b>（已标出日期）</b>` : ""}`)}${guides.length > MOST_GUIDES && ` 等 ${guides.length} 份`}`}</td>
${mayAct && html`<td class="acting">${staged ? html`<a href="/curation/drafts/${staged.draft}">${staged.by}改了，在草稿里</a>` : html`<form method="post" action="${PART}/${source.id}" class="actions"><input type="hidden" name="view" value="${view}"><input type="hidden" name="page" value="${page}">
<button name="how" value="original" aria-label="“${source.title}”看了原文，还对">看了原文，还对</button><button name="how" value="secondary" aria-label="“${source.title}”看了转述，还对">看了转述，还对</button></form>`}</td>`}</tr>`;
}
