/** 版本: every edition that was in force, what changed from one to the next, and the way back. */
import type { Request, Response } from "express";
import { draftLike } from "../../curation/likeEdition.ts";
import type { EditionRecord } from "../../curation/records.ts";
import { changedPaths, type Manifest } from "../../curation/tree.ts";
import { html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { diffHtml, diffLines } from "./diff.ts";
import { FORMATS } from "./exchangeRoutes.ts";
import { actorOf, back, CURATES, may, note, PUBLISHES, READS, saidIn, show } from "./frame.ts";
import { fileName } from "./names.ts";

const PART = "/curation/editions";
const SAID = ["发布了，新来的人已经用上。", "退回了，所有人马上用退回的版本。"] as const;
/** Files whose differences are shown on one page. */
const MOST_FILES = 40;

export function editionRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { publishing, live, library, jobs, drafts } } = context;
  const page = async (req: Request, res: Response, problems: readonly string[] = []): Promise<void> => {
    const editions = await publishing.editions();
    const ready = await publishing.ready(editions);
    const current = live.inForce.edition.id;
    const steps = [...live.head?.steps ?? []].reverse();
    const name = (id: string): string => editions.find((e) => e.id === id)?.title ?? (id === library.shipped.id ? "随程序发布的版本" : id);
    const publishes = may(res, PUBLISHES);
    const why = new Map(steps.filter((s) => s.how === "publish").map((s) => [s.edition, s.why]));
    show(res, { title: "版本", part: PART, body: html`
<h1>版本</h1>
<p class="lead">现在用的是<b>${name(current)}</b>（${current}）。每个版本都留着，最近几个马上能退回。</p>
${done(saidIn(req, SAID))}${problemList(problems)}
${editions.length === 0 ? html`<p class="empty">还没有发布过，用的是随程序发布的版本。</p>` : html`<ul class="entries">${editions.map((e) => html`<li>
<p><a href="${PART}/${e.id}"><b>${e.title}</b></a>${e.id === current && html` <span class="tag on">在用</span>`}</p>
<p class="dim">${e.by.name} ${spokenTime(e.at)}，${e.parent === null ? "没有改动" : `改了 ${e.changed.length} 个文件`}${why.has(e.id) && `：${why.get(e.id)}`}，编号 ${e.id}</p>
${e.id !== current && !ready.has(e.id) && html`<p class="dim">模型已经清掉了，不能马上退回：照它做一份草稿，校验时会重新训练。</p>${may(res, CURATES) && html`<form method="post" action="${PART}/${e.id}/draft"><button>照它做一份草稿</button></form>`}`}
${publishes && e.id !== current && ready.has(e.id) && html`<form method="post" action="${PART}/${e.id}/rollback" class="filters"><label>退回到这个版本，为什么<input name="why" required maxlength="300" autocomplete="off"></label><button>退回</button></form>`}</li>`)}</ul>`}
${steps.length > 0 && html`<section aria-labelledby="steps"><h2 id="steps">经过</h2><ol class="log">${steps.slice(0, 100).map((s) => html`<li><span class="time">${spokenTime(s.at)}</span>${s.by.name}${s.how === "publish" ? "发布了" : "退回到"}“${name(s.edition)}”${s.how === "publish" && s.corrects.length > 0 && "（紧急更正）"}：${s.why}</li>`)}</ol></section>`}` }, problems.length > 0 ? 422 : 200);
  };
  const recordOf = async (req: Request): Promise<EditionRecord> => {
    const id = String(req.params["id"]);
    const record = /^[0-9a-f]{16}$/.test(id) ? await library.record(id) : null;
    if (!record) throw new Problem("not-found", "没有这个版本，可能地址写错了。请从版本列表里点。");
    return record;
  };
  return [
    { method: "get", path: PART, who: READS, handle: (req, res) => page(req, res) },
    { method: "get", path: `${PART}/:id`, who: READS, handle: async (req, res) => {
      const record = await recordOf(req);
      const editions = await publishing.editions();
      const against = editions.find((e) => e.id === req.query["against"]) ?? editions.find((e) => e.id === record.parent);
      const [now, before]: [Manifest, Manifest] = [await library.manifest(record.id) ?? {}, against ? await library.manifest(against.id) ?? {} : {}];
      const paths = against ? changedPaths(before, now) : [];
      const files = await Promise.all(paths.slice(0, MOST_FILES).map(async (path) => ({
        path, lines: diffLines(before[path] ? await library.text(before[path]) : "", now[path] ? await library.text(now[path]) : ""),
      })));
      show(res, { title: record.title, part: PART, body: html`
<p class="crumbs"><a href="${PART}">版本</a></p>
<h1>${record.title}</h1>
<p class="lead">${record.by.name} ${spokenTime(record.at)}，编号 ${record.id}。${record.draft && html`<a href="/curation/drafts/${record.draft}">看它的草稿</a>`}</p>
<form method="get" action="${PART}/${record.id}" class="filters"><label>和哪个版本比<select name="against">${editions.filter((e) => e.id !== record.id).map((e) => html`<option value="${e.id}"${e.id === against?.id && html` selected`}>${e.title}（${spokenTime(e.at)}）</option>`)}</select></label><button>比</button></form>
<p class="actions">${FORMATS.map(([format, name]) => html`<a class="button" href="${PART}/${record.id}/export.${format}">导出 ${name}</a>`)}</p>
${against ? html`<h2>和“${against.title}”比，${paths.length} 个文件不同</h2>` : html`<p class="empty">这是最早的版本，没有可比的。</p>`}
${files.map(({ path, lines }) => html`<details open class="group"><summary>${fileName(live.inForce.edition, path)}<span class="dim">${path}</span></summary>${diffHtml(lines)}</details>`)}
${paths.length > MOST_FILES && html`<p class="dim">还有 ${paths.length - MOST_FILES} 个文件没有显示：${paths.slice(MOST_FILES, MOST_FILES + 200).join("、")}</p>`}` });
    } },
    ...FORMATS.map(([format, , type]): StaffRoute => ({ method: "get", path: `${PART}/:id/export.${format}`, who: READS, handle: async (req, res) => {
      const record = await recordOf(req);
      const folder = await library.folder(record.id);
      if (folder === null) throw new Problem("not-found", "这个版本的文件没有留存，导不出来。");
      const bytes = await jobs.exportEdition(folder, format, []);
      res.type(type).set("Content-Disposition", `attachment; filename="edition-${record.id}.${format}"`).send(Buffer.from(bytes));
    } })),
    { method: "post", path: `${PART}/:id/draft`, who: CURATES, handle: async (req, res) => {
      const record = await recordOf(req);
      const draft = await draftLike(library, drafts, actorOf(res), record, live.inForce.edition.id);
      if (typeof draft === "string") return page(req, res, [draft]);
      await note(context, req, res, "draft.create", draft.title, null, record.id);
      back(res, `/curation/drafts/${draft.id}`);
    } },
    { method: "post", path: `${PART}/:id/rollback`, who: PUBLISHES, handle: async (req, res) => {
      const record = await recordOf(req);
      const why = field(req, "why");
      const result = await publishing.rollback(actorOf(res), record.id, why);
      if (!result.ok) return page(req, res, result.problems);
      await note(context, req, res, "edition.rollback", record.title, why, record.id);
      back(res, PART, SAID[1]);
    } },
  ];
}

