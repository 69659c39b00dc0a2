/** A file as a form: its own fields, and each item of its lists by itself, with what people say about them. */
import type { DraftRecord } from "../../curation/records.ts";
import { valueAt } from "../../curation/yamlText.ts";
import { SITUATIONS_PATH } from "../../knowledge/exchange/bundle.ts";
import { html, type Html } from "../pages/html.ts";
import { anchorOf, fieldHtml, itemPlace, itemsOf, type FileForm, type ListField } from "./fields.ts";
import { fileAt } from "./names.ts";
import type { PlaceRemarks } from "./remarks.ts";

export interface FormPage {
  readonly draft: DraftRecord;
  readonly path: string;
  readonly form: FileForm;
  /** Null where the text cannot be read. */
  readonly value: unknown;
  readonly hash: string | null;
  readonly open: boolean;
  /** Of a file that is one list: the index of the item to show alone. */
  readonly only: number | null;
  readonly remarks: PlaceRemarks;
}

type Begin = (key: string) => Html;

export function formHtml(page: FormPage): Html {
  const { draft, path, form, value, hash, open, only } = page;
  if (value === null) return html`<p class="empty">原文读不懂，显示不了表单。请到“原文”里改。</p>`;
  const head = html`<input type="hidden" name="path" value="${path}"><input type="hidden" name="seen" value="${hash ?? ""}"><input type="hidden" name="tab" value="form">${only !== null && html`<input type="hidden" name="only" value="${String(valueAt(value, [only, "id"]))}">`}`;
  const begin: Begin = (key) => html`<form method="post" action="/curation/drafts/${draft.id}/file" class="fields-form" data-keep="${draft.id}:${path}:${key}">${head}`;
  const basics = form.fields.length > 0 && html`${begin("")}<div class="grid">${form.fields.map((x) => fieldHtml(x, "", value, open))}</div>${open && html`<div class="actions"><button class="primary">存</button></div>`}<div class="looked" data-looked role="status"></div></form>`;
  return html`<section class="basics" id="basics" aria-label="整份">${basics}${page.remarks("", [...form.fields, ...form.lists.filter((l) => l.key !== "")]).html}</section>
${form.lists.map((list) => listHtml(page, list, begin))}`;
}

function listHtml(page: FormPage, list: ListField, begin: Begin): Html {
  const { value, open, only, remarks } = page;
  const items = itemsOf(list, value);
  if (items.length === 0 && !open) return html``;
  const boxes = (at: string): Html => html`${list.fields.filter((x) => x.type === "yes").map((x) => html`<input type="hidden" name="boxes" value="${at}/${x.key}">`)}`;
  return html`<details class="list-form"${items.length > 0 && html` open`}><summary><h2>${list.label}</h2><span class="dim">${items.length} 条</span></summary>
${items.map((item, i) => {
    if (only !== null && only !== i) return html``;
    const at = itemPlace(list, i);
    const special = valueAt(item, ["anyOf"]) !== undefined;
    const said = remarks(at, list.fields);
    return html`<details class="item" id="${anchorOf(at)}"${(only === i || said.open > 0) && html` open`}><summary>${i + 1}. ${briefOf(item)}${said.open > 0 && html` <span class="tag">${said.open} 条意见</span>`}</summary>${begin(at)}<fieldset><legend>${list.label} 第 ${i + 1} 条${special && "（几样任选一样：到“原文”里改是哪几样）"}</legend>
<div class="grid">${list.fields.filter((x) => !special || !["paper", "holder", "shown", "surrendered", "copies", "spec"].includes(x.key)).map((x) => fieldHtml(x, at, item, open))}</div>${boxes(at)}
${list.inner && innerHtml(list.inner, at, item, open)}
<div class="actions">${open && html`<button class="primary">存这一条</button><button name="remove" value="${at}">删掉这一条</button>`}${cardLink(page, item)}</div></fieldset></form>${said.html}</details>`;
  })}
${open && only === null && html`<details class="adding"><summary>再加一条${list.label}</summary>${begin(`${list.key}/new`)}<fieldset><legend>新的一条</legend><div class="grid">${list.fields.map((x) => fieldHtml(x, itemPlace(list, items.length), undefined, open))}</div>${boxes(itemPlace(list, items.length))}<div class="actions"><button class="primary">加上</button></div></fieldset></form></details>`}</details>`;
}

/** From an item to the card it names, in the same draft. */
function cardLink({ draft }: FormPage, item: unknown): Html | false {
  const [paper, use] = [valueAt(item, ["paper"]), valueAt(item, ["use"])];
  if (typeof paper === "string" && paper !== "") return html`<a class="button" href="${fileAt(draft.id, `knowledge/materials/${paper}.yaml`)}">这种材料的卡片</a>`;
  return typeof use === "string" && html`<a class="button" href="${fileAt(draft.id, SITUATIONS_PATH)}&only=${encodeURIComponent(use)}">这个共用情形</a>`;
}

function innerHtml(list: ListField, at: string, item: unknown, open: boolean): Html | false {
  const items = itemsOf(list, item);
  return items.length > 0 && html`<div class="inner"><h3>${list.label}</h3>${items.map((each, i) => html`<div class="grid">${list.fields.map((x) => fieldHtml(x, `${at}/${itemPlace(list, i)}`, each, open))}</div>`)}</div>`;
}

/** What an item says, in one line. */
export function briefOf(item: unknown): string {
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
