/** 草稿: the list, one draft with what it changes, and its way to review. */
import type { Request, Response } from "express";
import type { Saved } from "../../curation/keptDrafts.ts";
import type { Staged } from "../../curation/intakes.ts";
import type { DraftRecord } from "../../curation/records.ts";
import { unreadable } from "../../curation/findings.ts";
import { isOwner } from "../../curation/owners.ts";
import { isEditable } from "../../curation/tree.ts";
import { valueOf } from "../../curation/yamlText.ts";
import type { Edition } from "../../domain/edition.ts";
import type { Finding } from "../../knowledge/finding.ts";
import { html, type Html } from "../pages/html.ts";
import { staffOf, type StaffContext } from "../staff/context.ts";
import { field } from "../staff/forms.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { spokenTime } from "../staff/times.ts";
import { draftOf, problemsOf } from "./draftOf.ts";
import { exportLinks, uploadForm } from "./exchangeRoutes.ts";
import { actorOf, back, CURATES, findingList, may, note, READS, saidIn, show, WORKS } from "./frame.ts";
import { fileName, fileAt } from "./names.ts";
import { REMARK_SAID } from "./remarks.ts";
import { REVIEW_SAID, talkHtml, waitingHtml, type Talk } from "./reviewSection.ts";

const PART = "/curation/drafts";
const SAID = ["新建好了。", "改回原样了。", "定好了。", "合并好了。", "送审了，等另一个人发布。", "退回来了，可以接着改。", "这份草稿不要了。", "没有更新的版本可以合并。", "导入好了。"] as const;
/** A file, as the log of a draft names it. */
const FILE = /(?:knowledge|intents)\/[a-z0-9/-]+\.(?:yaml|txt)/g;
/** Files that a search finds. */
const MOST_FOUND = 30;

const STATES: Readonly<Record<DraftRecord["state"], Html>> = {
  open: html`<span class="tag on">在改</span>`, review: html`<span class="tag">等发布</span>`, published: html`<span class="tag off">已发布</span>`, dropped: html`<span class="tag off">不要了</span>`,
};

export function draftRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation } = context;
  const { drafts, live, library, intakes, reviews } = curation;

  const one = async (req: Request, res: Response, problems: readonly string[] = []): Promise<void> => {
    const { record: draft } = await draftOf(context, req);
    const { edition } = live.inForce;
    const findings = await drafts.findings(draft, edition);
    const query = typeof req.query["find"] === "string" ? req.query["find"].trim().slice(0, 60) : "";
    const { departments } = staffOf(res).account;
    const own = req.query["own"] === "yes" && departments.length > 0;
    const open = draft.state === "open" && may(res, CURATES);
    const thread = await reviews.of(draft.id);
    const talk: Talk = { draft, edition, thread, said: saidIn(req, [...REMARK_SAID, ...REVIEW_SAID]), me: staffOf(res).account, accounts: await context.office.store.accounts(), values: await valuesOf(draft, thread.remarks.flatMap((r) => r.path ?? [])) };
    const waiting = open ? await intakes.waiting(draft.id) : null;
    show(res, { title: draft.title, part: PART, body: html`
<p class="crumbs"><a href="${PART}">草稿</a></p>
<div class="headline"><h1>${draft.title}</h1><p>${STATES[draft.state]}</p></div>
<p class="lead">${draft.made.by.name} ${spokenTime(draft.made.at)} 新建，改了 ${Object.keys(draft.files).length} 个文件。${draft.review && html`${draft.review.by.name} ${spokenTime(draft.review.at)} 送审${draft.review.note && `：${draft.review.note}`}。`}</p>
${done(saidIn(req, SAID))}${problemList(problems)}
${draft.base !== live.inForce.edition.id && draft.state !== "published" && draft.state !== "dropped" && html`<div class="notice warn"><p><b>现行版本换过了。</b>先把这份草稿合并到现行版本，再校验、发布。</p>${open && html`<form method="post" action="${PART}/${draft.id}/rebase"><button>合并到现行版本</button></form>`}</div>`}
${conflictList(draft, open)}
<nav class="steps" aria-label="这份草稿"><a class="button" href="${PART}/${draft.id}/proof">校验和发布</a>${firstGuide(draft) && html`<a class="button" href="${PART}/${draft.id}/preview/${firstGuide(draft)}">看清单什么样</a>`}<a class="button" href="${PART}/${draft.id}/try">试一句</a><a class="button" href="${PART}/${draft.id}/dictionary">材料和情形</a></nav>
<section aria-labelledby="changed"><h2 id="changed">改了什么</h2>${fileList(draft, edition, findings, open)}</section>
${open && html`<section aria-labelledby="more"><h2 id="more">再改一个</h2>${searchForm(draft, query)}${departments.length > 0 && html`<p class="actions"><a class="button" href="${PART}/${draft.id}?own=yes#more">${departments.join("、")}的指南</a></p>`}${own ? ownFiles(draft, edition, departments) : query !== "" && foundFiles(draft, edition, query)}
${waitingFile(draft, waiting)}${uploadForm(draft.id, "或者导入一个文件")}
<p class="actions"><span class="dim">整份草稿导出来改：</span>${exportLinks(draft.id)}</p></section>`}
${talkHtml(talk)}
<section aria-labelledby="way"><h2 id="way">往下走</h2>${wayOn(draft, res)}</section>
<section aria-labelledby="log"><h2 id="log">经过</h2><ol class="log">${[...draft.log].reverse().slice(0, 60).map((l) => html`<li><span class="time">${spokenTime(l.at)}</span>${l.by.name}：${l.what.replace(FILE, (path) => `“${fileName(edition, path)}”`)}</li>`)}</ol></section>` }, problems.length > 0 ? 422 : 200);
  };

  /** What files of the draft stand for; those that cannot be read are left out. */
  const valuesOf = async (draft: DraftRecord, paths: readonly string[]): Promise<ReadonlyMap<string, unknown>> => {
    const values = new Map<string, unknown>();
    for (const path of new Set(paths)) {
      const { text } = await drafts.text(draft, path);
      if (text !== undefined && unreadable(path, text).length === 0) values.set(path, valueOf(path, text));
    }
    return values;
  };

  /** An act on a draft that leads back to it. */
  const act = (path: string, who: typeof CURATES, action: "draft.change" | "draft.review" | "draft.drop", said: string, doIt: (req: Request, res: Response, draft: DraftRecord) => Promise<Saved>): StaffRoute => ({
    method: "post", path: `${PART}/:id/${path}`, who, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const saved = await doIt(req, res, record);
      if (saved.outcome !== "saved") return one(req, res, problemsOf(saved));
      await note(context, req, res, action, record.title, field(req, "why").trim() || null, saved.draft.log.at(-1)?.what ?? null);
      back(res, `${PART}/${record.id}`, said);
    },
  });

  return [
    { method: "get", path: PART, who: READS, handle: async (req, res) => {
      const all = await drafts.all();
      const record = await library.record(live.inForce.edition.id);
      const newer = record !== null && record.release !== library.shipped.id && live.inForce.edition.id !== library.shipped.id;
      show(res, { title: "草稿", part: PART, body: html`
<h1>草稿</h1>
<p class="lead">改指南、改问法都在草稿里改，校验过、另一个人看过，才发布。没发布以前，市民看到的不变。</p>
${done(saidIn(req, SAID))}
${waitingHtml(await reviews.waitingFor(staffOf(res).account.id))}
${newer && html`<div class="notice warn"><p><b>程序带来了新版本的指南。</b>可以和本地改过的合并，合不拢的地方由您来定，不会悄悄盖掉。</p>${may(res, CURATES) && html`<form method="post" action="${PART}/release"><button>合并新版本</button></form>`}</div>`}
${may(res, CURATES) && html`<form method="post" action="${PART}" class="filters"><label>新建一份，叫什么<input name="title" required maxlength="80" placeholder="例如：护照工本费调整" autocomplete="off"></label><button class="primary">新建草稿</button></form>`}
${all.length === 0 ? html`<p class="empty">还没有草稿。</p>` : html`<div class="scroll" role="region" aria-label="草稿列表" tabindex="0"><table>
<thead><tr><th scope="col">草稿</th><th scope="col">状态</th><th scope="col">改了</th><th scope="col">谁建的</th><th scope="col">最近</th></tr></thead>
<tbody>${all.slice(0, 200).map((d) => html`<tr><th scope="row"><a href="${PART}/${d.id}">${d.title}</a></th><td>${STATES[d.state]}${d.conflicts.length > 0 && html`<span class="tag bad">${d.conflicts.length} 处冲突</span>`}</td><td>${Object.keys(d.files).length} 个文件</td><td>${d.made.by.name}</td><td class="time">${spokenTime(d.log.at(-1)!.at)}</td></tr>`)}</tbody></table></div>`}` });
    } },
    { method: "post", path: PART, who: CURATES, handle: async (req, res) => {
      const draft = await drafts.create(actorOf(res), field(req, "title"));
      await note(context, req, res, "draft.create", draft.title);
      back(res, `${PART}/${draft.id}`, SAID[0]);
    } },
    { method: "post", path: `${PART}/release`, who: CURATES, handle: async (req, res) => {
      const draft = await drafts.bringRelease(actorOf(res));
      if (!draft) return back(res, PART, SAID[7]);
      await note(context, req, res, "draft.create", draft.title);
      back(res, `${PART}/${draft.id}`, SAID[3]);
    } },
    { method: "get", path: `${PART}/:id`, who: READS, handle: (req, res) => one(req, res) },
    act("revert", CURATES, "draft.change", SAID[1], (req, res, d) => drafts.revert(actorOf(res), d.id, field(req, "path"))),
    act("remove", CURATES, "draft.change", SAID[2], (req, res, d) => drafts.remove(actorOf(res), d.id, field(req, "path"))),
    act("settle", CURATES, "draft.change", SAID[2], (req, res, d) => drafts.settle(actorOf(res), d.id, Number(field(req, "index")), field(req, "take") === "theirs" ? "theirs" : "ours")),
    act("rebase", CURATES, "draft.change", SAID[3], (_req, res, d) => drafts.rebase(actorOf(res), d.id, live.inForce.edition.id, "现行版本")),
    act("review", CURATES, "draft.review", SAID[4], (req, res, d) => drafts.askReview(actorOf(res), d.id, field(req, "note"))),
    act("reopen", WORKS, "draft.review", SAID[5], (req, res, d) => drafts.reopen(actorOf(res), d.id, field(req, "why"))),
    act("drop", CURATES, "draft.drop", SAID[6], (_req, res, d) => drafts.drop(actorOf(res), d.id)),
  ];
}

function firstGuide(draft: DraftRecord): string | undefined {
  return Object.keys(draft.files).flatMap((p) => /^knowledge\/guides\/(.+)\.yaml$/.exec(p)?.[1] ?? [])[0];
}

function conflictList(draft: DraftRecord, open: boolean): Html | false {
  return draft.conflicts.length > 0 && html`<section aria-labelledby="conflicts"><h2 id="conflicts">要您来定的（${draft.conflicts.length} 处）</h2>
<p class="lead">两边改了同一处，改得不一样。选一个，选完还可以再改。</p>
<ul class="entries">${draft.conflicts.slice(0, 50).map((c, i) => html`<li><p><b>${fileName(null, c.path)}</b> <span class="dim">${c.at.join(" · ") || "整个文件"}</span></p>
<dl class="sides"><div><dt>原来</dt><dd>${shown(c.base)}</dd></div><div><dt>草稿里</dt><dd>${shown(c.ours)}</dd></div><div><dt>${c.from}</dt><dd>${shown(c.theirs)}</dd></div></dl>
${open && html`<form method="post" action="/curation/drafts/${draft.id}/settle" class="actions"><input type="hidden" name="index" value="${i}"><button name="take" value="ours">用草稿里的</button><button name="take" value="theirs">用${c.from}的</button></form>`}</li>`)}</ul></section>`;
}

/** A value of a file as people read it. */
export function shown(value: unknown): string {
  if (value === undefined) return "（没有）";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function fileList(draft: DraftRecord, edition: Edition, findings: readonly Finding[], open: boolean): Html {
  const files = Object.entries(draft.files).sort(([a], [b]) => (a < b ? -1 : 1));
  if (files.length === 0) return html`<p class="empty">还没有改。${open && "在下面找一份指南或问法来改。"}</p>`;
  return html`<ul class="entries">${files.map(([path, { hash, by, at }]) => html`<li>
<p><a href="${fileAt(draft.id, path)}"><b>${fileName(edition, path)}</b></a>${hash === null && html`<span class="tag bad">删掉</span>`} <span class="dim">${path}，${by.name} ${spokenTime(at)}</span></p>
${findingList(findings.filter((f) => f.file === path).slice(0, 8), (f) => `${fileAt(draft.id, path)}&tab=text#line-${f.line}`)}
<div class="actions"><a class="button" href="${fileAt(draft.id, path)}">接着改</a><a class="button" href="${fileAt(draft.id, path)}&tab=diff">看改了哪里</a>${open && html`<form method="post" action="/curation/drafts/${draft.id}/revert"><input type="hidden" name="path" value="${path}"><button>改回原样</button></form>`}</div></li>`)}</ul>`;
}

function waitingFile(draft: DraftRecord, staged: Staged | null): Html | false {
  return staged !== null && html`<div class="notice warn"><p><b>${staged.record.name}</b> 等着导入，还没有进草稿。</p><p><a class="button" href="/curation/drafts/${draft.id}/import">看要改什么</a></p></div>`;
}

function searchForm(draft: DraftRecord, query: string): Html {
  return html`<form method="get" action="/curation/drafts/${draft.id}#more" class="filters"><label>找指南、问法、材料、出处<input name="find" value="${query}" placeholder="名字或编号，例如：护照" autocomplete="off"></label><button>找</button></form>`;
}

/** The guides that belong to one's own departments. */
function ownFiles(draft: DraftRecord, edition: Edition, departments: readonly string[]): Html {
  const own = [...edition.guides.values()].filter((g) => isOwner(departments, g.authority));
  return own.length === 0 ? html`<p class="empty">没有归${departments.join("、")}管的指南。部门的名称要和指南里“归谁管”对得上。</p>`
    : html`<ul class="found">${own.map((g) => html`<li><a href="${fileAt(draft.id, `knowledge/guides/${g.id}.yaml`)}">${g.name}</a></li>`)}</ul>`;
}

function foundFiles(draft: DraftRecord, edition: Edition, query: string): Html {
  const q = query.toLowerCase();
  const candidates: (readonly [string, string])[] = [
    ...[...edition.services.values()].flatMap((s) => [[`knowledge/guides/${s.id}.yaml`, `${s.id} ${s.name} ${edition.guides.get(s.id)?.plain ?? ""}`], [`intents/guides/${s.id}.yaml`, `${s.id} ${s.name} ${edition.guides.get(s.id)?.plain ?? ""}`]] as const),
    ...[...edition.materials.values()].map((m) => [`knowledge/materials/${m.id}.yaml`, `${m.id} ${m.name} ${m.plain}`] as const),
    ...[...edition.sources.values()].map((s) => [`knowledge/sources/${s.id}.yaml`, `${s.id} ${s.title} ${s.number ?? ""}`] as const),
    ...[...edition.referrals.values()].map((r) => [`intents/referrals/${r.id}.yaml`, `${r.id} ${r.name}`] as const),
    ...[...edition.talk.values()].map((t) => [`intents/talk/${t.id}.yaml`, `${t.id} ${t.name}`] as const),
    ...[...edition.journeys.values()].map((j) => [`knowledge/journeys/${j.id}.yaml`, `${j.id} ${j.name}`] as const),
    ...([["intents/synonyms.yaml", "同义词 synonyms"], ["intents/vague.yaml", "太笼统的问法 vague"], ["intents/dictionary.txt", "词典 dictionary"], ["knowledge/catalogue.yaml", "事项目录 catalogue"], ["knowledge/situations.yaml", "共用情形 situations"]] as const),
  ];
  const found = candidates.filter(([path, words]) => isEditable(path) && words.toLowerCase().includes(q)).slice(0, MOST_FOUND);
  if (found.length === 0) return html`<p class="empty">没有找到“${query}”。换个名字试试，或者写编号。</p>`;
  return html`<ul class="found">${found.map(([path]) => html`<li><a href="${fileAt(draft.id, path)}">${fileName(edition, path)}</a></li>`)}</ul>`;
}

function wayOn(draft: DraftRecord, res: Response): Html {
  const at = `/curation/drafts/${draft.id}`;
  if (draft.state === "published") return html`<p>已经发布。到<a href="/curation/editions">版本</a>里看，或者退回。</p>`;
  if (draft.state === "dropped") return may(res, WORKS) ? html`<form method="post" action="${at}/reopen" class="actions"><button>捡回来接着改</button></form>` : html`<p>不要了。</p>`;
  if (draft.state === "review") return html`<p>等另一个人<a href="${at}/proof">校验、发布</a>。</p>${may(res, WORKS) && html`<form method="post" action="${at}/reopen" class="filters"><label>退回修改，为什么<input name="why" maxlength="200" autocomplete="off"></label><button>退回</button></form>`}`;
  if (!may(res, CURATES)) return html`<p>还在改。</p>`;
  return html`<p>先<a href="${at}/proof">校验</a>，看看会改变哪些回答；没有不对的，再送审；最后由另一个人发布。</p>
<form method="post" action="${at}/review" class="filters"><label>送审，写给发布人看的一句话<input name="note" maxlength="300" autocomplete="off"></label><button class="primary">送审</button></form>
<form method="post" action="${at}/drop"><button class="quiet">不要这份草稿了</button></form>`;
}
