/**
 * The trip card as a PDF of one A4 page, with real text: it can be searched, copied and read aloud.
 * The font is embedded as the part of it that is used (Noto Sans, SIL Open Font License; see NOTICE).
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type PDFDocument from "pdfkit";
import type { Plan } from "../../domain/conversation.ts";
import { cardBlocks, MOST_SPARED, type Block } from "./card.ts";
import { qrPath } from "./qr.ts";

const FONTS = join(dirname(createRequire(import.meta.url).resolve("@embedpdf/fonts-sc")), "..", "fonts");
const FILES = { regular: join(FONTS, "NotoSansHans-Regular.otf"), bold: join(FONTS, "NotoSansHans-Bold.otf") } as const;

/** Points. */
const MARGIN = 42;
const QR_SIDE = 92;
/** Base sizes tried from the largest on, until the card fits on one page. */
const STANDARD_SIZES = sizes(12, 9);
const LARGE_SIZES = sizes(18, 13);
const LINE_GAP = 0.22;
const INK = { black: "#000000", grey: "#444444" } as const;

export interface Card {
  readonly plan: Plan;
  /** The day it is made, in words. */
  readonly made: string;
  /** 大字 */
  readonly large: boolean;
  /** What the QR code leads to, with a line of what it is for. */
  readonly link: { readonly url: string; readonly note: string } | null;
}

/** @returns the bytes of the file */
export async function cardPdf(card: Card): Promise<Buffer> {
  // Loaded with the first card: a server that makes none starts faster and smaller.
  const { default: Pdf } = await import("pdfkit");
  const doc = new Pdf({
    size: "A4", margin: MARGIN, lang: "zh-CN", tagged: true, displayTitle: true, pdfVersion: "1.5",
    info: { Title: `出行单：${card.plan.title}`, Creator: "一次通", Producer: "一次通" },
  });
  for (const [name, file] of Object.entries(FILES)) doc.registerFont(name, file);
  const bytes = collect(doc);
  const { base, blocks } = fitting(doc, card);
  const root = doc.struct("Document");
  doc.addStructure(root);
  if (card.link) drawLink(doc, root, card.link);
  for (const block of blocks) draw(doc, root, block, base, card.link !== null);
  root.end();
  doc.end();
  return bytes;
}

/** The first that fits, of sizes that only grow smaller; by halves, because measuring is what takes time. */
function largest(tried: readonly number[], fits: (size: number) => boolean): number | undefined {
  let [from, to] = [0, tried.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (fits(tried[middle]!)) to = middle;
    else from = middle + 1;
  }
  return tried[from];
}

/** @returns from the largest to the smallest, a quarter of a point apart */
function sizes(largest: number, smallest: number): readonly number[] {
  return Array.from({ length: (largest - smallest) * 4 + 1 }, (_, i) => largest - i / 4);
}

type Doc = InstanceType<typeof PDFDocument>;
type Element = ReturnType<Doc["struct"]>;

function collect(doc: Doc): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Buffer) => chunks.push(chunk));
    doc.on("end", () => resolve(Buffer.concat(chunks)));
    doc.on("error", reject);
  });
}

/** The largest type that keeps all on one page; when none does, what can be spared goes first; at last a second page. */
function fitting(doc: Doc, { plan, made, large, link }: Card): { base: number; blocks: readonly Block[] } {
  const tried = large ? LARGE_SIZES : STANDARD_SIZES;
  const room = doc.page.height - 2 * MARGIN;
  // Large print leaves the sources to the page: who needs large print needs room more.
  for (let spared = large ? 1 : 0; spared <= MOST_SPARED; spared++) {
    const blocks = cardBlocks(plan, made, spared);
    const base = largest(tried, (size) => heightOf(doc, blocks, size, link !== null) <= room);
    if (base !== undefined) return { base, blocks };
  }
  return { base: tried.at(-1)!, blocks: cardBlocks(plan, made, 0) };
}

function heightOf(doc: Doc, blocks: readonly Block[], base: number, hasLink: boolean): number {
  return blocks.reduce((y, b) => y + b.gap * base + textHeight(doc, b, base, y, hasLink), 0);
}

function textHeight(doc: Doc, b: Block, base: number, y: number, hasLink: boolean): number {
  doc.font(b.weight).fontSize(b.size * base);
  return doc.heightOfString(b.text, { width: widthAt(doc, b, base, y, hasLink), lineGap: LINE_GAP * b.size * base });
}

/** Beside the QR code the lines are shorter. @param y from the top margin */
function widthAt(doc: Doc, b: Block, base: number, y: number, hasLink: boolean): number {
  const full = doc.page.width - 2 * MARGIN - b.indent * base;
  return hasLink && y < QR_SIDE + 24 ? full - QR_SIDE - 14 : full;
}

function draw(doc: Doc, root: Element, b: Block, base: number, hasLink: boolean): void {
  const y = doc.y + b.gap * base;
  const isFirstPage = doc.bufferedPageRange().count === 1;
  const top = isFirstPage ? y - MARGIN : Infinity;
  const x = MARGIN + b.indent * base;
  if (y + b.size * base * 1.4 > doc.page.height - MARGIN) doc.addPage();
  else doc.y = y;
  const at = doc.y;
  if (b.box) drawBox(doc, MARGIN, at, base, b.box === "ticked");
  root.add(doc.struct(b.tag, {}, () => {
    doc.font(b.weight).fontSize(b.size * base).fillColor(INK[b.ink])
      .text(b.text, x, at, { width: widthAt(doc, b, base, top, hasLink), lineGap: LINE_GAP * b.size * base });
  }));
}

function drawBox(doc: Doc, x: number, y: number, base: number, isTicked: boolean): void {
  const side = base * 0.95;
  const top = y + base * 0.25;
  doc.markContent("Artifact", { type: "Layout" });
  doc.save().lineWidth(0.9).strokeColor("#000").rect(x, top, side, side).stroke();
  if (isTicked) doc.lineWidth(1.4).moveTo(x + side * 0.2, top + side * 0.55).lineTo(x + side * 0.42, top + side * 0.78).lineTo(x + side * 0.82, top + side * 0.24).stroke();
  doc.restore();
  doc.endMarkedContent();
}

function drawLink(doc: Doc, root: Element, { url, note }: NonNullable<Card["link"]>): void {
  const { size, path } = qrPath(url);
  const x = doc.page.width - MARGIN - QR_SIDE;
  const { y } = doc;
  root.add(doc.struct("Figure", { alt: `二维码：${note}` }, () => {
    doc.save().translate(x, y).scale(QR_SIDE / size).path(path).fill("#000").restore();
  }));
  root.add(doc.struct("P", {}, () => {
    doc.font("regular").fontSize(8).fillColor(INK.grey).text(note, x, y + QR_SIDE, { width: QR_SIDE, align: "center" });
  }));
  doc.x = MARGIN;
  doc.y = y;
}
