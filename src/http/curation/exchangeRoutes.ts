/** Files in and out of a draft: what a file would change is shown first, and taken in by a second click. */
import type { Request, Response } from "express";
import type { Staged } from "../../curation/intakes.ts";
import type { ExchangeFormat } from "../../curation/ports.ts";
import type { Change } from "../../knowledge/exchange/plan.ts";
import { KIND_NAMES } from "../../knowledge/exchange/bundle.ts";
import { MAX_FILE_BYTES } from "../../knowledge/exchange/openFile.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import { problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { diffHtml, diffLines } from "./diff.ts";
import { draftOf, problemsOf } from "./draftOf.ts";
import { actorOf, back, CURATES, findingList, may, note, READS, show } from "./frame.ts";
import { fileName } from "./names.ts";

const PART = "/curation/drafts";
/** Changes that are shown line by line on one page; the others are named. */
const MOST_SHOWN = 60;
const MOST_PROBLEMS = 200;

export const FORMATS: readonly (readonly [ExchangeFormat, string, string])[] = [
  ["xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], ["yaml", "YAML", "application/yaml"], ["json", "JSON", "application/json"],
];

export function exchangeRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, intakes, library, live, proofs, jobs } } = context;
  const at = `${PART}/:id/import`;

  const page = async (req: Request, res: Response, problems: readonly string[] = []): Promise<void> => {
    const { record: draft } = await draftOf(context, req);
    const staged = await intakes.waiting(draft.id);
    const open = draft.state === "open" && may(res, CURATES);
    const before = new Map(await Promise.all((staged?.plan.files ?? []).slice(0, MOST_SHOWN).map(async ({ path }) => [path, (await drafts.text(draft, path)).text ?? ""] as const)));
    show(res, { title: `导入：${draft.title}`, part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>导入文件</h1>
${problemList(problems)}
${staged === null ? html`<p class="empty">没有等着导入的文件。</p>` : planHtml(draft.id, staged, before, (path) => fileName(live.inForce.edition, path), open)}
${open && uploadForm(draft.id, staged === null ? "导入一个文件" : "换一个文件")}` }, problems.length > 0 ? 422 : 200);
  };

  return [
    { method: "post", path: "/api/v1/curation/drafts/:id/import", who: CURATES, maxBody: MAX_FILE_BYTES, takesFile: true, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const bytes: unknown = req.body;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem("invalid-body", "这个文件是空的。草稿没有变。");
      const name = typeof req.query["name"] === "string" ? req.query["name"] : "";
      const problem = await intakes.stage(actorOf(res), record.id, name, bytes);
      if (problem !== null) throw new Problem("invalid-body", `${problem}草稿没有变。`);
      res.status(201).json({ at: `${PART}/${record.id}/import` });
    } },
    { method: "get", path: at, who: READS, handle: (req, res) => page(req, res) },
    { method: "post", path: at, who: CURATES, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const saved = await intakes.take(actorOf(res), record.id, field(req, "intake"));
      if (saved.outcome !== "saved") return page(req, res, problemsOf(saved));
      await note(context, req, res, "draft.change", record.title, null, saved.draft.log.at(-1)?.what ?? null);
      back(res, `${PART}/${record.id}`, "导入好了。");
    } },
    { method: "post", path: `${at}/drop`, who: CURATES, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      await intakes.drop(record.id, field(req, "intake"));
      back(res, `${PART}/${record.id}`);
    } },
    ...FORMATS.map(([format, , type]): StaffRoute => ({ method: "get", path: `${PART}/:id/export.${format}`, who: READS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const guide = typeof req.query["guide"] === "string" && /^[a-z0-9-]{1,80}$/.test(req.query["guide"]) ? req.query["guide"] : null;
      const folder = await library.folderFor(await proofs.manifest(record), null);
      // What a draft holds may be half written: then it says so instead of a file.
      const bytes = await jobs.exportEdition(folder, format, guide === null ? [] : [guide])
        .catch((error: unknown) => { throw new Problem("invalid-body", `没有导出：草稿里有读不懂的地方，先看看检查结果。${error instanceof Error ? error.message : ""}`); });
      res.type(type).set("Content-Disposition", `attachment; filename="${guide ?? `draft-${record.id}`}.${format}"`).send(Buffer.from(bytes));
    } })),
  ];
}

/** Where a file is chosen; the page's script sends it, and goes on to what it would change. */
export function uploadForm(draft: string, label: string): Html {
  return html`<form class="filters" data-upload="/api/v1/curation/drafts/${draft}/import" data-most="${MAX_FILE_BYTES}"><label>${label}<span class="dim">从这里导出的 Excel、YAML、JSON，改过再传回来。先给您看要改什么，再点一次才进草稿</span><input type="file" name="file" accept=".xlsx,.yaml,.yml,.json" required></label><button>看看要改什么</button><p class="imported" role="status"></p></form>`;
}

/** @param guide one guide with what it stands on; absent: all of the draft */
export function exportLinks(draft: string, guide?: string): Html {
  return html`${FORMATS.map(([format, name]) => html`<a class="button" href="${PART}/${draft}/export.${format}${guide === undefined ? "" : `?guide=${guide}`}">导出 ${name}</a>`)}`;
}

function planHtml(draft: string, { record, plan }: Staged, before: ReadonlyMap<string, string>, named: (path: string) => string, open: boolean): Html {
  const [blocked, free] = [plan.changes.filter((c) => c.blocked !== undefined), plan.changes.filter((c) => c.blocked === undefined)];
  const left = plan.problems.length > 0 || blocked.length > 0;
  const after = new Map(plan.files.map((f) => [f.path, f.text]));
  const hidden = html`<input type="hidden" name="intake" value="${record.id}">`;
  const files = [...new Set(plan.findings.map((f) => f.file))];
  return html`<p class="lead"><b>${record.name}</b>，${record.by.name} ${spokenTime(record.at)} 传的。草稿还没有动：看过下面的，再点导入。</p>
<dl class="figures"><div><dt>要改的</dt><dd>${free.length} 项</dd></div><div><dt>和草稿里一样的</dt><dd>${plan.same} 项</dd></div><div><dt>不能导入的</dt><dd>${blocked.length} 项</dd></div><div><dt>读不懂的地方</dt><dd>${plan.problems.length} 处</dd></div></dl>
${open && html`<div class="actions">${free.length > 0 && html`<form method="post" action="${PART}/${draft}/import">${hidden}<button class="primary">${left ? `只导入能用的 ${free.length} 项` : `导入这 ${free.length} 项`}</button></form>`}<form method="post" action="${PART}/${draft}/import/drop">${hidden}<button>不要了</button></form></div>`}
${free.length === 0 && html`<p class="empty">没有能导入的改动。</p>`}
${plan.problems.length > 0 && html`<section aria-labelledby="problems"><h2 id="problems">读不懂的地方</h2><ul class="findings">${plan.problems.slice(0, MOST_PROBLEMS).map((p) => html`<li class="error"><b>${p.where}</b>：${p.cause}</li>`)}</ul>${plan.problems.length > MOST_PROBLEMS && html`<p class="dim">还有 ${plan.problems.length - MOST_PROBLEMS} 处没有列出来，先改好这些再传。</p>`}</section>`}
${blocked.length > 0 && html`<section aria-labelledby="blocked"><h2 id="blocked">不能导入的</h2><ul class="entries">${blocked.slice(0, MOST_SHOWN).map((c) => html`<li><p><b>${titleOf(c)}</b>：${c.blocked}</p></li>`)}</ul></section>`}
${files.length > 0 && html`<section aria-labelledby="findings"><h2 id="findings">检查结果</h2>${files.slice(0, MOST_SHOWN).map((file) => html`<h3>${named(file)}</h3>${findingList(plan.findings.filter((f) => f.file === file).slice(0, 20))}`)}</section>`}
${free.length > 0 && html`<section aria-labelledby="changes"><h2 id="changes">要改的</h2>${free.slice(0, MOST_SHOWN).map((c) => changeHtml(c, before.get(c.path), after.get(c.path)))}
${free.length > MOST_SHOWN && html`<p class="dim">还有 ${free.length - MOST_SHOWN} 项：${free.slice(MOST_SHOWN, MOST_SHOWN + 300).map(titleOf).join("、")}</p>`}</section>`}`;
}

const titleOf = (c: Change): string => `${KIND_NAMES[c.kind]}：${c.name}`;

function changeHtml(c: Change, before: string | undefined, after: string | undefined): Html {
  const lines = c.isNew ? [] : c.differences.flatMap((d) => d.lines);
  return html`<details class="group"><summary>${titleOf(c)}${c.isNew ? html`<span class="tag on">新的</span>` : html`<span class="dim">${lines.length} 处</span>`}</summary>
${lines.length > 0 && html`<ul class="lines">${lines.map((l) => html`<li>${l}</li>`)}</ul>`}
${before !== undefined && after !== undefined && diffHtml(diffLines(before, after))}</details>`;
}
