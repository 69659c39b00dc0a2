/**
 * The workbook: its sheets and columns, named after the fields of the national 实施清单 where it has them.
 * One row a rule; what a rule has several of (options, alternatives) goes on in the rows below.
 */
import type { LOCAL_LISTS } from "../schema.ts";
import { choice, condition, day, list, number, text, value, word, yes, type CellKind } from "./cells.ts";

export interface Column {
  /** The key in a row, and mostly in the authors' file. */
  readonly key: string;
  readonly head: string;
  readonly kind: CellKind;
  readonly width: number;
  /** For the reader's eyes only: written, never read. */
  readonly info?: true;
}

export interface Sheet {
  readonly name: SheetName;
  readonly columns: readonly Column[];
}

export type SheetName =
  | "事项" | "情形" | "材料" | "收费" | "结果" | "时限" | "渠道与说明" | "材料库" | "出处"
  // What a place loads (docs/tasks/add-a-region.md).
  | "地区" | "本地窗口" | "本地说法" | "本地材料" | "本地出处";

/** Stands instead of a guide's id where a situation is shared by several guides. */
export const SHARED = "共用";

const col = (key: string, head: string, kind: CellKind = text, width = 18): Column => ({ key, head, kind, width });
const info = (key: string, head: string): Column => ({ key, head, kind: text, width: 22, info: true });

const HOW = choice({ original: "读过原文", secondary: "据可靠转述", expertise: "未核对" });
const OF_GUIDE: readonly Column[] = [col("of", "事项编号", word, 24), info("ofName", "事项名称")];
const RULE: readonly Column[] = [
  col("when", "适用条件", condition, 36), col("from", "生效日期", day, 12), col("until", "失效日期", day, 12),
  col("source", "依据", text, 30), col("how", "核对方式", HOW, 12), col("varies", "各地差异", text, 30),
];

const SOURCE: readonly Column[] = [
  col("id", "出处编号", word, 28), col("title", "名称", text, 40), col("number", "文号", text, 24), col("url", "网址", text, 40), col("effective", "施行日期", day, 12),
  col("verified.on", "核对日期", day, 12), col("verified.how", "核对方式", HOW, 12), col("note", "备注", text, 40),
];
const OF_REGION = col("of", "行政区划代码", word, 14);

/** 结果: outcomes, and what the service gives. */
export const GIVES = "gives";
const RESULT = choice({ "not-eligible": "不符合条件", "other-service": "应办别的事项", first: "要先办别的", "no-visit": "不用跑", [GIVES]: "发给" });

/** 渠道与说明: what kind of line a row is. The keys are those of the guide's lists. */
export const SAID = {
  roles: "角色", places: "办理地点", hours: "办理时间", phones: "咨询方式", online: "网上办理", who: "到场要求", eligibility: "受理条件",
  steps: "办理流程", deadlines: "申请期限", validity: "结果有效期", progress: "进度查询", pitfalls: "常见错误", faq: "常见问题解答", related: "相近事项",
} as const;
const DEPTH = { full: "全程网办", partial: "部分网办", none: "不能网办" };
const DEMAND = choice({ come: "本人到场", "may-send": "可以委托", "not-needed": "不用到场", ...DEPTH });
const UNIT = choice({ working: "工作日", calendar: "自然日" });
/** 本地说法: the lists of a guide that a place may speak to. */
const LOCAL: Readonly<Record<(typeof LOCAL_LISTS)[number], string>> = {
  places: SAID.places, hours: SAID.hours, phones: SAID.phones, online: SAID.online, times: "承诺时限", fees: "收费", progress: SAID.progress,
  steps: SAID.steps, deadlines: SAID.deadlines, eligibility: SAID.eligibility, pitfalls: SAID.pitfalls,
};

export const SHEETS: readonly Sheet[] = [
  { name: "事项", columns: [
    col("id", "事项编号", word, 24), col("name", "事项名称", text, 28), col("plain", "通俗说法"),
    col("tier", "完整程度", choice({ exact: "写全了", skeleton: "只写了全国确定的" })), col("audience", "服务对象"), col("authority", "实施主体", text, 28), col("summary", "简介", text, 60),
  ] },
  { name: "情形", columns: [
    ...OF_GUIDE, col("id", "情形编号", word, 26), col("use", "用共用情形", yes, 12),
    col("type", "问题类型", choice({ choice: "单选", yesno: "是否", number: "数值", date: "日期" }), 10),
    col("ask", "问题", text, 36), col("spoken", "口头问法", text, 30), col("hint", "提示", text, 30), col("when", "适用条件", condition, 36), col("assume", "默认值", value, 12),
    col("option.id", "选项编号", word), col("option.label", "选项", text, 28), col("option.say", "随口说法", list, 40), col("option.reply", "答话说法", list, 24),
    col("yes", "表示是的说法", list, 30), col("no", "表示否的说法", list, 30), col("replyYes", "答是的说法", list, 24), col("replyNo", "答否的说法", list, 24), col("unit", "单位", text, 8), col("cues", "线索词", list), col("min", "最小值", number, 8), col("max", "最大值", number, 8),
  ] },
  { name: "材料", columns: [
    ...OF_GUIDE, col("no", "材料序号", number, 10), col("branch", "任选分支", number, 10), col("label", "分支说明"),
    col("paper", "材料编号", word, 24), info("paperName", "材料名称"), info("need", "材料必要性"), col("holder", "持有人", word, 14),
    col("shown", "看原件份数", number, 11), col("surrendered", "收原件份数", number, 11), col("copies", "复印件份数", number, 11), col("spec", "纸质材料规格"),
    col("because", "需要原因", text, 30), col("note", "填报须知", text, 36), col("onSite", "现场填写或制作", yes, 14), col("leniency", "容缺或告知承诺", text, 24), ...RULE,
  ] },
  { name: "收费", columns: [
    ...OF_GUIDE, col("item", "收费项目名称", text, 24), col("amount", "收费标准（元）", number, 14), col("per", "计费单位", text, 10), col("text", "收费说明", text, 36), ...RULE,
  ] },
  { name: "结果", columns: [
    ...OF_GUIDE, col("verdict", "结果类型", RESULT, 14), col("about", "结果编号", word, 24), info("aboutName", "审批结果名称"), col("text", "说明", text, 40), ...RULE,
  ] },
  { name: "时限", columns: [
    ...OF_GUIDE, col("kind", "时限类型", choice({ statutory: "法定办结时限", promised: "承诺办结时限" }), 14), col("days", "时限", number, 8),
    col("unit", "时限单位", UNIT, 10), col("text", "时限说明", text, 40), ...RULE,
  ] },
  { name: "渠道与说明", columns: [
    ...OF_GUIDE, col("list", "类别", choice(SAID), 14), col("about", "对象", word, 20), col("demand", "要求", DEMAND, 12), col("ask", "问题", text, 28),
    col("text", "内容", text, 60), col("url", "网上办理地址", text, 24), col("kin", "说话人的亲属", list), ...RULE,
  ] },
  { name: "材料库", columns: [
    col("id", "材料编号", word, 24), col("name", "材料名称", text, 24), col("plain", "通俗说法"), col("say", "其他叫法", list, 24), col("what", "是什么", text, 40),
    col("issuer", "出具单位", text, 24), col("get.how", "来源渠道说明", text, 40), col("get.guide", "取得它的事项", word, 22), col("get.days", "所需时间"), col("get.cost", "费用"),
    col("rejects", "不收的样子", list, 36), col("instead", "没有时怎么办", text, 30), col("source", "依据", text, 28), col("how", "核对方式", HOW, 12),
  ] },
  { name: "出处", columns: SOURCE },
  { name: "地区", columns: [col("id", "行政区划代码", word, 14), col("name", "地区名称"), col("areaCode", "区号", word, 10), col("invented", "虚构示例", yes, 10)] },
  { name: "本地窗口", columns: [
    OF_REGION, col("id", "窗口编号", word), col("name", "窗口名称", text, 28), col("address", "地址", text, 36), col("hours", "办公时间", text, 30),
    col("phone", "电话", word), col("guides", "能办的事项", list, 44), ...RULE,
  ] },
  { name: "本地说法", columns: [
    OF_REGION, col("guide", "事项编号", word, 24), info("guideName", "事项名称"), col("list", "类别", choice(LOCAL), 14), col("text", "内容", text, 60),
    col("amount", "收费标准（元）", number, 14), col("per", "计费单位", text, 10), col("days", "时限", number, 8),
    col("unit", "时限单位", UNIT, 10), col("depth", "网办程度", choice(DEPTH), 12), col("url", "网上办理地址", text, 24), ...RULE,
  ] },
  { name: "本地材料", columns: [
    OF_REGION, col("guide", "事项编号", word, 24), info("guideName", "事项名称"), col("do", "做法", choice({ same: "和全国一样", note: "当地说明", add: "当地加收" }), 12),
    col("paper", "材料编号", word, 24), info("paperName", "材料名称"), col("holder", "持有人", word, 14),
    col("shown", "看原件份数", number, 11), col("surrendered", "收原件份数", number, 11), col("copies", "复印件份数", number, 11), col("spec", "纸质材料规格"),
    col("because", "需要原因", text, 30), col("note", "填报须知", text, 36), ...RULE,
  ] },
  { name: "本地出处", columns: [OF_REGION, ...SOURCE] },
];

/** A row by the keys of its columns; what is absent is an empty cell. */
export type Row = Readonly<Record<string, unknown>>;
/** The sheets of one workbook. */
export type Rows = Readonly<Partial<Record<SheetName, readonly Row[]>>>;
