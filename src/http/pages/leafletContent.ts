/**
 * What stands on a guide's leaflet (一图看懂): the guide for everybody, cut down to one A4 page, and the largest type at
 * which it fits. Pure; how high things come out is estimated here and measured over all guides by test/browser/leaflet.test.ts.
 */
import { buildChecklist, held, type ChecklistItem } from "../../domain/checklist.ts";
import type { Edition } from "../../domain/edition.ts";
import type { Day } from "../../domain/facts.ts";
import type { Guide, GuideLines, Line } from "../../domain/guide.ts";
import { shortItem, spokenCounts, spokenPaper } from "../../domain/spoken.ts";
import { feeText } from "./words.ts";

export interface LeafletPaper {
  readonly name: string;
  /** How many, or why it may be asked for. */
  readonly detail: string;
}

export interface LeafletContent {
  /** Short answers, each under its question. */
  readonly tiles: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Everybody brings these. */
  readonly papers: readonly LeafletPaper[];
  /** These depend on the situation. */
  readonly maybe: readonly LeafletPaper[];
  readonly steps: readonly string[];
  readonly pitfalls: readonly string[];
  /** Something did not fit: the code leads to all of it. */
  readonly isCut: boolean;
}

/** How many of each kind are shown. */
interface Caps {
  readonly tile: number;
  readonly papers: number;
  readonly maybe: number;
  readonly steps: number;
  readonly pitfalls: number;
}

/** From all that helps to what matters most. */
const CAPS: readonly Caps[] = [
  { tile: 3, papers: 16, maybe: 12, steps: 6, pitfalls: 5 },
  { tile: 2, papers: 14, maybe: 10, steps: 5, pitfalls: 3 },
  { tile: 2, papers: 12, maybe: 8, steps: 4, pitfalls: 2 },
  { tile: 1, papers: 10, maybe: 6, steps: 3, pitfalls: 1 },
  { tile: 1, papers: 8, maybe: 4, steps: 0, pitfalls: 0 },
];

/** Type sizes in points, from the largest on; the index is the class of the page (`fit-0` …, leaflet.css). */
export const SIZES = [17, 16, 15, 14, 13, 12, 11.5, 11, 10.5, 10, 9.5, 9] as const;
/** The smallest type: of the plain leaflet, and of the one in large print. */
const SMALLEST = { plain: 9, large: 14 } as const;
/** The plain leaflet is no poster: beyond this, white space serves better. */
const LARGEST_PLAIN = 14;

export interface FittedLeaflet {
  readonly content: LeafletContent;
  /** Index into SIZES. */
  readonly fit: number;
}

export function fitLeaflet(edition: Edition, guide: Guide, day: Day, isLarge: boolean): FittedLeaflet {
  const smallest = isLarge ? SMALLEST.large : SMALLEST.plain;
  const tried = SIZES.flatMap((size, fit) => size >= smallest && (isLarge || size <= LARGEST_PLAIN) ? [{ size, fit }] : []);
  for (const caps of CAPS) {
    const content = contentOf(edition, guide, day, caps);
    const found = tried.find(({ size }) => heightOf(guide, content, size) <= ROOM);
    if (found) return { content, fit: found.fit };
  }
  return { content: contentOf(edition, guide, day, CAPS.at(-1)!), fit: tried.at(-1)!.fit };
}

function contentOf(edition: Edition, guide: Guide, day: Day, caps: Caps): LeafletContent {
  const items = buildChecklist(edition, guide, {}, day).items.filter((i) => !i.onSite);
  const [sure, maybe] = [items.filter((i) => i.certain), items.filter((i) => !i.certain)];
  const certain = (kind: keyof GuideLines): string[] => held<Line>(guide.lines[kind], {}, day).filter((l) => l.certain).map((l) => l.rule.text.replace(/。$/, ""));
  const fees = held(guide.fees, {}, day);
  const tiles = [
    { title: "去哪办", all: certain("places") },
    { title: "多少钱", all: fees.filter((f) => f.certain).map((f) => feeText(f.rule)), rest: fees.some((f) => !f.certain) },
    { title: "谁要去", all: certain("who") },
    { title: "多久办好", all: certain("times") },
    { title: "网上能办吗", all: certain("online") },
    { title: "打电话问", all: certain("phones") },
  ].filter((t) => t.all.length > 0);
  const [steps, pitfalls] = [certain("steps"), certain("pitfalls")];
  const names = maybe.filter((item, i) => maybe.findIndex((m) => shortItem(m) === shortItem(item)) === i);
  return {
    tiles: tiles.map(({ title, all, rest }) => ({ title, lines: [...all.slice(0, caps.tile), ...(rest ? ["看情况还可能有别的"] : [])] })),
    papers: sure.slice(0, caps.papers).map(paperOf),
    maybe: names.slice(0, caps.maybe).map((item) => ({ name: shortItem(item), detail: item.because.replace(/。$/, "") })),
    steps: steps.slice(0, caps.steps),
    pitfalls: pitfalls.slice(0, caps.pitfalls),
    isCut: sure.length > caps.papers || names.length > caps.maybe || steps.length > caps.steps || pitfalls.length > caps.pitfalls || tiles.some((t) => t.all.length > caps.tile),
  };
}

function paperOf(item: ChecklistItem): LeafletPaper {
  const [only] = item.anyOf;
  return item.anyOf.length === 1 && only
    ? { name: only.papers.map(spokenPaper).join("，加上"), detail: only.papers.map(spokenCounts).join("；") }
    : { name: shortItem(item), detail: "有一样就行" };
}

/** Millimetres: of the page between its margins, and of what does not grow with the type. */
const ROOM = 297 - 2 * 10 - 4;
const WIDTH = 210 - 2 * 12;
const HEAD_LEAST = 40;
const FOOT = 13;
const MM_PER_POINT = 0.3528;
const LEADING = 1.42;
/** Latin letters and digits are about half as wide. */
const NARROW = 0.56;

/** @param size of the type, in points @returns millimetres */
function heightOf(guide: Guide, content: LeafletContent, size: number): number {
  const em = size * MM_PER_POINT;
  const line = em * LEADING;
  const lines = (text: string, width: number, scale = 1): number => Math.max(1, Math.ceil(widthOf(text) * em * scale / width)) * scale;
  const heading = 1.2 * line + 0.9 * em;
  const half = WIDTH / 2 - 2 * em;
  const grid = (cells: readonly number[]): number => cells.reduce((sum, cell, i) => i % 2 === 0 ? sum + Math.max(cell, cells[i + 1] ?? 0) : sum, 0);
  const head = Math.max(HEAD_LEAST, (lines(guide.plain, WIDTH - 46, 2) + lines(guide.name, WIDTH - 46) + lines(guide.summary, WIDTH - 46)) * line + 9);
  const tiles = grid(content.tiles.map((t) => (1.1 + t.lines.reduce((n, l) => n + lines(l, half - em), 0)) * line + 1.3 * em));
  const cells = (all: readonly LeafletPaper[]): number => all.length === 0 ? 0
    : heading + grid(all.map((p) => (lines(p.name, half - 2 * em) + lines(p.detail, half - 2 * em, 0.88)) * line + 0.9 * em));
  const list = (all: readonly string[]): number => all.length === 0 ? 0 : heading + all.reduce((n, l) => n + lines(l, WIDTH - 2.4 * em), 0) * line + all.length * 0.25 * em;
  const papers = content.papers.length + content.maybe.length === 0 ? heading + line : cells(content.papers) + cells(content.maybe);
  return head + tiles + em + papers + list(content.steps) + list(content.pitfalls) + FOOT;
}

function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += /[\u0020-\u024f]/.test(c) ? NARROW : 1;
  return width;
}
