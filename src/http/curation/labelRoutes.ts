/** 标注: questions with what they ask for; from the inbox by a click, or written here; out as a file. */
import type { Request, Response } from "express";
import { asTsv, expectOf, isAnswerable, label, labelProblems, labels, lastOf, outcomesOf, spokenExpect, unlabel, EXPECTED_KINDS, LONGEST_QUERY, type Expected } from "../../curation/labels.ts";
import type { LabelRecord } from "../../curation/records.ts";
import { serviceCalled } from "../../curation/serviceNames.ts";
import { dayInChina } from "../../domain/days.ts";
import type { Edition } from "../../domain/edition.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field, fields } from "../staff/forms.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { actorOf, back, CURATES, may, note, READS, saidIn, show } from "./frame.ts";

const PART = "/curation/labels";
const SAID = ["标好了。", "删掉了。"] as const;
const PER_PAGE = 50;
/** Boxes for services in the form: enough for "先问是哪件". */
const BOXES = 4;

const EXPECTED_NAMES: Readonly<Record<Expected["kind"], readonly [string, string]>> = {
  one: ["问的是一件", "写几件，是说答哪一件都对"],
  all: ["几件一起问", "要一起答"],
  clarify: ["先问是哪件", "话说得太含糊，要先给选项"],
  none: ["不归我们管", "不该答任何一件"],
};
const OUTCOME_NAMES = { full: "答对了", half: "先问了一句", wrong: "没答对" } as const;

/** What was sent, as far as it makes sense. */
export interface Typed {
  readonly queries: readonly string[];
  readonly expected: Expected;
}

export function labelRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { library: { store }, live, clock } } = context;
  const page = async (req: Request, res: Response, problems: readonly string[] = [], typed?: Typed): Promise<void> => {
    const all = await labels(store);
    const at = Math.max(1, Math.floor(Number(req.query["page"])) || 1);
    const { inForce } = live;
    const shown = all.slice((at - 1) * PER_PAGE, at * PER_PAGE);
    const outcomes = await outcomesOf(shown, inForce, clock());
    const mayAct = may(res, CURATES);
    const row = (l: LabelRecord, i: number): Html => {
      const outcome = outcomes[i] ?? "wrong";
      return html`<tr><th scope="row">${l.query}</th><td class="wide">${spokenExpect(l.expect, inForce.edition)}${isAnswerable(inForce.edition, l.expect) ? "" : html`<br><span class="amiss">这件事现在没有了，请删掉重标</span>`}</td>
<td>${outcome === "full" ? OUTCOME_NAMES.full : html`<b>${OUTCOME_NAMES[outcome]}</b>`}</td><td>${lastOf(l).by.name}<br><span class="dim">${spokenTime(lastOf(l).at)}</span></td>
${mayAct && html`<td class="acting"><form method="post" action="${PART}/${l.id}/remove"><button aria-label="删掉“${l.query}”的标注">删掉</button></form></td>`}</tr>`;
    };
    show(res, { title: "标注", part: PART, body: html`
<div class="headline"><h1>标注</h1>${all.length > 0 && html`<a class="button" href="${PART}.tsv">下载（TSV）</a>`}</div>
<p class="lead">说好了该怎么答的真实问题。每次校验、每天，都拿它们考一遍；模型不从它们学，所以考得准。在<a href="/curation">收件箱</a>里点“标注”，就会到这里来。</p>
${done(saidIn(req, SAID))}${problemList(problems)}
${all.length === 0 ? html`<p class="empty">还没有标注。收件箱里每一条都可以点“标注”，也可以在下面自己写一句。</p>` : html`<p class="dim">共 ${all.length} 句。“现在”是现行版本这会儿的回答。</p>
<div class="scroll" role="region" aria-label="标注" tabindex="0"><table>
<thead><tr><th scope="col">问题</th><th scope="col">该答</th><th scope="col">现在</th><th scope="col">谁标的</th>${mayAct && html`<th scope="col"><span class="hidden">删掉</span></th>`}</tr></thead>
<tbody>${shown.map(row)}</tbody></table></div>
${all.length > PER_PAGE && html`<nav class="pages" aria-label="翻页">${at > 1 && html`<a href="${PART}?page=${at - 1}">上一页</a>`}<span>第 ${at} 页，共 ${Math.ceil(all.length / PER_PAGE)} 页</span>${at * PER_PAGE < all.length && html`<a href="${PART}?page=${at + 1}">下一页</a>`}</nav>`}`}
${mayAct && html`<h2>自己写一句</h2>${labelForm(PART, inForce.edition, typed ?? { queries: [], expected: { kind: "one", ids: [] } }, 1)}`}` }, problems.length > 0 ? 422 : 200);
  };
  return [
    { method: "get", path: PART, who: READS, handle: (req, res) => page(req, res) },
    { method: "get", path: `${PART}.tsv`, who: READS, handle: async (_req, res) => {
      // The mark at the front makes spreadsheets read it as UTF-8; who reads it as labelled questions skips it.
      res.type("text/tab-separated-values").attachment("yicitong-labels.tsv").send(`\ufeff${asTsv(await labels(store), dayInChina)}`);
    } },
    { method: "post", path: PART, who: CURATES, handle: async (req, res) => {
      const typed = typedIn(req, live.inForce.edition);
      const problems = await keep(context, req, res, typed);
      if (problems.length > 0) return page(req, res, problems, typed);
      back(res, PART, SAID[0]);
    } },
    { method: "post", path: `${PART}/:id/remove`, who: CURATES, handle: async (req, res) => {
      const id = String(req.params["id"]);
      const query = /^[0-9a-f]{20}$/.test(id) ? await unlabel(store, actorOf(res), clock(), id) : null;
      if (query === null) throw new Problem("not-found", "没有这一句标注，可能别人刚删过。");
      await note(context, req, res, "label.remove", id);
      back(res, PART, SAID[1]);
    } },
  ];
}

/** Stores what was typed. @returns what keeps it from being stored */
export async function keep(context: StaffContext, req: Request, res: Response, { queries, expected }: Typed): Promise<readonly string[]> {
  const { curation: { library: { store }, live, clock } } = context;
  const problems = labelProblems(live.inForce.edition, queries, expected);
  if (problems.length > 0) return problems;
  // Personal numbers are masked in words of our own as in those of citizens.
  const masked = queries.map((q) => live.inForce.understand(q, clock()).text);
  const problem = await label(store, actorOf(res), clock(), masked, expectOf(expected));
  if (problem !== null) return [problem];
  await note(context, req, res, "label.set", `${queries.length} 句`, null, spokenExpect(expectOf(expected), live.inForce.edition));
  return [];
}

/** @param boxes how many questions may be written, beside those that stand there */
export function labelForm(action: string, edition: Edition, { queries, expected }: Typed, boxes: number): Html {
  const ids = expected.kind === "none" ? [] : expected.ids;
  return html`<form method="post" action="${action}" class="stack staging">
<fieldset class="texts"><legend>问题（原话，删空就不标）</legend>${Array.from({ length: Math.max(boxes, queries.length) }, (_, i) => html`<input name="queries" value="${queries[i] ?? ""}" maxlength="${LONGEST_QUERY}" aria-label="第 ${i + 1} 句" autocomplete="off">`)}</fieldset>
<fieldset><legend>该怎么答</legend>${EXPECTED_KINDS.map((kind) => html`
<label class="tick"><input type="radio" name="expect" value="${kind}"${kind === expected.kind && html` checked`}><span><b>${EXPECTED_NAMES[kind][0]}</b><span class="dim">${EXPECTED_NAMES[kind][1]}</span></span></label>`)}</fieldset>
<fieldset class="texts"><legend>哪件事（写名字里的字，会边写边找）</legend>${Array.from({ length: BOXES }, (_, i) => html`<input name="targets" value="${ids[i] === undefined ? "" : edition.services.get(ids[i])?.name ?? ids[i]}" list="all-services" aria-label="第 ${i + 1} 件" autocomplete="off" spellcheck="false">`)}</fieldset>
${serviceOptions("all-services", edition)}
<button class="primary">标注</button>
</form>`;
}

/** The names a box offers while one types; the everyday name finds the official one. */
export function serviceOptions(id: string, { services, guides }: Edition, more: readonly string[] = []): Html {
  return html`<datalist id="${id}">${[...services.values()].map((s) => html`<option value="${s.name}" label="${guides.get(s.id)?.plain ?? s.name}">`)}${more.map((name) => html`<option value="${name}">`)}</datalist>`;
}

export function typedIn(req: Request, edition: Edition): Typed {
  const kind = EXPECTED_KINDS.find((k) => k === field(req, "expect")) ?? "one";
  const written = (name: string): readonly string[] => fields(req, name).map((t) => t.trim()).filter((t) => t !== "");
  const queries = [...new Set(written("queries"))];
  return { queries, expected: kind === "none" ? { kind } : { kind, ids: written("targets").map((t) => serviceCalled(edition, t) ?? t) } };
}
