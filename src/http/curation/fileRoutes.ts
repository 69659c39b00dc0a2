/** One file of a draft: as a form, as raw text, and what is different from before. */
import type { Request, Response } from "express";
import type { Saved } from "../../curation/keptDrafts.ts";
import type { DraftRecord } from "../../curation/records.ts";
import { isEditable } from "../../curation/tree.ts";
import { NotYaml, replaced, rewrite, valueAt, valueOf, written } from "../../curation/yamlText.ts";
import { html, type Html } from "../pages/html.ts";
import { Problem } from "../problems.ts";
import type { StaffContext } from "../staff/context.ts";
import { field, fields } from "../staff/forms.ts";
import { SITUATIONS_PATH } from "../../knowledge/exchange/bundle.ts";
import { done, problemList } from "../staff/shell.ts";
import type { StaffRoute } from "../staff/table.ts";
import { diffLines, diffHtml } from "./diff.ts";
import { materialUses, sharedCards, situationUses } from "../../curation/uses.ts";
import type { Edition } from "../../domain/edition.ts";
import { draftOf, problemsOf } from "./draftOf.ts";
import { shown } from "./draftRoutes.ts";
import { usesHtml } from "./dictionaryRoutes.ts";
import { exportLinks } from "./exchangeRoutes.ts";
import { fieldValue, formOf, placeOf, typeAt } from "./fields.ts";
import { formHtml } from "./fileForm.ts";
import { allRemarks, remarksIn, remarksOf, REMARK_SAID } from "./remarks.ts";
import { actorOf, back, CURATES, findingList, may, note, READS, saidIn, show, WORKS } from "./frame.ts";
import { fileAt, fileName } from "./names.ts";

const PART = "/curation/drafts";
const SAID = ["存好了。", "存好了：别人同时改了别处，已经合在一起。", "没有变化。", ...REMARK_SAID] as const;
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
  const { curation: { drafts, live, reviews, trial } } = context;

  const page = async (req: Request, res: Response, draft: DraftRecord, path: string, tab: Tab, trouble?: Trouble): Promise<void> => {
    const { edition } = live.inForce;
    const [{ text, hash }, before] = [await drafts.text(draft, path), await drafts.baseText(draft, path)];
    const open = draft.state === "open" && may(res, CURATES);
    const form = formOf(path);
    const active: Tab = tab === "form" && form === null ? "text" : tab;
    const findings = (await drafts.findings(draft, edition)).filter((x) => x.file === path);
    const guide = /^(?:knowledge|intents)\/guides\/(.+)\.yaml$/.exec(path)?.[1];
    const value = withTyped(parsedOrNull(path, text), trouble?.conflict);
    const remarks = remarksOf(path, (await reviews.of(draft.id)).remarks, value);
    const says = (draft.state === "open" || draft.state === "review") && may(res, WORKS);
    const only = form?.lists[0]?.key === "" ? onlyIn(req, value) : null;
    const sister = guide && (path.startsWith("intents/") ? `knowledge/guides/${guide}.yaml` : `intents/guides/${guide}.yaml`);
    show(res, { title: fileName(edition, path), part: PART, body: html`
<p class="crumbs"><a href="${PART}/${draft.id}">${draft.title}</a>${isCard(path) && html` <a href="${PART}/${draft.id}/dictionary">材料和情形</a>`}</p>
<h1>${fileName(edition, path)}</h1>
<p class="lead"><code>${path}</code>${sister && html` · <a href="${fileAt(draft.id, sister)}">${path.startsWith("intents/") ? "看它的指南" : "看它的问法"}</a>`}${guide && path.startsWith("knowledge/") && html` · <a href="${PART}/${draft.id}/preview/${guide}">看清单什么样</a>`}</p>
${done(saidIn(req, SAID))}${problemList(trouble?.problems ?? [])}${conflictHtml(trouble?.conflict)}
<nav class="tabs" aria-label="怎么改">${TABS.filter(([t]) => t !== "form" || form !== null).map(([t, name]) => html`<a href="${fileAt(draft.id, path)}&tab=${t}"${t === active && html` aria-current="page"`}>${name}</a>`)}</nav>
${findings.length > 0 && html`<section aria-label="检查结果">${findingList(findings, (x) => `${fileAt(draft.id, path)}&tab=text#line-${x.line}`)}</section>`}
${active === "text" ? rawHtml(draft, path, trouble?.typed ?? text ?? "", hash, open, findings.map((x) => x.line))
    : active === "diff" ? diffHtml(diffLines(before ?? "", text ?? ""))
    : formHtml({ draft, path, form: form!, value, hash, open, only, remarks: remarksIn({ draft, path, form, says, remarks }) })}
${active !== "form" && allRemarks({ draft, path, form, says, remarks })}
${isCard(path) && usedHtml(draft, path, await trial.edition(draft), value, only)}
${guide && html`<p class="actions">${exportLinks(draft.id, guide)}</p>`}` }, trouble ? 422 : 200);
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
      const only = field(req, "only");
      back(res, `${fileAt(record.id, path)}&tab=${isRaw ? "text" : "form"}${only === "" ? "" : `&only=${encodeURIComponent(only)}`}`, isSame ? SAID[2] : saved.merged ? SAID[1] : SAID[0]);
    } },
  ];
}

/** Cards that many guides share: their pages say where they are used. */
const isCard = (path: string): boolean => path.startsWith("knowledge/materials/") || path === SITUATIONS_PATH;

/** @param only of the shared situations, the index of the one that is shown; null: all */
function usedHtml(draft: DraftRecord, path: string, edition: Edition, value: unknown, only: number | null): Html {
  if (path !== SITUATIONS_PATH) return usesHtml(draft.id, edition, materialUses(edition).get(/([^/]+)\.yaml$/.exec(path)![1]!) ?? []);
  return html`${situationUses(edition, sharedCards(value)).filter((u) => u.shared && (only === null || u.id === valueAt(value, [only, "id"]))).map((u) => usesHtml(draft.id, edition, u.uses, u.ask))}`;
}

/** Of a file that is one list: the item that the address names. */
function onlyIn(req: Request, value: unknown): number | null {
  const wanted = typeof req.query["only"] === "string" ? req.query["only"] : field(req, "only");
  const index = Array.isArray(value) ? value.findIndex((v) => valueAt(v, ["id"]) === wanted) : -1;
  return index < 0 ? null : index;
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
