/**
 * The trip card as blocks of text, one below the other, whatever draws them. Pure.
 */
import type { ItemView, Plan } from "../../domain/conversation.ts";
import { spokenCounts } from "../../domain/spoken.ts";

/** A paragraph; measures are multiples of the card's base size. */
export interface Block {
  readonly tag: "H1" | "H2" | "P";
  readonly text: string;
  readonly weight: "regular" | "bold";
  readonly size: number;
  readonly gap: number;
  readonly indent: number;
  readonly ink: "black" | "grey";
  /** A box to tick before it. */
  readonly box?: "open" | "ticked";
}

/** What a card may do without when it does not fit: said on the page the QR code leads to. */
const SPARABLE = ["出处", "网上能办吗", "多久办好", "几点开门", "容易白跑的地方"];

const STATUS: Readonly<Record<ItemView["status"], string>> = { have: "", lack: "还没有", unsure: "不确定", open: "没核对" };

/**
 * @param spared how many of the sections that can be spared are left out, the least needed first
 * @param made the day it was made, in words
 */
export function cardBlocks(plan: Plan, made: string, spared: number): Block[] {
  const gone = SPARABLE.slice(0, spared);
  const sections = plan.sections.filter((s) => !gone.includes(s.title));
  return [
    block("P", "一次通 · 出行单", { size: 0.85, ink: "grey" }),
    block("H1", plan.title, { size: 1.6, weight: "bold", gap: 0.1 }),
    heading(plan.papers.length > 0 ? `要带的（${plan.papers.length} 样）` : "要带的"),
    ...(plan.papers.length === 0 ? [block("P", "不用带纸质材料。", { gap: 0.25 })] : plan.papers.flatMap(paper)),
    ...sections.flatMap((s) => s.title === "出处" ? small(s) : [heading(s.title), ...s.lines.map((l) => line(l.text, s.lines.length))]),
    block("P", `${made}制单。规定会变，出门前再看一眼${spared > 0 ? "；没印下的扫码看" : ""}。`, { size: 0.75, gap: 0.9, ink: "grey" }),
  ];
}

export const MOST_SPARED = SPARABLE.length;

function block(tag: Block["tag"], text: string, over: Partial<Block> = {}): Block {
  return { tag, text, weight: "regular", size: 1, gap: 0, indent: 0, ink: "black", ...over };
}

const heading = (text: string): Block => block("H2", text, { weight: "bold", size: 1.1, gap: 0.6 });
const line = (text: string, of: number): Block => block("P", of > 1 ? `· ${text}` : text, { gap: 0.15 });

function small({ title, lines }: Plan["sections"][number]): Block[] {
  return [block("H2", title, { weight: "bold", size: 0.8, gap: 0.75, ink: "grey" }), block("P", lines.map((l) => l.text).join("；"), { size: 0.75, gap: 0.1, ink: "grey" })];
}

function paper(item: ItemView): Block[] {
  const name = item.anyOf ? item.name : `${item.holder}的${item.name}${item.spec ? `，${item.spec}` : ""}`;
  const counts = item.anyOf ? "有一样就行" : spokenCounts(item);
  const status = STATUS[item.status];
  return [
    block("P", name, { weight: "bold", gap: 0.32, indent: 1.8, box: item.status === "have" ? "ticked" : "open" }),
    block("P", [counts, status].filter(Boolean).join(" · "), { size: 0.85, indent: 1.8, ink: "grey" }),
  ];
}
