/**
 * The work order (工单) of a conversation, with the fields hotlines keep. What a conversation cannot know stays empty:
 * the category code, who takes it on, deadlines, the return visit. Names and numbers of citizens are not in it.
 */
import type { ConversationEvent, WrapUp } from "../domain/conversation.ts";
import type { QueueEntry } from "../domain/desk.ts";

const FIELDS = [
  "工单号", "来源渠道", "受理时间", "受理人", "诉求人姓名", "诉求人电话", "是否要求保密", "诉求类型", "分类代码", "事发地址", "诉求内容", "附件", "紧急程度",
  "承办单位", "协办单位", "派单时间", "签收时间", "办结时间", "办理时限", "退单延期挂起及理由", "办理结果", "答复内容", "是否联系诉求人",
  "回访响应", "回访解决", "回访满意", "督办", "复核", "归档",
] as const;
export type WorkOrder = Readonly<Record<(typeof FIELDS)[number], string>>;

const CHANNELS: Readonly<Record<string, string>> = { call: "电话", web: "网页", widget: "网页", wechat: "微信", wecom: "企业微信", kiosk: "自助机", api: "接口" };

export interface WorkOrderSource {
  readonly entry: QueueEntry;
  readonly events: readonly ConversationEvent[];
  readonly summary: WrapUp;
  /** Authorities of the services, by whom the matter is handled. */
  readonly authorities: readonly string[];
  /** Whether a number to call back was left; the number itself is not part of the record. */
  readonly hasContact: boolean;
}

/**
 * One conversation is one work order, until it has been handed back and somebody takes it again: then there is another.
 */
export function orderNumber(conversation: string, events: readonly ConversationEvent[]): string {
  const took = events.findLastIndex((e) => e.body.type === "AgentTook" || e.body.type === "CallOpened");
  const before = events.slice(0, Math.max(0, took)).filter((e) => e.body.type === "HandedBack").length;
  return before === 0 ? `YCT-${conversation}` : `YCT-${conversation}-${before + 1}`;
}

export function workOrderOf({ entry, events, summary, authorities, hasContact }: WorkOrderSource): WorkOrder {
  const ended = events.findLast((e) => e.body.type === "HandedBack")?.at ?? null;
  const empty = Object.fromEntries(FIELDS.map((f) => [f, ""])) as Record<(typeof FIELDS)[number], string>;
  return {
    ...empty,
    工单号: orderNumber(entry.conversation, events),
    来源渠道: CHANNELS[entry.channel] ?? entry.channel,
    受理时间: timeInChina(entry.askedAt),
    受理人: entry.agentName ?? "",
    诉求人姓名: "（没有收集）",
    诉求人电话: hasContact ? "（另存，已加密）" : "",
    诉求类型: summary.kind ?? "咨询",
    事发地址: entry.region ?? "",
    诉求内容: [summary.request, summary.services && `事项：${summary.services}`, summary.facts && `情形：${summary.facts}`, summary.missing && `缺的材料：${summary.missing}`].filter(Boolean).join("\n"),
    紧急程度: "一般",
    承办单位: [...new Set(authorities)].join("、"),
    办结时间: ended === null ? "" : timeInChina(ended),
    办理结果: summary.next,
    答复内容: summary.told,
    是否联系诉求人: entry.status === "message" ? "否" : "是",
  };
}

/** "2026-11-24 12:00" in China's civil time. */
export function timeInChina(epochMs: number): string {
  return new Date(epochMs + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
}

/** CSV as spreadsheets open it: a byte-order mark, every cell quoted, nothing that a spreadsheet would run as a formula. */
export function workOrdersCsv(orders: readonly WorkOrder[]): string {
  const row = (cells: readonly string[]): string => cells.map(cell).join(",");
  return `\uFEFF${[row(FIELDS), ...orders.map((o) => row(FIELDS.map((f) => o[f])))].join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}
