/**
 * Files as forms. Which fields a kind of file has, in the order of the domain, and how a field's words become its
 * value. A field is named by its place in the file ("fees/0/amount"), so one handler saves them all, and the form and
 * the raw text edit the same text.
 */
import { parse, stringify } from "yaml";
import { valueAt } from "../../curation/yamlText.ts";
import { html, type Html } from "../pages/html.ts";

type Type = "line" | "text" | "number" | "day" | "yes" | "condition" | "lines" | readonly (readonly [string, string])[];

export interface Field {
  readonly key: string;
  readonly label: string;
  readonly type: Type;
  readonly hint?: string;
}

/** A list of like things, each edited by itself. */
export interface ListField {
  /** "": the file is the list. */
  readonly key: string;
  readonly label: string;
  readonly fields: readonly Field[];
  /** A list within each of them. */
  readonly inner?: ListField;
}

export interface FileForm {
  readonly fields: readonly Field[];
  readonly lists: readonly ListField[];
}

const f = (key: string, label: string, type: Type = "line", hint?: string): Field => ({ key, label, type, ...hint === undefined ? {} : { hint } });

const HOW: Type = [["", "照出处"], ["original", "原文核对"], ["secondary", "转述核对"], ["expertise", "没核到"]];
/** What every rule carries. */
const RULE: readonly Field[] = [
  f("when", "什么情况下", "condition", "不写就是总是；例如 {applicant.age: {under: 16}}"), f("source", "依据", "line", "出处编号加条款，例如 passport-law 第六条"), f("how", "怎么核对的", HOW),
  f("varies", "各地哪里不同"), f("from", "从哪天起", "day"), f("until", "到哪天止", "day"),
];
const TEXTS = (key: string, label: string): ListField => ({ key, label, fields: [f("text", "怎么说", "text"), ...RULE] });

const GUIDE: FileForm = {
  fields: [
    f("name", "官方名称"), f("plain", "通俗说法"), f("summary", "一两句话说清是什么", "text"), f("tier", "完整程度", [["exact", "完整：人物表核过"], ["skeleton", "骨架：只有全国统一的"]]),
    f("audience", "谁来办"), f("authority", "归谁管"), f("trustDays", "多少天不核对就不再给人用", "number", "不写就是 730 天"),
  ],
  lists: [
    { key: "situations", label: "要问的情形", fields: [f("id", "情形编号"), f("use", "共用情形"), f("ask", "怎么问"), f("hint", "提示"), f("type", "答案是", [["", "照共用情形"], ["yesno", "是或不是"], ["choice", "选一个"], ["number", "数字"], ["date", "日期"]]), f("when", "什么情况下才问", "condition")],
      inner: { key: "options", label: "选项", fields: [f("id", "编号"), f("label", "怎么写"), f("say", "大家怎么说（一行一条）", "lines")] } },
    { key: "materials", label: "要带的材料", fields: [
      f("paper", "材料编号"), f("holder", "谁的（角色）"), f("shown", "看原件几份", "number"), f("surrendered", "收原件几份", "number"), f("copies", "复印件几份", "number"), f("spec", "规格"),
      f("because", "为什么要"), f("note", "提醒"), f("onSite", "到窗口现场办", "yes"), f("leniency", "没有怎么办"), ...RULE] },
    { key: "fees", label: "收费", fields: [f("item", "收费项目"), f("amount", "多少元", "number"), f("per", "按什么算"), f("text", "补一句"), ...RULE] },
    { key: "outcomes", label: "办不了、该办别的", fields: [f("verdict", "结论", [["not-eligible", "现在办不了"], ["other-service", "该办另一件"], ["first", "要先办另一件"], ["no-visit", "不用跑"]]), f("text", "怎么说", "text"), f("guide", "去办哪一件"), ...RULE] },
    { key: "times", label: "多久办好", fields: [f("kind", "哪一种", [["statutory", "法定"], ["promised", "承诺"]]), f("days", "几天", "number"), f("unit", "单位", [["", "不写"], ["working", "工作日"], ["calendar", "自然日"]]), f("text", "怎么说", "text"), ...RULE] },
    TEXTS("places", "去哪办"), TEXTS("hours", "几点开门"), TEXTS("phones", "电话"),
    { key: "online", label: "网上能办吗", fields: [f("depth", "到哪一步", [["full", "全程网办"], ["partial", "网上预审，还要去"], ["none", "不能"]]), f("text", "怎么说", "text"), f("url", "网址"), ...RULE] },
    { key: "who", label: "谁要去", fields: [f("role", "角色"), f("must", "要求", [["come", "本人到场"], ["may-send", "可以别人代"], ["not-needed", "不用去"]]), f("text", "怎么说", "text"), ...RULE] },
    TEXTS("eligibility", "谁能办"), TEXTS("validity", "管多久"), TEXTS("progress", "怎么查进度"), TEXTS("deadlines", "什么时候办"), TEXTS("steps", "一步一步怎么办"), TEXTS("pitfalls", "容易白跑的地方"),
    { key: "faq", label: "常问的", fields: [f("ask", "问"), f("answer", "答", "text"), ...RULE] },
    { key: "related", label: "容易弄混的", fields: [f("guide", "事项编号"), f("differs", "差在哪里")] },
  ],
};

const INTENT: FileForm = {
  fields: [f("name", "名称"), f("names", "别的叫法（一行一个）", "lines"), f("utterances", "问法（一行一条）", "lines")],
  lists: [{ key: "not", label: "不是它的（容易弄混的说法）", fields: [f("say", "怎么说"), f("owner", "归哪个事项", "line", "事项编号；哪个都不是写 none")] }],
};
const saying = (type: Type): FileForm => ({ fields: [f("name", "名称"), f("say", type === "lines" ? "怎么答（一行一种说法）" : "怎么答", type), f("utterances", "问法（一行一条）", "lines")], lists: [] });

/** One list is the whole file. */
const SITUATIONS: FileForm = {
  fields: [],
  lists: [{ key: "", label: "共用情形", fields: [
    f("id", "情形编号", "line", "写成 角色.名称，例如 applicant.age；用上以后不要改"), f("type", "答案是", [["choice", "选一个"], ["yesno", "是或不是"], ["number", "数字"], ["date", "日期"]]), f("ask", "怎么问", "text"), f("spoken", "坐席怎么问出口", "text"), f("hint", "提示", "text"),
    f("unit", "单位"), f("min", "最小", "number"), f("max", "最大", "number"), f("cues", "说到它的词（一行一个）", "lines"),
  ], inner: { key: "options", label: "选项", fields: [f("id", "编号"), f("label", "怎么写"), f("say", "大家怎么说（一行一条）", "lines")] } }],
};

const FORMS: readonly (readonly [RegExp, FileForm])[] = [
  [/^knowledge\/guides\//, GUIDE],
  [/^knowledge\/materials\//, { fields: [f("name", "官方名称"), f("plain", "通俗说法"), f("say", "别的叫法（一行一个）", "lines"), f("what", "是什么", "text"), f("issuer", "谁发的"), f("get/how", "没有怎么办", "text"), f("get/guide", "哪一件能办到"), f("get/days", "要几天"), f("get/cost", "多少钱"), f("rejects", "窗口不收的（一行一条）", "lines"), f("instead", "能用什么代替", "text"), f("source", "依据"), f("how", "怎么核对的", HOW)], lists: [] }],
  [/^knowledge\/sources\//, { fields: [f("title", "名称"), f("number", "文号"), f("url", "网址"), f("effective", "施行日期", "day"), f("verified/on", "哪天核对的", "day"), f("verified/how", "怎么核对的", HOW.slice(1) as Type), f("note", "备注", "text")], lists: [] }],
  [/^knowledge\/situations\.yaml$/, SITUATIONS],
  [/^intents\/guides\//, INTENT],
  [/^intents\/referrals\//, saying("text")],
  [/^intents\/talk\//, saying("lines")],
];

export function formOf(path: string): FileForm | null {
  return FORMS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/** What a field's words mean; undefined takes the field away. @throws Error when a condition cannot be read */
export function fieldValue(type: Type, words: string): unknown {
  const text = words.replace(/\r\n?/g, "\n").trim();
  if (type === "lines") {
    const lines = text.split("\n").map((l) => l.trim()).filter((l) => l !== "");
    return lines.length > 0 ? lines : undefined;
  }
  if (text === "") return undefined;
  switch (type) {
    case "number": return Number.isFinite(Number(text)) ? Number(text) : text;
    case "yes": return text === "yes" ? true : undefined;
    case "condition": return parse(text, { maxAliasCount: 0 }) as unknown;
    default: return text;
  }
}

/** The type of a field by its place in the file. */
export function typeAt(form: FileForm, place: string): Type | null {
  const direct = form.fields.find((x) => x.key === place);
  if (direct) return direct.type;
  const found = /^(?:([a-z]+)\/)?\d{1,4}\/(?:([a-zA-Z]+)|([a-z]+\/\d{1,3}\/[a-z]+))$/.exec(place);
  const of = found && form.lists.find((l) => l.key === (found[1] ?? ""));
  if (!found || !of) return null;
  const [, , key, inner] = found;
  if (key !== undefined) return of.fields.find((x) => x.key === key)?.type ?? null;
  const [name, , last] = (inner ?? "").split("/");
  return of.inner && of.inner.key === name ? of.inner.fields.find((x) => x.key === last)?.type ?? null : null;
}

export const placeOf = (place: string): (string | number)[] => place.split("/").map((p) => /^\d+$/.test(p) ? Number(p) : p);

/** The items of a list as the file has them. */
export function itemsOf(list: ListField, value: unknown): readonly unknown[] {
  const had = list.key === "" ? value : valueAt(value, [list.key]);
  return Array.isArray(had) ? had : [];
}

/** The place of an item of a list. */
export const itemPlace = (list: ListField, index: number): string => list.key === "" ? String(index) : `${list.key}/${index}`;

/** Where the page jumps to for a place: the element that holds it. */
export const anchorOf = (place: string): string => {
  const [, list, index] = /^(?:([a-z]+)\/)?(\d+)(?:\/|$)/.exec(place) ?? [];
  return index === undefined ? "basics" : `${list ?? "item"}-${index}`;
};

/** What a place is called on the form: 要带的材料 第 2 条，提醒. */
export function placeName(form: FileForm | null, place: readonly (string | number)[]): string {
  if (place.length === 0) return "整份";
  const direct = form?.fields.find((x) => x.key === place.join("/"));
  if (direct) return direct.label;
  const [key, index, ...rest] = typeof place[0] === "number" ? ["", ...place] : place;
  const list = form?.lists.find((l) => l.key === key);
  if (!list) return place.join(" · ");
  const item = typeof index === "number" ? ` 第 ${index + 1} 条` : "";
  const last = rest.length === 0 ? "" : `，${list.fields.find((x) => x.key === rest.join("/"))?.label ?? rest.join(" · ")}`;
  return `${list.label}${item}${last}`;
}

export function fieldHtml({ key, label, type, hint }: Field, at: string, value: unknown, open: boolean): Html {
  const place = at === "" ? key : `${at}/${key}`;
  const id = `f-${place.replace(/\//g, "-")}`;
  const name = `f:${place}`;
  const text = wordsOf(type, valueAt(value, placeOf(key)));
  const ends = html`${hint && html` aria-describedby="${id}-hint"`}${!open && html` disabled`}`;
  if (type === "yes") return html`<label class="tick"><input type="checkbox" id="${id}" name="${name}" value="yes"${text === "yes" && html` checked`}${!open && html` disabled`}><span>${label}</span></label>`;
  const box = typeof type !== "string"
    ? html`<select id="${id}" name="${name}"${ends}>${type.map(([v, l]) => html`<option value="${v}"${v === text && html` selected`}>${l}</option>`)}${!type.some(([v]) => v === text) && html`<option value="${text}" selected>${text || "没有写"}</option>`}</select>`
    : type === "lines" ? html`<textarea id="${id}" name="${name}" rows="${Math.min(24, Math.max(3, text.split("\n").length + 1))}" spellcheck="false" data-lines${ends}>${text}</textarea>`
    : type === "text" ? html`<textarea id="${id}" name="${name}" rows="2"${ends}>${text}</textarea>`
    : html`<input id="${id}" name="${name}" value="${text}" autocomplete="off"${type === "number" && html` inputmode="decimal"`}${type === "day" && html` placeholder="2026-01-01"`}${ends}>`;
  return html`<div class="field as-${typeof type === "string" ? type : "pick"}"><label for="${id}">${label}</label>${hint && html`<span class="dim" id="${id}-hint">${hint}</span>`}${box}</div>`;
}

function wordsOf(type: Type, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (type === "lines") return Array.isArray(value) ? value.map(String).join("\n") : String(value);
  if (type === "yes") return value === true ? "yes" : "";
  if (type === "condition") return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
