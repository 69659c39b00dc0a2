/** One file of a draft: as a form, as raw text, and what is different from before. */
import type { Request, Response } from "express";
import type { Saved } from "../../curation/drafts.ts";
import type { DraftRecord } from "../../curation/records.ts";
import { isEditable } from "../../curation/tree.ts";
import { NotYaml, replaced, rewrite, valueAt, valueOf, written } from "../../curation/yamlText.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field, fields } from "../staff/forms.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { diffLines, diffHtml } from "./diff.ts";
import { draftOf, problemsOf } from "./draftOf.ts";
import { shown } from "./draftRoutes.ts";
import { fieldHtml, fieldValue, formOf, placeOf, typeAt, type FileForm, type ListField } from "./fields.ts";
import { actorOf, back, CURATES, findingList, may, note, READS, saidIn, show } from "./frame.ts";
import { fileAt, fileName } from "./names.ts";

const PART = "/curation/drafts";
const SAID = ["存好了。", "存好了：别人同时改了别处，已经合在一起。", "没有变化。"] as const;
/** A raw text of Chinese takes nine bytes a character on its way. */
const MAX_FORM = 2_000_000;
const PATH_AT = `${PART}/:id/file`;

type Tab = "form" | "text" | "diff";
const TABS: readonly (readonly [Tab, string])[] = [["form", "表单"], ["text", "原文"], ["diff", "改了哪里"]];

interface Trouble {
  readonly problems: readonly string[];
  /** What was typed and not stored, to be kept on the page. */
  readonly typed?: string;
  /** What somebody else stored in the meantime. */
  readonly conflict?: Extract<Saved, { outcome: "conflict" }>;
}

export function fileRoutes(context: StaffContext): readonly StaffRoute[] {
  const { curation: { drafts, live } } = context;

  const page = async (req: Request, res: Response, draft: DraftRecord, path: string, tab: Tab, trouble?: Trouble): Promise<void> => {
    const { edition } = live.inForce;
    const [{ text, hash }, before] = [await drafts.text(draft, path), await drafts.baseText(draft, path)];
    const open = draft.state === "open" && may(res, CURATES);
    const form = formOf(path);
    const active: Tab = tab === "form" && form === null ? "text" : tab;
    const findings = (await drafts.findings(draft, edition)).filter((x) => x.file === path);
    const guide = /^(?:knowledge|intents)\/guides\/(.+)\.yaml$/.exec(path)?.[1];
    const sister = guide && (path.startsWith("intents/") ? `knowledge/guides/${guide}.yaml` : `intents/guides/${guide}.yaml`);
    show(res, { title: fileName(edition, path), part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a></p>
<h1>${fileName(edition, path)}</h1>
<p class="lead"><code>${path}</code>${sister && html` · <a href="${fileAt(draft.id, sister)}">${path.startsWith("intents/") ? "看它的指南" : "看它的问法"}</a>`}${guide && path.startsWith("knowledge/") && html` · <a href="${PART}/${draft.id}/preview/${guide}">看清单什么样</a>`}</p>
${done(saidIn(req, SAID))}${problemList(trouble?.problems ?? [])}${conflictHtml(trouble?.conflict)}
<nav class="tabs" aria-label="怎么改">${TABS.filter(([t]) => t !== "form" || form !== null).map(([t, name]) => html`<a href="${fileAt(draft.id, path)}&tab=${t}"${t === active && html` aria-current="page"`}>${name}</a>`)}</nav>
${findings.length > 0 && html`<section aria-label="检查结果">${findingList(findings, (x) => `${fileAt(draft.id, path)}&tab=text#line-${x.line}`)}</section>`}
${active === "text" ? rawHtml(draft, path, trouble?.typed ?? text ?? "", hash, open, findings.map((x) => x.line))
    : active === "diff" ? diffHtml(diffLines(before ?? "", text ?? ""))
    : formHtml(draft, path, form!, withTyped(parsedOrNull(path, text), trouble?.conflict), hash, open)}` }, trouble ? 422 : 200);
  };

  const pathIn = (given: unknown): string => {
    const path = typeof given === "string" ? given : "";
    if (!isEditable(path)) throw new Problem("not-found", "草稿里没有这个文件，可能地址写错了。请从草稿里点。");
    return path;
  };

  return [
    { method: "get", path: PATH_AT, who: READS, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const tab = TABS.find(([t]) => t === req.query["tab"])?.[0] ?? "form";
      await page(req, res, record, pathIn(req.query["path"]), tab);
    } },
    { method: "post", path: PATH_AT, who: CURATES, maxBody: MAX_FORM, handle: async (req, res) => {
      const { record } = await draftOf(context, req);
      const path = pathIn(field(req, "path"));
      const seen = field(req, "seen") || null;
      const isRaw = field(req, "text") !== "" || field(req, "tab") === "text";
      let text: string;
      try {
        text = isRaw ? field(req, "text") : await fromForm(req, context, path, seen);
      } catch (error) {
        if (!(error instanceof FormProblem) && !(error instanceof NotYaml)) throw error;
        return page(req, res, record, path, "form", { problems: [error instanceof FormProblem ? error.message : "原文读不懂，请到“原文”里改。"] });
      }
      const saved = await drafts.saveText(actorOf(res), record.id, path, seen, text);
      if (saved.outcome !== "saved") {
        return page(req, res, record, path, isRaw ? "text" : "form", { problems: problemsOf(saved), ...isRaw ? { typed: text } : {}, ...saved.outcome === "conflict" ? { conflict: saved } : {} });
      }
      const isSame = saved.draft.files[path]?.at === record.files[path]?.at;
      if (!isSame) await note(context, req, res, "draft.change", path, null, record.title);
      back(res, `${fileAt(record.id, path)}&tab=${isRaw ? "text" : "form"}`, isSame ? SAID[2] : saved.merged ? SAID[1] : SAID[0]);
    } },
  ];
}

class FormProblem extends Error {}

/** The text that the form's fields lead to, from the text they were made from. */
async function fromForm(req: Request, { curation: { library } }: StaffContext, path: string, seen: string | null): Promise<string> {
  const form = formOf(path);
  if (!form) throw new FormProblem("这个文件没有表单，请改原文。");
  const base = seen === null ? written(path, {}) : await library.text(seen).catch(() => { throw new FormProblem("这个页面太旧了，请重新打开再改。您写的还在页面上。"); });
  let value = valueOf(path, base);
  const body = (req.body ?? {}) as Record<string, unknown>;
  const ticked = new Map(fields(req, "boxes").map((place) => [place, ""]));
  for (const name of Object.keys(body)) if (name.startsWith("f:")) ticked.set(name.slice(2), field(req, name));
  for (const [place, words] of ticked) {
    const type = typeAt(form, place);
    if (type === null) throw new FormProblem(`不认识“${place.slice(0, 60)}”这一栏。`);
    let meant: unknown;
    try {
      meant = fieldValue(type, words);
    } catch {
      throw new FormProblem(`“${words.slice(0, 60)}”这个条件读不懂。写成 {applicant.age: {under: 16}} 的样子。`);
    }
    value = setAt(value, placeOf(place), meant);
  }
  const removed = field(req, "remove");
  if (removed !== "") value = replaced(value, placeOf(removed), undefined);
  return rewrite(path, base, value);
}

/** Sets a place, making the lists and objects on the way; nothing is made to hold nothing. */
function setAt(value: unknown, place: readonly (string | number)[], meant: unknown): unknown {
  if (meant === undefined && valueAt(value, place) === undefined) return value;
  const parent = place.slice(0, -1);
  let now = value;
  for (let n = 1; n <= parent.length; n++) {
    const at = parent.slice(0, n);
    if (valueAt(now, at) === undefined) now = replaced(now, at, typeof place[n] === "number" ? [] : {});
  }
  return replaced(now, place, meant);
}

function parsedOrNull(path: string, text: string | undefined): unknown {
  try {
    return text === undefined ? {} : valueOf(path, text);
  } catch {
    return null;
  }
}

/** What is stored now, with what was typed where both differ: saved once more from here, it stands. */
function withTyped(value: unknown, conflict: Trouble["conflict"]): unknown {
  return (conflict?.conflicts ?? []).reduce((v, c) => replaced(v, c.path, c.theirs), value);
}

function conflictHtml(conflict: Trouble["conflict"]): Html | false {
  return conflict !== undefined && html`<div class="notice warn"><p><b>您打开以后，别人也改了这一处${conflict.by && `（最近存的是${conflict.by.name}）`}。</b>您写的还在下面；要用您的，照下面再存一次；要用对方的，重新打开这一页。</p>
${conflict.conflicts.slice(0, 10).map((c) => html`<dl class="sides"><div><dt>原来（${c.path.join(" · ")}）</dt><dd>${shown(c.base)}</dd></div><div><dt>现在存着的</dt><dd>${shown(c.ours)}</dd></div><div><dt>您写的</dt><dd>${shown(c.theirs)}</dd></div></dl>`)}</div>`;
}

function rawHtml(draft: DraftRecord, path: string, text: string, hash: string | null, open: boolean, marked: readonly number[]): Html {
  const lines = text.split("\n");
  if (!open) return html`<pre class="source">${lines.map((l, i) => html`<span id="line-${i + 1}"${marked.includes(i + 1) && html` class="marked"`}>${l}
</span>`)}</pre>`;
  return html`<form method="post" action="${PART}/${draft.id}/file" class="stack" data-keep="${draft.id}:${path}">
<input type="hidden" name="path" value="${path}"><input type="hidden" name="seen" value="${hash ?? ""}"><input type="hidden" name="tab" value="text">
<label>原文（YAML）<textarea name="text" class="source" rows="${Math.min(60, Math.max(16, lines.length + 2))}" spellcheck="false" wrap="off">${text}</textarea></label>
<button class="primary">存</button></form>
${marked.length > 0 && html`<pre class="source short" aria-label="有问题的行">${[...new Set(marked)].slice(0, 20).map((n) => html`<span id="line-${n}" class="marked">${String(n).padStart(4)}  ${lines[n - 1] ?? ""}
</span>`)}</pre>`}`;
}

function formHtml(draft: DraftRecord, path: string, form: FileForm, value: unknown, hash: string | null, open: boolean): Html {
  if (value === null) return html`<p class="empty">原文读不懂，显示不了表单。请到“原文”里改。</p>`;
  const head = html`<input type="hidden" name="path" value="${path}"><input type="hidden" name="seen" value="${hash ?? ""}"><input type="hidden" name="tab" value="form">`;
  const begin = (key: string): Html => html`<form method="post" action="${PART}/${draft.id}/file" class="fields-form" data-keep="${draft.id}:${path}:${key}">${head}`;
  return html`<section class="basics">${begin("")}<div class="grid">${form.fields.map((x) => fieldHtml(x, "", value, open))}</div>${open && html`<div class="actions"><button class="primary">存</button></div>`}<div class="looked" data-looked role="status"></div></form></section>
${form.lists.map((list) => listHtml(list, value, open, begin))}`;
}

function listHtml(list: ListField, value: unknown, open: boolean, begin: (key: string) => Html): Html {
  const had = valueAt(value, [list.key]);
  const items: readonly unknown[] = Array.isArray(had) ? had : [];
  if (items.length === 0 && !open) return html``;
  const boxes = (at: string): Html => html`${list.fields.filter((x) => x.type === "yes").map((x) => html`<input type="hidden" name="boxes" value="${at}/${x.key}">`)}`;
  return html`<details class="list-form"${items.length > 0 && html` open`}><summary><h2>${list.label}</h2><span class="dim">${items.length} 条</span></summary>
${items.map((item, i) => {
    const at = `${list.key}/${i}`;
    const special = valueAt(item, ["anyOf"]) !== undefined;
    return html`<details class="item" id="${list.key}-${i}"><summary>${i + 1}. ${briefOf(item)}</summary>${begin(at)}<fieldset><legend>${list.label} 第 ${i + 1} 条${special && "（几样任选一样：到“原文”里改是哪几样）"}</legend>
<div class="grid">${list.fields.filter((x) => !special || !["paper", "holder", "shown", "surrendered", "copies", "spec"].includes(x.key)).map((x) => fieldHtml(x, at, item, open))}</div>${boxes(at)}
${list.inner && innerHtml(list.inner, at, item, open)}
${open && html`<div class="actions"><button class="primary">存这一条</button><button name="remove" value="${at}">删掉这一条</button></div>`}</fieldset></form></details>`;
  })}
${open && html`<details class="adding"><summary>再加一条${list.label}</summary>${begin(`${list.key}/new`)}<fieldset><legend>新的一条</legend><div class="grid">${list.fields.map((x) => fieldHtml(x, `${list.key}/${items.length}`, undefined, open))}</div>${boxes(`${list.key}/${items.length}`)}<div class="actions"><button class="primary">加上</button></div></fieldset></form></details>`}</details>`;
}

function innerHtml(list: ListField, at: string, item: unknown, open: boolean): Html | false {
  const had = valueAt(item, [list.key]);
  const items: readonly unknown[] = Array.isArray(had) ? had : [];
  return items.length > 0 && html`<div class="inner"><h3>${list.label}</h3>${items.map((each, i) => html`<div class="grid">${list.fields.map((x) => fieldHtml(x, `${at}/${list.key}/${i}`, each, open))}</div>`)}</div>`;
}

/** What an item says, in one line. */
function briefOf(item: unknown): string {
  const at = (key: string): string => {
    const value = valueAt(item, [key]);
    return value === undefined ? "" : String(value);
  };
  const said = ["text", "ask", "because", "say", "item", "use", "differs"].map(at).find((v) => v !== "") ?? "";
  const before = at("paper") || at("guide");
  const amount = at("amount");
  const text = [before, said, amount && `${amount} 元`].filter(Boolean).join("　");
  return text.length > 90 ? `${text.slice(0, 90)}…` : text || "（空的）";
}
