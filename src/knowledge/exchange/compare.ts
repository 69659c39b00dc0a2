/** What differs between the entry that is there and the one that comes in, field by field, for people. */
import { ConditionError, parseCondition } from "../conditionFile.ts";
import { conditionText } from "./conditionText.ts";
import type { Kind } from "./bundle.ts";
import { matches as commonItems } from "../sequences.ts";
import { SAID } from "./sheets.ts";

export interface Difference {
  /** The top-level field of the entry. */
  readonly field: string;
  readonly lines: readonly string[];
  /** Something that was there is gone. */
  readonly loses: boolean;
}

type Data = Readonly<Record<string, unknown>>;

/** @param before undefined for an entry that is new */
export function compare(kind: Kind, before: Data | undefined, after: Data): Difference[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after)])];
  return fields.flatMap((field) => {
    const [old, now] = [listOf(field, before?.[field]), listOf(field, after[field])];
    if (fingerprint(old) === fingerprint(now)) return [];
    const name = FIELD_NAMES[field] ?? field;
    return [Array.isArray(old) || Array.isArray(now)
      ? compareLists(field, name, kind, (old ?? []) as unknown[], (now ?? []) as unknown[])
      : { field, lines: [`${name}：${change(old, now)}`], loses: now === undefined }];
  });
}

/** Roles are written by key; their order counts, so they are compared as a list. */
function listOf(field: string, value: unknown): unknown {
  return field === "roles" && typeof value === "object" && value !== null ? Object.entries(value).map(([id, role]) => ({ id, ...role as object })) : value;
}

function compareLists(field: string, name: string, kind: Kind, old: readonly unknown[], now: readonly unknown[]): Difference {
  if ([...old, ...now].every((v) => typeof v === "string") && kind !== "guides") {
    return { field, lines: [`${name}：${change(old, now)}`], loses: old.some((v) => !now.includes(v)) };
  }
  const lines: string[] = [];
  let loses = false;
  for (const { gone, come, at } of hunks(old, now)) {
    const pairs = Math.min(gone.length, come.length);
    for (let i = 0; i < Math.max(gone.length, come.length); i++) {
      const where = `${name} 第 ${at + Math.min(i, come.length) + 1} 条`;
      if (i < pairs) lines.push(...changesWithin(where, gone[i], come[i]));
      else if (i < gone.length) { loses = true; lines.push(`${name} 去掉：${brief(gone[i])}`); }
      else lines.push(`${where} 新增：${brief(come[i])}`);
    }
  }
  return { field, lines, loses };
}

function changesWithin(where: string, old: unknown, now: unknown): string[] {
  if (typeof old !== "object" || typeof now !== "object" || old === null || now === null) return [`${where}：${change(old, now)}`];
  const [a, b] = [old as Data, now as Data];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((k) => fingerprint(a[k], k) !== fingerprint(b[k], k))
    .map((k) => `${where} ${RULE_NAMES[k] ?? k}：${change(a[k], b[k], k)}`);
}

interface Hunk { readonly gone: unknown[]; readonly come: unknown[]; readonly at: number }

/** Stretches that differ, between items that are the same on both sides. */
function hunks(old: readonly unknown[], now: readonly unknown[]): Hunk[] {
  const found: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [a, b] of [...matches(old, now), [old.length, now.length] as const]) {
    if (a > i || b > j) found.push({ gone: old.slice(i, a), come: now.slice(j, b), at: j });
    [i, j] = [a + 1, b + 1];
  }
  return found;
}

/** What stays the same of two lists of an author's file, as pairs of indexes. */
export function matches(old: readonly unknown[], now: readonly unknown[]): (readonly [number, number])[] {
  return commonItems(old, now, fingerprint);
}

/** The same for what means the same: keys in any order, conditions by what they say. */
function fingerprint(value: unknown, key = ""): string {
  if (key === "when") return JSON.stringify(spokenCondition(value)) ?? "";
  if (Array.isArray(value)) return `[${value.map((v) => fingerprint(v)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  return `{${Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => `${k}:${fingerprint(v, k)}`).join(",")}}`;
}

function spokenCondition(when: unknown): string {
  if (when === undefined) return "";
  try {
    return conditionText(parseCondition(when));
  } catch (error) {
    if (error instanceof ConditionError) return JSON.stringify(when);
    throw error;
  }
}

function change(old: unknown, now: unknown, key = ""): string {
  return `${spoken(old, key)} → ${spoken(now, key)}`;
}

function spoken(value: unknown, key = ""): string {
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return "（空）";
  if (key === "when") return `“${spokenCondition(value)}”`;
  if (typeof value === "string") return `“${value}”`;
  if (typeof value === "boolean") return value ? "是" : "否";
  return Array.isArray(value) && value.every((v) => typeof v === "string") ? `“${value.join("；")}”` : short(JSON.stringify(value));
}

/** An item of a list by what it says. */
function brief(item: unknown): string {
  if (typeof item !== "object" || item === null) return `“${String(item)}”`;
  const data = item as Data;
  const said = ["text", "ask", "because", "item", "differs", "label", "use"].map((k) => data[k]).find((v) => typeof v === "string");
  const paper = typeof data.paper === "string" ? `${data.paper} ` : "";
  return `${paper}“${short(said === undefined ? JSON.stringify(item) : String(said))}”`;
}

function short(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  ...SAID, name: "名称", plain: "通俗说法", tier: "完整程度", audience: "服务对象", authority: "实施主体", summary: "简介", situations: "情形",
  outcomes: "结论", materials: "材料", fees: "收费", times: "时限", gives: "发给", say: "叫法", what: "是什么", issuer: "出具单位", get: "来源渠道",
  rejects: "不收的", instead: "没有时怎么办", source: "依据", how: "核对方式", title: "名称", number: "文号", url: "网址", effective: "施行日期",
  verified: "核对", areaCode: "区号", offices: "窗口", lines: "本地说法", papers: "本地材料", sources: "出处", invented: "虚构示例", note: "备注", ask: "问题", options: "选项", hint: "提示", spoken: "口头问法", type: "问题类型",
};

const RULE_NAMES: Readonly<Record<string, string>> = {
  text: "内容", when: "适用条件", from: "生效日期", until: "失效日期", source: "依据", how: "核对方式", varies: "各地差异", because: "需要原因", note: "填报须知",
  paper: "材料", holder: "持有人", shown: "看原件份数", surrendered: "收原件份数", copies: "复印件份数", spec: "规格", anyOf: "任选", amount: "收费标准", per: "计费单位",
  item: "收费项目", ask: "问题", answer: "答案", options: "选项", hint: "提示", days: "时限", unit: "单位", label: "名称", guide: "事项", differs: "区别", must: "要求", depth: "网办深度",
};
